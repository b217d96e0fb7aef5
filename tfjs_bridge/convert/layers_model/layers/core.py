"""Inputs, dense layers, embeddings and masks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tfjs_bridge.artifact.weights import DTYPES
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.calls import parsed
from tfjs_bridge.convert.layers_model.activations import activate, fused_activation
from tfjs_bridge.convert.layers_model.checks.calls import require_unquantized
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.primitives import (
    Array,
    activation,
    as_float,
    dense_config,
    known_product,
    mask_values,
    multiply,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.primitives import dense as to_dense
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor

# A bias is not added to more (backend/tfjs_backend.ts, `biasAdd`).
_MOST_AXES = 5


@handles("InputLayer")
def input_layer(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an input.

    Keras: InputLayer(batch_shape, dtype, sparse).
    TensorFlow.js: input({batchInputShape, dtype, sparse: false}).
    """
    shape = config.take("batch_shape")
    dtype = config.require("dtype", list(DTYPES), "Give the input one of these dtypes.")
    config.require("sparse", (False,), "Give the model a plain input.")
    # Without a shape here the loader throws: "An InputLayer should be passed either a
    # `batchInputShape` or an `inputShape`"; Keras 3 calls it `batch_shape`, which it does not read.
    layer = ctx.define(
        "InputLayer",
        # `predict` makes a column of one number for each sample (engine/training.ts).
        {"batch_input_shape": [*shape, *[1] * (len(shape) == 1)], "dtype": dtype, "sparse": False},
        role="",
    )
    return ctx.call_layer(layer, [], tuple(shape), dtype)


@handles("Dense")
def dense(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a matrix product over the last axis.

    Keras: Dense(units, activation, use_bias).
    TensorFlow.js: dense({units, activation, useBias}).
    """
    require_unquantized(config)
    fused, rest = fused_activation(ctx, config.take("activation"))
    settings = dense_config(config.take("units"), config.take("use_bias"), fused)
    layer = ctx.define("Dense", settings, ctx.weights, role="")
    x = as_float(ctx, ctx.input)
    sizes = x.shape[1:-1]
    # The product itself takes any rank, by way of a reshape (backend/tfjs_backend.ts, `dot`).
    if x.rank > _MOST_AXES:
        x = reshape(ctx, x, (known_product(sizes), x.shape[-1]))
    product = ctx.call_layer(layer, [x], (*x.shape[:-1], settings["units"]))
    return activate(ctx, reshape(ctx, product, (*sizes, settings["units"])), rest)


@handles("Embedding")
def embedding(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate rows of a table; with `mask_zero`, steps of index 0 do not count further on.

    Keras: Embedding(input_dim, output_dim, mask_zero=False).
    TensorFlow.js: embedding({inputDim, outputDim, maskZero: false}).
    """
    return _rows(ctx, config, ctx.weights)


def _rows(ctx: LayerContext, config: ConfigReader, weights: Mapping[str, Array]) -> Masked:
    require_unquantized(config)
    # Keras 2 had it; the lookup needs no length.
    config.ignore("input_length")
    settings = {
        "input_dim": config.take("input_dim"),
        "output_dim": config.take("output_dim"),
        # Its own mask would stay in the executor for all later layers (engine/executor.ts,
        # `kwargs['mask']`); masks are attached where a layer reads them.
        "mask_zero": False,
        "embeddings_initializer": ZEROS,
    }
    table = ctx.map_to("Embedding", settings, weights)
    return Masked(table, Mask(ctx.input, 0.0) if config.take("mask_zero") else None)


@handles("Masking", treatment="rewritten", note="the mask is attached where a layer reads it")
def masking(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a mask of the steps in which all values are `mask_value`; they become 0.

    Keras: Masking(mask_value=0.0).
    TensorFlow.js: multiply by a computed mask; masking({maskValue}) where a recurrent layer reads
        it.
    """
    value = np.asarray(parsed(config.take("mask_value")))
    if value.size != 1:
        raise ctx.refuse(f"mask_value has {value.size} values; expected 1", "Use one number.")
    x = as_float(ctx, ctx.input)
    mask = Mask(x, float(value.flat[0]), over_features=True)
    counts = reshape(ctx, mask_values(ctx, mask), (*mask.shape[1:], 1))
    return Masked(multiply(ctx, x, counts), mask)


@handles("ReversibleEmbedding", note="backwards as a Dense layer")
def reversible_embedding(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate rows of a table or, with `reverse`, how well a vector fits each row.

    Keras: ReversibleEmbedding(input_dim, output_dim, tie_weights, logit_soft_cap).
    TensorFlow.js: embedding({inputDim, outputDim}), or dense({units}).
    """
    config.require("reverse_dtype", (None, "float32"), "Train in float32.")
    cap, is_tied = config.take("logit_soft_cap"), config.take("tie_weights")
    is_reverse = ctx.take_kwarg("reverse") or (len(ctx.args) > 1 and ctx.args[1])
    table = ctx.weights["embeddings"]
    if not is_reverse:
        return _rows(ctx, config, {"embeddings": table})
    config.ignore(*ctx.layer.config)  # the table shows the rest
    kernel = table.T if is_tied else ctx.weights["reverse_embeddings"]
    logits = to_dense(ctx, as_float(ctx, ctx.input), kernel)
    if cap is None:
        return logits
    return scale(ctx, activation(ctx, scale(ctx, logits, 1 / cap), "tanh"), cap)
