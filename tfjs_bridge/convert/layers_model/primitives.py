"""Single TensorFlow.js layers as functions on tensors.

Each takes the context of the Keras layer that it is for, which names what is emitted, and tensors.
Constants become weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor

Array = npt.NDArray[Any]

# Of ``mean * factor``: a larger one would cost digits if it were subtracted after the product.
_FAR = 8.0
# A number that no network computes by chance, and a power of two, hence exact in float32.
_ABSENT = -float(2**100)


def dense(ctx: LayerContext, x: Tensor, kernel: Array, bias: Array | None = None) -> Tensor:
    """Multiply over the last axis; kernel: float32, shape (in, out); bias: shape (out,)."""
    weights = {"kernel": _float32(kernel)} | ({} if bias is None else {"bias": _float32(bias)})
    layer = ctx.define("Dense", dense_config(kernel.shape[1], bias is not None), weights)
    return ctx.call_layer(layer, [x], (*x.shape[:-1], int(kernel.shape[1])))


def dense_config(units: int, use_bias: bool, activation: str = "linear") -> dict[str, Any]:
    """Make the settings of a Dense layer."""
    return {
        "units": int(units),
        "activation": activation,
        "use_bias": use_bias,
        "kernel_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }


def scale(ctx: LayerContext, x: Tensor, factor: float, offset: float = 0.0) -> Tensor:
    """Compute ``x * factor + offset``, as float32 whatever the dtype of `x`."""
    config = {"scale": float(factor), "offset": float(offset)}
    return ctx.emit("Rescaling", config, [x], x.shape)


def as_float(ctx: LayerContext, x: Tensor) -> Tensor:
    """Return the same values as float32."""
    return x if x.dtype == "float32" else scale(ctx, x, 1.0)


def affine(
    ctx: LayerContext, x: Tensor, factor: Array, offset: Array, mean: Array | None = None
) -> Tensor:
    """Compute ``(x - mean) * factor + offset`` for each channel; shape (channels,) each.

    As a convolution of size 1. A BatchNormalization would do for inference, but `fit` lets it
    normalize with the batch's own statistics, frozen or not (layers/normalization.ts, `call`).
    """
    if x.rank != 4:
        # DepthwiseConv2D takes 4 axes alone (layers/convolutional_depthwise.ts, `build`).
        sizes = {2: (1, 1), 3: (*x.shape[1:2], 1)}.get(x.rank)
        sizes = (known_product(x.shape[1:-1]), 1) if sizes is None else sizes
        flat = reshape(ctx, x, (*sizes, x.shape[-1]))
        return reshape(ctx, affine(ctx, flat, factor, offset, mean), x.shape[1:])
    if mean is not None and np.abs(mean * factor).max() > _FAR:
        x, mean = affine(ctx, x, np.ones_like(factor), -np.asarray(mean)), None
    if mean is not None:
        offset = offset - mean * factor
    weights = {"depthwise_kernel": _float32(factor).reshape(1, 1, -1, 1)}
    # A bias of zeros costs a kernel call on each backend; one that is learned has to be there.
    if np.any(offset) or ctx.is_learned(offset):
        weights["bias"] = _float32(offset)
    config = depthwise_config(weights["depthwise_kernel"], "bias" in weights)
    return ctx.emit("DepthwiseConv2D", config, [x], x.shape, weights)


def depthwise_config(
    kernel: Array,
    use_bias: bool,
    activation: str = "linear",
    strides: tuple[int, ...] = (1, 1),
    padding: str = "valid",
) -> dict[str, Any]:
    """Make a DepthwiseConv2D's settings; kernel: (height, width, channels, multiplier).

    It ignores a dilation (layers/convolutional_depthwise.ts), so there is none.
    """
    return {
        "kernel_size": kernel.shape[:2],
        "strides": strides,
        "padding": padding,
        "data_format": "channels_last",
        "depth_multiplier": kernel.shape[-1],
        "activation": activation,
        "use_bias": use_bias,
        "depthwise_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }


NORM_INITIALIZERS = {
    f"{weight}_initializer": ZEROS for weight in ("beta", "gamma", "moving_mean", "moving_variance")
}


def layer_norm(
    ctx: LayerContext,
    x: Tensor,
    epsilon: float,
    gamma: Array | None = None,
    beta: Array | None = None,
) -> Tensor:
    """Compute ``(x - mean) / sqrt(variance + epsilon) * gamma + beta`` over the last axis.

    Both weights are there even where they change nothing, unless the axis's size is not fixed:
    without them TensorFlow.js finds no gradient (gradients/FusedBatchNorm_grad.ts).
    """
    size = x.shape[-1]
    weights = {}
    if size is not None:
        weights["gamma"] = _float32(np.ones(size) if gamma is None else gamma)
        weights["beta"] = _float32(np.zeros(size) if beta is None else beta)
    config = {
        "axis": -1,
        "epsilon": float(epsilon),
        "center": bool(weights),
        "scale": bool(weights),
        "gamma_initializer": ZEROS,
        "beta_initializer": ZEROS,
    }
    return ctx.emit("LayerNormalization", config, [x], x.shape, weights)


def activation(ctx: LayerContext, x: Tensor, name: str) -> Tensor:
    """Apply an activation that TensorFlow.js has, by its name there."""
    return ctx.emit("Activation", {"activation": name}, [x], x.shape)


def step(ctx: LayerContext, x: Tensor) -> Tensor:
    """Return 1 where a value is above 0, else 0.

    TensorFlow.js's hard sigmoid is a clip of ``x / 5 + 1 / 2``. A relu of minus infinity, to which
    the huge multiple may overflow, would be NaN on webgl.
    """
    return activation(ctx, scale(ctx, x, 1e30, -2.5), "hard_sigmoid")


def reshape(ctx: LayerContext, x: Tensor, sizes: Sequence[int | None]) -> Tensor:
    """Change the sizes of the axes after the batch; at most one of them is `None`."""
    if tuple(sizes) == x.shape[1:]:
        return x
    target = [-1 if size is None else int(size) for size in sizes]
    # "Can only specify one unknown dimension" (layers/core.ts, Reshape).
    if target.count(-1) > 1:
        ctx.require_sizes(tuple(sizes), "shape")
    shape = (x.shape[0], *(size if size is None else int(size) for size in sizes))
    return ctx.emit("Reshape", {"target_shape": target}, [x], shape)


def as_column(ctx: LayerContext, x: Tensor) -> Tensor:
    """Reshape to (batch, values, 1): a Dense then does the same for each value."""
    return reshape(ctx, x, (known_product(x.shape[1:]), 1))


def known_product(sizes: Sequence[int | None]) -> int | None:
    """Return the sizes' product; `None` if one of them is not fixed."""
    return None if None in sizes else int(np.prod([size for size in sizes if size is not None]))


def permute(ctx: LayerContext, x: Tensor, axes: Sequence[int]) -> Tensor:
    """Reorder the axes after the batch, counted from 1."""
    if list(axes) == list(range(1, x.rank)):
        return x
    shape = (x.shape[0], *(x.shape[axis] for axis in axes))
    return ctx.emit("Permute", {"dims": [int(axis) for axis in axes]}, [x], shape)


def merge(ctx: LayerContext, class_name: str, tensors: Sequence[Tensor]) -> Tensor:
    """Emit Add, Multiply, Average, Maximum or Minimum of tensors of one rank, with broadcasting."""
    return ctx.emit(class_name, {}, tensors, broadcast([tensor.shape for tensor in tensors]))


def add(ctx: LayerContext, *tensors: Tensor) -> Tensor:
    """Add tensors."""
    return merge(ctx, "Add", tensors)


def subtract(ctx: LayerContext, left: Tensor, right: Tensor) -> Tensor:
    """Compute ``left - right``."""
    return add(ctx, left, scale(ctx, right, -1.0))


def multiply(ctx: LayerContext, *tensors: Tensor) -> Tensor:
    """Multiply tensors, value by value."""
    return merge(ctx, "Multiply", tensors)


def broadcast(shapes: Sequence[Shape]) -> Shape:
    """Return the shape that tensors of the same rank, some of them of size 1, broadcast to."""
    sizes: list[int | None] = []
    for axis in zip(*shapes, strict=True):
        # A size of 1 repeats; one that is not fixed may turn out to be the other's.
        fixed = [size for size in axis if size not in (None, 1)]
        sizes.append(fixed[0] if fixed else None if None in axis else 1)
    return tuple(sizes)


def concatenate(ctx: LayerContext, tensors: Sequence[Tensor], axis: int = -1) -> Tensor:
    """Join tensors along one axis."""
    # Concatenate wants two tensors at least (layers/merge.ts, `build`).
    if len(tensors) == 1:
        return tensors[0]
    axis %= tensors[0].rank
    sizes = [tensor.shape[axis] for tensor in tensors]
    total = None if None in sizes else sum(size for size in sizes if size is not None)
    shape = tuple(total if k == axis else size for k, size in enumerate(tensors[0].shape))
    return ctx.emit("Concatenate", {"axis": axis}, tensors, shape)


def crop(ctx: LayerContext, x: Tensor, axis: int, start: int, stop: int) -> Tensor:
    """Return ``start:stop`` of one axis after the batch, whose size has to be fixed.

    As a Cropping2D over (axes before, the axis, axes after).
    """
    size = x.shape[axis]
    if size is None:
        raise ctx.refuse(f"axis {axis} of {list(x.shape)} is not fixed", "Give --input-shape.")
    if (start, stop) == (0, size):
        return x
    before, after = known_product(x.shape[1:axis]), known_product(x.shape[axis + 1 :])
    if before is None and after is None:
        ctx.require_sizes(x.shape[1:], "shape")
    flat = reshape(ctx, x, (before, size, after))
    config = {"cropping": [[0, 0], [start, size - stop]], "data_format": "channels_last"}
    part = ctx.emit("Cropping2D", config, [flat], (x.shape[0], before, stop - start, after))
    return reshape(ctx, part, (*x.shape[1:axis], stop - start, *x.shape[axis + 1 :]))


def mask_values(ctx: LayerContext, mask: Mask) -> Tensor:
    """Return a mask as numbers: 1 where a step counts, else 0; float32, shape `mask.shape`."""
    if mask.value is None:
        return as_float(ctx, mask.source)
    # Two steps in place of a comparison, which no layer does: 1 above the value and 1 below it.
    source = as_float(ctx, mask.source)
    above = step(ctx, scale(ctx, source, 1.0, -mask.value))
    differs = add(ctx, above, step(ctx, scale(ctx, source, -1.0, mask.value)))
    if not mask.over_features:
        return differs
    (count,) = ctx.require_sizes(source.shape[-1:], "the last axis of what a mask is made from")
    # The count of differing features times 6, clipped to 6: 6 if there is any.
    some = activation(ctx, dense(ctx, differs, np.full((count, 1), 6.0)), "relu6")
    return reshape(ctx, scale(ctx, some, 1 / 6), mask.shape[1:])


def attach_mask(ctx: LayerContext, x: Tensor, mask: Mask) -> Tensor:
    """Give `x`, shape (batch, steps, features), a mask that TensorFlow.js's next layer reads.

    Masked steps become a number that Masking then looks for; it makes them 0.
    """
    counts = reshape(ctx, mask_values(ctx, mask), (mask.shape[1], 1))
    absent = scale(ctx, counts, -_ABSENT, _ABSENT)
    # Multiplied by 0 first, so that the number is exactly there.
    marked = add(ctx, multiply(ctx, x, counts), absent)
    return ctx.emit("Masking", {"mask_value": _ABSENT}, [marked], x.shape)


def _float32(value: Array) -> npt.NDArray[np.float32]:
    return np.asarray(value, np.float32)
