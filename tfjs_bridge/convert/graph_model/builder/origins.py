"""Keeps track of what constants are made of while they are computed.

A kernel that is stored in few bytes may be transposed, cut, and multiplied by a normalization's
factors. What became of it is on no grid any more; what it was made of still is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder.folding import moved
from tfjs_bridge.convert.graph_model.ir import Array, Origin, Tensor

# Their first input is moved; the others are sizes and places.
_MOVES = frozenset(
    {"Identity", "Reshape", "Transpose", "BroadcastTo", "ReverseV2", "StridedSlice", "Slice"}
    | {"SplitV", "Unpack"}
)


def origin_of_variable(path: str, shape: Sequence[int]) -> Origin:
    """Return the origin of a constant that is a variable's value."""
    places = np.arange(np.prod(shape, dtype=np.int64), dtype=np.int32).reshape(shape)
    # One number, seen as many: no memory for what is 1 everywhere.
    return Origin(path, tuple(shape), places, np.broadcast_to(np.float32(1), places.shape))


def origins_of(
    op: str, inputs: Sequence[Tensor], attrs: Mapping[str, Any], results: Sequence[Array]
) -> list[Origin | None]:
    """Return the origins of what an operation of constants gives; `None` where it is not known.

    Args:
        op: TensorFlow's name of it.
        inputs: Constants.
        attrs: The operation's attributes.
        results: Their values.
    """
    known = [x.node.origin for x in inputs]
    origin = next(filter(None, known), None)
    if origin is None:
        return [None] * len(results)
    if op in _MOVES and known[0] is origin:
        sizes = [np.asarray(x.value) for x in inputs[1:]]
        places = moved(op, [origin.places, *sizes], attrs)
        factors = moved(op, [origin.factor, *sizes], attrs)
        pairs = zip(places, factors, results, strict=True)
        return [
            replace(origin, places=p.reshape(x.shape), factor=f.reshape(x.shape))
            for p, f, x in pairs
        ]
    if op in ("Mul", "RealDiv", "Neg") and results[0].shape == origin.places.shape:
        return [_multiplied(op, inputs, origin)]
    return [None] * len(results)


def _multiplied(op: str, inputs: Sequence[Tensor], origin: Origin) -> Origin | None:
    if op == "Neg":
        return replace(origin, factor=-origin.factor)
    others = [x for x in inputs if x.node.origin is not origin]
    if len(others) != 1 or (op == "RealDiv" and others[0] is inputs[0]):
        return None
    with np.errstate(all="ignore"):
        number = np.asarray(others[0].value)
        factor = origin.factor * number if op == "Mul" else origin.factor / number
    return replace(origin, factor=factor)


def scaled(origin: Origin | None, scale: Callable[[Array], Array]) -> Origin | None:
    """Return the origin of a constant multiplied by what a function multiplies arrays by."""
    return None if origin is None else replace(origin, factor=scale(origin.factor))


def rearranged(origin: Origin | None, move: Callable[[Array], Array]) -> Origin | None:
    """Return the origin of a constant that a function moved, with zeros in places of its own."""
    if origin is None:
        return None
    return replace(origin, places=move(origin.places + 1) - 1, factor=move(origin.factor))
