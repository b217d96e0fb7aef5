"""Steps of declared preprocessing, and the registry of what Keras's layers become there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape

DTYPES: Mapping[str, str] = {
    "string": "string",
    "bool": "bool",
    **dict.fromkeys(("float16", "bfloat16", "float32", "float64"), "float32"),
    **dict.fromkeys(("int8", "int16", "int32", "uint8", "uint16"), "int32"),
    **dict.fromkeys(("int64", "uint32", "uint64"), "int64"),
}
"""Keras's dtypes, and those of the declared language."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a step reads: a raw input, or what an earlier step gives.

    Attributes:
        name: Unique among them.
        shape: The examples first, `None` where a size is open.
        dtype: One of the declared language.
    """

    name: str
    shape: Shape
    dtype: str

    @property
    def is_whole(self) -> bool:
        """Whether it holds whole numbers."""
        return self.dtype in ("int32", "int64")


@dataclass(frozen=True, slots=True)
class Step:
    """A step without the names of its inputs and of its output.

    Attributes:
        op: Its operation.
        settings: All others of the operation.
        shape: Of what it gives, as Keras on TensorFlow does at run time.
        dtype: Likewise.
        reads: What its inputs are cast to before.
    """

    op: str
    settings: Mapping[str, Any]
    shape: Shape
    dtype: str
    reads: str | None = None


class NotDeclaredError(Exception):
    """A layer cannot be declared; the message is a clause for why, and what to do."""


class NoContentError(NotDeclaredError):
    """A layer has not learned what it looks up."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One call of a layer, to be made a step.

    Attributes:
        operation: The live layer or operation.
        values: What it is called with, in order.
        options: Further arguments, by name.
        shape: What Keras says of its output's shape.
    """

    operation: Any
    values: tuple[Value, ...]
    options: Mapping[str, Any]
    shape: Shape

    @property
    def value(self) -> Value:
        """What a layer of one input is called with."""
        return self.values[0]


Handler = Callable[[Reading], "Step | Value"]
_HANDLERS: dict[str, Handler] = {}


def declares(*class_names: str) -> Callable[[Handler], Handler]:
    """Register what makes a step of Keras's classes, or returns the value that they pass on."""

    def register(handler: Handler) -> Handler:
        for name in class_names:
            if name in _HANDLERS:
                raise ValueError(f"two steps for {name}")
            _HANDLERS[name] = handler
        return handler

    return register


def handler_for(operation: Any) -> Handler | None:
    """Return what makes a step of an operation; `None` where nothing does."""
    from tfjs_bridge.convert.features import lookups, numbers, texts  # noqa: F401 (they register)

    kind = type(operation)
    is_own = kind.__module__.startswith("keras.src.") or getattr(kind, "is_placeholder", False)
    return _HANDLERS.get(kind.__name__) if is_own else None


def encoded(value: Value, encode: str, depth: int | None) -> tuple[Shape, str]:
    """Return shape and dtype of encoded indices, as `encode_categorical_inputs` gives them.

    Args:
        value: Of the indices' shape.
        encode: ``int``, ``one_hot``, ``multi_hot``, ``count`` or ``tf_idf``.
        depth: Length of the encoded axis.

    Raises:
        NotDeclaredError: TensorFlow would encode all examples together, or along another axis.
    """
    shape = value.shape
    if encode == "int":
        return shape, "int32"
    if encode == "one_hot":
        is_shrunk = len(shape) > 1 and shape[-1] == 1
        return (*(shape[:-1] if is_shrunk else shape), depth), "float32"
    if len(shape) != 2:
        raise NotDeclaredError(
            f"counts along other axes than the last one for an input of shape {text(shape)}; "
            f"expected two axes, (examples, values). Reshape it before"
        )
    return (shape[0], depth), "float32"


def text(shape: Shape) -> str:
    """Return a shape as messages have it."""
    return f"({', '.join('any' if size is None else str(size) for size in shape)})"


def size_of(shape: Shape) -> int | None:
    """Return how many values one example has; `None` where that is open."""
    sizes = shape[1:]
    return None if None in sizes else math.prod(size or 0 for size in sizes)
