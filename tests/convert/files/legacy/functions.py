"""Models of Keras 2 that call functions of TensorFlow, which it saves as layers."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.legacy_cases import case


def _numbers(*shape: int) -> Any:
    return np.random.default_rng(7).normal(size=shape).astype(np.float32)


@case
def caffe_preprocessing(keras: Any) -> Any:
    apps = keras.applications
    x = keras.Input((6, 5, 3), name="x")
    caffe = [apps.vgg16, apps.vgg19, apps.resnet50, apps.resnet]
    return keras.Model(x, [app.preprocess_input(x * 100) for app in caffe])


@case
def other_preprocessing(keras: Any) -> Any:
    apps = keras.applications
    x = keras.Input((6, 5, 3), name="x")
    signs = [apps.mobilenet, apps.mobilenet_v2, apps.inception_v3, apps.xception, apps.resnet_v2]
    same = [apps.efficientnet, apps.efficientnet_v2, apps.mobilenet_v3]
    others = [apps.densenet, apps.nasnet, apps.inception_resnet_v2, *signs]
    outputs = [app.preprocess_input(x * 100) for app in others]
    return keras.Model(x, [*outputs, *[app.preprocess_input(x) for app in same]])


@case
def preprocessing_before_a_network(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((12, 12, 3), name="x")
    y = keras.applications.resnet50.preprocess_input(layers.Rescaling(100.0)(x))
    y = layers.Conv2D(4, 3, activation="relu")(y)
    y = keras.applications.densenet.preprocess_input(y[..., :3])
    return keras.Model(x, layers.Dense(3)(layers.GlobalAveragePooling2D()(y)))


@case
def matrix_products(keras: Any) -> Any:
    import tensorflow as tf

    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    kernel, vector = tf.constant(_numbers(3, 2)), tf.constant(_numbers(3))
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
    token = tf.constant(_numbers(1, 1, 6))
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
def pictures(keras: Any) -> Any:
    import tensorflow as tf

    image = tf.image
    x = keras.Input((6, 5, 3), name="x")
    resized = [
        image.resize(x, [9, 8]),
        image.resize(x, (3, 4)),
        image.resize(x, [9, 8], method="nearest"),
        image.resize(x, [4, 3], method=image.ResizeMethod.NEAREST_NEIGHBOR),
        image.resize(x, [9, 8], method="bicubic"),
        image.resize(x, [9, 8], "lanczos3"),
        image.resize(x, [3, 2], antialias=True),
        image.resize(x, [12, 12], preserve_aspect_ratio=True),
        image.resize(x, tf.shape(x)[1:3] * 2),
        tf.compat.v1.image.resize_bilinear(x, [9, 8]),
        tf.compat.v1.image.resize_bilinear(x, [9, 8], align_corners=True),
        tf.compat.v1.image.resize_bilinear(x, [4, 9], half_pixel_centers=True),
        tf.compat.v1.image.resize_nearest_neighbor(x, [9, 8]),
        keras.backend.resize_images(x, 2, 2, "channels_last"),
        keras.backend.resize_images(x, 2, 2, "channels_last", interpolation="bilinear"),
    ]
    others = [
        image.rgb_to_grayscale(x),
        image.grayscale_to_rgb(x[..., :1]),
        image.flip_left_right(x),
        image.flip_up_down(x),
        image.transpose(x),
        image.rot90(x),
        image.central_crop(x, 0.5),
        image.crop_to_bounding_box(x, 1, 2, 3, 2),
        image.pad_to_bounding_box(x, 1, 2, 9, 8),
        image.resize_with_crop_or_pad(x, 4, 9),
        image.resize_with_pad(x, 9, 4),
        image.rgb_to_yuv(x),
        image.yuv_to_rgb(x),
        image.rgb_to_yiq(x),
        image.adjust_brightness(x, 0.3),
        image.adjust_contrast(x, 1.5),
        image.per_image_standardization(x),
        image.convert_image_dtype(x, tf.float32),
    ]
    return keras.Model(x, [*resized, *others])


@case
def channels_and_space(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 6, 8), name="x")
    kernel = tf.constant(_numbers(3, 3, 8, 2))
    return keras.Model(
        x,
        [
            tf.nn.depth_to_space(x, 2),
            tf.nn.space_to_depth(x, 2),
            tf.nn.conv2d(x, kernel, 1, "SAME"),
            tf.nn.conv2d(x, kernel, strides=[1, 2, 2, 1], padding="VALID"),
            tf.nn.depthwise_conv2d(x, kernel, [1, 1, 1, 1], "SAME"),
            tf.nn.conv1d(x[:, 0], tf.constant(_numbers(3, 8, 2)), 1, "SAME"),
            tf.nn.separable_conv2d(
                x, kernel, tf.constant(_numbers(1, 1, 16, 3)), [1, 1, 1, 1], "SAME"
            ),
            tf.nn.conv2d(x, kernel, 1, "SAME", dilations=2),
            tf.nn.max_pool2d(x, 2, 2, "VALID"),
            tf.nn.avg_pool2d(x, [2, 2], [2, 2], "SAME"),
            tf.nn.bias_add(x, tf.constant(_numbers(8))),
            tf.nn.batch_normalization(x, _numbers(8), 1 + _numbers(8) ** 2, None, None, 1e-3),
        ],
    )


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
def tables(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4,), dtype="int32", name="x")
    table = tf.constant(_numbers(6, 3))
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
