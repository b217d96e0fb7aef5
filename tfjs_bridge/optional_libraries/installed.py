"""Which optional libraries are installed, and what to say where one is missing."""

from __future__ import annotations

import functools
import importlib.util
import sys

from tfjs_bridge.errors import UsageError

# What to install for each of those that an extra of ours brings.
_EXTRAS = {"jax": "graph", "scipy": "graph", "cloudpickle": "graph", "tensorflow": "train"}
_TITLES = {"jax": "JAX", "scipy": "SciPy", "tensorflow": "TensorFlow", "torch": "PyTorch"}


@functools.cache
def is_installed(library: str) -> bool:
    """Return whether a library can be imported, without importing it."""
    return sys.modules.get(library) is not None or importlib.util.find_spec(library) is not None


def missing(library: str, what: str) -> UsageError:
    """Return the error of a library that is not installed.

    Args:
        library: Its name, as it is imported.
        what: The object that needs it, and why.
    """
    package = f"'tfjs-bridge[{_EXTRAS[library]}]'" if library in _EXTRAS else library
    return UsageError(
        f"{what}; expected {_TITLES.get(library, library)}, which is not installed. "
        f"Install it with: pip install {package}."
    )


def require_installed(library: str, what: str) -> None:
    """Check that a library can be imported.

    Args:
        library: Its name, as it is imported.
        what: The object that needs it, and why.

    Raises:
        UsageError: It is not installed.
    """
    if not is_installed(library):
        raise missing(library, what)
