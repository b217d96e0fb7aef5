"""A small artifact for tests, written by the format layer alone."""

from __future__ import annotations

from pathlib import Path

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
from tfjs_bridge.artifact.model_json import write_graph_model_json, write_model_json
from tfjs_bridge.artifact.shards import write_shards
from tfjs_bridge.artifact.weights import NamedWeight

INPUT = np.array([[1.0, 2.0], [-3.0, 0.5]], np.float32)
KERNEL = np.array([[0.25], [-0.5]], np.float32)


def write_artifact(
    folder: Path, *, name: str = "tiny", kernel: npt.NDArray[np.float32] = KERNEL
) -> Metadata:
    """One dense unit without bias. `kernel` is what is stored; the golden output is `KERNEL`'s."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = write_shards([NamedWeight("unit/kernel", kernel)], folder)
    write_model_json(folder, topology=_topology(), manifest=manifest, converted_by="a test")
    return _write_rest(folder, name)


def write_graph_artifact(
    folder: Path, *, name: str = "tiny", kernel: npt.NDArray[np.float32] = KERNEL
) -> Metadata:
    """The same unit as a graph model: a placeholder, a constant and their product."""
    folder.mkdir(parents=True, exist_ok=True)
    float_type = {"type": "DT_FLOAT"}
    nodes = [
        {"name": "x", "op": "Placeholder", "attr": {"dtype": float_type, "shape": _shape(2)}},
        {"name": "unit/kernel", "op": "Const", "attr": {"dtype": float_type}},
        {
            "name": "unit",
            "op": "MatMul",
            "input": ["x", "unit/kernel"],
            "attr": {"transpose_a": {"b": False}, "transpose_b": {"b": False}, "T": float_type},
        },
    ]
    write_graph_model_json(
        folder,
        topology={"node": nodes, "versions": {"producer": 1}},
        signature={"inputs": {"x": _info("x", 2)}, "outputs": {"unit": _info("unit", 1)}},
        manifest=write_shards([NamedWeight("unit/kernel", kernel)], folder),
        converted_by="a test",
    )
    return _write_rest(folder, name)


def _info(node: str, length: int) -> dict[str, object]:
    shape = _shape(length)["shape"]
    return {"name": f"{node}:0", "dtype": "DT_FLOAT", "tensorShape": shape}


def _shape(length: int) -> dict[str, object]:
    return {"shape": {"dim": [{"size": "-1"}, {"size": str(length)}]}}


def _write_rest(folder: Path, name: str) -> Metadata:
    golden = GoldenVectors(
        (NamedTensor("x", INPUT),), (NamedTensor("unit", INPUT @ KERNEL),), "two points"
    )
    metadata = Metadata(
        model=ModelInfo(name, 2),
        inputs=(TensorSpec("x", (None, 2), "float32"),),
        outputs=(TensorSpec("unit", (None, 1), "float32"),),
        labels=None,
        preprocessing=None,
        training=None,
        converter=Converter("tfjs-bridge", "0", "bridge"),
        versions={"python": "3"},
        golden=write_golden(folder, golden),
        files=describe_files(folder),
    )
    write_metadata(folder, metadata)
    return metadata


def _topology() -> dict[str, object]:
    zeros = {"class_name": "Zeros", "config": {}}
    layers = [
        {
            "class_name": "InputLayer",
            "name": "x",
            "config": {"name": "x", "batch_input_shape": [None, 2], "dtype": "float32"},
            "inbound_nodes": [],
        },
        {
            "class_name": "Dense",
            "name": "unit",
            "config": {
                "name": "unit",
                "units": 1,
                "activation": "linear",
                "use_bias": False,
                "kernel_initializer": zeros,
            },
            "inbound_nodes": [[["x", 0, 0, {}]]],
        },
    ]
    config = {
        "name": "tiny",
        "layers": layers,
        "input_layers": [["x", 0, 0]],
        "output_layers": [["unit", 0, 0]],
    }
    return {"class_name": "Functional", "config": config}
