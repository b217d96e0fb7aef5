"""Handlers: TensorFlow.js's classes of layers, one module for each kind."""

from tfjs_bridge.from_tfjs.layers import (
    activation,
    basic,
    convolution,
    merging,
    normalization,
    pooling,
    preprocessing,
    recurrent,
    resizing,
    wrappers,
)

MODULES = (
    *(activation, basic, convolution, merging, normalization, pooling, preprocessing),
    *(recurrent, resizing, wrappers),
)
