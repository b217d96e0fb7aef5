"""What a training that was cut short needs to go on: kept in a folder beside the artifact."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError, UsageError
from tfjs_bridge.history import EpochRecord

_STATE = "state.npz"
_BEST = "best.keras"
_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training is.

    Attributes:
        history: One record for each epoch that is done.
        best_epoch: The one whose weights are kept, from 1; 0 before the first.
    """

    history: tuple[EpochRecord, ...] = ()
    best_epoch: int = 0


class Checkpoint:
    """The folder: the state after the last whole epoch, and the best network so far.

    Each file is replaced in one move, so that a process may be killed at any time.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        """Nothing is read or written yet.

        Args:
            folder: Made when there is something to keep.
            settings: All that decides what training gives. A state of other settings is refused.
        """
        self.folder = folder
        self.best = folder / _BEST
        # As JSON gives it back, so that both can be compared.
        self._settings: dict[str, Any] = json.loads(json.dumps(settings))

    def is_there(self) -> bool:
        """Whether there is a state to go on from."""
        return (self.folder / _STATE).is_file()

    def restore(self, variables: list[Any]) -> Progress:
        """Read the state into Keras's variables.

        Raises:
            UsageError: There is none, or it is of a training with other settings.
            DataError: It is damaged.
        """
        values, about = self._read()
        self._check(about["settings"])
        if [value.shape for value in values] != [tuple(v.shape) for v in variables]:
            raise DataError(
                f"{self.folder / _STATE}: does not fit the model; expected {len(variables)} "
                f"variables of its shapes, got {len(values)} others. Train from the start: leave "
                f"--resume out."
            )
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
        history = tuple(EpochRecord(**record) for record in about["history"])
        return Progress(history, about["best_epoch"])

    def keep(self, variables: list[Any], progress: Progress) -> None:
        """Keep the state after an epoch."""
        about = {
            "settings": self._settings,
            "history": [asdict(record) for record in progress.history],
            "best_epoch": progress.best_epoch,
        }
        values = {f"{index:05}": np.asarray(v) for index, v in enumerate(variables)}
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f".{_STATE}.{os.getpid()}"
        try:
            with temporary.open("wb") as file:
                np.savez(file, **{_ABOUT: np.array(json.dumps(about))}, **values)
            temporary.replace(self.folder / _STATE)
        finally:
            temporary.unlink(missing_ok=True)

    def keep_best(self, network: Any) -> None:
        """Keep the network as the best so far."""
        save_network(network, self.best)

    def remove(self) -> None:
        """Remove the folder: training is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self) -> tuple[list[npt.NDArray[Any]], dict[str, Any]]:
        path = self.folder / _STATE
        try:
            # NumPy leaves a file open that it opened itself and failed to read.
            with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
                about = json.loads(str(archive[_ABOUT]))
                names = sorted(name for name in archive.files if name != _ABOUT)
                return [archive[name] for name in names], about
        except FileNotFoundError as error:
            raise UsageError(
                f"--resume: {self.folder} holds no training that was cut short; expected "
                f"{_STATE}, got no such file. Leave --resume out to train from the start."
            ) from error
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise DataError(
                f"{path}: damaged; expected the state of a training, got "
                f"{type(error).__name__} ({error}). Train from the start: leave --resume out."
            ) from error

    def _check(self, kept: dict[str, Any]) -> None:
        keys = {**kept, **self._settings}
        others = [key for key in keys if kept.get(key) != self._settings.get(key)]
        if others:
            shown = "; ".join(
                f"{key}: expected {kept.get(key)}, got {self._settings.get(key)}" for key in others
            )
            raise UsageError(
                f"--resume: the training in {self.folder} had other settings; {shown}. Give the "
                f"same ones, or leave --resume out to train from the start."
            )


def save_network(network: Any, path: Path) -> Path:
    """Save a Keras model whole: a file that was there stays until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.keras")
    try:
        network.save(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path
