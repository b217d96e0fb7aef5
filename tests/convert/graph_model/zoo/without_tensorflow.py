"""Importing this module makes every later import of TensorFlow fail, as where it is missing."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Any


class _Missing(MetaPathFinder):
    # Not `sys.modules["tensorflow"] = None`: Keras takes any entry there for TensorFlow itself.
    def find_spec(self, name: str, *_: Any) -> None:
        """Stand before every other finder."""
        if name.split(".")[0] == "tensorflow":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, _Missing())
