"""Trains a network that writes text, one character after another, and exports it.

    python examples/text-generator/train.py [--text FILE] [--epochs NUMBER]

Without FILE it learns the topics of Python's help.
"""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from pydoc_data.topics import topics

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import tfjs_bridge

LENGTH = 64  # characters of a window; in the page the memory goes on behind them
BATCH = 16
STEPS = 200  # in an epoch


def make_model(characters: int) -> keras.Model:
    """Build what reads int32 (batch, steps), and gives what may come after each step."""
    layers = keras.layers
    # Far apart: of Keras's own first vectors, which are small, the LSTM would see no difference.
    spread = keras.initializers.RandomNormal(stddev=1.0)
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32", name="characters"),
            layers.Embedding(characters, 32, embeddings_initializer=spread),
            layers.LSTM(128, return_sequences=True),
            layers.Dense(characters, activation="softmax", name="probabilities"),
        ],
        name="text-generator",
    )


def main() -> None:
    """Train on windows from anywhere in the text, and export with the characters' order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, help="a text in UTF-8, of 100,000 characters or more")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("exported/text-generator"))
    given = parser.parse_args()
    # Without the rows of blanks in its tables: it would write them on and on.
    text = re.sub(" +", " ", "\n".join(topics.values()))
    if given.text:
        text = given.text.read_text(encoding="utf-8")
    vocabulary = sorted(set(text))
    places = {character: place for place, character in enumerate(vocabulary)}
    numbers = np.array([places[character] for character in text], np.int32)

    keras.utils.set_random_seed(1)
    starts = np.random.default_rng(1).integers(len(text) - LENGTH, size=STEPS * BATCH)
    windows = numbers[starts[:, np.newaxis] + np.arange(LENGTH + 1)]
    model = make_model(len(vocabulary))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    # After each character the network is told the one that came next.
    read, came_next = windows[:, :-1], windows[:, 1:]
    model.fit(read, came_next, batch_size=BATCH, epochs=given.epochs, verbose=2)

    texts = {
        "kind": "characters",
        "alphabet": "full",
        "vocabulary": vocabulary,
        "sequence_length": LENGTH,
    }
    # What proves the export in the browser: a few windows of the text, and what Keras says to them.
    card = tfjs_bridge.ModelCard(
        preprocessing=texts, golden_inputs=[read[:4]], golden_source="windows of the text"
    )
    tfjs_bridge.export(model, given.out, card=card)
    print(f"wrote {given.out}, which writes {len(vocabulary)} characters")


if __name__ == "__main__":
    main()
