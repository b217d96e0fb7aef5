"""JAX and SciPy are imported when something of theirs is called, and are then the real ones."""

from __future__ import annotations

import pytest

from tests.optional_libraries.process import output

# Each test starts a process.
pytestmark = pytest.mark.slow

_LOAD = """
import sys
from tfjs_bridge.keras_backend import load_keras
ops = load_keras().ops
"""
_CALL = (
    "import numpy as np; x = np.ones((1, 4, 4, 2), 'float32'); k = np.ones((3, 3, 2, 2), 'float32')"
)


def test_keras_is_imported_without_them() -> None:
    """Although they are installed; and nobody finds anything else in their place."""
    code = f"""{_LOAD}
import importlib.util
print([name for name in sys.modules if name.split(".")[0] in ("jax", "scipy")])
print("keras.src.backend.jax" in sys.modules, importlib.util.find_spec("jax").name)
import jax
print(jax.__name__, jax.lax.max.__module__.split(".")[0])
from keras.src.backend.jax import math
print(math.__name__)
"""
    assert output("-c", code).splitlines() == [
        *("[]", "False jax", "jax jax", "keras.src.backend.jax.math"),
    ]


def test_a_call_imports_them_and_is_theirs() -> None:
    """With Keras's own functions, which also give others of JAX's to them."""
    code = f"""{_LOAD}{_CALL}
print(ops.conv_transpose(x, k, 2).shape, "jax" in sys.modules, "scipy" in sys.modules)
print(ops.max_pool(x, 3, 2).shape, type(ops.erf(x)).__name__, "scipy.special" in sys.modules)
print(ops.fft((x, x))[0].shape, "keras.src.backend.jax.math" in sys.modules)
"""
    assert output("-c", code).splitlines() == [
        "(1, 9, 9, 2) True False",
        "(1, 1, 1, 2) ndarray True",
        "(1, 4, 4, 2) True",
    ]


def test_a_library_that_is_loaded_already_is_left_alone() -> None:
    """It stays what everybody has."""
    code = f"import jax, scipy.special; before = jax{_LOAD}print(sys.modules['jax'] is before)"
    assert output("-c", code) == "True\n"


def test_another_thread_that_imports_them_meanwhile_gets_the_real_ones() -> None:
    """Only Keras's own modules get what is deferred."""
    code = """
import builtins
from tfjs_bridge.optional_libraries.deferred import Deferred, imported_later
usual = builtins.__import__
with imported_later():
    import jax
    print(isinstance(jax, Deferred), hasattr(jax, "__version__"))
    scope = {"__name__": "keras.src.backend.numpy.nn"}
    exec("import jax; from jax import lax; import scipy.linalg as sl", scope)
    print(scope["jax"], scope["lax"] is scope["jax"].lax, scope["sl"])
print(builtins.__import__ is usual)
"""
    assert output("-c", code).splitlines() == [
        "False True",
        "<jax, not imported yet> False <scipy.linalg, not imported yet>",
        "True",
    ]
