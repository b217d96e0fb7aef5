"""What `export` does with files that are no model, damaged, or hold code."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.cli.run import run_cli
from tests.convert import models

Make = Callable[[Path], Path]

pytestmark = pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")


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
        pytest.param(of_bytes("m.h5", b"\x08\x07\x12\x07pytorch"), "perhaps ONNX", id="ONNX"),
        pytest.param(of_bytes("m.keras", pickle.dumps(Bomb())), "a Python pickle", id="pickle"),
        pytest.param(saved_model, "a SavedModel", id="SavedModel"),
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
