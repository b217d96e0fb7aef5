"""Values put at places that are computed."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.reductions import reduce
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.registry import Application, NotExpressibleError, lowers
from tfjs_bridge.convert.graph_model.sizes import minus, plus, product

# How values that meet at one place are put together, and what changes nothing.
_TOGETHER = {
    "scatter-mul": ("Prod", "Mul", 1, 1),
    "scatter-min": ("Min", "Minimum", np.inf, np.iinfo(np.int32).max),
    "scatter-max": ("Max", "Maximum", -np.inf, np.iinfo(np.int32).min),
}


@lowers("scatter", "scatter-add", "scatter-mul", "scatter-min", "scatter-max")
def scatter(c: Application, x: Tensor, indices: Tensor, updates: Tensor) -> Tensor:
    """``scatter`` -> ``TensorScatterUpdate``; ``scatter-add`` -> ``ScatterNd`` and a sum.

    The others by a mask of places and updates.
    """
    dtype = x.dtype
    if dtype == "bool":
        if c.name != "scatter":
            raise NotExpressibleError(f"puts truth values together by '{c.name}'")
        x, updates = e.cast(c.b, x, "int32"), e.cast(c.b, updates, "int32")
    rows = _Rows(c, x, indices, updates)
    result = rows.combined() if c.name in _TOGETHER else rows.placed()
    return e.cast(c.b, s.reshape(c.b, result, x.shape), dtype)


class _Rows:
    """A scatter as rows that are put into a matrix.

    Attributes:
        table: The values before, shape (places, row).
        places: Which row each update goes to, shape (updates,); `count` of them for none.
        rows: The updates, shape (updates, row).
        count: Of the table's rows.
    """

    def __init__(self, c: Application, x: Tensor, indices: Tensor, updates: Tensor) -> None:
        self.c, self.b = c, c.b
        numbers = c.params["dimension_numbers"]
        self.inserted = tuple(numbers.inserted_window_dims)
        self.targets = tuple(numbers.scatter_dims_to_operand_dims)
        self.windows = tuple(numbers.update_window_dims)
        self.batching = tuple(getattr(numbers, "operand_batching_dims", ()))
        self.index_batching = tuple(getattr(numbers, "scatter_indices_batching_dims", ()))
        self.x, self.updates = x, updates
        self.indices = self._clipped(indices)
        leading = self._leading()
        size = product(x.shape[leading:])
        self.count = product(x.shape[:leading])
        self.table = s.reshape(self.b, x, (self.count, size))
        total = product(updates.shape[: updates.rank - (x.rank - leading)])
        self.rows = s.reshape(self.b, updates, (total, size))
        self.places = s.reshape(self.b, self._place(leading), (total,))

    def _clipped(self, indices: Tensor) -> Tensor:
        if "CLIP" not in str(self.c.params["mode"]).upper():
            return indices
        most = []
        kept = [k for k in range(self.x.rank) if k not in (*self.inserted, *self.batching)]
        for axis in self.targets:
            window: Dim = 1
            if axis in kept:
                window = self.updates.shape[self.windows[kept.index(axis)]]
            most.append(minus(self.x.shape[axis], window))
        indices = e.binary(self.b, "Maximum", indices, self.b.const(0, "int32"))
        return e.binary(self.b, "Minimum", indices, self.b.shape(tuple(most)))

    def _leading(self) -> int:
        """Count the axes that are indexed: the others are rows that are put as a whole."""
        indexed = {*self.targets, *self.batching}
        kept = [k for k in range(self.x.rank) if k not in (*self.inserted, *self.batching)]
        leading = max(indexed, default=-1) + 1
        rest = self.x.rank - leading
        last = tuple(range(self.updates.rank - rest, self.updates.rank))
        ends = self.windows[len(self.windows) - rest :] if rest else ()
        is_whole = all(
            self.updates.shape[axis] == self.x.shape[k]
            for axis, k in zip(ends, kept[len(kept) - rest :] if rest else (), strict=True)
        )
        return leading if ends == last and is_whole else self.x.rank

    def _place(self, leading: int) -> Tensor:
        """Emit the row of each update, or `count` where it is outside."""
        shape = self.updates.shape[: self.updates.rank - (self.x.rank - leading)]
        kept = [k for k in range(self.x.rank) if k not in (*self.inserted, *self.batching)]
        place: Tensor = self.b.const(0, "int32")
        is_inside: Tensor | None = None
        for axis in range(leading):
            part = self._coordinate(axis, kept, shape)
            if part is None:
                continue
            size = self.b.size(self.x.shape[axis])
            if axis in self.targets:
                is_inside = _both(self.b, _within(self.b, part, size), is_inside)
            step = self.b.size(product(self.x.shape[axis + 1 : leading]))
            place = e.add(self.b, place, e.mul(self.b, part, step))
        if is_inside is not None:
            place = e.select(self.b, is_inside, place, self.b.size(self.count))
        place = s.reshape(self.b, place, (*(1,) * (len(shape) - place.rank), *place.shape))
        return s.broadcast_to(self.b, place, shape)

    def _coordinate(self, axis: int, kept: list[int], shape: Shape) -> Tensor | None:
        """Emit the place along one axis of x, of a shape that broadcasts to the updates'."""
        outer = [k for k in range(self.updates.rank) if k not in self.windows]
        parts = []
        if axis in self.targets:
            column = self.targets.index(axis)
            one = s.take(self.b, self.indices, self.indices.rank - 1, column)
            spread: list[Dim] = [1] * len(shape)
            for source, target in enumerate(outer):
                spread[target] = one.shape[source]
            parts.append(s.reshape(self.b, one, tuple(spread)))
        if axis in self.batching:
            target = outer[self.index_batching[self.batching.index(axis)]]
            parts.append(self._along(target, self.x.shape[axis], len(shape)))
        elif axis in kept:
            target = self.windows[kept.index(axis)]
            if self.updates.shape[target] != 1:
                parts.append(self._along(target, self.updates.shape[target], len(shape)))
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else e.add(self.b, parts[0], parts[1])

    def _along(self, axis: int, size: Dim, rank: int) -> Tensor:
        shape: list[Dim] = [1] * rank
        shape[axis] = size
        return s.reshape(self.b, s.iota(self.b, size), tuple(shape))

    def placed(self) -> Tensor:
        """Emit the table with one row more, for updates that go nowhere, and cut it off."""
        more = plus(self.count, 1)
        shape = (more, self.table.shape[1])
        at = s.expand(self.b, self.places, [1])
        if self.c.name == "scatter":
            widths = [(0, 1), (0, 0)]
            wide = s.pad(self.b, self.table, widths, e.scalar(self.b, 0, self.table), shape)
            ends: list[Any] = [wide, at, self.rows]
            result = self.b.emit("TensorScatterUpdate", ends, shape, self.table.dtype)
            return s.cut(self.b, result, [0, 0], self.table.shape)
        ends = [at, self.rows, self.b.shape(shape)]
        sums = self.b.emit("ScatterNd", ends, shape, self.table.dtype)
        return e.add(self.b, self.table, s.cut(self.b, sums, [0, 0], self.table.shape))

    def combined(self) -> Tensor:
        """Emit for each row what the updates that go there give together."""
        b = self.b
        op, with_table, of_floats, of_integers = _TOGETHER[self.c.name]
        neutral = of_floats if self.table.dtype == "float32" else of_integers
        rows = s.reshape(b, s.iota(b, self.count), (1, self.count, 1))
        is_there = e.binary(b, "Equal", s.expand(b, self.places, [1, 2]), rows)
        wide = s.expand(b, self.rows, [1])
        chosen = e.select(b, is_there, wide, e.scalar(b, neutral, wide))
        return e.binary(b, with_table, self.table, reduce(b, op, chosen, [0]))


def _within(b: Builder, place: Tensor, size: Tensor) -> Tensor:
    is_least = e.binary(b, "GreaterEqual", place, b.const(0, "int32"))
    return e.binary(b, "LogicalAnd", is_least, e.binary(b, "Less", place, size))


def _both(b: Builder, x: Tensor, y: Tensor | None) -> Tensor:
    return x if y is None else e.binary(b, "LogicalAnd", x, y)
