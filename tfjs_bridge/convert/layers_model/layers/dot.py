"""Products of two tensors over one axis of each."""

from __future__ import annotations

import string

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Masked
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.contraction import einsum_of_tensors
from tfjs_bridge.convert.layers_model.lowerings.reductions import l2_normalize
from tfjs_bridge.convert.layers_model.primitives import as_float, scale
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# TensorFlow.js divides by a length of at least sqrt(1e-7), Keras by one of at least 1e-7
# (losses.ts, `l2Normalize`). With both vectors this much longer it is the same.
_SHORTEST = 1e-7
_LONGER = _SHORTEST**-0.5


@handles("Dot")
def dot(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a sum of products over one axis of each tensor.

    Keras: Dot(axes, normalize=False), called with two tensors of any rank.
    TensorFlow.js: dot({axes, normalize}) of at most 3 axes; Permute and Reshape bring more into
        that form.
    """
    left, right = (as_float(ctx, x) for x in ctx.inputs)
    axes = config.take("axes")
    given = [axes, axes] if isinstance(axes, int) else axes
    one, other = (axis % x.rank for axis, x in zip(given, (left, right), strict=True))
    if 0 in (one, other):
        raise ctx.refuse("sums over the batch", "Name axes after the batch.")
    normalize = bool(config.take("normalize"))
    # More throw: "Dot layer does not support tensors of 4D or higher rank yet" (layers/merge.ts).
    if left.rank <= 3 and right.rank <= 3:
        settings = {"axes": [one, other], "normalize": normalize}
        layer = ctx.define("Dot", settings, role="")
        if normalize:
            left, right = scale(ctx, left, _LONGER), scale(ctx, right, _LONGER)
        shape = _shape(left, one, right, other)
        return Masked(ctx.call_layer(layer, [left, right], shape), None)
    if normalize:
        left = l2_normalize(ctx, left, (one,), _SHORTEST)
        right = l2_normalize(ctx, right, (other,), _SHORTEST)
    of_left = list(string.ascii_lowercase[: left.rank])
    of_right = ["a", *string.ascii_uppercase[1 : right.rank]]
    of_left[one] = of_right[other] = "z"
    result = [label for label in (*of_left, *of_right[1:]) if label != "z"]
    equation = ("".join(of_left), "".join(of_right), "".join(result))
    return Masked(einsum_of_tensors(ctx, left, right, equation), None)


def _shape(left: Tensor, one: int, right: Tensor, other: int) -> tuple[int | None, ...]:
    sizes = [size for k, size in enumerate(left.shape) if k != one]
    sizes += [size for k, size in enumerate(right.shape) if k not in (0, other)]
    return (*sizes, 1) if len(sizes) == 1 else tuple(sizes)
