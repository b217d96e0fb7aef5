"""Networks of convolutions."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case


@case()
def tutorial_cnn(k: Any) -> Any:
    return k.Sequential(
        [
            k.Input((14, 14, 1)),
            k.layers.Conv2D(4, 3, activation="relu"),
            k.layers.MaxPooling2D(),
            k.layers.Conv2D(6, 3, padding="same", activation="relu"),
            k.layers.Flatten(),
            k.layers.Dropout(0.5),
            k.layers.Dense(10, activation="softmax"),
        ]
    )


@case()
def convolutions_2d(k: Any) -> Any:
    conv = k.layers.Conv2D
    picture = k.Input((11, 9, 4), name="picture")
    outputs = [
        conv(6, 3, strides=2, padding="same", activation="relu6")(picture),
        conv(6, (3, 2), strides=(2, 1), use_bias=False)(picture),
        conv(8, 3, groups=2, activation="swish")(picture),
        conv(4, 3, dilation_rate=(2, 1), padding="same")(picture),
        conv(4, 3, dilation_rate=2, groups=4)(picture),
        conv(5, 1, activation="gelu")(picture),
        conv(3, 4, strides=3, padding="same", activation="tanh")(picture),
    ]
    return k.Model(picture, outputs)


@case()
def depthwise_and_separable(k: Any) -> Any:
    layers, picture = k.layers, k.Input((9, 10, 3), name="picture")
    x = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2, activation="relu")(picture)
    x = layers.BatchNormalization()(x)
    y = layers.SeparableConv2D(5, 3, strides=2, activation="elu")(x)
    z = layers.DepthwiseConv2D(3, dilation_rate=2)(picture)
    u = layers.DepthwiseConv2D((2, 3), strides=(2, 2), padding="same")(picture)
    return k.Model(picture, [y, z, u])


@case()
def transposed_2d(k: Any) -> Any:
    transposed, picture = k.layers.Conv2DTranspose, k.Input((5, 4, 3), name="picture")
    outputs = [
        transposed(4, 3, strides=2, padding="same")(picture),
        transposed(4, 3, strides=2)(picture),
        transposed(4, 3, strides=2, output_padding=1)(picture),
        transposed(2, (2, 4), strides=(1, 3), padding="same")(picture),
        transposed(2, 3, dilation_rate=2)(picture),
        transposed(2, 2, strides=3, padding="valid", activation="relu")(picture),
    ]
    return k.Model(picture, outputs)


@case(sizes=({"s": 10}, {"s": 13}, {"s": 24}))
def convolutions_1d(k: Any) -> Any:
    layers, series = k.layers, k.Input((None, 4), name="series")
    outputs = [
        layers.Conv1D(5, 3, padding="causal", dilation_rate=2, activation="relu")(series),
        layers.Conv1D(6, 3, strides=2, padding="same", groups=2)(series),
        layers.Conv1D(6, 4)(series),
        layers.DepthwiseConv1D(3, padding="same")(series),
        layers.SeparableConv1D(5, 3)(series),
    ]
    return k.Model(series, outputs)


@case()
def transposed_1d(k: Any) -> Any:
    series = k.Input((6, 3), name="series")
    x = k.layers.Conv1DTranspose(4, 3, strides=2, padding="same")(series)
    y = k.layers.Conv1DTranspose(4, 4, strides=3, output_padding=1)(series)
    return k.Model(series, [x, y])


@case()
def convolutions_3d(k: Any) -> Any:
    video = k.Input((5, 6, 7, 2), name="video")
    x = k.layers.Conv3D(3, 3, padding="same", activation="relu")(video)
    y = k.layers.Conv3D(4, (2, 3, 3), strides=(2, 1, 2))(x)
    y = k.layers.MaxPooling3D((1, 2, 2))(y)
    z = k.layers.GlobalAveragePooling3D()(k.layers.AveragePooling3D(2, padding="same")(x))
    return k.Model(video, [y, z])


@case()
def transposed_3d(k: Any) -> Any:
    video = k.Input((3, 4, 3, 2), name="video")
    x = k.layers.Conv3DTranspose(3, 3, strides=2, padding="same")(video)
    y = k.layers.Conv3DTranspose(2, 2, strides=(1, 2, 2))(video)
    return k.Model(video, [x, y])


@case()
def channels_first(k: Any) -> Any:
    form = {"data_format": "channels_first"}
    picture = k.Input((3, 10, 12), name="picture")
    x = k.layers.Conv2D(4, 3, padding="same", activation="relu", **form)(picture)
    x = k.layers.BatchNormalization(axis=1)(x)
    x = k.layers.MaxPooling2D(**form)(x)
    x = k.layers.DepthwiseConv2D(3, **form)(x)
    x = k.layers.Conv2DTranspose(3, 2, strides=2, **form)(x)
    return k.Model(picture, [x, k.layers.GlobalAveragePooling2D(**form)(x)])


@case(sizes=({"s": 16, "t": 16}, {"s": 16, "t": 24}))
def unet_of_any_size(k: Any) -> Any:
    layers = k.layers

    def block(x: Any, filters: int) -> Any:
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization()(x))

    picture = k.Input((None, None, 3), name="picture")
    first = block(picture, 4)
    second = block(layers.MaxPooling2D()(first), 6)
    x = block(layers.MaxPooling2D()(second), 8)
    x = layers.Conv2DTranspose(6, 2, strides=2)(x)
    x = block(layers.Concatenate()([x, second]), 6)
    x = layers.UpSampling2D(interpolation="bilinear")(x)
    x = block(layers.Concatenate()([x, first]), 4)
    return k.Model(picture, layers.Conv2D(1, 1, activation="sigmoid")(x))


@case()
def residual_squeeze_excite(k: Any) -> Any:
    layers, picture = k.layers, k.Input((8, 8, 4), name="picture")
    x = layers.Conv2D(8, 3, padding="same", use_bias=False)(picture)
    x = layers.Activation("hard_swish")(layers.BatchNormalization()(x))
    squeezed = layers.GlobalAveragePooling2D(keepdims=True)(x)
    squeezed = layers.Conv2D(2, 1, activation="relu")(squeezed)
    squeezed = layers.Conv2D(8, 1, activation="hard_sigmoid")(squeezed)
    x = layers.Multiply()([x, squeezed])
    return k.Model(picture, layers.Add()([x, layers.Conv2D(8, 1)(picture)]))


@case(sizes=({"s": 20}, {"s": 33}))
def wavenet(k: Any) -> Any:
    layers, series = k.layers, k.Input((None, 3), name="series")
    x, skips = layers.Conv1D(6, 1)(series), []
    for rate in (1, 2, 4):
        gate = layers.Conv1D(6, 2, padding="causal", dilation_rate=rate, activation="sigmoid")(x)
        value = layers.Conv1D(6, 2, padding="causal", dilation_rate=rate, activation="tanh")(x)
        both = layers.Multiply()([gate, value])
        skips.append(layers.Conv1D(4, 1)(both))
        x = layers.Add()([x, layers.Conv1D(6, 1)(both)])
    return k.Model(series, layers.Softmax()(layers.ReLU()(layers.Add()(skips))))


@case(inputs=[Spec((12, 12, 3)), Spec((6, 6, 3))])
def pyramid_of_two_pictures(k: Any) -> Any:
    layers = k.layers
    large, small = k.Input((12, 12, 3), name="large"), k.Input((6, 6, 3), name="small")
    shared = layers.Conv2D(4, 3, padding="same", activation="leaky_relu")
    x = layers.ZeroPadding2D(((1, 0), (0, 2)))(shared(large))
    x = layers.Cropping2D(((0, 1), (2, 0)))(x)
    y = layers.UpSampling2D(2)(shared(small))
    merged = layers.Maximum()([x, y])
    return k.Model([large, small], {"fine": merged, "coarse": layers.AveragePooling2D(3)(merged)})
