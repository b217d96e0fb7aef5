"""Modules that are imported when a function of theirs is first called, and not before.

Keras's numpy backend imports JAX and SciPy for a few functions: 0.6 s of processor time, and 500 MB
on the disk, of which most models use nothing.
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tfjs_bridge.optional_libraries.installed import is_installed, missing
from tfjs_bridge.optional_libraries.substitutes import SUBSTITUTES

_LIBRARIES = ("jax", "scipy")
# Keras's own backend for JAX, from which its numpy backend takes two functions.
_KERAS_ON_JAX = "keras.src.backend.jax"


class Deferred:
    """A module, or anything in one, by its full name.

    Attributes are `Deferred` as well, and the same ones each time. A call imports the library, or
    where that is not installed calls our own function of the same name, if there is one.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"'{self._name}' is not imported yet and has no '{name}'")
        found = Deferred(f"{self._name}.{name}")
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"<{self._name}, not imported yet>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function.

        Raises:
            UsageError: It needs a library that is not installed.
        """
        library = _library(self._name)
        if is_installed(library):
            args = tuple(map(_real, args))
            return _real(self)(*args, **{key: _real(value) for key, value in kwargs.items()})
        if self._name in SUBSTITUTES:
            # Of other functions a name is enough.
            args = tuple(x._name if isinstance(x, Deferred) else x for x in args)
            result = SUBSTITUTES[self._name](*args, **kwargs)
            if result is not NotImplemented:
                return result
        error = missing(library, f"{self._name}: Keras's numpy backend computes with it")
        # Or Keras makes another error of it, with all arguments (utils/traceback_utils.py).
        error._keras_call_info_injected = True  # type: ignore[attr-defined]
        raise error


@contextmanager
def imported_later() -> Iterator[None]:
    """Give Keras, while it is imported within a block, `Deferred` modules for these libraries.

    Nobody else sees them: neither `sys.modules` nor another thread's imports.
    """
    usual = builtins.__import__

    # The names are those of Python's own function.
    def import_module(
        name: str,
        globals: Any = None,  # noqa: A002
        locals: Any = None,  # noqa: A002
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        if level == 0 and _is_deferred(name) and _is_keras(globals):
            return Deferred(name if fromlist else name.split(".")[0])
        return usual(name, globals, locals, fromlist, level)

    builtins.__import__ = import_module
    try:
        yield
    finally:
        builtins.__import__ = usual


def _is_deferred(name: str) -> bool:
    return name.split(".")[0] in _LIBRARIES or f"{name}.".startswith(f"{_KERAS_ON_JAX}.")


def _is_keras(scope: Any) -> bool:
    return bool(scope) and str(scope.get("__name__")).split(".")[0] == "keras"


def _library(name: str) -> str:
    return "jax" if name.startswith(_KERAS_ON_JAX) else name.split(".")[0]


def _real(value: Any) -> Any:
    """Import what is deferred; other values are as they were."""
    if not isinstance(value, Deferred):
        return value
    parts = value._name.split(".")
    found: Any = None
    for place, part in enumerate(parts):
        if not hasattr(found, part):
            found = importlib.import_module(".".join(parts[: place + 1]))
        else:
            found = getattr(found, part)
    return found
