"""The model that is trained instead of the network, and the way back."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.models import seeded_keras
from tfjs_bridge.models.cnn import CnnConfig
from tfjs_bridge.models.registry import find_model
from tfjs_bridge.training.trainable_model import make_trainable_model

CNN = find_model("cnn")
PLAIN = CnnConfig(epochs=1, batch_size=8, optimizer="adam", learning_rate=1e-3)
NORMALIZED = CnnConfig(
    epochs=1, batch_size=8, optimizer="adam", learning_rate=1e-3, batch_normalization=True
)
PICTURES = np.random.default_rng(0).random((5, 28, 28, 1)).astype(np.float32)


def network() -> tuple[Any, Any]:
    """Keras and an untrained CNN."""
    keras = seeded_keras()
    return keras, CNN.build(keras, PLAIN, 10)


def test_batch_normalization_is_folded_into_the_weights() -> None:
    """The network says what the trained model says, and has no layer more than before."""
    keras, cnn = network()
    trainable = make_trainable_model(keras, cnn, CNN, NORMALIZED, apart=False)
    generator = np.random.default_rng(5)
    for weight in trainable.model.weights:
        positive = "gamma" in weight.path or "variance" in weight.path
        values = generator.normal(0, 0.1, weight.shape)
        weight.assign(np.abs(values) + 0.5 if positive else values)
    trainable.update_network()
    assert trainable.network is cnn
    assert cnn.count_params() == 60_554
    expected = np.asarray(trainable.model(PICTURES, training=False))
    assert expected.std(axis=0).max() > 1e-3
    np.testing.assert_allclose(np.asarray(cnn(PICTURES)), expected, atol=1e-6)


def test_the_normalized_model_begins_with_the_networks_kernels() -> None:
    """So that a seed means the same."""
    keras, cnn = network()
    trainable = make_trainable_model(keras, cnn, CNN, NORMALIZED, apart=False)
    for name in ("conv2d", "dense", "probabilities"):
        ours, theirs = trainable.model.get_layer(name), cnn.get_layer(name)
        np.testing.assert_array_equal(ours.get_weights()[0], theirs.get_weights()[0])


def test_apart_there_are_two_models_with_the_same_weights() -> None:
    """What one learns reaches the other when it is brought back."""
    keras, cnn = network()
    trainable = make_trainable_model(keras, cnn, CNN, PLAIN, apart=True)
    assert trainable.model is not cnn
    for ours, theirs in zip(trainable.model.get_weights(), cnn.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    trainable.model.layers[-1].set_weights([np.ones((64, 10)), np.ones(10)])
    assert not (cnn.get_weights()[-1] == 1).any()
    trainable.update_network()
    assert (cnn.get_weights()[-1] == 1).all()


def test_else_the_network_itself_is_trained() -> None:
    """And a training step of one's own keeps its layers."""
    keras, cnn = network()
    assert make_trainable_model(keras, cnn, CNN, PLAIN, apart=False).model is cnn
    softmax = find_model("softmax")
    plain = softmax.build(keras, PLAIN, 10)
    trainable = make_trainable_model(keras, plain, softmax, PLAIN, apart=False)
    assert trainable.model is not plain
    assert trainable.model.layers[-1] is plain.layers[-1]
