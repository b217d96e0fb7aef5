"""Operations that make tensors of a size that one of their inputs says."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tfjs_bridge.inspection.graphs.known import (
    MOST_VALUES,
    Known,
    Rule,
    known,
    place_of,
    values_of,
)
from tfjs_bridge.inspection.graphs.nodes import Node


def _of_shape(place: int) -> Rule:
    return lambda _, inputs: known(values_of(inputs[place]))


def _fill(_: Node, inputs: Sequence[Known]) -> Known:
    shape, value = values_of(inputs[0]), inputs[1].values
    count = math.prod(shape)
    return known(shape, value * count if value and count <= MOST_VALUES else None)


def _one_hot(node: Node, inputs: Sequence[Known]) -> Known:
    shape = list(inputs[0].shape)
    place = place_of(node.number("axis", -1), len(shape) + 1)
    shape.insert(place, values_of(inputs[1])[0])
    return known(shape)


def _range(_: Node, inputs: Sequence[Known]) -> Known:
    start, limit, step = (values_of(one)[0] for one in inputs)
    numbers = range(start, limit, step)
    return known([len(numbers)], numbers if len(numbers) <= MOST_VALUES else None)


def _resize(_: Node, inputs: Sequence[Known]) -> Known:
    batch, *_space, channels = inputs[0].shape
    return known([batch, *values_of(inputs[1]), channels])


def _top(_: Node, inputs: Sequence[Known]) -> Sequence[Known]:
    one = known([*inputs[0].shape[:-1], values_of(inputs[1])[0]])
    return [one, one]


def _stack(node: Node, inputs: Sequence[Known]) -> Known | None:
    count, element = node.number("num_elements", -1), values_of(inputs[1])
    return known([count, *element]) if count >= 0 and min(element, default=0) >= 0 else None


def _item(_: Node, inputs: Sequence[Known]) -> Known | None:
    element = values_of(inputs[2])
    return known(element) if min(element, default=0) >= 0 else None


def _shape(_: Node, inputs: Sequence[Known]) -> Known:
    return known([len(inputs[0].shape)], inputs[0].shape)


MADE: dict[str, Rule] = {
    "Shape": _shape,
    "Rank": lambda _, inputs: known([], [len(inputs[0].shape)]),
    "Size": lambda _, inputs: known([], [math.prod(inputs[0].shape)]),
    "Fill": _fill,
    "BroadcastTo": _of_shape(1),
    "ScatterNd": _of_shape(2),
    **dict.fromkeys(
        ("RandomStandardNormal", "RandomUniform", "RandomUniformInt", "TruncatedNormal"),
        _of_shape(0),
    ),
    "OneHot": _one_hot,
    "Range": _range,
    "LinSpace": _of_shape(2),
    **dict.fromkeys(("ResizeBilinear", "ResizeNearestNeighbor"), _resize),
    "TopKV2": _top,
    "TensorListStack": _stack,
    "TensorListGetItem": _item,
}
"""Rules by operation."""
