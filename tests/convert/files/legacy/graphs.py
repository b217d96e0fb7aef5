"""Models of Keras 2 for the ways in which layers are joined and nested."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.legacy_cases import WHOLE_NUMBERS, case


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
def nested(keras: Any) -> Any:
    layers = keras.layers
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(3), layers.Dense(3)], name="inner")
    x, y = keras.Input((3,), name="x"), keras.Input((3,), name="y")
    return keras.Model([x, y], layers.Add()([inner(x), inner(y)]))


@case
def nested_functional(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((8, 8, 3))
    y = layers.BatchNormalization(name="norm")(layers.Conv2D(4, 3, name="conv")(x))
    encoder = keras.Model(x, layers.Concatenate(name="two")([y, layers.ReLU()(y)]), name="encoder")
    encoder.trainable = False
    return keras.Sequential(
        [keras.Input((8, 8, 3)), encoder, layers.GlobalMaxPooling2D(), layers.Dense(2)]
    )


@case
def nested_output(keras: Any) -> Any:
    layers = keras.layers
    a = keras.Input((3,))
    inner = keras.Model(a, [layers.Dense(3, name="p")(a), layers.Dense(2, name="q")(a)], name="in2")
    deeper = keras.Sequential([keras.Input((3,)), layers.Dense(3, name="p")], name="deeper")
    x = keras.Input((3,), name="x")
    first, _ = inner(x)
    return keras.Model(x, [*inner(deeper(first)), first])


@case
def partly_frozen(keras: Any) -> Any:
    layers = keras.layers
    base = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(4, name="a"),
            layers.BatchNormalization(name="b"),
            layers.Dense(4, name="c"),
        ],
        name="base",
    )
    base.layers[0].trainable = False
    return keras.Sequential([keras.Input((4,)), base, layers.Dense(2)])


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
def operations(keras: Any) -> Any:
    import tensorflow as tf

    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    a = tf.nn.relu(2.0 * x + y - 0.5)
    b = tf.reshape(a[:, 1:, :], (-1, 9))
    c = tf.concat([a, -y, x / 4.0], axis=-1)
    d = tf.reduce_mean(c, axis=1)
    e = 1.0 - tf.math.multiply(tf.add(x, y), tf.maximum(y, 0.0))
    return keras.Model([x, y], [b, d, e])


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
def many_weights(keras: Any) -> Any:
    # So long that HDF5 cannot hold the list of names in one attribute.
    names = ["_".join([f"layer{number:02}"] * 100) for number in range(50)]
    layers = [keras.layers.Dense(2, name=name) for name in names]
    return keras.Sequential([keras.Input((2,)), keras.Sequential([keras.Input((2,)), *layers])])


@case
def time_distributed_model(keras: Any) -> Any:
    layers = keras.layers
    inner = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(5, name="d"),
            layers.BatchNormalization(),
            layers.Dense(5, name="e"),
        ]
    )
    return keras.Sequential([keras.Input((3, 4)), layers.TimeDistributed(inner), layers.LSTM(3)])


@case
def nested_attention(keras: Any) -> Any:
    layers = keras.layers

    def block(name: str) -> Any:
        x = keras.Input((5, 4))
        y = layers.MultiHeadAttention(2, 2)(x, x)
        return keras.Model(x, layers.LayerNormalization()(x + y), name=name)

    x = keras.Input((5, 4))
    return keras.Model(x, block("second")(block("first")(x)))


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
def deferred_nested(keras: Any) -> Any:
    layers = keras.layers
    inner = keras.Sequential([layers.Dense(4), layers.Dense(3)], name="inner")
    x, y = keras.Input((5,), name="x"), keras.Input((5,), name="y")
    return keras.Model([x, y], layers.Add()([inner(x), inner(y)]))


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
def nested_dictionary(keras: Any) -> Any:
    layers = keras.layers
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    outputs = {"sum": a + b, "product": layers.Multiply()([a, b])}
    inner = keras.Model({"a": a, "b": b}, outputs, name="inner")
    x, y = keras.Input((3,), name="x"), keras.Input((3,), name="y")
    both = inner({"a": x, "b": y})
    return keras.Model([x, y], [both["sum"], both["product"]])


@case
def functions(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    smooth = [tf.nn.gelu(x), tf.nn.gelu(x, approximate=True), tf.nn.softsign(x), tf.nn.softplus(x)]
    others = [tf.nn.leaky_relu(x), tf.nn.leaky_relu(x, 0.1), tf.clip_by_value(x, -0.5, 0.7)]
    rows = [tf.nn.log_softmax(x), tf.nn.l2_normalize(x, -1), tf.math.reduce_std(x, 1)]
    steps = [tf.where(x > 0.1, x, -x), tf.sign(x), keras.activations.hard_sigmoid(x)]
    return keras.Model(x, [*smooth, *others, *rows, *steps])


@case
def selections(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    parts = [*tf.split(x, 2, axis=1), *tf.split(x, [1, 3], axis=1), tf.unstack(x, axis=1)[2]]
    picked = [tf.gather(x, [2, 0], axis=1), tf.reverse(x, [1, 2]), x[..., 0], x[:, ::2]]
    larger = [tf.tile(x, [1, 2, 1]), tf.repeat(x, 2, axis=1), tf.pad(x, [[0, 0], [0, 1], [1, 0]])]
    turned = [tf.transpose(x, [0, 2, 1]), tf.squeeze(tf.expand_dims(x, 1), 1), tf.identity(x)]
    return keras.Model(x, [*parts, *picked, *larger, *turned, x @ turned[0]])


@case
def arrays(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    row, table = tf.constant([1.0, 2.0, 3.0]), tf.range(12.0)[:, tf.newaxis] * tf.ones(1)
    table = tf.reshape(table, (4, 3))
    return keras.Model(x, [x + row, row * x, table - x, x / (table + 1.0), [[2]] * x])


@case
def deep(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((3,), name="x")
    first = keras.Model(x, layers.Add()([layers.Dense(3)(x), layers.Dense(3)(x)]), name="first")
    second = keras.Sequential([keras.Input((3,)), layers.Dense(3), layers.Dense(3)], name="second")
    both = keras.Model(y := keras.Input((3,)), second(first(y)), name="both")
    third = keras.Model(z := keras.Input((3,)), [both(z), first(both(z))], name="third")
    first.layers[1].trainable = second.layers[0].trainable = False
    return keras.Model(w := keras.Input((3,)), third(w))


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
