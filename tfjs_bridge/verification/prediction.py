"""Runs an artifact that reads digits in plain Node, as the page runs it in the browser."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.assets import web_folder
from tfjs_bridge.errors import UsageError
from tfjs_bridge.verification.node import run_node_json

_DIGIT_KIND = "mnist-digit"
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What the artifact predicts for one digit.

    Attributes:
        probabilities: float32, shape (10,).
        backend: The backend of TensorFlow.js that it ran on.
    """

    probabilities: npt.NDArray[np.float32]
    backend: str


def require_digit_classifier(folder: Path, metadata: Metadata) -> tuple[str, ...]:
    """Check that an artifact reads digits.

    Args:
        folder: The artifact.
        metadata: Its metadata.

    Returns:
        The names of its ten classes.

    Raises:
        UsageError: It takes other inputs than digits, or has other classes.
    """
    kind = None if metadata.preprocessing is None else metadata.preprocessing.get("kind")
    count = 0 if metadata.labels is None else len(metadata.labels)
    if kind != _DIGIT_KIND or metadata.labels is None or count != _DIGITS:
        raise UsageError(
            f"{folder}: not a classifier of digits; expected preprocessing '{_DIGIT_KIND}' and "
            f"{_DIGITS} labels in metadata.json, got {kind or 'no preprocessing'} and {count} "
            f"labels. Name an artifact of a digit model."
        )
    return metadata.labels


def run_digit(folder: Path, image: npt.NDArray[np.uint8]) -> Answer:
    """Run an artifact on one picture of MNIST's, without preprocessing.

    Args:
        folder: The artifact.
        image: uint8, shape (28, 28), ink is 255.

    Raises:
        ArtifactError: A file is missing or damaged.
        VerificationError: Node.js or TensorFlow.js is missing, or the model could not be run.
    """
    # Divided in float32, exactly as the digits that the model was trained on.
    pixels = (image.astype(np.float32) / np.float32(255)).ravel().tolist()
    script = web_folder() / "node" / "predict.mjs"
    with tempfile.TemporaryDirectory(prefix="tfjs-bridge-") as temporary:
        path = Path(temporary) / "pixels.json"
        # JSON loses nothing: Python writes as many digits as bring back the same float.
        path.write_text(json.dumps(pixels), encoding="utf-8")
        answer = run_node_json(script, [str(folder.absolute()), "--pixels", str(path)])
    (prediction,) = answer["predictions"]
    return Answer(np.array(prediction["probabilities"], np.float32), str(answer["backend"]))
