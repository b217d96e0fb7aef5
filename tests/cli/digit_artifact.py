"""A classifier of digits, written by the format layer alone: nobody has to train for a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.folder import describe_files
from tfjs_bridge.artifact.golden import GoldenVectors, NamedTensor, write_golden
from tfjs_bridge.artifact.metadata import (
    Converter,
    Metadata,
    ModelInfo,
    TensorSpec,
    write_metadata,
)
from tfjs_bridge.artifact.model_json import write_model_json
from tfjs_bridge.artifact.shards import write_shards
from tfjs_bridge.artifact.weights import NamedWeight

FloatArray = npt.NDArray[np.float32]

_PREPROCESSING = {
    "kind": "mnist-digit",
    "canvas_size": 28,
    "box_size": 20,
    "value_range": [0, 1],
}
_LABELS = tuple("0123456789")


class NearestMean:
    """Tells a digit by the mean picture that it is nearest to."""

    def __init__(self, images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8]) -> None:
        pictures = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
        means = np.stack([pictures[labels == label].mean(axis=0) for label in range(10)])
        self.kernel = (means.T * np.float32(0.2)).astype(np.float32)
        self.bias = (-0.1 * (means**2).sum(axis=1)).astype(np.float32)

    def probabilities(self, images: npt.NDArray[np.uint8]) -> FloatArray:
        """float32, shape (n, 10)."""
        pictures = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
        powers = np.exp(pictures @ self.kernel + self.bias)
        shares: FloatArray = powers / powers.sum(axis=1, keepdims=True)
        return shares


def write_digit_artifact(
    folder: Path, network: NearestMean, *, training: dict[str, Any] | None = None
) -> None:
    """Write the network as an artifact that takes pictures as the real ones do."""
    folder.mkdir(parents=True)
    weights = [
        NamedWeight("answer/kernel", network.kernel),
        NamedWeight("answer/bias", network.bias),
    ]
    manifest = write_shards(weights, folder)
    write_model_json(folder, topology=_topology(), manifest=manifest, converted_by="a test")
    blank = np.zeros((1, 28, 28), np.uint8)
    golden = GoldenVectors(
        (NamedTensor("image", np.zeros((1, 28, 28, 1), np.float32)),),
        (NamedTensor("answer", network.probabilities(blank)),),
        "an empty picture",
    )
    metadata = Metadata(
        model=ModelInfo("means", network.kernel.size + network.bias.size),
        inputs=(TensorSpec("image", (None, 28, 28, 1), "float32"),),
        outputs=(TensorSpec("answer", (None, 10), "float32"),),
        labels=_LABELS,
        preprocessing=_PREPROCESSING,
        training=training,
        converter=Converter("tfjs-bridge", "0", "bridge"),
        versions={"python": "3"},
        golden=write_golden(folder, golden),
        files=describe_files(folder),
    )
    write_metadata(folder, metadata)


def trained_on(dataset: str, split_seed: int | None) -> dict[str, Any]:
    """The part of metadata that says so."""
    return {
        "dataset": {"name": dataset, "source": "a test", "sha256": {}},
        "split": {"train": 8000, "test": 2000, "seed": split_seed},
        "metrics": {"test_loss": 0.5, "test_accuracy": 0.8},
    }


def _topology() -> dict[str, object]:
    layers = [
        {
            "class_name": "Flatten",
            "config": {"name": "flat", "batch_input_shape": [None, 28, 28, 1]},
        },
        {
            "class_name": "Dense",
            "config": {"name": "answer", "units": 10, "activation": "softmax"},
        },
    ]
    return {"class_name": "Sequential", "config": {"name": "means", "layers": layers}}
