"""Models that were frozen, penalized or compiled, and what an export of them says."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from tests.convert.cases import randomized
from tfjs_bridge import export
from tfjs_bridge.errors import ModelWarning


def told(model: Any, out: Path, **kwargs: Any) -> list[str]:
    """What an export warns of."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always", ModelWarning)
        export(model, out, **kwargs)
    return [str(x.message) for x in found if x.category is ModelWarning]


def training_of(out: Path) -> Any:
    """`trainingConfig` of an artifact's model.json."""
    return json.loads((out / "model.json").read_text()).get("trainingConfig")


def partly_frozen(keras: Any) -> Any:
    """Frozen: a nested model, a layer that is called twice, and one that becomes several."""
    layers = keras.layers
    inner = keras.Sequential(
        [keras.Input((6, 4)), layers.Dense(4, name="deep"), layers.BatchNormalization(name="norm")],
        name="inner",
    )
    inner.trainable = False
    x = keras.Input((6, 4), name="x")
    shared = layers.Dense(4, name="shared", trainable=False)
    h = shared(layers.Dense(4, name="between")(shared(inner(x))))
    h = layers.GRU(3, name="gru", trainable=False, return_sequences=True)(h)
    h = layers.UnitNormalization(name="unit")(h)
    h = layers.MultiHeadAttention(2, 3, name="attention", trainable=False)(h, h)
    return randomized(keras.Model(x, layers.Dense(2, name="head")(h), name="partly"))


def penalized(keras: Any, layers: Any) -> Any:
    """Penalties of all kinds on layers that are called once or twice."""
    l1, l2, both = keras.regularizers.L1(0.01), keras.regularizers.L2(0.02), keras.regularizers.L1L2
    x = keras.Input((6, 4), name="x")
    twice = layers.Dense(4, name="twice", kernel_regularizer=both(0.03, 0.04))
    h = twice(twice(x))
    h = layers.Conv1D(4, 2, name="conv", kernel_regularizer=l2, bias_regularizer=l1)(h)
    h = layers.SeparableConv1D(4, 2, name="separable", depthwise_regularizer=l1)(h)
    h = layers.TimeDistributed(layers.Dense(3, name="each", kernel_regularizer=l2), name="t")(h)
    h = layers.LayerNormalization(name="norm", gamma_regularizer=l1)(h)
    h = layers.Dense(2, name="frozen", kernel_regularizer=l2, trainable=False)(h)
    return randomized(keras.Model(x, h, name="penalized"))


def classifier(keras: Any) -> Any:
    """A small model to compile."""
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((4,), name="x"), layers.Dense(5, name="d"), layers.Dense(3, "softmax")],
        name="classifier",
    )


def compiled(keras: Any, **settings: Any) -> Any:
    """The same, compiled."""
    model = classifier(keras)
    model.compile(**{"optimizer": "adam", "loss": "sparse_categorical_crossentropy", **settings})
    return model
