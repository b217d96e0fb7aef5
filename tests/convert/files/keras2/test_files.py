"""`.keras` files of Keras 2.12 to 2.15 and tf_keras: the numbers of the Keras that wrote them.

`tests.convert.files.keras2.models` wrote the files, each with the TensorFlow of its folder.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.convert.files.archive import rewrite, with_changed_weights, with_config
from tests.convert.files.keras2.models import FOLDER
from tests.convert.files.recording import assert_as_recorded, recorded
from tests.convert.parity import compare
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

FILES = sorted(FOLDER.glob("*/*.keras"))
VERSIONS = ("2.12.0", "2.13.1", "2.14.0", "2.15.0", "2.19.0")
HALF_TOLERANCE = 5e-3


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_every_version_is_there() -> None:
    """A file that is not committed would not be missed otherwise."""
    assert {path.parent.name for path in FILES} == {*VERSIONS}
    assert all((FOLDER / version / "nested.keras").is_file() for version in VERSIONS)


@pytest.mark.parametrize("path", FILES, ids=label)
def test_keras_3_computes_the_same(path: Path) -> None:
    """All weights differ, so none can be in another's place."""
    inputs, expected = recorded(path.with_suffix(".npz"))
    tolerance = HALF_TOLERANCE if path.stem == "half_precision" else 1e-5
    assert_as_recorded(run_keras_model(load_model_file(path), inputs), expected, tolerance)


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.parent.name in ("2.12.0", "2.15.0")],
    ids=label,
)
def test_tensorflow_js_computes_the_same(path: Path) -> None:
    """In plain TensorFlow.js, of the first and the last naming of groups."""
    if path.stem == "half_precision":
        return
    inputs, expected = recorded(path.with_suffix(".npz"))
    exported = translate(read_keras_model(load_model_file(path)))
    compare(exported, inputs, expected, backends=("cpu",))


@pytest.fixture(params=["2.12.0", "2.14.0", "2.15.0"])
def counted(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy, to be damaged."""
    return Path(shutil.copy(FOLDER / request.param / "counted.keras", tmp_path / "model.keras"))


def holder(file: h5py.File) -> Any:
    return file["layers" if "layers" in file else "_layer_checkpoint_dependencies"]


def second(file: h5py.File) -> str:
    return "dense_1" if "dense_1" in holder(file) else "dense_2"


def remove(file: h5py.File) -> None:
    del holder(file)[second(file)]


def remove_weight(file: h5py.File) -> None:
    del holder(file)["dense/vars/1"]


def add(file: h5py.File) -> None:
    holder(file).copy("dense", "dense_99")


def add_weight(file: h5py.File) -> None:
    holder(file)["dense/vars/2"] = np.ones(4, np.float32)


def reshape(file: h5py.File) -> None:
    del holder(file)["dense/vars/1"]
    holder(file)["dense/vars/1"] = np.ones(5, np.float32)


def rename(file: h5py.File) -> None:
    holder(file).move("dense", "dense_50")


def twice(file: h5py.File) -> None:
    name = holder(file).name[1:]
    file.create_group(f"{name}\\dense\\vars")["0"] = np.ones((4, 4), np.float32)


def words(file: h5py.File) -> None:
    del holder(file)["dense/vars/1"]
    holder(file)["dense/vars/1"] = [b"a"] * 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(remove, r"has no weights for layer 'dense_19'", id="group missing"),
        pytest.param(remove_weight, r"'dense_20' .* got \[4, 4\] in", id="weight missing"),
        pytest.param(add, "dense_99' that are of no layer", id="left over"),
        pytest.param(add_weight, r"got \[4, 4\], \[4\], \[4\] in", id="one too many"),
        pytest.param(reshape, r"\[4, 4\], \[4\], got \[4, 4\], \[5\] in", id="shape"),
        pytest.param(rename, "has no weights for layer 'dense_20'", id="another number"),
        pytest.param(twice, "is there twice", id="twice"),
        pytest.param(words, "does not hold numbers", id="no numbers"),
    ],
)
def test_damaged_weights_are_refused(
    counted: Path, change: Callable[[h5py.File], None], message: str
) -> None:
    """Whichever way the groups are named."""
    with_changed_weights(counted, lambda file, _: change(file))
    with pytest.raises(ArtifactError, match=message) as caught:
        load_model_file(counted)
    assert str(counted) in str(caught.value)


def test_weights_elsewhere_are_refused(counted: Path) -> None:
    """In another file, to which HDF5 can refer."""

    def link(file: h5py.File, secret: Path) -> None:
        del holder(file)["dense/vars/1"]
        holder(file)["dense/vars/1"] = h5py.ExternalLink(str(secret), "value")

    with_changed_weights(counted, link)
    with pytest.raises(ArtifactError, match="lies in another file"):
        load_model_file(counted)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"class_name": "Lambda"}, r"'dense_20' \(Lambda\)"),
        ({"registered_name": "mine>Dense"}, r"'dense_20' \(mine>Dense\)"),
        ({"module": "mine"}, r"'dense_20' \(mine.Dense\)"),
    ],
    ids=["Lambda", "registered", "module"],
)
def test_the_code_of_others_is_refused(
    counted: Path, settings: dict[str, str], message: str
) -> None:
    """A class of someone else can be called as one of Keras's."""

    def change(config: dict[str, Any]) -> None:
        config["config"]["layers"][1] |= settings

    with_config(counted, change)
    with pytest.raises(UnsupportedModelError, match=message):
        load_model_file(counted)


def test_another_version_is_refused(counted: Path) -> None:
    """Its groups have other names."""
    written = {}
    is_newest = b"2.15" in counted.read_bytes()[:200]
    written["keras_version"] = "2.13.1" if is_newest else "2.15.0"
    rewrite(counted, "metadata.json", lambda _: json.dumps(written).encode())
    with pytest.raises(ArtifactError, match="has no weights for layer"):
        load_model_file(counted)


@pytest.mark.parametrize("member", ["..\\outside", "/outside", "C:\\outside", "a\\..\\..\\b"])
def test_members_that_point_outside_are_refused(counted: Path, member: str) -> None:
    """With either separator."""
    rewrite(counted, member, lambda _: b"")
    with pytest.raises(ArtifactError, match="points outside"):
        load_model_file(counted)


def test_other_members_of_windows(counted: Path) -> None:
    """A backslash alone does no harm."""
    rewrite(counted, "assets\\layers\\note.txt", lambda _: b"")
    load_model_file(counted)
