"""Products of matrices."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.elementwise import broadcast_shape, cast
from tfjs_bridge.convert.graph_model.ir import Tensor


def matmul(
    b: Builder, x: Tensor, y: Tensor, *, transpose_x: bool = False, transpose_y: bool = False
) -> Tensor:
    """Emit x @ y of matrices, or of stacks of them whose leading sizes can be broadcast."""
    rows = x.shape[-1] if transpose_x else x.shape[-2]
    columns = y.shape[-2] if transpose_y else y.shape[-1]
    dtype = x.dtype
    # The wasm backend's kernels take float32 alone.
    x, y = cast(b, x, "float32"), cast(b, y, "float32")
    if x.rank == y.rank == 2:
        result = b.emit(
            "MatMul",
            (x, y),
            (rows, columns),
            "float32",
            transpose_a=transpose_x,
            transpose_b=transpose_y,
        )
        return cast(b, result, dtype)
    shape = (*broadcast_shape(x.shape[:-2], y.shape[:-2]), rows, columns)
    result = b.emit("BatchMatMulV2", (x, y), shape, "float32", adj_x=transpose_x, adj_y=transpose_y)
    return cast(b, result, dtype)
