"""Operations that take a shape apart, or put one together."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from tfjs_bridge.inspection.graphs.known import Known, Rule, known, place_of, values_of
from tfjs_bridge.inspection.graphs.nodes import Node

# Of one node: what it gives beyond them is not known, so that no list of them grows out of bounds.
_MOST_RESULTS = 1000


def _with(shape: Sequence[int], place: int, size: int) -> list[int]:
    return [size if i == place else n for i, n in enumerate(shape)]


def _reshape(_: Node, inputs: Sequence[Known]) -> Known:
    wanted = values_of(inputs[1])
    rest = math.prod(inputs[0].shape) // max(1, math.prod(n for n in wanted if n != -1))
    return known([rest if n == -1 else n for n in wanted], inputs[0].values)


def _transpose(_: Node, inputs: Sequence[Known]) -> Known:
    return known(inputs[0].shape[place] for place in values_of(inputs[1]))


def _expand(_: Node, inputs: Sequence[Known]) -> Known:
    shape = list(inputs[0].shape)
    shape.insert(place_of(values_of(inputs[1])[0], len(shape) + 1), 1)
    return known(shape, inputs[0].values)


def _squeeze(node: Node, inputs: Sequence[Known]) -> Known:
    shape = inputs[0].shape
    axes = node.numbers("squeeze_dims") or node.numbers("axis")
    places = {place_of(axis, len(shape)) for axis in axes}
    left = [n for i, n in enumerate(shape) if (i not in places if places else n != 1)]
    return known(left, inputs[0].values)


def _concat(_: Node, inputs: Sequence[Known]) -> Known:
    *parts, axis = inputs
    place = place_of(values_of(axis)[0], len(parts[0].shape))
    shape = _with(parts[0].shape, place, sum(part.shape[place] for part in parts))
    if len(shape) == 1 and all(part.values is not None for part in parts):
        return known(shape, itertools.chain.from_iterable(map(values_of, parts)))
    return known(shape)


def _pack(node: Node, inputs: Sequence[Known]) -> Known:
    shape = list(inputs[0].shape)
    shape.insert(place_of(node.number("axis"), len(shape) + 1), len(inputs))
    if len(shape) == 1 and all(one.values is not None for one in inputs):
        return known(shape, itertools.chain.from_iterable(map(values_of, inputs)))
    return known(shape)


def _unpack(node: Node, inputs: Sequence[Known]) -> Sequence[Known]:
    shape = inputs[0].shape
    place = place_of(node.number("axis"), len(shape))
    one = known(n for i, n in enumerate(shape) if i != place)
    return [one] * min(shape[place], _MOST_RESULTS)


def _split(node: Node, inputs: Sequence[Known]) -> Sequence[Known]:
    count, shape = node.number("num_split"), inputs[1].shape
    place = place_of(values_of(inputs[0])[0], len(shape))
    return [known(_with(shape, place, shape[place] // count))] * min(count, _MOST_RESULTS)


def _split_by_sizes(_: Node, inputs: Sequence[Known]) -> Sequence[Known]:
    shape, sizes, axis = inputs[0].shape, values_of(inputs[1]), values_of(inputs[2])[0]
    return [known(_with(shape, place_of(axis, len(shape)), size)) for size in sizes]


def _slice(_: Node, inputs: Sequence[Known]) -> Known:
    (shape, values), starts = (inputs[0].shape, inputs[0].values), values_of(inputs[1])
    sizes = values_of(inputs[2])
    result = [shape[i] - starts[i] if n == -1 else n for i, n in enumerate(sizes)]
    is_vector = len(shape) == 1 and values is not None
    return known(
        result, values[starts[0] : starts[0] + result[0]] if is_vector and values else None
    )


def _strided_slice(node: Node, inputs: Sequence[Known]) -> Known:
    source, (begin, end, strides) = inputs[0], (values_of(one) for one in inputs[1:4])
    if node.number("new_axis_mask") or node.number("ellipsis_mask"):
        raise ValueError("axes that are not counted from the front")
    shape, picks = list(source.shape[len(strides) :]), []
    for i, stride in reversed(list(enumerate(strides))):
        length = source.shape[i]
        first = None if node.number("begin_mask") >> i & 1 else begin[i]
        last = None if node.number("end_mask") >> i & 1 else end[i]
        if node.number("shrink_axis_mask") >> i & 1:
            place = place_of(begin[i], length)
            picks.append(range(place, place + 1))
        else:
            picks.append(range(length)[first:last:stride])
            shape.insert(0, len(picks[-1]))
    if len(source.shape) == 1 and source.values is not None and len(picks) == 1:
        return known(shape, [source.values[place] for place in picks[0]])
    return known(shape)


def _gather(node: Node, inputs: Sequence[Known]) -> Known:
    source, indices = inputs[0], inputs[1]
    rank = len(source.shape)
    place = place_of(values_of(inputs[2])[0], rank) if len(inputs) > 2 else 0
    batch = place_of(node.number("batch_dims"), len(indices.shape))
    shape = [*source.shape[:place], *indices.shape[batch:], *source.shape[place + 1 :]]
    if rank == 1 and source.values is not None and indices.values is not None:
        return known(shape, [source.values[i] for i in indices.values])
    return known(shape)


def _gather_nd(_: Node, inputs: Sequence[Known]) -> Known:
    *places, depth = inputs[1].shape
    return known([*places, *inputs[0].shape[depth:]])


def _pad(_: Node, inputs: Sequence[Known]) -> Known:
    added = values_of(inputs[1])
    return known(n + added[2 * i] + added[2 * i + 1] for i, n in enumerate(inputs[0].shape))


def _tile(_: Node, inputs: Sequence[Known]) -> Known:
    return known(n * times for n, times in zip(inputs[0].shape, values_of(inputs[1]), strict=True))


MOVES: dict[str, Rule] = {
    "Reshape": _reshape,
    "Transpose": _transpose,
    "ExpandDims": _expand,
    "Squeeze": _squeeze,
    "ConcatV2": _concat,
    "Pack": _pack,
    "Unpack": _unpack,
    "Split": _split,
    "SplitV": _split_by_sizes,
    "Slice": _slice,
    "StridedSlice": _strided_slice,
    **dict.fromkeys(("Gather", "GatherV2"), _gather),
    "GatherNd": _gather_nd,
    **dict.fromkeys(("Pad", "PadV2", "MirrorPad"), _pad),
    "Tile": _tile,
}
"""Rules by operation."""
