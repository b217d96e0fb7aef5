"""Models of Keras 2 for the ways in which layers are joined."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.files.legacy.registry import WHOLE_NUMBERS, case


@case
def initial_state(keras: Any) -> Any:
    layers = keras.layers
    x, y = keras.Input((5, 3), name="x"), keras.Input((4, 3), name="y")
    _, h, c = layers.LSTM(4, return_state=True, name="encoder")(x)
    out = layers.LSTM(4, return_sequences=True, name="decoder")(y, initial_state=[h, c])
    return keras.Model([x, y], layers.Dense(2, name="head")(out))


@case
def masked(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((6,), dtype="int32"),
            layers.Embedding(WHOLE_NUMBERS, 4, mask_zero=True),
            layers.LSTM(5),
        ]
    )


@case
def masked_mean(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Embedding(WHOLE_NUMBERS, 4, mask_zero=True, input_length=6),
            layers.Bidirectional(layers.GRU(3, return_sequences=True, reset_after=False)),
            layers.GlobalAveragePooling1D(),
        ]
    )


@case
def two_ways(keras: Any) -> Any:
    layers = keras.layers
    picture, point = keras.Input((6, 6, 2), name="picture"), keras.Input((4,), name="point")
    flat = layers.Flatten()(layers.Conv2D(3, 3)(picture))
    shared = layers.Dense(4, name="shared")
    left = shared(layers.Dense(4, activation="gelu")(flat))
    right = shared(point)
    out = layers.Multiply()([left, right])
    return keras.Model([picture, point], [out, layers.Maximum()([left, right])])


@case
def dictionary(keras: Any) -> Any:
    layers = keras.layers
    inputs = {"b": keras.Input((3,), name="b"), "a": keras.Input((2,), name="a")}
    joined = layers.Concatenate()([inputs["b"], inputs["a"]])
    return keras.Model(inputs, {"z": layers.Dense(2, name="z")(joined), "k": joined})


@case
def merges(keras: Any) -> Any:
    layers = keras.layers
    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    a = layers.Subtract()([x, y])
    b = layers.Average()([a, x, y])
    return keras.Model([x, y], [layers.Dot(axes=(2, 2))([a, b]), layers.Minimum()([a, y])])


@case
def attention(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((5, 4), name="x")
    y = layers.MultiHeadAttention(2, 3, name="mha")(x, x)
    z = layers.MultiHeadAttention(2, 3, value_dim=2, use_bias=False)(y, x, key=y)
    return keras.Model(x, [layers.LayerNormalization()(x + z), layers.Attention()([x, y])])


@case
def preprocessing(keras: Any) -> Any:
    layers = keras.layers
    normalization = layers.Normalization()
    normalization.adapt(np.random.default_rng(0).normal(1, 2, (50, 6, 6, 3)).astype("float32"))
    return keras.Sequential(
        [
            keras.Input((6, 6, 3)),
            layers.Rescaling(1 / 3, offset=-1),
            normalization,
            layers.RandomFlip(),
            layers.GaussianNoise(0.1),
            layers.SpatialDropout2D(0.1),
        ]
    )


@case
def mobile_net(keras: Any) -> Any:
    base = keras.applications.MobileNetV2((32, 32, 3), 0.35, include_top=False, weights=None)
    base.trainable = False
    x = keras.Input((32, 32, 3))
    y = keras.layers.GlobalAveragePooling2D()(base(x, training=False))
    return keras.Model(x, keras.layers.Dense(3)(y))


@case
def states_in_both_directions(keras: Any) -> Any:
    layers = keras.layers
    x, y = keras.Input((5, 3), name="x"), keras.Input((4, 3), name="y")
    _, *states = layers.Bidirectional(layers.LSTM(3, return_state=True), name="encoder")(x)
    decoder = layers.Bidirectional(layers.LSTM(3), name="decoder")
    return keras.Model([x, y], decoder(y, initial_state=states))


@case
def masks_on_the_way(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((6,), dtype="int32")
    embedded = layers.Embedding(WHOLE_NUMBERS, 4, mask_zero=True)(x)
    a = layers.Bidirectional(layers.LSTM(3, return_sequences=True))(embedded)
    b = layers.TimeDistributed(layers.Dense(2))(a)
    joined = layers.Dropout(0.2)(layers.Concatenate()([a, b]))
    attended = layers.MultiHeadAttention(2, 2)(embedded, embedded)
    mean = layers.GlobalAveragePooling1D()(attended)
    return keras.Model(x, [b, layers.LSTM(3)(joined), mean])


@case
def slashes(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((4,), name="in/put")
    y, z = layers.Dense(3, name="a/b")(x), layers.Dense(3, name="a/c")(x)
    return keras.Model(x, layers.Add(name="a")([y, z]))


@case
def inference(keras: Any) -> Any:
    x = keras.Input((6, 6, 3))
    y = keras.layers.BatchNormalization()(x, training=False)
    return keras.Model(x, keras.layers.Dropout(0.5)(y, training=False))


@case
def stateful(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((5, 2), batch_size=3),
            layers.LSTM(3, stateful=True, return_sequences=True),
            layers.SimpleRNN(2, stateful=True),
        ]
    )


@case
def masked_both_ways(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((6,), dtype="int32"),
            layers.Embedding(WHOLE_NUMBERS, 4, mask_zero=True),
            layers.Bidirectional(layers.GRU(3, return_sequences=True), merge_mode="ave"),
            layers.GRU(3, go_backwards=True, return_sequences=True),
            layers.Bidirectional(layers.RNN([layers.GRUCell(3), layers.LSTMCell(2)])),
        ]
    )
