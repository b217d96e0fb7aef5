"""Calculations over chosen axes, for layers of TensorFlow.js that know the last one only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.primitives import known_product, permute, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# BatchNormalization and LayerNormalization know no more axes than these.
_MOST_AXES = 4


def resolve_axes(ctx: LayerContext, axis: Any, rank: int) -> tuple[int, ...]:
    """Return a setting `axis`, an int or several, as ascending numbers after the batch.

    Raises:
        UnsupportedModelError: The batch is among them.
    """
    several = axis if isinstance(axis, list | tuple) else [axis]
    # Once each and ascending: the same axes in another order reduce alike.
    axes = tuple(sorted({int(item) % rank for item in several}))
    if 0 in axes:
        raise ctx.refuse(
            f"works across the samples of a batch (axis={axis}); expected axes after the batch",
            "TensorFlow.js layers treat each sample by itself: use another axis.",
        )
    return axes


def on_last_axis(
    ctx: LayerContext, x: Tensor, axes: Sequence[int], work: Callable[[Tensor], Tensor]
) -> Tensor:
    """Bring axes together as the last one, do the work there, and bring them back.

    Args:
        ctx: Of the layer that this is for.
        x: Any tensor.
        axes: Ascending, counted from 1.
        work: Takes a tensor of 2 to 4 axes and returns one of the same shape.
    """
    rest = [axis for axis in range(1, x.rank) if axis not in axes]
    order = [*rest, *axes]
    moved = permute(ctx, x, order)
    flat = moved
    # One axis among few stays as it is: a Reshape less, and sizes that are not fixed do no harm.
    if len(axes) != 1 or x.rank > _MOST_AXES:
        sizes = known_product([x.shape[axis] for axis in axes])
        flat = reshape(ctx, moved, (known_product([x.shape[axis] for axis in rest]), sizes))
    done = reshape(ctx, work(flat), moved.shape[1:])
    return permute(ctx, done, [order.index(axis) + 1 for axis in range(1, x.rank)])
