"""The building blocks of random models: each is one layer, or a few operations.

A block is made for the tensor that it will be called with, and can then be called with any tensor
of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Make = Callable[[Any, np.random.Generator, Any], Any]
"""Takes Keras, a source of chance and the tensor; returns a layer, a model or a function."""

_ACTIVATIONS = (
    *("elu", "gelu", "hard_sigmoid", "hard_silu", "leaky_relu", "linear", "log_sigmoid", "mish"),
    *("relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "tanh"),
)


def pick(generator: np.random.Generator, items: Any) -> Any:
    """One of the items, by chance."""
    return items[generator.integers(len(items))]


def _activation(generator: np.random.Generator) -> str:
    return str(pick(generator, _ACTIVATIONS))


def _layer(name: str, **settings: Any) -> Make:
    def make(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        return getattr(keras.layers, name)(**settings)

    return make


def _operations(function: Callable[[Any, Any], Any]) -> Make:
    """On one tensor, of it and Keras's `ops`."""

    def make(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        return lambda y: function(y, keras.ops)

    return make


def _dense(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.Dense(int(generator.integers(2, 6)), _activation(generator))


def _activate(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.Activation(_activation(generator))


def _einsum(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    front, sizes = "bcdefg"[: len(x.shape) - 1], x.shape[1:-1]
    return keras.layers.EinsumDense(f"{front}x,xy->{front}y", (*sizes, 3), bias_axes="y")


def _to_sequence(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.Sequential([keras.layers.Dense(6), keras.layers.Reshape((3, 2))])


def _recurrent(name: str) -> Make:
    def make(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        settings = {
            "return_sequences": bool(generator.integers(2)),
            "go_backwards": bool(generator.integers(2)),
        }
        if generator.integers(2):
            return getattr(keras.layers, name)(3, **settings)
        settings.pop("go_backwards")
        mode = pick(generator, ["concat", "sum", "ave", "mul"])
        return keras.layers.Bidirectional(getattr(keras.layers, name)(3, **settings), mode)

    return make


def _chained(name: str) -> Make:
    """The last states of one layer are the first ones of the next."""

    def make(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        kind, is_sequence = getattr(keras.layers, name), bool(generator.integers(2))
        first = kind(3, return_sequences=True, return_state=True)
        second = kind(3, return_sequences=is_sequence)

        def call(y: Any) -> Any:
            output, *states = first(y)
            return second(output, initial_state=states)

        return call

    return make


def _convolution(name: str, **more: Any) -> Make:
    def make(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        settings: dict[str, Any] = {
            "kernel_size": int(generator.integers(1, 4)),
            "strides": int(generator.integers(1, 3)),
            "padding": "same",
            "activation": _activation(generator),
            "use_bias": bool(generator.integers(2)),
        }
        if "Depthwise" not in name:
            settings["filters"] = int(generator.integers(2, 5))
        return getattr(keras.layers, name)(**settings, **more)

    return make


def _attention(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    layer = keras.layers.MultiHeadAttention(2, 3)
    is_causal = bool(generator.integers(2)) and len(x.shape) == 3
    return lambda y: layer(y, y, use_causal_mask=is_causal)


def _plain_attention(name: str) -> Make:
    def make(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        layer = getattr(keras.layers, name)(use_scale=bool(generator.integers(2)))
        return lambda y: layer([y, keras.layers.Dense(int(x.shape[-1]))(y)])

    return make


def _masked(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    """Steps of which a ReLU leaves nothing do not count."""
    layers = keras.layers
    return keras.Sequential([layers.Dense(2), layers.ReLU(), layers.Masking(), layers.Dense(3)])


def _each_step(make: Make) -> Make:
    def each(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        step = keras.KerasTensor((x.shape[0], *x.shape[2:]))
        return keras.layers.TimeDistributed(make(keras, generator, step))

    return each


def _embedding(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.Embedding(3, 4, mask_zero=bool(generator.integers(4)))


OF_WHOLE: list[Make] = [_embedding]
_ANY: list[Make] = [
    _dense,
    _activate,
    _layer("BatchNormalization"),
    _layer("LayerNormalization"),
    _layer("ReLU", max_value=2.0, negative_slope=0.1),
    _layer("LeakyReLU"),
    _layer("PReLU"),
    _layer("ELU", alpha=0.5),
    _layer("Rescaling", scale=2.0, offset=-0.3),
    _layer("Dropout", rate=0.5),
    _layer("UnitNormalization"),
    _layer("RMSNormalization"),
    _einsum,
    _operations(lambda x, ops: ops.relu(x) * np.float32(0.7) + 0.1),
    _operations(lambda x, ops: ops.concatenate([x, -x], axis=-1)),
    _operations(lambda x, _: x[..., :2]),
]
_STEPS: list[Make] = [
    *(_recurrent(name) for name in ("LSTM", "GRU", "SimpleRNN")),
    *(_chained(name) for name in ("LSTM", "GRU", "SimpleRNN")),
    _attention,
    *(_plain_attention(name) for name in ("Attention", "AdditiveAttention")),
    _masked,
    _layer("GlobalAveragePooling1D"),
]
BY_RANK: dict[int, list[Make]] = {
    2: [
        *_ANY,
        _to_sequence,
        _layer("RepeatVector", n=3),
        _operations(lambda x, ops: ops.expand_dims(x, 1)),
    ],
    3: [
        *_ANY,
        *_STEPS,
        *(_convolution(name) for name in ("Conv1D", "SeparableConv1D", "DepthwiseConv1D")),
        _convolution("Conv1DTranspose"),
        _each_step(_dense),
        _layer("GlobalMaxPooling1D", keepdims=True),
        _layer("MaxPooling1D", padding="same"),
        _layer("UpSampling1D"),
        _layer("ZeroPadding1D"),
        _layer("Flatten"),
        _layer("Permute", dims=(2, 1)),
        _operations(lambda x, _: x[:, :-1] if x.shape[1] > 1 else x[:, 0]),
        _operations(lambda x, ops: ops.transpose(x, (0, 2, 1))),
        _operations(lambda x, ops: ops.mean(x, axis=1)),
        _operations(lambda x, ops: ops.max(x, axis=-1, keepdims=True)),
    ],
    4: [
        *_ANY,
        *(_convolution(name) for name in ("Conv2D", "SeparableConv2D", "DepthwiseConv2D")),
        _convolution("Conv2D", data_format="channels_first"),
        _convolution("Conv2DTranspose"),
        *(_each_step(make) for make in (_dense, _recurrent("LSTM"), _convolution("Conv1D"))),
        *(_each_step(make) for make in (_recurrent("GRU"), _layer("GlobalAveragePooling1D"))),
        _layer("GlobalAveragePooling2D"),
        _layer("GlobalMaxPooling2D", keepdims=True, data_format="channels_first"),
        _layer("AveragePooling2D", pool_size=2, padding="same"),
        _layer("ZeroPadding2D"),
        _layer("UpSampling2D", interpolation="bilinear"),
        _layer("UpSampling2D", data_format="channels_first"),
        _layer("BatchNormalization", axis=1),
        _layer("GroupNormalization", groups=1),
        _layer("Flatten"),
        _layer("Flatten", data_format="channels_first"),
        _operations(lambda x, ops: ops.transpose(x, (0, 3, 1, 2))),
        _operations(lambda x, ops: ops.mean(x, axis=(1, 2), keepdims=True)),
        _operations(lambda x, ops: ops.reshape(x, (-1, x.shape[1], x.shape[2] * x.shape[3]))),
    ],
}
