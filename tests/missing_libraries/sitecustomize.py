"""Makes Python find none of the libraries that MISSING_LIBRARIES names, separated by commas.

With this folder in PYTHONPATH, Python imports this module first, in child processes too.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

_MISSING = frozenset(os.environ["MISSING_LIBRARIES"].split(","))


class _Finder(PathFinder):
    @classmethod
    def find_spec(cls, fullname: str, *args: Any, **kwargs: Any) -> ModuleSpec | None:
        """Find everything else as ever."""
        is_missing = fullname.split(".")[0] in _MISSING
        return None if is_missing else super().find_spec(fullname, *args, **kwargs)


sys.meta_path[sys.meta_path.index(PathFinder)] = _Finder
