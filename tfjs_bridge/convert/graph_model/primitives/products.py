"""Products of matrices and of tensors."""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.elementwise import cast
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.registry import Application, lowers
from tfjs_bridge.convert.graph_model.sizes import product


@lowers("dot_general")
def dot_general(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``dot_general`` -> ``MatMul``, or ``BatchMatMulV2`` with axes moved and merged."""
    (x_summed, y_summed), (x_batch, y_batch) = c.params["dimension_numbers"]
    x, y = cast(c.b, x, c.dtype), cast(c.b, y, c.dtype)
    first = _Operand(c, x, x_batch, x_summed)
    second = _Operand(c, y, y_batch, y_summed)
    if not x_batch and first.is_rows_last():
        # A product with one matrix: all rows together, whatever axes they are in.
        rows = s.reshape(c.b, x, (product(first.free_sizes), x.shape[-1]))
        columns = second.matrix(is_second=True)
        product_ = matmul(c.b, rows, columns, transpose_y=second.is_transposed)
        return s.reshape(c.b, product_, c.shape)
    left, right = first.matrix(), second.matrix(is_second=True)
    result = matmul(
        c.b, left, right, transpose_x=first.is_transposed, transpose_y=second.is_transposed
    )
    return s.reshape(c.b, result, c.shape)


class _Operand:
    """One factor: its axes of the batch, those that are summed, and the free ones."""

    def __init__(
        self, c: Application, x: Tensor, batch: Sequence[int], summed: Sequence[int]
    ) -> None:
        self._c, self._x = c, x
        self._batch, self._summed = tuple(batch), tuple(summed)
        taken = {*self._batch, *self._summed}
        self._free = tuple(axis for axis in range(x.rank) if axis not in taken)
        self.free_sizes = tuple(x.shape[axis] for axis in self._free)
        self.is_transposed = False

    def is_rows_last(self) -> bool:
        """Whether the one summed axis is the last."""
        return self._summed == (self._x.rank - 1,) and self._x.rank > 1

    def matrix(self, *, is_second: bool = False) -> Tensor:
        """Return it as matrices, (..., free, summed); of the second factor (..., summed, free).

        Or the other way round where its axes are in that order: the product transposes for nothing.
        """
        b, x = self._c.b, self._x
        free_first = (*self._batch, *self._free, *self._summed)
        summed_first = (*self._batch, *self._summed, *self._free)
        order = summed_first if is_second else free_first
        other = free_first if is_second else summed_first
        self.is_transposed = tuple(range(x.rank)) == other != order
        order = other if self.is_transposed else order
        free = product(self.free_sizes)
        summed = product(x.shape[axis] for axis in self._summed)
        is_free_first = is_second == self.is_transposed
        sizes = (free, summed) if is_free_first else (summed, free)
        batch = tuple(x.shape[axis] for axis in self._batch)
        return s.reshape(b, s.transpose(b, x, order), (*batch, *sizes))
