"""Writes short reviews of films, out of a small lexicon of praise and blame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

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
