"""Judges whether a text is praise or blame, with a vocabulary learned from texts.

    python examples/sentiment/train.py

The texts are made of a small lexicon. Some say what they mean by a negation.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# Keras's TextVectorization computes with TensorFlow.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import tfjs_bridge
from reviews import LABELS, write_reviews

LENGTH = 24  # words of a text that are read


def make_model(words: int) -> keras.Model:
    """Build a network that reads words three at a time, so that it sees what a `not` stands by.

    Args:
        words: Size of the vocabulary, with the padding and the unknown word.

    Returns:
        A model of int32 (batch, LENGTH) to (batch, 1), the probability of praise.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((LENGTH,), dtype="int32", name="words"),
            layers.Embedding(words, 16),
            layers.Conv1D(32, 3, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, activation="sigmoid", name="mood"),
        ],
        name="sentiment",
    )


def main() -> None:
    """Learn the vocabulary, train on indices, and export both together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/sentiment"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    texts, moods = write_reviews(3000, seed=1)
    vectorize = keras.layers.TextVectorization(output_sequence_length=LENGTH)
    vectorize.adapt(texts)

    model = make_model(vectorize.vocabulary_size())
    model.compile(
        optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"]
    )
    model.fit(vectorize(texts), np.array(moods), epochs=4, verbose=2)
    others, their_moods = write_reviews(500, seed=2, is_new=True)
    accuracy = model.evaluate(vectorize(others), np.array(their_moods), verbose=0)[1]
    print(f"right of {len(others)} reviews with a new negation: {accuracy:.1%}")
    print(f"such as: {others[0]}")

    # What prepares the texts goes along, so that JavaScript takes texts as well.
    card = tfjs_bridge.ModelCard(labels=LABELS, preprocessing=vectorize)
    tfjs_bridge.export(model, out, card=card)
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
