"""Makes Python find neither JAX, SciPy nor TensorFlow, as in an installation of the core.

With this folder in PYTHONPATH, Python imports this module first, in child processes too.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

_MISSING = {"cloudpickle", "jax", "jaxlib", "scipy", "tensorflow", "tensorflowjs", "tf_keras"}


class _Finder(PathFinder):
    @classmethod
    def find_spec(cls, fullname: str, *args: Any, **kwargs: Any) -> ModuleSpec | None:
        """Find everything else as ever."""
        is_missing = fullname.split(".")[0] in _MISSING
        return None if is_missing else super().find_spec(fullname, *args, **kwargs)


sys.meta_path[sys.meta_path.index(PathFinder)] = _Finder
