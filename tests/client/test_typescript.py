"""Clients of many artifacts, compiled by tsc as strictly as it can, and run in Node.js."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests import docs
from tests.artifact.make import write_artifact
from tests.client.artifacts import LABELS, only_compiled, write_artifacts
from tests.client.random_metadata import random_metadata
from tests.conftest import ROOT
from tfjs_bridge import write_client
from tfjs_bridge.artifact.golden import GoldenVectors, read_golden
from tfjs_bridge.artifact.metadata import TensorSpec, read_metadata, write_metadata
from tfjs_bridge.artifact.visible_text import visible
from tfjs_bridge.client.source import client_source
from tfjs_bridge.scaffold.library import library_folder

pytestmark = [pytest.mark.node, pytest.mark.slow]

PROJECT = Path(__file__).parent / "project"
PACKAGES = ROOT / "web" / "node_modules"
# Of float32, in another order of additions than Keras's.
CLOSE = 1e-5


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The artifacts that are run, by their names."""
    return write_artifacts(tmp_path_factory.mktemp("artifacts"))


@pytest.fixture(scope="module")
def project(node: str, folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of TypeScript with a client of each, and the library with its types."""
    del node  # what it needs is built
    project = tmp_path_factory.mktemp("project") / "own"
    shutil.copytree(PROJECT, project)
    for name, folder in folders.items():
        write_client(folder, project / "clients" / f"{name}.ts")
    others = {f"random{i}": it for i, it in enumerate(random_metadata(count=200, seed=1))}
    for name, metadata in {**only_compiled(), **others}.items():
        (project / "clients" / f"{name}.ts").write_text(client_source(metadata), "utf-8")
    (code,) = docs.blocks(ROOT / "docs" / "typed-client.md", "ts")
    code = code.replace("'./client'", "'./clients/documented'")
    (project / "documented.ts").write_text(code, "utf-8")
    (project / "node_modules").mkdir()
    (project / "node_modules" / "tfjs-bridge").symlink_to(library_folder())
    return project


def test_clients_and_their_uses_compile(node: str, project: Path) -> None:
    """And of the wrong uses, which are marked, none does."""
    command = [node, str(PACKAGES / "typescript" / "bin" / "tsc"), "--project", str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (project / "uses.ts").read_text("utf-8").count("@ts-expect-error") >= 24


def _golden(folder: Path) -> GoldenVectors:
    return read_golden(folder, read_metadata(folder).golden)


def _rows(folder: Path, *names: str) -> list[dict[str, Any]]:
    """Golden inputs, an object for each example."""
    found = {tensor.name: tensor.value for tensor in _golden(folder).inputs}
    count = len(next(iter(found.values())))
    return [{name: found[name][i].tolist() for name in names} for i in range(count)]


def _stroke() -> dict[str, Any]:
    """A one, dark on light, as a canvas gives its pixels."""
    pixels = np.full((40, 40, 4), 255, np.uint8)
    pixels[6:34, 18:22, :3] = 0
    return {"data": pixels.ravel().tolist(), "width": 40, "height": 40}


@pytest.fixture(scope="module")
def printed(node: str, project: Path, folders: dict[str, Path]) -> Any:
    """What the clients predict: each in one process, on the backends that load() chooses."""
    others = project / "others"
    write_artifact(others / "labelled")
    tiny = read_metadata(others / "labelled")
    write_metadata(others / "labelled", dataclasses.replace(tiny, labels=("a", "b")))
    shutil.copytree(others / "labelled", others / "otherOutputs")
    outputs = (TensorSpec("price", (None, 1), "float32"),)
    write_metadata(others / "otherOutputs", dataclasses.replace(tiny, outputs=outputs))
    shutil.copytree(folders["word"], others / "otherLabels")
    word = read_metadata(others / "otherLabels")
    write_metadata(others / "otherLabels", dataclasses.replace(word, labels=("good", "awful")))
    places = {**folders, **{path.name: path for path in others.iterdir()}}
    values = _rows(folders["values"], "table", "age", "tags")
    proof = read_metadata(folders["colours"]).golden.pictures
    assert proof is not None
    given = {
        "folders": {name: str(path) for name, path in places.items()},
        "values": [{**row, "age": row["age"][0]} for row in values],
        "digits": [np.ravel(row["image"]).tolist() for row in _rows(folders["digits"], "image")],
        "characters": [it["characters"] for it in _rows(folders["characters"], "characters")],
        "pictures": [str(folders["colours"] / name) for name in proof.pictures],
        "stroke": _stroke(),
    }
    (project / "given.json").write_text(json.dumps(given))
    options = ("--bundle", "--packages=external", "--format=esm", "--outfile=run.mjs")
    build = [str(PACKAGES / ".bin" / "esbuild"), "run.ts", *options, "--platform=node"]
    subprocess.run([*build, "--log-level=warning"], cwd=project, check=True)
    run = [node, "run.mjs", "given.json"]
    done = subprocess.run(run, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _are_golden(found: list[dict[str, Any]], folder: Path) -> None:
    """Compare what was predicted with Keras's outputs."""
    for output in _golden(folder).outputs:
        _are_close([one[output.name] for one in found], output.value)


def _are_close(found: Any, expected: npt.NDArray[Any]) -> None:
    np.testing.assert_allclose(np.array(found), expected, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("name", ["layers", "graph"])
def test_both_formats_give_their_golden_outputs(
    printed: Any, folders: dict[str, Path], name: str
) -> None:
    """One example, many, a list of one, and none."""
    found = printed[name]
    _are_golden(found["many"], folders[name])
    assert found["one"] == found["many"][0] == found["single"]
    assert found["none"] == []
    assert found["after"].startswith("UsageError: ")


def test_several_inputs_and_outputs_have_their_names(
    printed: Any, folders: dict[str, Path]
) -> None:
    """Numbers, rows and matrices, these also flat; on the backend that was asked for."""
    found = printed["values"]
    _are_golden(found["many"], folders["values"])
    _are_golden(found["fromFlat"], folders["values"])
    assert found["single"] == [found["one"]]
    _are_close(found["one"]["kind"], np.array(found["many"][0]["kind"]))
    assert found["backend"] == "cpu"


def test_pictures_are_prepared_as_declared(printed: Any, folders: dict[str, Path]) -> None:
    """From their files on; and named."""
    folder, found = folders["colours"], printed["colours"]
    proof = read_metadata(folder).golden.pictures
    assert proof is not None
    expected = np.frombuffer((folder / proof.file).read_bytes(), "<f4").reshape(-1, 3)
    (output,) = proof.outputs
    # Resized pixels may differ by a rounding, as in the proof itself.
    for ones in (found["one"], found["many"]):
        np.testing.assert_allclose([one[output.name] for one in ones], expected, atol=1e-3)
    _are_close(found["grey"][output.name], np.full(3, 1 / 3))
    named = found["named"]
    assert named["label"] == ("red", "green", "blue")[expected[0].argmax()]
    assert len(named["top"]) == 2
    assert named["isDistribution"] is True


def test_digits_are_read(printed: Any, folders: dict[str, Path]) -> None:
    """As the network sees them, and as they are drawn; an empty sheet has none."""
    found = printed["digits"]
    _are_golden(found["many"], folders["digits"])
    assert found["one"]["label"] == "1"
    assert found["one"]["score"] > 0.9
    assert [len(found["one"][key]) for key in ("top", "scores")] == [3, 10]
    assert found["empty"] is None


def test_sequences_are_read(printed: Any, folders: dict[str, Path]) -> None:
    """Of the lengths that they have."""
    _are_golden(printed["characters"]["many"], folders["characters"])


def test_words_are_taken_as_they_are(printed: Any, folders: dict[str, Path]) -> None:
    """And one that the model has no place for is refused while it runs, too."""
    found = printed["word"]
    _are_golden(found["many"], folders["word"])
    assert found["one"] == found["many"][0]
    assert [one["label"] for one in found["named"]["top"]] == ["good", "bad"]
    assert found["named"]["top"][1]["score"] == pytest.approx(0.25)
    assert found["unknown"].startswith("DataError: ")


def test_texts_are_named(printed: Any) -> None:
    """One, or several; the score is the second label's."""
    found = printed["review"]
    scores = [one["scores"]["1"] for one in found["many"]]
    assert scores == pytest.approx([0.25 - 0.5, 2 * 0.25 - 2 * 0.5])
    assert found["one"] == found["many"][0]
    assert found["one"]["label"] == "good"


def test_odd_labels_stay_what_they_are(printed: Any) -> None:
    """As both readers of artifacts show them."""
    assert printed["odd"]["labels"] == [visible(label) for label in LABELS]
    assert printed["odd"]["named"]["label"] == visible(LABELS[1])
    assert printed["odd"]["named"]["score"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (
            "inputs",
            'by its inputs; expected {"name":"table","shape":[null,4,10],"dtype":"float32"}, '
            'got {"name":"x","shape":[null,2],"dtype":"float32"}. ',
        ),
        (
            "outputs",
            'by its outputs; expected {"name":"unit","shape":[null,1],"dtype":"float32"}, '
            'got {"name":"price","shape":[null,1],"dtype":"float32"}. ',
        ),
        ("labels", 'by its labels; expected "bad", got "awful". '),
        ("noLabels", 'by its labels; expected none, got "a". '),
    ],
)
def test_another_artifact_is_refused(printed: Any, case: str, message: str) -> None:
    """With what differs, and what to do."""
    found = printed["refused"][case]
    assert found.startswith("ArtifactError: ")
    assert f"not the artifact that this client was written for, {message}" in found
    assert found.endswith("write the client again: tfjs-bridge client DIR --out FILE.")


def test_errors_of_the_library_are_its_own(printed: Any) -> None:
    """The client adds nothing to them."""
    assert printed["refused"]["nothing"].startswith("ArtifactError: nowhere")
