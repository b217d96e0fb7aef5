"""Pooling, normalization and activations."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import case


@case()
def pooling_2d(k: Any) -> Any:
    layers, picture = k.layers, k.Input((9, 7, 3), name="picture")
    outputs = [
        layers.MaxPooling2D(3, strides=2, padding="same")(picture),
        layers.MaxPooling2D((2, 3), strides=1)(picture),
        layers.AveragePooling2D(2, strides=1, padding="same")(picture),
        layers.AveragePooling2D(3, padding="same")(picture),
        layers.AveragePooling2D((3, 2))(picture),
        layers.GlobalMaxPooling2D()(picture),
        layers.GlobalAveragePooling2D(keepdims=True)(picture),
    ]
    return k.Model(picture, outputs)


@case(sizes=({"s": 9}, {"s": 14}))
def pooling_1d(k: Any) -> Any:
    layers, series = k.layers, k.Input((None, 3), name="series")
    outputs = [
        layers.MaxPooling1D(2)(series),
        layers.AveragePooling1D(3, strides=2, padding="same")(series),
        layers.GlobalMaxPooling1D()(series),
        layers.GlobalAveragePooling1D()(series),
    ]
    return k.Model(series, outputs)


@case()
def adaptive_pooling(k: Any) -> Any:
    picture = k.Input((12, 10, 2), name="picture")
    outputs = [
        k.layers.AdaptiveAveragePooling2D((4, 3))(picture),
        k.layers.AdaptiveMaxPooling2D((3, 5))(picture),
    ]
    return k.Model(picture, outputs)


@case()
def normalizations(k: Any) -> Any:
    layers, picture = k.layers, k.Input((5, 6, 8), name="picture")
    outputs = [
        layers.BatchNormalization()(picture),
        layers.BatchNormalization(axis=1, center=False)(picture),
        layers.LayerNormalization()(picture),
        layers.LayerNormalization(axis=(1, 2), scale=False)(picture),
        layers.GroupNormalization(4)(picture),
        layers.GroupNormalization(-1)(picture),
        layers.UnitNormalization()(picture),
        layers.RMSNormalization()(picture),
    ]
    return k.Model(picture, outputs)


@case()
def spectral_normalization(k: Any) -> Any:
    picture = k.Input((6, 6, 3), name="picture")
    x = k.layers.SpectralNormalization(k.layers.Conv2D(4, 3))(picture)
    return k.Model(picture, k.layers.SpectralNormalization(k.layers.Dense(5))(x))


@case()
def folded_normalization(k: Any) -> Any:
    layers = k.layers
    return k.Sequential(
        [
            k.Input((8, 8, 3)),
            layers.ZeroPadding2D(1),
            layers.BatchNormalization(),
            layers.Conv2D(6, 3, groups=3),
            layers.BatchNormalization(scale=False),
            layers.PReLU(shared_axes=[1, 2]),
            layers.DepthwiseConv2D(3, use_bias=False),
            layers.BatchNormalization(),
            layers.LeakyReLU(),
            layers.Conv2DTranspose(4, 3, strides=2, use_bias=False),
            layers.BatchNormalization(),
            layers.Flatten(),
            layers.Dense(5, use_bias=False),
            layers.BatchNormalization(),
        ]
    )


@case()
def activations(k: Any) -> Any:
    x = k.Input((12,), name="x")
    names = [
        *("celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu"),
        *("hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu"),
        *("relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign"),
        *("sparse_plus", "sparse_sigmoid", "squareplus", "tanh", "tanh_shrink"),
    ]
    outputs = {name: k.layers.Activation(name)(x) for name in names}
    return k.Model(x, {**outputs, "tanh_gelu": k.ops.gelu(x, approximate=True)})


@case()
def activation_layers(k: Any) -> Any:
    layers, x = k.layers, k.Input((4, 6), name="x")
    outputs = [
        layers.PReLU()(x),
        layers.PReLU(shared_axes=[1])(x),
        layers.LeakyReLU(0.1)(x),
        layers.ELU(0.7)(x),
        layers.ReLU(max_value=1.0, negative_slope=0.2, threshold=0.1)(x),
        layers.Softmax(axis=1)(x),
    ]
    return k.Model(x, outputs)
