"""The functions that take the place of Keras's on its numpy backend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.convert.frontend.numpy_patches import patched_operations, without_initial_values
from tfjs_bridge.keras_backend import load_keras

RANDOM = np.random.default_rng(0)


def draw(*shape: int, dtype: str = "float32") -> Any:
    """Random values around 0."""
    return RANDOM.normal(size=shape).astype(dtype)


def convolved(
    sizes: tuple[int, ...], kernel: tuple[int, ...], **settings: Any
) -> Callable[[Any], Any]:
    """Shapes of inputs and kernel; channels are last, unless the settings say something else."""
    x, weights = draw(*sizes), draw(*kernel)
    return lambda ops: ops.conv(x, weights, **settings)


def convolved_by_channel(
    sizes: tuple[int, ...], kernel: tuple[int, ...], **settings: Any
) -> Callable[[Any], Any]:
    """The same, depthwise."""
    x, weights = draw(*sizes), draw(*kernel)
    return lambda ops: ops.depthwise_conv(x, weights, **settings)


def pooled(name: str, sizes: tuple[int, ...], *size: Any, **settings: Any) -> Callable[[Any], Any]:
    """By the operation of that name."""
    x = draw(*sizes)
    return lambda ops: getattr(ops, name)(x, *size, **settings)


CASES = {
    "a kernel of one": convolved((2, 5, 6, 3), (1, 1, 3, 4)),
    "valid": convolved((2, 7, 6, 3), (3, 2, 3, 4)),
    "same": convolved((2, 7, 6, 3), (3, 2, 3, 4), padding="same"),
    "same, even sizes": convolved((1, 8, 8, 2), (4, 4, 2, 3), padding="same", strides=2),
    "strides": convolved((1, 9, 8, 2), (3, 3, 2, 3), strides=(2, 3)),
    "strides beyond the kernel": convolved((1, 11, 11, 2), (2, 2, 2, 3), strides=4),
    "strides, same, beyond the kernel": convolved(
        (1, 11, 10, 2), (1, 2, 2, 3), strides=3, padding="same"
    ),
    "dilated": convolved((1, 9, 9, 2), (3, 3, 2, 3), dilation_rate=(2, 3)),
    "dilated, same": convolved((1, 5, 5, 2), (3, 3, 2, 3), dilation_rate=4, padding="same"),
    "a kernel larger than the picture": convolved((1, 2, 3, 2), (7, 7, 2, 3), padding="same"),
    "groups": convolved((2, 6, 6, 6), (3, 3, 2, 9), padding="same"),
    "channels first": convolved((2, 3, 7, 6), (3, 3, 3, 4), data_format="channels_first"),
    "one axis": convolved((2, 9, 3), (4, 3, 5), strides=2, padding="same"),
    "three axes": convolved((1, 5, 6, 4, 2), (2, 3, 2, 2, 3), padding="same", strides=(1, 2, 1)),
    "depthwise": convolved_by_channel((2, 7, 6, 3), (3, 3, 3, 1)),
    "depthwise, multiplied": convolved_by_channel(
        (2, 7, 6, 3), (3, 2, 3, 2), padding="same", strides=2
    ),
    "depthwise, dilated": convolved_by_channel((1, 9, 9, 3), (3, 3, 3, 2), dilation_rate=2),
    "depthwise, channels first": convolved_by_channel(
        (1, 3, 7, 6), (3, 3, 3, 2), data_format="channels_first", padding="same"
    ),
    "maxima": pooled("max_pool", (2, 7, 6, 3), 2, 2),
    "maxima of negative values, same": lambda ops: ops.max_pool(
        -np.ones((1, 5, 5, 1), np.float32), 3, strides=2, padding="same"
    ),
    "maxima, channels first": pooled(
        "max_pool", (2, 3, 7, 6), (3, 2), 2, data_format="channels_first"
    ),
    "means": pooled("average_pool", (2, 7, 6, 3), 2, strides=1),
    "means, same": pooled("average_pool", (1, 7, 5, 2), 3, strides=2, padding="same"),
    "means along one axis": pooled("average_pool", (2, 9, 3), 4, 3, padding="same"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_gives_what_keras_gives(name: str) -> None:
    """With JAX's convolutions and poolings, but for rounding; and puts Keras's back."""
    keras = load_keras()
    assert keras.backend.backend() == "numpy"
    expected = CASES[name](keras.ops)
    with patched_operations():
        ours = CASES[name](keras.ops)
    assert (ours.shape, ours.dtype) == (expected.shape, expected.dtype)
    np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-5)
    np.testing.assert_array_equal(CASES[name](keras.ops), expected)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_other_types_are_left_to_keras(dtype: str) -> None:
    """To the last bit."""
    keras = load_keras()
    x, weights = (keras.ops.cast(draw(*shape), dtype) for shape in ((1, 5, 5, 2), (3, 3, 2, 3)))
    expected = keras.ops.conv(x, weights)
    with patched_operations():
        ours = keras.ops.conv(x, weights)
    assert str(ours.dtype) == str(expected.dtype) == dtype
    np.testing.assert_array_equal(np.asarray(ours, "float32"), np.asarray(expected, "float32"))


def test_an_empty_result_is_keras_error() -> None:
    """As without us."""
    keras = load_keras()
    with patched_operations(), pytest.raises(ValueError, match="empty output"):
        keras.ops.conv(draw(1, 2, 2, 1), draw(3, 3, 1, 1))


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param({"class_name": "BatchNormalization", "config": {}}, id="normalized"),
        pytest.param(
            {"class_name": "BatchNormalization", "config": {"axis": 1, "scale": False}},
            id="normalized along another axis",
        ),
        pytest.param(
            {"class_name": "BatchNormalization", "config": {"center": False}}, id="not centred"
        ),
        pytest.param({"class_name": "ReLU", "config": {}}, id="rectified"),
        pytest.param({"class_name": "ReLU", "config": {"max_value": 6.0}}, id="up to 6"),
        pytest.param(
            {"class_name": "ReLU", "config": {"max_value": 1.0, "negative_slope": 0.2}},
            id="with a slope",
        ),
        pytest.param({"class_name": "ReLU", "config": {"threshold": 0.5}}, id="with a threshold"),
        pytest.param({"class_name": "Softmax", "config": {}}, id="softmax"),
    ],
)
def test_layers_give_what_keras_gives(layer: dict[str, Any]) -> None:
    """And leave their inputs as they were, although they are not copied any more."""
    keras = load_keras()
    made = getattr(keras.layers, layer["class_name"])(**layer["config"])
    x = draw(2, 4, 3, 5) * np.float32(5)
    made.build(x.shape)
    made.set_weights([np.abs(draw(*weight.shape)) for weight in made.get_weights()])
    kept, expected = x.copy(), made(x, training=False) if "Norm" in layer["class_name"] else made(x)
    with patched_operations():
        ours = made(x)
    np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(x, kept)


def test_zeros_take_no_memory_until_they_are_filled() -> None:
    """And are zeros; other values are as ever."""
    keras = load_keras()
    with without_initial_values():
        layer = keras.layers.Dense(4, kernel_initializer="zeros", bias_initializer="ones")
        layer.build((None, 3))
    np.testing.assert_array_equal(layer.kernel, np.zeros((3, 4)))
    np.testing.assert_array_equal(layer.bias, np.ones(4))
    assert layer.kernel.value.strides == (0, 0)
    layer.kernel.assign(np.eye(3, 4))
    np.testing.assert_array_equal(layer.kernel, np.eye(3, 4))
    later = keras.layers.Dense(4, kernel_initializer="zeros")
    later.build((None, 3))
    assert later.kernel.value.strides != (0, 0)


@pytest.mark.parametrize(
    "name",
    [
        *("nn.conv", "nn.depthwise_conv", "nn._pool", "nn.batch_normalization"),
        *("nn.convert_to_tensor", "core.cast"),
    ],
)
def test_this_keras_has_what_is_replaced(name: str) -> None:
    """Under a name that is not public: another version may have another one."""
    load_keras()
    from keras.src.backend.numpy import core, nn

    modules = {"nn": nn, "core": core}
    module, attribute = modules[name.split(".")[0]], name.split(".")[1]
    usual = getattr(module, attribute)
    with patched_operations():
        assert getattr(module, attribute) is not usual
    assert getattr(module, attribute) is usual
