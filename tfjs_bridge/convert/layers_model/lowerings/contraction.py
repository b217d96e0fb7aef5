"""Einstein sums as Permute, Reshape, Dense and Dot."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, broadcast_affine
from tfjs_bridge.convert.layers_model.lowerings.reductions import reduce_sum
from tfjs_bridge.convert.layers_model.primitives import (
    affine,
    concatenate,
    crop,
    dense,
    known_product,
    permute,
    reshape,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# A block-diagonal kernel of more values is cut up into one layer for each block.
_MOST_VALUES = 1 << 18


def expand_ellipsis(equation: str, *ranks: int) -> tuple[str, ...]:
    """Return the labels of each operand and of the result, with letters in place of ``...``.

    Args:
        equation: For example ``"...x,xy->...y"``.
        ranks: Counts of the operands' axes.
    """
    equation = equation.replace(" ", "")
    inputs, arrow, result = equation.partition("->")
    operands = inputs.split(",")
    if not arrow:
        named = inputs.replace(",", "").replace(".", "")
        # Without an arrow the result has what appears once, in alphabetical order, as in numpy.
        once = sorted(label for label in set(named) if named.count(label) == 1)
        result = ("..." if "..." in inputs else "") + "".join(once)
    unused = [label for label in string.ascii_letters if label not in equation]
    longest = max(
        (
            rank - len(labels) + 3
            for labels, rank in zip(operands, ranks, strict=True)
            if "..." in labels
        ),
        default=0,
    )
    elided = "".join(unused[:longest])
    filled = []
    for labels, rank in zip(operands, ranks, strict=True):
        own = rank - len(labels.replace("...", ""))
        # Elided axes are aligned from the last one, as in broadcasting.
        filled.append(labels.replace("...", elided[len(elided) - own :] if own else ""))
    return (*filled, result.replace("...", elided))


@dataclass(frozen=True, slots=True)
class _Labels:
    """The axes of a product of a tensor x and a kernel, by where they are.

    Attributes:
        free: In x and in the result, the batch first: nothing happens to them.
        both: In all three: each of their values has a matrix of its own.
        inner: In x and the kernel: they are summed over.
        outer: In the kernel and the result.
    """

    free: list[str]
    both: list[str]
    inner: list[str]
    outer: list[str]

    @classmethod
    def of(cls, of_x: str, of_kernel: str, of_result: str) -> _Labels:
        """Sort the labels."""
        return cls(
            [label for label in of_result if label not in of_kernel],
            [label for label in of_kernel if label in of_x and label in of_result],
            [label for label in of_x if label in of_kernel and label not in of_result],
            [label for label in of_result if label not in of_x],
        )


def einsum_with_constant(
    ctx: LayerContext,
    x: Tensor,
    kernel: Array,
    equation: tuple[str, str, str],
    bias: Array | None = None,
) -> Tensor:
    """Compute an einsum of a tensor and a constant, plus a constant.

    Args:
        ctx: Of the layer that this is for.
        x: Its first label is the batch.
        kernel: float32.
        equation: Labels of `x`, of the kernel and of the result, a letter for each axis.
        bias: Broadcasts against the result.
    """
    of_x, _, of_result = equation
    _require_batch(ctx, *equation)
    whole, of_kernel = _over_all_of(ctx, x, kernel, equation)
    labels = _Labels.of(of_x, of_kernel, of_result)
    free, both, inner, outer = labels.free, labels.both, labels.inner, labels.outer
    matrices = np.einsum(f"{of_kernel}->{''.join((*both, *inner, *outer))}", whole)
    sizes = dict(zip(of_kernel, whole.shape, strict=True))
    matrices = matrices.reshape(
        [_product(sizes[k] for k in group) for group in (both, inner, outer)]
    )
    # To the form of a Dense: all that is summed over, and all that has a matrix, in the last axis.
    ordered = permute(ctx, x, [of_x.index(label) for label in [*free[1:], *both, *inner]])
    outside = [x.shape[of_x.index(label)] for label in free[1:]]
    flat = reshape(ctx, ordered, (*outside, len(matrices) * matrices.shape[1]))
    fused = _fused_bias(bias, of_result, [*both, *outer], sizes)
    result = _blocks(ctx, flat, ctx.mark_derived(matrices, kernel), fused)
    result = reshape(ctx, result, (*outside, *(sizes[label] for label in (*both, *outer))))
    got = [*free, *both, *outer]
    result = permute(ctx, result, [got.index(label) for label in of_result[1:]])
    return result if bias is None or fused is not None else broadcast_affine(ctx, result, 1.0, bias)


def _over_all_of(
    ctx: LayerContext, x: Tensor, kernel: Array, equation: tuple[str, str, str]
) -> tuple[Array, str]:
    """Return the kernel with all axes of x that are summed over, and its labels."""
    of_x, of_kernel, of_result = equation
    kernel, of_kernel = _summed(kernel, of_kernel, keep=of_x + of_result)
    # Axes of x alone are summed over as if the kernel were the same along them.
    missing = [label for label in of_x if label not in of_kernel + of_result]
    sizes = [_size(ctx, x, of_x, label) for label in missing]
    return np.broadcast_to(kernel, (*sizes, *kernel.shape)), "".join(missing) + of_kernel


def _require_batch(ctx: LayerContext, of_x: str, of_other: str, of_result: str) -> None:
    if of_result[:1] != of_x[:1] or of_x[0] in of_other:
        raise ctx.refuse(
            f"its equation {of_x},{of_other}->{of_result} works across the samples of a batch; "
            f"expected the first axis of the input to be that of the result too",
            "Put the batch first and leave it out of the weights.",
        )
    for labels in (of_x, of_other, of_result):
        if len(set(labels)) != len(labels):
            raise ctx.refuse(f"uses an axis twice ({labels})", "Use other layers for diagonals.")


def _summed(kernel: Array, labels: str, keep: str) -> tuple[Array, str]:
    """Sum over the axes that appear nowhere else."""
    gone = tuple(k for k, label in enumerate(labels) if label not in keep)
    return kernel.sum(axis=gone), "".join(label for label in labels if label in keep)


def _size(ctx: LayerContext, x: Tensor, labels: str, label: str) -> int:
    axis = labels.index(label)
    return ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, over which is summed,")[0]


def _product(sizes: object) -> int:
    return int(np.prod(list(sizes), dtype=np.int64))  # type: ignore[call-overload]


def _fused_bias(
    bias: Array | None, of_result: str, labels: Sequence[str], sizes: dict[str, int]
) -> Array | None:
    """Return the bias for the axes that the kernel gives, if it is the same along all others."""
    if bias is None:
        return None
    whole = bias.reshape((1,) * (len(of_result) - bias.ndim) + bias.shape)
    if any(n != 1 for n, label in zip(whole.shape, of_result, strict=True) if label not in labels):
        return None
    # Bring the axes into the kernel's order; those of the others have size 1.
    order = [of_result.index(label) for label in labels]
    rest = [axis for axis in range(len(of_result)) if axis not in order]
    turned = whole.transpose([*rest, *order]).reshape([whole.shape[axis] for axis in order])
    return np.broadcast_to(turned, [sizes[label] for label in labels]).ravel()


def _blocks(ctx: LayerContext, x: Tensor, matrices: Array, bias: Array | None) -> Tensor:
    """Multiply each of several parts of the last axis by its own matrix, shape (part, in, out)."""
    count, size, units = matrices.shape
    if count == 1:
        return dense(ctx, x, matrices[0], bias)
    if size == units == 1:
        return affine(ctx, x, matrices.ravel(), np.zeros(count) if bias is None else bias)
    # Zeros included, this is the kernel that one Dense would have.
    if count * count * size * units <= _MOST_VALUES:
        blocks = np.einsum("sio,st->sito", matrices, np.eye(count, dtype=np.float32))
        blocks = ctx.mark_derived(blocks.reshape(count * size, count * units), matrices)
        return dense(ctx, x, blocks, bias)
    biases = [None] * count if bias is None else list(bias.reshape(count, units))
    parts = [
        dense(ctx, crop(ctx, x, x.rank - 1, k * size, (k + 1) * size), matrix, biases[k])
        for k, matrix in enumerate(matrices)
    ]
    return concatenate(ctx, parts)


def einsum_of_tensors(
    ctx: LayerContext, left: Tensor, right: Tensor, equation: tuple[str, str, str]
) -> Tensor:
    """Compute an einsum of two tensors; the first label of all three is the batch."""
    of_left, of_right, of_result = equation
    if len({labels[:1] for labels in equation}) > 1:
        raise ctx.refuse(
            f"its equation {of_left},{of_right}->{of_result} works across the samples of a batch",
            "Put the batch first in all of them.",
        )
    left, of_left = _without(ctx, left, of_left, of_right + of_result)
    right, of_right = _without(ctx, right, of_right, of_left + of_result)
    shared = [label for label in of_result[1:] if label in of_left and label in of_right]
    inner = [label for label in of_left if label in of_right and label not in of_result]
    first = [label for label in of_result if label not in of_right]
    second = [label for label in of_result if label not in of_left]
    a = _three(ctx, left, of_left, shared, first, inner)
    b = _three(ctx, right, of_right, shared, second, inner)
    sizes = dict(zip(of_right, right.shape, strict=True)) | dict(
        zip(of_left, left.shape, strict=True)
    )
    result = batched_dot(ctx, a, b)
    got = [of_result[0], *shared, *first, *second]
    result = reshape(ctx, result, [sizes[label] for label in got[1:]])
    return permute(ctx, result, [got.index(label) for label in of_result[1:]])


def _without(ctx: LayerContext, x: Tensor, labels: str, others: str) -> tuple[Tensor, str]:
    """Sum over the axes that appear nowhere else."""
    if len(set(labels)) != len(labels):
        raise ctx.refuse(f"uses an axis twice ({labels})", "Use other layers for diagonals.")
    gone = [k for k, label in enumerate(labels) if label not in others]
    summed = reduce_sum(ctx, x, gone, False) if gone else x
    return summed, "".join(label for label in labels if label in others)


def _three(
    ctx: LayerContext, x: Tensor, labels: str, shared: list[str], outer: list[str], inner: list[str]
) -> Tensor:
    """Bring a tensor to axes (batch, shared, outer, inner), each of them several in one."""
    groups = (shared, outer, inner)
    order = [labels.index(label) for group in groups for label in group]
    sizes = [known_product([x.shape[labels.index(label)] for label in group]) for group in groups]
    return reshape(ctx, permute(ctx, x, order), sizes)


def batched_dot(ctx: LayerContext, left: Tensor, right: Tensor) -> Tensor:
    """Multiply (batch, s, i, k) and (batch, s, j, k) to (batch, s, i, j), a Dot for each of s."""
    (count,) = ctx.require_sizes(left.shape[1:2], "the axis that both tensors share")
    i, j, k = left.shape[2], right.shape[2], left.shape[3]
    if count == 1:
        pair = (reshape(ctx, left, (i, k)), reshape(ctx, right, (j, k)))
        return reshape(ctx, dot(ctx, *pair), (1, i, j))
    parts = []
    for part in range(count):
        a = reshape(ctx, crop(ctx, left, 1, part, part + 1), (i, k))
        b = reshape(ctx, crop(ctx, right, 1, part, part + 1), (j, k))
        parts.append(reshape(ctx, dot(ctx, a, b), (1, i, j)))
    return concatenate(ctx, parts, 1)


def dot(ctx: LayerContext, left: Tensor, right: Tensor, axes: tuple[int, int] = (2, 2)) -> Tensor:
    """Multiply matrices, shape (batch, rows, columns) each, over one axis of both."""
    config = {"axes": list(axes), "normalize": False}
    shape = (left.shape[0], left.shape[3 - axes[0]], right.shape[3 - axes[1]])
    return ctx.emit("Dot", config, [left, right], shape)
