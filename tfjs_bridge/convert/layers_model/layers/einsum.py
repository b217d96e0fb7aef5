"""Dense layers by an equation."""

from __future__ import annotations

import string

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate, activation_name
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.checks.calls import require_unquantized
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.contraction import einsum_with_constant
from tfjs_bridge.convert.layers_model.primitives import as_float


@handles("EinsumDense", treatment="rewritten", note="Permute, Reshape and Dense")
def einsum_dense(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a product with the kernel over the axes that the equation names.

    Keras: EinsumDense(equation, output_shape, activation, bias_axes).
    TensorFlow.js: permute({dims}), reshape({targetShape}), dense({units}).
    """
    require_unquantized(config)
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
