"""Judges whether a text is praise or blame, with a vocabulary learned from texts.

    python examples/sentiment/train.py

The texts are made of a small lexicon. Some say what they mean by a negation.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

# Keras's TextVectorization computes with TensorFlow.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import tfjs_bridge

LENGTH = 24  # words of a text that are read

# What the reviews are made of.
LABELS = ("blame", "praise")
ADJECTIVES = {
    "blame": ("bad", "boring", "clumsy", "dreadful", "dull", "flat", "stale", "tedious"),
    "praise": ("charming", "clever", "fresh", "funny", "good", "lovely", "moving", "superb"),
}
VERBS = {"blame": ("disliked", "hated", "regretted"), "praise": ("enjoyed", "liked", "loved")}
SUBJECTS = ("acting", "dialogue", "ending", "film", "music", "photography", "plot", "script")
DEGREES = ("", "really ", "very ", "quite ", "so ")
NEGATIONS = ("not", "never", "hardly", "by no means", "far from")
ASIDES = (
    "We saw it on a Sunday.",
    "My sister chose it.",
    "It runs for two hours.",
    "There were ten of us.",
    "I had read the book.",
)
MARKS = (".", ".", "!", "...")
T = TypeVar("T")


def write_reviews(count: int, seed: int, *, is_new: bool = False) -> tuple[list[str], list[int]]:
    """Write reviews of one or two opinions and something beside them.

    Args:
        count: How many.
        seed: Other seeds give other reviews.
        is_new: Write each about a word with a negation that stands at this word in no other
            review: one opinion, in which the word alone says the opposite.

    Returns:
        The reviews, and the number of each one's label.
    """
    random = np.random.default_rng(seed)
    moods = random.integers(0, 2, count).tolist()
    return [_review(random, mood, is_new=is_new) for mood in moods], moods


def _review(random: np.random.Generator, mood: int, *, is_new: bool) -> str:
    opinions = 1 if is_new else random.integers(1, 3)
    sentences = [_opinion(random, mood, is_new=is_new) for _ in range(opinions)]
    sentences.append(_one(random, ASIDES))
    random.shuffle(sentences)
    return " ".join(sentences)


def _opinion(random: np.random.Generator, mood: int, *, is_new: bool) -> str:
    subject, mark = _one(random, SUBJECTS), _one(random, MARKS)
    one, other = (_one(random, ADJECTIVES[LABELS[mood]]) for _ in range(2))
    kind = 0.0 if is_new else random.random()
    if kind < 0.4:
        begin = _one(random, (f"the {subject} was ", "it is ", ""))
        words = begin + _negated(random, LABELS[1 - mood], is_new=is_new)
        return words.capitalize() + mark
    if kind < 0.6:
        return f"The {subject} was {_one(random, DEGREES)}{one}{mark}"
    if kind < 0.8:
        return f"{_one(random, ('A', 'What a'))} {one}, {other} film{mark}"
    return f"I {_one(random, VERBS[LABELS[mood]])} the {subject}{mark}"


def _negated(random: np.random.Generator, label: str, *, is_new: bool) -> str:
    """Each word has its two negations that only new reviews use."""
    place = int(random.integers(len(ADJECTIVES[label])))
    kept = [(place + step) % len(NEGATIONS) for step in range(len(NEGATIONS))]
    number = _one(random, kept[:2] if is_new else kept[2:])
    return f"{NEGATIONS[number]} {ADJECTIVES[label][place]}"


def _one(random: np.random.Generator, choices: Sequence[T]) -> T:
    return choices[random.integers(len(choices))]


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
