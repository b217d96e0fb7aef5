"""Running Node programs: their answers, and what is said when there is none."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.artifact.make import write_artifact
from tfjs_bridge.artifact.folder import describe_files
from tfjs_bridge.artifact.metadata import read_metadata, write_metadata
from tfjs_bridge.errors import ArtifactError, VerificationError
from tfjs_bridge.verification.node import NodeUnavailableError, run_node_json
from tfjs_bridge.verification.parity import require_parity, verify_artifact

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


def script(tmp_path: Path, text: str) -> Path:
    """A Node program of this text."""
    path = tmp_path / "program.mjs"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_printed_object_is_returned(tmp_path: Path) -> None:
    """Whatever the exit code, with the arguments and --json passed on."""
    program = script(
        tmp_path, "console.log(JSON.stringify({got: process.argv.slice(2)})); process.exit(4);"
    )
    assert run_node_json(program, ["a", "b c"]) == {"got": ["a", "b c", "--json"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("throw new Error('broken')", "failed without an answer.*broken", id="throws"),
        pytest.param("console.log('hello')", "expected JSON, got: nothing", id="text"),
        pytest.param("console.log('[1]')", "expected JSON", id="a list"),
    ],
)
def test_no_answer_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    """With how to run the program by hand."""
    with pytest.raises(VerificationError, match=message) as caught:
        run_node_json(script(tmp_path, text), [])
    assert not isinstance(caught.value, NodeUnavailableError)
    assert "Run it by hand: node" in str(caught.value)


def test_missing_packages_are_said_so(tmp_path: Path) -> None:
    """With the command that installs them."""
    program = script(tmp_path, "import '@tensorflow/none';")
    with pytest.raises(NodeUnavailableError, match=r"is not installed beside it.*npm ci --prefix"):
        run_node_json(program, [])


def test_a_topology_that_does_not_load_is_an_error(tmp_path: Path) -> None:
    """The digests are right, and TensorFlow.js cannot build the model."""
    write_artifact(tmp_path)
    model = tmp_path / "model.json"
    text = model.read_text(encoding="utf-8").replace('"Dense"', '"Tense"')
    model.write_text(text, encoding="utf-8")

    metadata = dataclasses.replace(read_metadata(tmp_path), files=describe_files(tmp_path))
    write_metadata(tmp_path, metadata)
    with pytest.raises(ArtifactError, match=r"TensorFlow.js cannot build the model.*Tense"):
        require_parity(tmp_path)


def test_damage_is_found_before_node_is_started(tmp_path: Path) -> None:
    """As an artifact's error and not as a failed comparison."""
    write_artifact(tmp_path)
    (tmp_path / "golden.bin").write_bytes(b"")
    with pytest.raises(ArtifactError, match=r"golden.bin: wrong size"):
        verify_artifact(tmp_path)
