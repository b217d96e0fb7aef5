"""The model that is trained, where it is not the network itself, and how the two are joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfjs_bridge.models.definition import ModelDefinition, TrainingConfig

# Keras's default is 0.99, which averages over too many steps: an epoch of 55,000 digits has 430.
_MOMENTUM = 0.95


@dataclass(frozen=True, slots=True)
class TrainableModel:
    """What is trained and what is exported.

    Attributes:
        model: The model that is trained.
        network: The model that is evaluated, saved and exported: the architecture asked for.
        update_network: Copies what `model` has learnt into `network`.
    """

    model: Any
    network: Any
    update_network: Callable[[], None]


def make_trainable_model(
    keras: Any,
    network: Any,
    definition: ModelDefinition,
    config: TrainingConfig,
    *,
    apart: bool,
) -> TrainableModel:
    """Return the model to train for a network.

    Args:
        keras: The module.
        network: It is built, and training starts from its weights.
        definition: It may have a training step of its own.
        config: Whether batch normalization helps in training is used.
        apart: Give the model variables of its own even where it has the same layers: those of a
            distributed model live in all processes, the network's in this one.
    """
    if config.normalizes:
        model = _normalized(keras, network)
        return TrainableModel(model, network, lambda: _fold(model, network))
    model = network
    if apart:
        model = keras.models.clone_model(network)
        model.set_weights(network.get_weights())
    if definition.training_model is not None:
        model = definition.training_model(keras, model, config)
    if not apart:
        return TrainableModel(model, network, lambda: None)  # the same layers
    return TrainableModel(model, network, lambda: network.set_weights(model.get_weights()))


def _normalized_layers(network: Any) -> list[str]:
    """Return the names of the layers that get batch normalization.

    Not the last one, and not a first convolution: its maps are the largest by far, and normalizing
    them would make an epoch half as long again.
    """
    weighted = [layer for layer in network.layers if layer.weights]
    first = 1 if "Conv" in type(weighted[0]).__name__ else 0
    return [layer.name for layer in weighted[first:-1]]


def _normalized(keras: Any, network: Any) -> Any:
    """Return the network with batch normalization before the activations."""
    layers, names = keras.layers, _normalized_layers(network)
    x = image = keras.Input(network.input_shape[1:], dtype=network.inputs[0].dtype)
    for layer in network.layers:
        config = layer.get_config()
        if layer.name not in names:
            x = type(layer).from_config(config)(x)
            continue
        # Normalization subtracts the mean, and with it any bias; its own offset takes that place.
        plain = {**config, "activation": "linear", "use_bias": False}
        x = type(layer).from_config(plain)(x)
        x = layers.BatchNormalization(momentum=_MOMENTUM, name=f"{layer.name}_normalized")(x)
        x = layers.Activation(config["activation"], name=f"{layer.name}_activation")(x)
    model = keras.Model(image, x, name=f"{network.name}-normalized")
    for layer in network.layers:
        weights = layer.get_weights()
        model.get_layer(layer.name).set_weights(weights[:1] if layer.name in names else weights)
    return model


def _fold(model: Any, network: Any) -> None:
    """Fold batch normalization, a scale and an offset once training is over, into the weights."""
    names = _normalized_layers(network)
    for layer in network.layers:
        weights = model.get_layer(layer.name).get_weights()
        if layer.name in names:
            normalization = model.get_layer(f"{layer.name}_normalized")
            gamma, beta, mean, variance = normalization.get_weights()
            scale = gamma / np.sqrt(variance + normalization.epsilon)
            weights = [weights[0] * scale, beta - mean * scale]
        layer.set_weights(weights)
