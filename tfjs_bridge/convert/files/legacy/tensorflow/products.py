"""Functions of TensorFlow that multiply matrices."""

from __future__ import annotations

import string
from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.values import is_tensor, operands, whole, wholes


@function("linalg.matmul", "matmul")
def matmul(
    call: FunctionCall,
    a: Any,
    b: Any,
    transpose_a: bool = False,
    transpose_b: bool = False,
    adjoint_a: bool = False,
    adjoint_b: bool = False,
    output_type: Any = None,
) -> Any:
    """Multiply matrices of the last two axes, each of which may be transposed first."""
    left, right = operands(call, a, b)
    if transpose_a or adjoint_a:
        left = _swapped(call, left)
    if transpose_b or adjoint_b:
        right = _swapped(call, right)
    return call.ops.matmul(left, right)


def _swapped(call: FunctionCall, x: Any) -> Any:
    return call.ops.swapaxes(x, -1, -2) if is_tensor(x) else np.swapaxes(x, -1, -2)


@function("linalg.matvec")
def matvec(
    call: FunctionCall,
    a: Any,
    b: Any,
    transpose_a: bool = False,
    adjoint_a: bool = False,
) -> Any:
    """Multiply matrices and vectors."""
    left, right = operands(call, a, b)
    column = call.ops.expand_dims(right, -1) if is_tensor(right) else right[..., None]
    product = matmul(call, left, column, transpose_a or adjoint_a)
    return call.ops.squeeze(product, axis=-1)


@function("tensordot", "linalg.tensordot")
def tensordot(call: FunctionCall, a: Any, b: Any, axes: Any) -> Any:
    """Sum products over axes of both."""
    left, right = operands(call, a, b)
    if isinstance(axes, int):
        return call.ops.tensordot(left, right, axes=axes)
    # Keras's Tensordot compares sizes that are not fixed with numbers, which Python warns of.
    ranks = len(left.shape), len(right.shape)
    letters = string.ascii_lowercase
    first, second = letters[: ranks[0]], list(letters[13 : 13 + ranks[1]])
    pairs = [wholes(call, each, "an axis") for each in axes]
    for one, other in zip(*pairs, strict=True):
        second[other] = first[one]
    kept = [label for label in (*first, *second) if (label in first) != (label in second)]
    return call.ops.einsum(f"{first},{''.join(second)}->{''.join(kept)}", left, right)


@function("einsum", "linalg.einsum")
def einsum(call: FunctionCall, equation: Any, inputs: Any = None, optimize: Any = None) -> Any:
    """Compute an Einstein sum; Keras 2 saves its equation alone, and cannot load it either."""
    if inputs is None:
        raise call.refuse(
            f"('{equation}') on tensors that the file does not name: Keras 2 does not save them",
            "Build the model with tf.matmul, keras.layers.Dot or EinsumDense in its place, call "
            "load_weights, and save it.",
        )
    values = operands(call, *(inputs if isinstance(inputs, list | tuple) else [inputs]))
    return call.ops.einsum(str(equation), *values)


@function("linalg.diag_part", "linalg.trace")
def diagonal(call: FunctionCall, x: Any) -> Any:
    """Return the diagonals of matrices, or their sums."""
    rows, columns = (whole(call, n, "a size") for n in x.shape[-2:])
    # TensorFlow.js's layers have no diagonal; products with 0 and sums they have.
    kept = call.ops.multiply(x, np.eye(rows, columns, dtype=np.float32))
    if call.function.endswith("trace"):
        return call.ops.sum(kept, axis=(-2, -1))
    shorter = -1 if columns >= rows else -2
    return call.ops.sum(kept, axis=shorter)


@function("linalg.band_part", "matrix_band_part")
def band_part(call: FunctionCall, x: Any, num_lower: Any, num_upper: Any) -> Any:
    """Keep a number of diagonals on each side, and set others to 0; -1 keeps a side whole."""
    (x,) = operands(call, x)
    lower, upper = (whole(call, n, "a count") for n in (num_lower, num_upper))
    if lower >= 0:
        x = call.ops.triu(x, k=-lower)
    return call.ops.tril(x, k=upper) if upper >= 0 else x
