"""Exports one model of many kinds of weights in both formats, with rounded weights.

Usage: KERAS_BACKEND=jax python -m tests.convert.encodings_program FOLDER ENCODING...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export


def model() -> Any:
    """Convolutions, a folded normalization and a table."""
    keras = seeded_keras()
    k = keras.layers
    picture, ids = keras.Input((12, 12, 3), name="picture"), keras.Input((6,), name="ids")
    x = k.Conv2D(8, 3, use_bias=False)(picture)
    x = k.ReLU()(k.BatchNormalization()(x))
    x = k.GlobalAveragePooling2D()(k.DepthwiseConv2D(3, depth_multiplier=2)(x))
    y = k.Flatten()(k.Embedding(40, 12)(ids))
    both = k.Concatenate()([x, y])
    return keras.Model([picture, ids], k.Dense(5, activation="softmax")(both), name="kinds")


def main(folder: Path, encodings: list[str]) -> None:
    """Write an artifact for each encoding and format, and say what became of the weights."""
    made, draw = model(), np.random.default_rng(5)
    values = [draw.normal(scale=0.4, size=value.shape) for value in made.get_weights()]
    # Variances are above 0.
    made.set_weights([np.abs(value) + 0.1 if value.ndim == 1 else value for value in values])
    # Given, since drawing ones that react to every weight takes most of an export.
    given = [draw.normal(size=(4, 12, 12, 3)), draw.integers(40, size=(4, 6))]
    card = ModelCard(golden_inputs=[x.astype(np.float32) for x in given])
    said: dict[str, str] = {}
    for encoding in encodings:
        for name in ("layers", "graph"):
            key = f"{name}-{encoding}"
            export(
                made,
                folder / key,
                format=name,
                card=card,
                quantize=encoding,
                notify=lambda _, text, key=key: said.update({key: text}),  # type: ignore[misc]
            )
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
