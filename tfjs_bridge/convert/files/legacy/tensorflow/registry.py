"""The functions of TensorFlow that are known, by TensorFlow's names for them."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

_PACKAGE = "tfjs_bridge.convert.files.legacy.tensorflow"
# TensorFlow's names that are Python's own; here they end in an underscore.
_BUILTIN = frozenset({"filter", "ord", "sorted"})
# Arguments that change no result: a name for the graph, and how arguments are checked. Any other
# that is not known may change it, and is refused.
_IGNORED = frozenset({"name", "validate_indices", "validate_shape", "a_is_sparse", "b_is_sparse"})

# TensorFlow 1's names of arguments, and those of today; functions can have more.
_OLDER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("dim", "dimension", "split_dim", "squeeze_dims", "reduction_indices"), "axis"),
    "keep_dims": "keepdims",
}


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """One call of a function, for those that carry it out.

    Attributes:
        layer: Name of the layer that calls it.
        function: TensorFlow's name, for example ``math.add``.
    """

    layer: str
    function: str

    @property
    def ops(self) -> Any:
        """``keras.ops``."""
        return load_keras().ops

    @property
    def keras(self) -> Any:
        """The module `keras`."""
        return load_keras()

    def refuse(self, problem: str, advice: str = "") -> UnsupportedModelError:
        """Return the error for what this function cannot do here."""
        advice = advice or "Replace it with what Keras 3 has as well (docs/layers.md lists it)."
        space = "" if problem.startswith(",") else " "
        return UnsupportedModelError(
            f"layer '{self.layer}' (TFOpLambda): calls tf.{self.function}{space}{problem}. {advice}"
        )

    def refuse_function(self) -> UnsupportedModelError:
        """Return the error for a function that nothing here carries out."""
        _load()
        own = _plain(self.function)
        known = (reason for prefix, reason in _REFUSED.items() if own.startswith(prefix))
        return self.refuse(*next(known, (", which is not supported here", "")))


Function = Callable[..., Any]
_FUNCTIONS: dict[str, Function] = {}
_OLDER: dict[str, Mapping[str, str]] = {}
_REFUSED: dict[str, tuple[str, str]] = {}


def function(*names: str, **older: str) -> Callable[[Function], Function]:
    """Register a function that carries out functions of TensorFlow.

    It is called with the `FunctionCall`, the first argument by position and the others by
    TensorFlow's names; tensors are KerasTensors, constants are numbers, lists and numpy arrays.

    Args:
        names: TensorFlow's, without ``tf.``.
        older: Names of arguments in TensorFlow 1 that are others today, and these.

    Raises:
        ValueError: A name is registered already.
    """

    def register(work: Function) -> Function:
        for name in names:
            if name in _FUNCTIONS:
                raise ValueError(f"two entries for tf.{name}")
            _FUNCTIONS[name] = work
            _OLDER[name] = {**_OLDER_NAMES, **older}
        return work

    return register


def refuses(*prefixes: str, reason: str, advice: str = "") -> None:
    """Register why all functions are refused whose names begin in one of these ways.

    Args:
        prefixes: Without ``tf.``.
        reason: A clause that follows the function's name.
        advice: A sentence; a general one by default.
    """
    _REFUSED.update(dict.fromkeys(prefixes, (reason, advice)))


def lookup(name: str) -> Function | None:
    """Return what carries a function out; `None` if nothing here does."""
    _load()
    return _FUNCTIONS.get(_plain(name))


def known() -> Mapping[str, Function]:
    """Return all functions by their names."""
    _load()
    return _FUNCTIONS


def carry_out(call: FunctionCall, first: Any, arguments: Mapping[str, Any]) -> Any:
    """Compute a function that is known.

    Raises:
        UnsupportedModelError: It has an argument that is not known, or cannot be done.
    """
    work = lookup(call.function)
    if work is None:
        raise call.refuse_function()
    parameters, older = inspect.signature(work).parameters, _OLDER[_plain(call.function)]
    given = {
        _todays_name(key, parameters, older): value
        for key, value in arguments.items()
        if key not in _IGNORED
    }
    unknown = [key for key in given if key not in parameters]
    if unknown:
        texts = ", ".join(f"{key}={given[key]!r}" for key in unknown)
        raise call.refuse(f"with {texts}, which is not supported here")
    return work(call, first, **given)


def _todays_name(key: str, parameters: Collection[str], older: Mapping[str, str]) -> str:
    key = f"{key}_" if key in _BUILTIN else key
    newer = older.get(key, key)
    return newer if newer in parameters and key not in parameters else key


def _plain(name: str) -> str:
    # Keras 2 saves this before the name of a function of TensorFlow 1's interface. Most do the same
    # in both; the others look at `FunctionCall.function`.
    return name.removeprefix("compat.v1.").removeprefix("compat.v2.")


@cache
def _load() -> None:
    package = import_module(_PACKAGE)
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{_PACKAGE}.{module.name}")
