"""Models of Keras 2 that call TensorFlow's functions of pictures, and of layers of pictures."""

from __future__ import annotations

from typing import Any

from tests.convert.files.legacy.registry import case, constant


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
    kernel = tf.constant(constant(3, 3, 8, 2))
    return keras.Model(
        x,
        [
            tf.nn.depth_to_space(x, 2),
            tf.nn.space_to_depth(x, 2),
            tf.nn.conv2d(x, kernel, 1, "SAME"),
            tf.nn.conv2d(x, kernel, strides=[1, 2, 2, 1], padding="VALID"),
            tf.nn.depthwise_conv2d(x, kernel, [1, 1, 1, 1], "SAME"),
            tf.nn.conv1d(x[:, 0], tf.constant(constant(3, 8, 2)), 1, "SAME"),
            tf.nn.separable_conv2d(
                x, kernel, tf.constant(constant(1, 1, 16, 3)), [1, 1, 1, 1], "SAME"
            ),
            tf.nn.conv2d(x, kernel, 1, "SAME", dilations=2),
            tf.nn.max_pool2d(x, 2, 2, "VALID"),
            tf.nn.avg_pool2d(x, [2, 2], [2, 2], "SAME"),
            tf.nn.bias_add(x, tf.constant(constant(8))),
            tf.nn.batch_normalization(x, constant(8), 1 + constant(8) ** 2, None, None, 1e-3),
        ],
    )
