"""What `export` does with files that are no model, damaged, or hold code."""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.cli.run import run_cli
from tests.convert import models

Make = Callable[[Path], Path]

# Each is a run of the command, which starts Keras: one to four seconds.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5"),
]


def model() -> Any:
    return models.one_layer(lambda layers: layers.Dense(2, name="dense"), (3,))


def of_bytes(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def saved(name: str, keep: int | None = None) -> Make:
    """A saved model, or the first bytes of it."""

    def make(folder: Path) -> Path:
        path = folder / name
        model().save(path)
        path.write_bytes(path.read_bytes()[:keep])
        return path

    return make


def missing(folder: Path) -> Path:
    return folder / "none.keras"


def saved_model(folder: Path) -> Path:
    path = folder / "saved"
    path.mkdir()
    (path / "saved_model.pb").touch()
    return path


def weights_alone(folder: Path) -> Path:
    path = folder / "model.weights.h5"
    model().save_weights(path)
    return path


def other_weights(folder: Path) -> Path:
    path = saved("model.h5")(folder)
    with h5py.File(path, "a") as file:
        group = file["model_weights/dense"]
        name = group.attrs["weight_names"][0]
        del group[name]
        group[name] = np.zeros((5, 2), np.float32)
    return path


def with_member(name: str, content: bytes | None) -> Make:
    """A saved model with another member, or without one that it has."""

    def make(folder: Path) -> Path:
        path = saved("model.keras")(folder)
        with zipfile.ZipFile(path) as archive:
            members = {each: archive.read(each) for each in archive.namelist()}
        members[name] = content or b""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, data in members.items():
                if each != name or content is not None:
                    archive.writestr(each, data)
        return path

    return make


def other_members_weights(folder: Path) -> Path:
    """The weights of a model of other sizes."""
    other = models.one_layer(lambda layers: layers.Dense(5, name="dense"), (3,))
    other.save_weights(folder / "other.weights.h5")
    content = (folder / "other.weights.h5").read_bytes()
    return with_member("model.weights.h5", content)(folder)


def a_folder(folder: Path) -> Path:
    path = folder / "folder.keras"
    path.mkdir()
    (path / "config.json").write_text("{}")
    return path


class Bomb:
    """Makes a file when it is unpickled."""

    def __reduce__(self) -> Any:
        return Path.touch, (Path("ran"),)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(missing, "got no such file", id="missing"),
        pytest.param(of_bytes("m.keras", b""), "got an empty file", id="empty"),
        pytest.param(of_bytes("m.keras", b"some text"), "not a Keras model file", id="text"),
        pytest.param(of_bytes("m.h5", b"\x89PNG\r\n\x1a\n1234"), "a PNG picture", id="PNG"),
        pytest.param(of_bytes("m.h5", b"\x08\x07\x12\x07pytorch"), "an ONNX model", id="ONNX"),
        pytest.param(of_bytes("m.keras", pickle.dumps(Bomb())), "a Python pickle", id="pickle"),
        pytest.param(saved_model, "a SavedModel", id="SavedModel"),
        pytest.param(a_folder, "got a folder", id="folder"),
        pytest.param(
            with_member("config.json", None), "expected a member config.json", id="no config"
        ),
        pytest.param(
            with_member("model.weights.h5", None), "a member model.weights.h5", id="no weights"
        ),
        pytest.param(with_member("config.json", b"{"), "is not valid JSON", id="bad JSON"),
        pytest.param(with_member("../evil", b"x"), "points outside the archive", id="path"),
        pytest.param(with_member("zeros", bytes(10**8)), "would unpack to 100,0", id="zip bomb"),
        pytest.param(other_members_weights, "do not fit it; expected shapes [2]", id="sizes"),
        pytest.param(saved("m.keras", 3000), "not a whole .keras file", id="truncated zip"),
        pytest.param(saved("m.h5", 3000), "not a whole HDF5 file", id="truncated h5"),
        pytest.param(weights_alone, "holds weights only", id="weights alone"),
        pytest.param(other_weights, "expected shape [3, 2], got [5, 2]", id="other weights"),
    ],
)
def test_a_bad_file_ends_in_a_message(tmp_path: Path, make: Make, message: str) -> None:
    """With exit code 4, no traceback, and nothing written."""
    path = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    done = run_cli("export", path, "out", cwd=tmp_path)
    assert done.returncode == 4
    assert message in done.stderr
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_code_is_refused_and_never_run(tmp_path: Path, name: str) -> None:
    """It would make a file."""
    keras = models.seeded_keras()
    marker = tmp_path / "ran"
    touched = str(marker)
    code = keras.layers.Lambda(lambda x: Path(touched).touch() or x)  # type: ignore[func-returns-value]
    keras.Sequential([keras.Input((2,)), code]).save(tmp_path / name)
    marker.unlink()
    done = run_cli("export", name, "out", cwd=tmp_path)
    assert done.returncode == 3
    assert "holds Python code, which is never run" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_weights_that_are_not_finite_are_warned_of(tmp_path: Path) -> None:
    """The export goes on: they are what the model has."""
    keras = models.seeded_keras()
    dense = keras.layers.Dense(2, activation="relu", name="dense")
    broken = keras.Sequential([keras.Input((3,)), dense])
    broken.set_weights([np.ones((3, 2)), np.array([-np.inf, 0])])
    broken.save(tmp_path / "model.keras")
    done = run_cli("export", "model.keras", "out", cwd=tmp_path)
    assert "layer 'dense' (Dense): weight 'bias'" in done.stderr
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "model.json").is_file()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("make", "exit_code"),
    [
        pytest.param(saved("broken.keras", 3000), 4, id="broken file"),
        pytest.param(weights_alone, 4, id="weights alone"),
    ],
)
def test_an_artifact_outlives_a_failed_export(tmp_path: Path, make: Make, exit_code: int) -> None:
    """What was exported before is as it was, to the byte."""
    good = saved("good.keras")(tmp_path)
    assert run_cli("export", good, "out", cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "out")
    assert run_cli("export", make(tmp_path), "out", cwd=tmp_path).returncode == exit_code
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("is_file", [True, False], ids=["file", "folder"])
def test_what_is_no_artifact_is_never_replaced(tmp_path: Path, is_file: bool) -> None:
    """A folder of other things, or a file, at the place of the output."""
    path, out = saved("model.keras")(tmp_path), tmp_path / "out"
    if is_file:
        out.write_text("dear")
    else:
        out.mkdir()
        (out / "thesis.txt").write_text("dear")
    done = run_cli("export", path, "out", cwd=tmp_path)
    assert done.returncode == 2
    assert str(out.name) in done.stderr
    assert "Traceback" not in done.stderr
    assert (out if is_file else out / "thesis.txt").read_text() == "dear"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["model.keras", "out"]


def test_not_a_number_is_warned_of(tmp_path: Path) -> None:
    """Where it reaches the outputs, nothing can be checked, and nothing is written."""
    broken = model()
    broken.set_weights([np.full((3, 2), np.nan), np.zeros(2)])
    broken.save(tmp_path / "model.h5")
    done = run_cli("export", "model.h5", "out", cwd=tmp_path)
    assert "layer 'dense' (Dense): weight 'kernel': NaN or infinite values" in done.stderr
    assert "output 'dense': Keras gave NaN or infinite values" in done.stderr
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
