"""Values taken from places that are computed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.folding import computed
from tfjs_bridge.convert.graph_model.builder.reductions import reduce
from tfjs_bridge.convert.graph_model.ir import Array, Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.registry import Application, lowers
from tfjs_bridge.convert.graph_model.sizes import minus, plus, product, shape_of


@lowers("gather")
def gather(c: Application, x: Tensor, indices: Tensor) -> Tensor:
    """``gather`` -> ``GatherV2`` along one axis, or over all values in one row."""
    x_bool = x.dtype == "bool"
    x = e.cast(c.b, x, "int32") if x_bool else x
    places = _Gather(c, x, indices)
    result = places.along_one_axis() or places.at_one_place() or places.on_a_grid()
    result = result or places.anywhere()
    return e.cast(c.b, places.filled(result), c.dtype)


@dataclass(frozen=True, slots=True)
class _Line:
    """Places along an axis: `count` of them from `first` on, along an axis of the indices."""

    axis: int | None
    first: int
    step: int
    count: Dim


def _line(places: Array) -> _Line | None:
    """Return what places are that differ along one axis alone, by the same step."""
    wide = [k for k in range(places.ndim) if (places != places.take([0], k)).any()]
    if len(wide) > 1:
        return None
    if not wide:
        return _Line(None, int(places.flat[0]), 1, 1) if places.size else None
    values = np.moveaxis(places, wide[0], -1).reshape(-1, places.shape[wide[0]])[0]
    steps = np.unique(np.diff(values))
    if steps.size != 1 or steps[0] < 1:
        return None
    return _Line(wide[0], int(values[0]), int(steps[0]), len(values))


class _Gather:
    """One use of JAX's ``gather``: where each of its results is from."""

    def __init__(self, c: Application, x: Tensor, indices: Tensor) -> None:
        numbers = c.params["dimension_numbers"]
        self.c, self.b, self.x = c, c.b, x
        self.sizes = shape_of(c.params["slice_sizes"])
        self.offset_dims = tuple(numbers.offset_dims)
        self.collapsed = tuple(numbers.collapsed_slice_dims)
        self.start_map = tuple(numbers.start_index_map)
        self.batching = tuple(getattr(numbers, "operand_batching_dims", ()))
        self.index_batching = tuple(getattr(numbers, "start_indices_batching_dims", ()))
        self.rank = len(c.shape)
        self.batch_dims = tuple(k for k in range(self.rank) if k not in self.offset_dims)
        mode = str(c.params["mode"]).upper()
        self.is_filled = "FILL" in mode
        self.raw = indices
        # Also where it is promised that all are inside: jax.scipy breaks the promise, and then
        # leaves out what it got; TensorFlow.js's kernels fail.
        self.starts = self._clipped(indices)

    def _clipped(self, indices: Tensor) -> Tensor:
        """Keep each start where a whole slice fits."""
        most = [minus(self.x.shape[a], self.sizes[a]) for a in self.start_map]
        indices = e.binary(self.b, "Maximum", indices, self.b.const(0, "int32"))
        return e.binary(self.b, "Minimum", indices, self.b.shape(tuple(most)))

    def along_one_axis(self) -> Tensor | None:
        """Return whole slices at places of one axis, if that is what is asked for."""
        if len(self.start_map) != 1 or self.batching or self.collapsed != self.start_map:
            return None
        (axis,) = self.start_map
        others = [k for k in range(self.x.rank) if k != axis]
        if any(self.sizes[k] != self.x.shape[k] for k in others):
            return None
        places = s.squeeze(self.b, self.starts, [self.starts.rank - 1])
        shape = (*self.x.shape[:axis], *places.shape, *self.x.shape[axis + 1 :])
        result = take(self.b, self.x, places, axis, shape)
        # GatherV2 puts the places' axes where the axis was; JAX puts them where it says.
        own_batch = range(axis, axis + places.rank)
        own_offset = [k for k in range(len(shape)) if k not in own_batch]
        order = [0] * len(shape)
        for source, target in zip(
            [*own_batch, *own_offset], [*self.batch_dims, *self.offset_dims], strict=True
        ):
            order[target] = source
        return s.transpose(self.b, result, order)

    def at_one_place(self) -> Tensor | None:
        """Return the only slice, if its place is known, such as of ``x[:, 1:3]``."""
        begins = computed(self.starts)
        if begins is None or self.batch_dims or self.batching or self.x.value is not None:
            return None
        begin = [0] * self.x.rank
        for axis, place in zip(self.start_map, begins.reshape(-1), strict=True):
            begin[axis] = int(place)
        return s.reshape(self.b, s.cut(self.b, self.x, begin, self.sizes), self.c.shape)

    def on_a_grid(self) -> Tensor | None:
        """Return parts of several axes at known places, such as of ``x[:, ::2, 1:]``."""
        begins = computed(self.starts)
        if begins is None or self.batching or not set(self.collapsed) <= set(self.start_map):
            return None
        lines = self._lines(begins)
        if lines is None:
            return None
        part = s.cut(
            self.b,
            self.x,
            [line.first for line in lines],
            tuple(line.count for line in lines),
            [line.step for line in lines],
        )
        kept = [k for k in range(self.x.rank) if k not in self.collapsed]
        targets = dict(zip(kept, self.offset_dims, strict=True))
        for axis in self.collapsed:
            along = lines[axis].axis
            if along is not None:
                targets[axis] = self.batch_dims[along]
        moved = sorted(targets, key=lambda k: targets[k])
        rest = [k for k in range(self.x.rank) if k not in targets]
        return s.reshape(self.b, s.transpose(self.b, part, [*moved, *rest]), self.c.shape)

    def _lines(self, begins: Array) -> list[_Line] | None:
        """Return what is taken of each axis, if all is in steps, and each axis by itself."""
        lines = []
        for axis, size in enumerate(self.sizes):
            line: _Line | None = _Line(None, 0, 1, size)
            if axis in self.start_map:
                line = _line(begins[..., self.start_map.index(axis)])
                if line is not None and axis not in self.collapsed:
                    line = _Line(None, line.first, 1, size) if line.axis is None else None
            if line is None:
                return None
            lines.append(line)
        along = [line.axis for line in lines if line.axis is not None]
        wide = [axis for axis, size in enumerate(begins.shape[:-1]) if size != 1]
        return lines if sorted(along) == wide else None

    def anywhere(self) -> Tensor:
        """Return each value from its place, all axes being one row."""
        flat = s.reshape(self.b, self.x, (product(self.x.shape),))
        place: Tensor | None = None
        for axis in range(self.x.rank):
            part = self._coordinate(axis)
            if part is None:
                continue
            step = self.b.size(product(self.x.shape[axis + 1 :]))
            part = e.mul(self.b, part, step)
            place = part if place is None else e.add(self.b, place, part)
        if place is None:
            place = self.b.const(np.zeros([1] * self.rank, np.int32))
        place = s.broadcast_to(self.b, place, self.c.shape)
        return take(self.b, flat, place, 0, self.c.shape)

    def _coordinate(self, axis: int) -> Tensor | None:
        """Return the place along one axis of x, of a shape that broadcasts to the result's."""
        parts = []
        if axis in self.start_map:
            parts.append(self._start(self.start_map.index(axis)))
        if axis in self.batching:
            index_axis = self.index_batching[self.batching.index(axis)]
            parts.append(self._along(self.batch_dims[index_axis], self.x.shape[axis]))
        elif axis not in self.collapsed and self.sizes[axis] != 1:
            kept = [k for k in range(self.x.rank) if k not in (*self.collapsed, *self.batching)]
            parts.append(self._along(self.offset_dims[kept.index(axis)], self.sizes[axis]))
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else e.add(self.b, parts[0], parts[1])

    def _start(self, place: int, starts: Tensor | None = None) -> Tensor:
        starts = self.starts if starts is None else starts
        one = s.take(self.b, starts, starts.rank - 1, place)
        return self._as_batch(one)

    def _as_batch(self, x: Tensor) -> Tensor:
        shape: list[Dim] = [1] * self.rank
        for axis, target in enumerate(self.batch_dims):
            shape[target] = x.shape[axis]
        return s.reshape(self.b, x, tuple(shape))

    def _along(self, axis: int, size: Dim) -> Tensor:
        shape: list[Dim] = [1] * self.rank
        shape[axis] = size
        return s.reshape(self.b, s.iota(self.b, size), tuple(shape))

    def filled(self, result: Tensor) -> Tensor:
        """Put the fill value where a place is outside."""
        if not self.is_filled:
            return result
        inside = e.binary(self.b, "Equal", self.raw, self.starts)
        inside = self._as_batch(reduce(self.b, "All", inside, [inside.rank - 1]))
        if inside.value is not None and inside.value.all():
            return result
        value = self.c.params["fill_value"]
        if value is None:
            value = np.nan if self.c.dtype == "float32" else _least(self.c)
        return e.select(self.b, inside, result, e.scalar(self.b, value, result))


def _least(c: Application) -> int:
    name = c.result_dtypes[0]
    return 1 if name == "bool" or name.startswith("u") else int(np.iinfo(name).min)


def take(b: Builder, x: Tensor, places: Tensor, axis: int, shape: Shape) -> Tensor:
    """Emit slices of an axis at some places."""
    return b.emit("GatherV2", (x, places, b.const(axis, "int32")), shape, x.dtype, batch_dims=0)


@lowers("dynamic_slice")
def dynamic_slice(c: Application, x: Tensor, *starts: Tensor) -> Tensor:
    """``dynamic_slice`` -> ``GatherV2`` along each axis that is cut."""
    sizes = shape_of(c.params["slice_sizes"])
    starts = starts[: x.rank]
    for axis, (size, start) in enumerate(zip(sizes, starts, strict=True)):
        if size == x.shape[axis]:
            continue
        first = clipped_start(c.b, start, x.shape[axis], size)
        places = e.add(c.b, s.iota(c.b, size), first)
        shape = (*x.shape[:axis], size, *x.shape[axis + 1 :])
        x = take(c.b, x, places, axis, shape)
    return x


def clipped_start(b: Builder, start: Tensor, whole: Dim, part: Dim) -> Tensor:
    """Emit a start that leaves room for a part, as JAX moves it."""
    most = b.size(minus(whole, part))
    start = e.binary(b, "Maximum", e.cast(b, start, "int32"), b.const(0, "int32"))
    return e.binary(b, "Minimum", start, most)


@lowers("dynamic_update_slice")
def dynamic_update_slice(c: Application, x: Tensor, update: Tensor, *starts: Tensor) -> Tensor:
    """``dynamic_update_slice`` -> the update moved to its place, and ``SelectV2``."""
    inside: Tensor | None = None
    moved = update
    for axis, start in enumerate(starts[: x.rank]):
        size, whole = update.shape[axis], x.shape[axis]
        if size == whole:
            continue
        first = clipped_start(c.b, start, whole, size)
        offset = e.sub(c.b, s.iota(c.b, whole), first)
        is_in = _between(c.b, offset, size)
        if size != 1:
            last = c.b.size(plus(size, -1))
            place = e.binary(c.b, "Maximum", offset, c.b.const(0, "int32"))
            place = e.binary(c.b, "Minimum", place, last)
            shape = (*moved.shape[:axis], whole, *moved.shape[axis + 1 :])
            moved = take(c.b, moved, place, axis, shape)
        shape = tuple(whole if k == axis else 1 for k in range(x.rank))
        is_in = s.reshape(c.b, is_in, shape)
        inside = is_in if inside is None else e.binary(c.b, "LogicalAnd", inside, is_in)
    return moved if inside is None else e.select(c.b, inside, moved, x)


def _between(b: Builder, offset: Tensor, size: Dim) -> Tensor:
    if size == 1:
        return e.binary(b, "Equal", offset, b.const(0, "int32"))
    least = e.binary(b, "GreaterEqual", offset, b.const(0, "int32"))
    return e.binary(b, "LogicalAnd", least, e.binary(b, "Less", offset, b.size(size)))
