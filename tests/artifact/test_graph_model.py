"""Artifacts whose model is a graph of operations: written, checked and proven like the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.make import KERNEL, write_artifact, write_graph_artifact
from tfjs_bridge.artifact.folder import check_artifact, describe_files
from tfjs_bridge.artifact.metadata import read_metadata, write_metadata
from tfjs_bridge.artifact.model_json import read_input_shapes, read_manifest
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.verification.parity import verify_artifact


def edit_model(folder: Path, edit: Callable[[Any], None]) -> None:
    """Change model.json, and write its new digest down as a wrong exporter would."""
    path = folder / "model.json"
    model = json.loads(path.read_text(encoding="utf-8"))
    edit(model)
    path.write_text(json.dumps(model), encoding="utf-8")
    metadata = read_metadata(folder)
    metadata.files.update(describe_files(folder))
    write_metadata(folder, metadata)


def test_a_whole_artifact_passes(tmp_path: Path) -> None:
    """Weights, input shapes and metadata are read as those of a model of layers."""
    metadata = write_graph_artifact(tmp_path)
    assert check_artifact(tmp_path) == metadata
    assert [w["name"] for w in read_manifest(tmp_path)[0]["weights"]] == ["unit/kernel"]
    assert read_input_shapes(tmp_path) == [(None, 2)]


def test_the_keys_keep_their_order(tmp_path: Path) -> None:
    """Inputs and outputs are in the order of the model, and the same model gives the same bytes."""
    write_graph_artifact(tmp_path / "a")
    write_graph_artifact(tmp_path / "b")
    text = (tmp_path / "a" / "model.json").read_bytes()
    assert text == (tmp_path / "b" / "model.json").read_bytes()
    assert list(json.loads(text)) == [
        *("format", "generatedBy", "convertedBy", "signature", "modelTopology"),
        "weightsManifest",
    ]


def test_another_format_is_refused(tmp_path: Path) -> None:
    """The message names both that there are."""
    write_graph_artifact(tmp_path)
    edit_model(tmp_path, lambda model: model.update(format="onnx"))
    with pytest.raises(ArtifactError, match=r"'layers-model' or 'graph-model'.*got format 'onnx'"):
        check_artifact(tmp_path)


def test_other_inputs_than_described_are_refused(tmp_path: Path) -> None:
    """The signature says what goes into a graph."""

    def widen(model: Any) -> None:
        model["signature"]["inputs"]["x"]["tensorShape"]["dim"][1]["size"] = "3"

    write_graph_artifact(tmp_path)
    edit_model(tmp_path, widen)
    with pytest.raises(ArtifactError, match=r"its inputs are not the model's.*\(None, 3\)"):
        check_artifact(tmp_path)


@pytest.mark.parametrize("length", ["many", None, {}], ids=str)
def test_what_cannot_be_read_is_left_to_the_verifier(tmp_path: Path, length: object) -> None:
    """Which goes through the whole graph, and names the fault."""

    def spoil(model: Any) -> None:
        model["signature"]["inputs"]["x"]["tensorShape"]["dim"][1]["size"] = length

    write_graph_artifact(tmp_path)
    edit_model(tmp_path, spoil)
    assert read_input_shapes(tmp_path) is None


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_both_formats_prove_the_same(tmp_path: Path) -> None:
    """On each backend, and another kernel is found out."""
    write_artifact(tmp_path / "layers")
    write_graph_artifact(tmp_path / "graph")
    write_graph_artifact(tmp_path / "wrong", kernel=KERNEL + np.float32(0.01))
    proofs = {name: verify_artifact(tmp_path / name) for name in ("layers", "graph", "wrong")}
    assert {name: proof.ok for name, proof in proofs.items()} == {
        "layers": True,
        "graph": True,
        "wrong": False,
    }
    assert [result.backend for result in proofs["graph"].backends] == ["cpu", "wasm"]


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_a_graph_that_cannot_run_is_an_artifact_error(tmp_path: Path) -> None:
    """The verifier in Node checks it before TensorFlow.js sees it."""

    def cycle(model: Any) -> None:
        model["modelTopology"]["node"][2]["input"] = ["unit", "unit/kernel"]

    write_graph_artifact(tmp_path)
    edit_model(tmp_path, cycle)
    with pytest.raises(ArtifactError, match=r"the nodes form a cycle.*got unit"):
        verify_artifact(tmp_path)
