"""The state of a training on disk: whole or not at all, and never of another training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.errors import DataError, UsageError
from tfjs_bridge.history import EpochRecord, History
from tfjs_bridge.training.checkpoint import Checkpoint

RECORD = EpochRecord(1, 0.5, 0.75, 0.6, 0.7, 12.5)
SETTINGS = {"model": "cnn", "epochs": 3, "augmentation": {"shift_px": 2.0}, "pair": (1, 2)}


def variables(start: float) -> list[object]:
    """Two of Keras's variables."""
    keras = seeded_keras()
    return [
        keras.Variable(np.full((2, 3), start, np.float32)),
        keras.Variable(np.array(7, np.int32), dtype="int32", trainable=False),
    ]


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    """Variables, history and the best epoch; nothing else is in the folder."""
    checkpoint = Checkpoint(tmp_path / "cnn.training", SETTINGS)
    checkpoint.keep(variables(2.5), History((RECORD,), 1))
    others = variables(0)
    assert Checkpoint(checkpoint.folder, SETTINGS).restore(others) == History((RECORD,), 1)
    np.testing.assert_array_equal(np.asarray(others[0]), np.full((2, 3), 2.5, np.float32))
    assert [path.name for path in checkpoint.folder.iterdir()] == ["state.npz"]
    checkpoint.remove()
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    """With the folder that was looked in."""
    checkpoint = Checkpoint(tmp_path / "cnn.training", SETTINGS)
    with pytest.raises(UsageError, match=r"--resume: .*cnn\.training holds no interrupted"):
        checkpoint.restore(variables(0))


def test_other_settings_are_refused(tmp_path: Path) -> None:
    """And named, with both values."""
    Checkpoint(tmp_path, SETTINGS).keep(variables(1), History())
    other = Checkpoint(tmp_path, {**SETTINGS, "epochs": 4})
    with pytest.raises(UsageError, match="had other settings; epochs: expected 3, got 4"):
        other.restore(variables(0))


def test_a_damaged_state_is_refused(tmp_path: Path) -> None:
    """As data that is bad, not with a traceback."""
    checkpoint = Checkpoint(tmp_path, SETTINGS)
    checkpoint.keep(variables(1), History())
    state = tmp_path / "state.npz"
    state.write_bytes(state.read_bytes()[:-40])
    with pytest.raises(DataError, match=r"state\.npz: damaged; expected the state of a training"):
        checkpoint.restore(variables(0))


def test_another_models_state_is_refused(tmp_path: Path) -> None:
    """Nothing is assigned then."""
    Checkpoint(tmp_path, SETTINGS).keep(variables(1)[:1], History())
    kept = variables(0)
    with pytest.raises(DataError, match="does not fit the model; expected 2 variables"):
        Checkpoint(tmp_path, SETTINGS).restore(kept)
    assert not np.asarray(kept[0]).any()


def test_a_state_of_an_earlier_release_is_resumed(tmp_path: Path) -> None:
    """It is written out here: the keys are those that every release has written."""
    record = {
        "epoch": 1,
        "loss": 0.5,
        "accuracy": 0.75,
        "held_out_loss": 0.6,
        "held_out_accuracy": 0.7,
        "seconds": 12.5,
    }
    about = {"settings": {**SETTINGS, "pair": [1, 2]}, "history": [record], "best_epoch": 1}
    kept = {"00000": np.full((2, 3), 2.5, np.float32), "00001": np.array(7, np.int32)}
    np.savez(tmp_path / "state.npz", about=np.array(json.dumps(about)), **kept)
    restored = variables(0)
    assert Checkpoint(tmp_path, SETTINGS).restore(restored) == History((RECORD,), 1)
    np.testing.assert_array_equal(np.asarray(restored[0]), kept["00000"])
    Checkpoint(tmp_path / "again", SETTINGS).keep(restored, History((RECORD,), 1))
    with np.load(tmp_path / "again" / "state.npz") as archive:
        assert json.loads(str(archive["about"])) == about
