"""Dense layers by an equation."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate, activation_name
from tfjs_bridge.convert.layers_model.checks.calls import require_unquantized
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.contraction import (
    einsum_with_constant,
    expand_ellipsis,
)
from tfjs_bridge.convert.layers_model.primitives import as_float
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("EinsumDense", treatment="rewritten", note="Permute, Reshape and Dense")
def einsum_dense(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a product with the kernel over the axes that the equation names.

    Keras: EinsumDense(equation, output_shape, activation, bias_axes).
    TensorFlow.js: permute({dims}), reshape({targetShape}), dense({units}).
    """
    require_unquantized(config)
    # They follow from the equation and the shapes of kernel and bias.
    config.ignore("output_shape", "bias_axes")
    name = activation_name(ctx, config.take("activation"))
    x = as_float(ctx, ctx.input)
    equation = expand_ellipsis(config.take("equation"), x.rank, ctx.weights["kernel"].ndim)
    of_x, of_kernel, of_result = equation
    bias = ctx.weights.get("bias")
    result = einsum_with_constant(
        ctx, x, np.asarray(ctx.weights["kernel"]), (of_x, of_kernel, of_result), bias
    )
    return activate(ctx, result, name)
