"""The networks of keras.applications, whole, in the smallest size that they allow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tests.convert.parity import TOLERANCE, compare
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import translate

pytestmark = [
    pytest.mark.slow,
    pytest.mark.node,
    pytest.mark.usefixtures("node"),
]

PICTURE_SIZES = {
    "ConvNeXtTiny": 32,
    "DenseNet121": 32,
    "EfficientNetB0": 32,
    "EfficientNetV2B0": 32,
    "InceptionV3": 75,
    "MobileNet": 32,
    "MobileNetV2": 32,
    "MobileNetV3Small": 32,
    "NASNetMobile": 32,
    "ResNet50": 32,
    "ResNet50V2": 32,
    "VGG16": 32,
    "Xception": 71,
}


@pytest.mark.parametrize(("name", "size"), PICTURE_SIZES.items(), ids=PICTURE_SIZES)
def test_application(name: str, size: int) -> None:
    """Plain TensorFlow.js computes the scores that Keras does."""
    keras = seeded_keras()
    make = getattr(keras.applications, name)
    model = make(weights=None, input_shape=(size, size, 3), classes=10, classifier_activation=None)
    pictures = np.random.default_rng(0).uniform(0, 255, (9, size, size, 3)).astype(np.float32)
    if name not in WITH_OWN_SCALING:
        pictures = pictures / 127.5 - 1
    enliven(model, pictures)
    given = [pictures[:2]]
    expected = run_keras_model(model, given)
    # Two pictures have to get different scores, or any mistake at all could hide.
    assert np.abs(expected[0][0] - expected[0][1]).max() > 100 * TOLERANCE * np.abs(expected).max()
    compare(translate(read_keras_model(model)), given, expected, repeat=1)


WITH_OWN_SCALING = frozenset(
    {"ConvNeXtTiny", "EfficientNetB0", "EfficientNetV2B0", "MobileNetV3Small"}
)


def enliven(model: Any, pictures: Any) -> None:
    """Give a network weights with which all of its layers matter to the scores.

    Fresh ones let the signal die away, and hide biases and statistics that are 0 or 1. The
    statistics become those of the pictures, as one step of training with momentum 0 sets them, but
    for channels that hardly vary over so few: dividing by next to nothing, layer after layer,
    makes rounding errors larger than the scores in any program.
    """
    generator = np.random.default_rng(0)
    for weight in model.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(np.asarray(weight) * 1.4)
        else:
            is_factor = np.asarray(weight).any()
            middle, width = (1.0, 0.4) if is_factor else (0.0, 0.3)
            weight.assign(generator.uniform(middle - width, middle + width, weight.shape))
    normalizations = [x for x in model.layers if type(x).__name__ == "BatchNormalization"]
    for layer in normalizations:
        layer.momentum = 0.0
    model(pictures, training=True)
    for layer in normalizations:
        variance = np.asarray(layer.moving_variance)
        layer.moving_variance.assign(variance + 0.1 * variance.mean())
