"""Models of Keras 2 that call TensorFlow's functions of shapes, axes and selections."""

from __future__ import annotations

from typing import Any

from tests.convert.files.legacy.registry import case, constant


@case
def own_attention(keras: Any) -> Any:
    import tensorflow as tf

    layers = keras.layers
    x = keras.Input((6, 8), name="x")

    def heads(z: Any) -> Any:
        z = tf.reshape(z, [tf.shape(z)[0], tf.shape(z)[1], 2, 4])
        return tf.transpose(z, [0, 2, 1, 3])

    q, k, v = (heads(layers.Dense(8)(x)) for _ in range(3))
    scores = tf.matmul(q, k, transpose_b=True) / tf.sqrt(tf.cast(tf.shape(k)[-1], tf.float32))
    y = tf.transpose(tf.matmul(tf.nn.softmax(scores, axis=-1), v), [0, 2, 1, 3])
    return keras.Model(x, tf.reshape(y, (-1, tf.shape(x)[1], 8)) + x)


@case
def sizes(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 6), name="x")
    shape = tf.shape(x)
    batch, steps = shape[0], shape[1]
    token = tf.constant(constant(1, 1, 6))
    reshaped = [
        tf.reshape(x, [batch, 24]),
        tf.reshape(x, [batch, -1, 3]),
        tf.reshape(x, tf.stack([batch, steps * 2, 3])),
        tf.reshape(x, tf.concat([shape[:1], [2, 12]], 0)),
        tf.reshape(x, [-1, *x.shape[1:], 1]),
        tf.reshape(x[..., None], tf.shape(x)),
    ]
    beside = [
        tf.concat([x, tf.zeros([batch, 4, 1])], -1),
        tf.concat([x, tf.ones((batch, 2, 6))], 1),
        tf.concat([tf.tile(token, [batch, 1, 1]), x], 1),
        tf.concat([tf.repeat(token, batch, axis=0), x], 1),
        tf.concat([tf.broadcast_to(token, [batch, 1, 6]), x], 1),
        tf.concat([x, tf.fill([batch, 4, 2], 0.5)], 2),
    ]
    others = [
        tf.zeros_like(x),
        tf.ones_like(x) + x,
        x[:, : tf.shape(x)[1] - 1],
        tf.slice(x, [0, 1, 0], [-1, 2, 6]),
        x * tf.cast(tf.size(x[0]), tf.float32),
        tf.broadcast_to(x[:, :1], tf.shape(x)),
    ]
    return keras.Model(x, [*reshaped, *beside, *others])


@case
def open_sizes(keras: Any) -> Any:
    import tensorflow as tf

    layers = keras.layers
    x = keras.Input((None, 6), name="x")
    y = tf.reshape(x, [tf.shape(x)[0], tf.shape(x)[1], 2, 3])
    y = tf.reshape(layers.Dense(3)(y), [tf.shape(x)[0], tf.shape(x)[1], 6])
    return keras.Model(x, tf.reduce_mean(y[:, : tf.shape(x)[1]], axis=1))


@case
def axes(keras: Any) -> Any:
    import tensorflow as tf

    backend = keras.backend
    x = keras.Input((4, 6), name="x")
    first, rest = tf.split(x, [2, -1], axis=1)
    return keras.Model(
        x,
        [
            first,
            rest,
            *tf.unstack(x[:, :2], axis=1),
            tf.stack([x, x * 2], axis=-1),
            tf.stack([x, x + 1], 1),
            tf.pad(x, [[0, 0], [1, 0], [0, 2]], constant_values=3.0),
            tf.pad(x, [[0, 0], [1, 1], [2, 0]], "REFLECT"),
            tf.pad(x, [[0, 0], [1, 1], [2, 0]], mode="symmetric"),
            tf.repeat(x, [1, 2, 1, 3], axis=1),
            tf.strided_slice(x, [0, 1, 0], [0, 3, 6], [1, 1, 2], begin_mask=1, end_mask=1),
            tf.gather(x, [3, 0, 0], axis=2),
            tf.reverse(x, [-1]),
            tf.squeeze(tf.expand_dims(x, 2), axis=[2]),
            backend.permute_dimensions(x, (0, 2, 1)),
            backend.repeat_elements(x, 2, axis=1),
            backend.reverse(x, 1),
            backend.concatenate([x, x], axis=1),
            backend.expand_dims(x),
            backend.temporal_padding(x, (1, 2)),
            backend.batch_flatten(x),
            backend.tile(x, [1, 1, 2]),
        ],
    )


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
def tables(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4,), dtype="int32", name="x")
    table = tf.constant(constant(6, 3))
    return keras.Model(
        x,
        [
            tf.nn.embedding_lookup(table, x),
            tf.gather(table, x),
            tf.gather(table[:, 0], x),
            tf.cast(x, tf.float32) / 2.0,
            tf.one_hot(x, 6),
            tf.cast(x * 2 + 1, tf.float32),
        ],
    )


@case
def called_again(keras: Any) -> Any:
    import tensorflow as tf

    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    base = keras.Model(x, tf.nn.softmax(tf.nn.relu(x - 0.5), axis=1))
    z = y
    for layer in base.layers[1:]:
        z = layer(z) if layer.name.startswith("tf.nn.relu") else z
    both = keras.Model([x, y], [base.output, z * 2.0])
    return keras.Model(
        [a := keras.Input((4, 3)), b := keras.Input((4, 3))], both([a, both([b, a])[0]])
    )
