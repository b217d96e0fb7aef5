"""The registry of primitives: what each of JAX's operations becomes."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.shapes import broadcast_to
from tfjs_bridge.convert.graph_model.ir import Shape, Tensor

Results = Tensor | Sequence[Tensor]


class NotExpressibleError(Exception):
    """TensorFlow.js cannot do it; the message is a clause that begins with a verb."""


@dataclass(frozen=True, slots=True, eq=False)
class Application:
    """One use of a primitive.

    Attributes:
        b: Emits nodes.
        name: Of the primitive.
        params: JAX's parameters of it.
        shapes: Of its inputs as JAX has them. A tensor's own shape may have 1 in place of a size
            along which all values are equal, unless the handler asks for whole tensors.
        dtypes: Of its inputs as JAX has them: int8, bfloat16 and the like are among them.
        results: Shapes and TensorFlow.js's dtypes of its results.
        result_dtypes: JAX's dtypes of its results.
    """

    b: Builder
    name: str
    params: Mapping[str, Any]
    shapes: tuple[Shape, ...]
    dtypes: tuple[str, ...]
    results: tuple[tuple[Shape, str], ...]
    result_dtypes: tuple[str, ...]

    @property
    def shape(self) -> Shape:
        """The shape of its first result."""
        return self.results[0][0]

    @property
    def dtype(self) -> str:
        """The dtype of its first result."""
        return self.results[0][1]

    def whole(self, x: Tensor, place: int) -> Tensor:
        """Return an input with all of its values written out."""
        return broadcast_to(self.b, x, self.shapes[place])


Handler = Callable[..., Results]


@dataclass(frozen=True, slots=True)
class Lowering:
    """How a primitive is expressed.

    Attributes:
        handler: Called with an `Application` and the inputs' tensors; returns the results'.
        is_lazy: Whether it takes tensors whose equal values are not written out, and may return
            such.
    """

    handler: Handler
    is_lazy: bool


_LOWERINGS: dict[str, Lowering] = {}
_REFUSED: dict[str, str] = {}


def lowers(*names: str, is_lazy: bool = False) -> Callable[[Handler], Handler]:
    """Register a function as what primitives become."""

    def register(handler: Handler) -> Handler:
        for name in names:
            if name in _LOWERINGS or name in _REFUSED:
                raise ValueError(f"two handlers for {name}")
            _LOWERINGS[name] = Lowering(handler, is_lazy)
        return handler

    return register


def refuses(*names: str, reason: str) -> None:
    """Register primitives that cannot be expressed; the reason begins with a verb."""
    for name in names:
        if name in _LOWERINGS or name in _REFUSED:
            raise ValueError(f"two handlers for {name}")
        _REFUSED[name] = reason


def lowerings() -> Mapping[str, Lowering]:
    """Return all primitives that can be expressed."""
    _load_families()
    return _LOWERINGS


def refusal(name: str, otherwise: str = "") -> str:
    """Say why a primitive without a handler is refused.

    Args:
        name: Of the primitive.
        otherwise: The reason if none is registered.
    """
    _load_families()
    return (
        _REFUSED.get(name)
        or otherwise
        or (f"uses JAX's operation '{name}', for which there is none in TensorFlow.js")
    )


@cache
def _load_families() -> None:
    families = import_module("tfjs_bridge.convert.graph_model.primitives")
    for module in pkgutil.iter_modules(families.__path__):
        import_module(f"{families.__name__}.{module.name}")
