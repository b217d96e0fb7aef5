"""The networks that `benchmarks/inference.py` compares, with random weights of a fixed seed.

Usage: python benchmarks/inference/models.py  (prints their names)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.convert.layers_model.test_applications import WITH_OWN_SCALING, enliven
from tfjs_bridge.models.cnn import MODEL as CNN

VECTORS = 3


def application(keras: Any, name: str, size: int) -> Any:
    """One of `keras.applications`, with its own 1,000 classes."""
    return getattr(keras.applications, name)(weights=None, input_shape=(size, size, 3))


def unet(keras: Any) -> Any:
    """Three levels, convolutions with BatchNormalization, and transposed ones on the way up."""
    layers = keras.layers

    def block(x: Any, filters: int) -> Any:
        for _ in range(2):
            x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
            x = layers.ReLU()(layers.BatchNormalization()(x))
        return x

    x = picture = keras.Input((128, 128, 3))
    skips = []
    for filters in (16, 32):
        x = block(x, filters)
        skips.append(x)
        x = layers.MaxPooling2D()(x)
    x = block(x, 64)
    for filters, skip in zip((32, 16), reversed(skips), strict=True):
        x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
        x = block(layers.Concatenate()([x, skip]), filters)
    return keras.Model(picture, layers.Conv2D(1, 1, activation="sigmoid")(x))


def vit_block(keras: Any) -> Any:
    """One block of ViT-Tiny: 197 tokens of 192 values, 3 heads, a gelu between two products."""
    layers = keras.layers
    x = tokens = keras.Input((197, 192))
    normal = layers.LayerNormalization(epsilon=1e-6)(x)
    x = layers.Add()([x, layers.MultiHeadAttention(3, 64)(normal, normal)])
    normal = layers.LayerNormalization(epsilon=1e-6)(x)
    wide = layers.Dense(768, activation="gelu")(normal)
    return keras.Model(tokens, layers.Add()([x, layers.Dense(192)(wide)]))


def lstm(keras: Any) -> Any:
    """20 steps of 32 values."""
    layers = keras.layers
    stack = [layers.LSTM(128), layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((20, 32)), *stack])


def cnn(keras: Any) -> Any:
    """The tutorial's network for digits."""
    return CNN.build(keras, CNN.config("tutorial"), 10)


MODELS: dict[str, Callable[[Any], Any]] = {
    "MobileNetV2-224": lambda keras: application(keras, "MobileNetV2", 224),
    "EfficientNetB0-96": lambda keras: application(keras, "EfficientNetB0", 96),
    "ResNet50-96": lambda keras: application(keras, "ResNet50", 96),
    "U-Net-128": unet,
    "ViT-block": vit_block,
    "tutorial-CNN": cnn,
    "LSTM-20": lstm,
}


def build(keras: Any, name: str) -> tuple[Any, Any]:
    """Build a model whose weights all matter.

    Returns:
        The model, and inputs for it: float32, shape (VECTORS, ...).
    """
    keras.utils.set_random_seed(1)
    model = MODELS[name](keras)
    generator = np.random.default_rng(0)
    shape = (9, *model.input_shape[1:])
    if len(shape) == 4:
        inputs = generator.uniform(0, 255, shape).astype(np.float32)
        if name.split("-")[0] not in WITH_OWN_SCALING:
            inputs = inputs / 127.5 - 1
    else:
        inputs = generator.normal(size=shape).astype(np.float32)
    enliven(model, inputs)
    for weight in model.trainable_weights:
        if not np.asarray(weight).any():  # biases of attention, which are matrices
            weight.assign(generator.uniform(-0.3, 0.3, weight.shape))
    return model, inputs[:VECTORS]


if __name__ == "__main__":
    print(*MODELS, sep="\n")
