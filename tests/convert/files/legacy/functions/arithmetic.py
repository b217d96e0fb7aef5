"""Models of Keras 2 that call TensorFlow's functions of arithmetic, products and reductions."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.files.legacy.registry import case, constant


@case
def matrix_products(keras: Any) -> Any:
    import tensorflow as tf

    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    kernel, vector = tf.constant(constant(3, 2)), tf.constant(constant(3))
    both = [
        tf.matmul(x, y, transpose_b=True),
        tf.matmul(x, y, transpose_a=True),
        tf.matmul(x, y, False, True),
        tf.linalg.matmul(x, y, adjoint_b=True),
        tf.matmul(x, tf.transpose(kernel), transpose_b=True),
        x @ tf.linalg.matrix_transpose(y),
        tf.tensordot(x, kernel, 1),
        tf.tensordot(x, kernel, axes=[[2], [0]]),
        tf.linalg.matvec(x, vector),
        keras.backend.batch_dot(x, y, axes=(2, 2)),
        tf.linalg.band_part(tf.matmul(x, y, transpose_b=True), 1, 0),
        tf.linalg.diag_part(x),
        tf.linalg.trace(tf.matmul(x, y, transpose_b=True)),
    ]
    return keras.Model([x, y], both)


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
def functions(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    smooth = [tf.nn.gelu(x), tf.nn.gelu(x, approximate=True), tf.nn.softsign(x), tf.nn.softplus(x)]
    others = [tf.nn.leaky_relu(x), tf.nn.leaky_relu(x, 0.1), tf.clip_by_value(x, -0.5, 0.7)]
    rows = [tf.nn.log_softmax(x), tf.nn.l2_normalize(x, -1), tf.math.reduce_std(x, 1)]
    steps = [tf.where(x > 0.1, x, -x), tf.sign(x), keras.activations.hard_sigmoid(x)]
    return keras.Model(x, [*smooth, *others, *rows, *steps])


@case
def arrays(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    row, table = tf.constant([1.0, 2.0, 3.0]), tf.range(12.0)[:, tf.newaxis] * tf.ones(1)
    table = tf.reshape(table, (4, 3))
    return keras.Model(x, [x + row, row * x, table - x, x / (table + 1.0), [[2]] * x])


@case
def order(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 5), name="x")
    best, where = tf.math.top_k(x, 3)
    values, places = tf.nn.top_k(x)
    return keras.Model(
        x,
        [
            tf.argmax(x, axis=-1),
            tf.argmin(x, 1, output_type=tf.int32),
            tf.math.argmax(input=x, axis=2),
            keras.backend.argmax(x),
            best,
            where,
            values,
            places,
            tf.sort(x),
            tf.sort(x, direction="DESCENDING"),
            tf.cumsum(x, 1),
            tf.cumsum(x, axis=2, reverse=True),
            tf.math.cumsum(x, axis=-1, exclusive=True),
            tf.math.cumprod(x, axis=1),
            tf.math.cumprod(x, axis=1, exclusive=True, reverse=True),
            tf.roll(x, [1, -2], [1, 2]),
            tf.one_hot(tf.argmax(x, -1), 5),
            tf.one_hot(tf.argmax(x, -1), 5, on_value=2.0, off_value=-1.0, axis=1),
        ],
    )


@case
def reductions(keras: Any) -> Any:
    import tensorflow as tf

    math = tf.math
    x = keras.Input((4, 5), name="x")
    mean, variance = tf.nn.moments(x, axes=[1])
    normalized, length = tf.linalg.normalize(x, axis=-1)
    return keras.Model(
        x,
        [
            mean,
            variance,
            normalized,
            length,
            tf.norm(x, axis=-1),
            tf.norm(x, axis=1, keepdims=True),
            tf.norm(x, ord=1, axis=2),
            tf.norm(x, ord=np.inf, axis=2),
            tf.norm(x, axis=[1, 2]),
            math.reduce_euclidean_norm(x, axis=[1, 2]),
            math.reduce_logsumexp(x, 1),
            math.reduce_variance(x, axis=-1, keepdims=True),
            math.reduce_std(x, [1, 2]),
            math.reduce_prod(x, axis=2),
            tf.cast(math.reduce_any(x > 1, axis=2), tf.float32),
            tf.cast(math.reduce_all(x < 1, axis=[2]), tf.float32),
            math.count_nonzero(x > 0, axis=2),
            math.l2_normalize(x, axis=[2]),
            tf.clip_by_norm(x, 1.5, axes=2),
            keras.backend.var(x, axis=1),
            keras.backend.l2_normalize(x, axis=-1),
        ],
    )


@case
def elementwise(keras: Any) -> Any:
    import tensorflow as tf

    math, nn = tf.math, tf.nn
    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    positive = math.exp(x)
    return keras.Model(
        [x, y],
        [
            math.squared_difference(x, y),
            math.add_n([x, y, x]),
            math.scalar_mul(0.5, x),
            math.divide_no_nan(x, nn.relu(y)),
            math.floordiv(x, 0.5),
            x % 0.5,
            math.pow(positive, 0.5),
            math.xlogy(x, positive),
            math.log1p(positive),
            math.expm1(x),
            math.sin(x) + math.cos(y),
            math.sinh(x),
            math.floor(x),
            math.ceil(x),
            math.round(x * 3),
            math.rsqrt(positive),
            math.erf(x),
            math.log_sigmoid(x),
            math.reciprocal_no_nan(nn.relu(y)),
            nn.crelu(x),
            nn.silu(x),
            nn.swish(y),
            nn.elu(x),
            nn.selu(x),
            nn.relu6(x * 5),
            nn.softmax(x, axis=1),
            nn.log_softmax(x, 1),
            tf.clip_by_value(x, tf.minimum(y, 0.0), 0.5),
            tf.cast(math.logical_and(x > 0, math.logical_not(y < 0)), tf.float32),
            tf.cast(math.logical_or(x > 0, tf.equal(y, x)), "float32"),
            tf.where(tf.not_equal(x, y), x, 0.0),
            tf.cast(tf.cast(x * 3, tf.int32), tf.float32),
            keras.activations.relu(x, alpha=0.1, max_value=1.0, threshold=0.2),
            keras.backend.hard_sigmoid(x),
            tf.stop_gradient(x) + tf.identity(y),
        ],
    )
