"""The public functions of keras.ops and keras.random, and the cases of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.convert.operation_table.case import Case
from tests.convert.operation_table.cases import (
    chance,
    elementwise,
    linear,
    neural,
    pictures,
    programs,
    reductions,
    shapes,
)
from tfjs_bridge.keras_backend import load_keras

_FAMILIES = (chance, elementwise, linear, neural, pictures, programs, reductions, shapes)
CASES: dict[str, list[Case]] = {
    name: cases for family in _FAMILIES for name, cases in family.CASES.items()
}
UNMEASURED = programs.UNMEASURED


def public_functions() -> dict[str, Callable[..., Any]]:
    """Each function by its name after `keras.ops.`, or from `random.` on.

    What keras.ops.nn, numpy and linalg hold is in keras.ops itself too, and named once.
    """
    keras = load_keras()
    functions = _callables(keras.ops, "")
    for name in ("nn", "numpy", "linalg"):
        functions = {**_callables(getattr(keras.ops, name), ""), **functions}
    functions |= _callables(keras.ops.image, "image.") | _callables(keras.random, "random.")
    return dict(sorted(functions.items()))


def _callables(module: Any, prefix: str) -> dict[str, Callable[..., Any]]:
    return {
        f"{prefix}{name}": value
        for name, value in vars(module).items()
        if callable(value) and not name.startswith("_")
    }
