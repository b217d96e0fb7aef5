"""Writes comparison.json: outputs and how far they are from others, for Python and JavaScript.

Run from the repository's root: ``python -m tests.vectors.make_comparison``
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import difference, variation

OUTPUT = Path(__file__).with_name("comparison.json")

Array = npt.NDArray[Any]


def softmax(logits: Array) -> Array:
    """In float32, along the last axis."""
    powers = np.exp((logits - logits.max(-1, keepdims=True)).astype(np.float32))
    result: Array = powers / powers.sum(-1, keepdims=True)
    return result


def pairs() -> dict[str, tuple[Array, Array]]:
    """Name: what was computed, and what was expected; float32."""
    generator = np.random.default_rng(0)
    logits = generator.normal(size=(3, 5))
    wide = np.array([[0.0, -25, -40], [-60, 0, -30]])
    picture = generator.normal(size=(2, 3, 4, 2))
    boxes = generator.uniform(size=(4, 9, 3)) * [310, 420, 0.02]
    return {
        "equal": (logits, logits),
        "one value": (np.array([[1.001]]), np.array([[1.0]])),
        "nothing": (np.zeros((2, 0)), np.zeros((2, 0))),
        "vectors alone": (np.array([1.0, 2, 3]), np.array([1.0, -2.5, 4])),
        "of zeros, as it is": (np.array([[0.25, 0]]), np.zeros((1, 2))),
        "logits": (logits + 1e-3, logits),
        "a vector a million times smaller": (
            np.array([[1e6, 5e5, 1.0], [1.0, -2, 0.5]]),
            np.array([[1e6, 5e5, 1.0], [1.0, 2, 0.5]]),
        ),
        "one unit near zero": (np.array([[100.0], [2e-6]]), np.array([[100.0], [1e-6]])),
        "a column a thousand times smaller": (boxes * [1, 1, 0.5], boxes),
        "pictures": (picture * 1.01, picture),
        "probabilities": (softmax(logits * 1.01), softmax(logits)),
        "a softmax's tail": (softmax(wide * [[1, 1.1, 1]]), softmax(wide)),
        "a tail flushed to 0": (np.array([[1, 0.0]]), np.array([[1, 1e-38]])),
        "a tail that is gone": (np.array([[1, 0.0]]), np.array([[1, 1e-12]])),
        "one less almost one": (np.array([[1, 1.8e-7]]), np.array([[1, 6e-8]])),
        "small probabilities swapped": (
            np.array([[0.9999, 1e-5, 9e-5]]),
            np.array([[0.9999, 9e-5, 1e-5]]),
        ),
        "sigmoids": (np.array([[0.9, 1e-12], [0.5, 0.1]]), np.array([[0.9, 1e-10], [0.5, 0.1]])),
        "small values beside zeros": (
            np.array([[0.9, 1e-12], [0.5, 0]]),
            np.array([[0.9, 1e-10], [0.5, 0]]),
        ),
        "below zero among probabilities": (np.array([[1, -1e-3]]), np.array([[1.0, 0]])),
    }


def cases() -> list[dict[str, object]]:
    """As they stand in the file."""
    return [
        case(name, got.astype(np.float32), expected.astype(np.float32))
        for name, (got, expected) in pairs().items()
    ]


def case(name: str, got: Array, expected: Array) -> dict[str, object]:
    """One pair and what is to be found."""
    return {
        "name": name,
        "shape": expected.shape,
        "got": got.ravel().tolist(),
        "expected": expected.ravel().tolist(),
        "difference": difference(got, expected),
        "variation": variation(expected),
    }


def document() -> str:
    """The file's content: one case in a line."""
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases())
    return f"[\n{lines}\n]\n"


def main() -> None:
    """Write the file."""
    OUTPUT.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
