"""Exports a few models in each encoding, and says how their weights were stored.

``KERAS_BACKEND=jax python -m tests.convert.graph_model.factors.exporting OUT`` writes a folder for
each, and prints a line of JSON for each model.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.convert.graph_model.on_jax import FAST_COMPILER
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Rule, plan_for


def pictures(keras: Any) -> Any:
    """Convolutions with batch normalization and all kinds of activations."""
    layers = keras.layers
    x = picture = keras.Input((16, 16, 8))
    x = layers.Conv2D(24, 3, padding="same", use_bias=False, name="conv")(x)
    x = layers.ReLU(6)(layers.BatchNormalization()(x))
    x = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="depthwise")(x)
    x = layers.ReLU(6)(layers.BatchNormalization()(x))
    x = layers.Conv2D(16, 1, use_bias=False, name="project")(x)
    x = layers.BatchNormalization()(x)
    x = layers.Conv2DTranspose(12, 2, strides=2, activation="relu", name="up")(x)
    x = layers.MaxPooling2D(4)(x)
    x = layers.Flatten()(layers.Conv1D(10, 3, name="rows")(layers.Reshape((-1, 12))(x)))
    return keras.Model(picture, layers.Dense(10, activation="softmax", name="top")(x))


def text(keras: Any) -> Any:
    """An embedding, recurrent layers in a row of steps, attention, and a product with heads."""
    layers = keras.layers
    x = tokens = keras.Input((6,), dtype="int32")
    x = layers.Embedding(40, 16, name="embed")(x)
    x = layers.LSTM(16, return_sequences=True, name="lstm")(x)
    x = layers.GRU(16, return_sequences=True, name="gru")(x)
    x = layers.Add()([x, layers.MultiHeadAttention(2, 8, name="attend")(x, x)])
    x = layers.EinsumDense("abc,cde->abde", (6, 4, 8), name="heads")(x)
    return keras.Model(tokens, layers.Dense(12, name="top")(layers.Flatten()(x)))


def loop(keras: Any) -> Any:
    """A recurrent layer whose steps are a loop's."""
    x = keras.Input((100, 8))
    y = keras.layers.LSTM(16, name="lstm")(x)
    return keras.Model(x, keras.layers.Dense(20, name="top")(y))


def tied(keras: Any) -> Any:
    """An embedding that is the last product's kernel, too."""

    class Tied(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.embed = keras.layers.Embedding(40, 16, name="embed")
            self.dense = keras.layers.Dense(16, activation="relu", name="dense")

        def call(self, tokens: Any) -> Any:
            x = self.dense(self.embed(tokens))
            return keras.ops.matmul(x, keras.ops.transpose(self.embed.embeddings))

    model = Tied()
    model(keras.ops.zeros((1, 5), "int32"))
    return model


MODELS: tuple[Callable[[Any], Any], ...] = (pictures, text, loop, tied)
PLANS: dict[str, EncodingPlan] = {
    **{name: plan_for(name) for name in QUANTIZATIONS},
    "tensors": EncodingPlan((Rule("uint8"),), per_channel=False),
}


def main() -> None:
    """Export all models."""
    os.environ.setdefault("XLA_FLAGS", FAST_COMPILER)
    warnings.simplefilter("ignore")
    out = Path(sys.argv[1])
    for make in MODELS:
        sys.stdout.write(f"{json.dumps(_exported(make, out))}\n")


def _exported(make: Callable[[Any], Any], out: Path) -> dict[str, Any]:
    import keras

    from tests.convert.graph_model.zoo.arrays import randomize
    from tfjs_bridge import export

    keras.utils.set_random_seed(3)
    model = make(keras)
    randomize(model)
    before = [float(abs(w).sum()) for w in model.get_weights()]
    plans = PLANS if make is pictures else {"uint8": PLANS["uint8"]}
    for name, plan in plans.items():
        folder = out / f"{make.__name__}-{name}"
        folder.mkdir()
        (folder / "more.json").write_text("[]")
        (folder / "more.bin").write_bytes(b"")
        export(model, folder / "artifact", format="graph", quantize=plan, **_inputs(make))
    after = [float(abs(w).sum()) for w in model.get_weights()]
    return {"model": make.__name__, "is_restored": before == after, "axes": _axes(model)}


def _axes(model: Any) -> dict[str, Any]:
    """Return the encoding and the axis of each weight that is stored in a way of its own."""
    from tfjs_bridge.convert.frontend.signature import read_signature
    from tfjs_bridge.convert.graph_rounding import GraphRounding

    found = GraphRounding(read_signature(model, {}, None)).storages(PLANS["uint8"])
    return {path: [x.encoding, x.axis, x.factor is not None] for path, x in found.items()}


def _inputs(make: Callable[[Any], Any]) -> dict[str, Any]:
    if make is not tied:
        return {}
    import numpy as np

    from tfjs_bridge import ModelCard

    tokens = np.random.default_rng(0).integers(0, 40, (3, 5)).astype(np.int32)
    return {"card": ModelCard(golden_inputs=[tokens])}


if __name__ == "__main__":
    main()
