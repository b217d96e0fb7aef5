"""What an interrupted training needs to be resumed: kept in a folder beside the artifact."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.atomic_file import replacing_file
from tfjs_bridge.errors import DataError, UsageError
from tfjs_bridge.history import EpochRecord, History

_STATE = "state.npz"
# A whole model and not its weights alone, so that `tfjs-bridge export` takes it after Ctrl-C.
_BEST = "best.keras"
_ABOUT = "about"


class Checkpoint:
    """The folder: the state after the last whole epoch, and the best network so far.

    Each file is replaced in one move, so that a process may be killed at any time.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        """Read and write nothing yet.

        Args:
            folder: It is made when there is something to keep.
            settings: All that decides the result of training. A state of other settings is refused.
        """
        self.folder = folder
        self.best = folder / _BEST
        # Through JSON, which makes lists of tuples, so that it can be compared with what was kept.
        self._settings: dict[str, Any] = json.loads(json.dumps(settings))

    def is_there(self) -> bool:
        """Whether there is a state to resume from."""
        return (self.folder / _STATE).is_file()

    def restore(self, variables: list[Any]) -> History:
        """Read the state into Keras's variables.

        Raises:
            UsageError: There is none, or the training had other settings.
            DataError: It is damaged.
        """
        values, about = self._read()
        self._check(about["settings"])
        if [value.shape for value in values] != [tuple(v.shape) for v in variables]:
            raise DataError(
                f"{self.folder / _STATE}: does not fit the model; expected {len(variables)} "
                f"variables of its shapes, got {len(values)} of others. Leave --resume out to "
                f"train from the start."
            )
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
        return History(tuple(map(EpochRecord.from_json, about["history"])), about["best_epoch"])

    def keep(self, variables: list[Any], history: History) -> None:
        """Keep the state after an epoch.

        Args:
            variables: Keras's, in the order in which `restore` gets them.
            history: All epochs so far.
        """
        about = {
            "settings": self._settings,
            "history": [record.to_json() for record in history.epochs],
            "best_epoch": history.best_epoch,
        }
        # Numbered, because Keras's names of variables are not unique.
        values = {f"{index:05}": np.asarray(v) for index, v in enumerate(variables)}
        # A file object: of a path, savez would make one that ends in .npz.
        with replacing_file(self.folder / _STATE) as temporary, temporary.open("wb") as file:
            np.savez(file, **{_ABOUT: np.array(json.dumps(about))}, **values)

    def keep_best(self, network: Any) -> None:
        """Keep the network as the best so far."""
        save_network(network, self.best)

    def remove(self) -> None:
        """Remove the folder, once training is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self) -> tuple[list[npt.NDArray[Any]], dict[str, Any]]:
        path = self.folder / _STATE
        try:
            # NumPy leaves a file open that it opened itself and failed to read.
            # Without pickled objects, whose loading would run code.
            with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
                about = json.loads(str(archive[_ABOUT]))
                names = sorted(name for name in archive.files if name != _ABOUT)
                return [archive[name] for name in names], about
        except FileNotFoundError as error:
            raise UsageError(
                f"--resume: {self.folder} holds no interrupted training; expected "
                f"{_STATE}, got no such file. Leave --resume out to train from the start."
            ) from error
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise DataError(
                f"{path}: damaged; expected the state of a training, got "
                f"{type(error).__name__} ({error}). Leave --resume out to train from the start."
            ) from error

    def _check(self, kept: dict[str, Any]) -> None:
        # All of both: a setting that only one release knows is a difference too.
        keys = {**kept, **self._settings}
        others = [key for key in keys if kept.get(key) != self._settings.get(key)]
        if others:
            shown = "; ".join(
                f"{key}: expected {kept.get(key)}, got {self._settings.get(key)}" for key in others
            )
            raise UsageError(
                f"--resume: the training in {self.folder} had other settings; {shown}. Give the "
                f"same settings, or leave --resume out to train from the start."
            )


def save_network(network: Any, path: Path) -> Path:
    """Save a Keras model whole; a file that was there stays until the new one is complete.

    Args:
        network: A built Keras model.
        path: Ends in ``.keras``.
    """
    with replacing_file(path) as temporary:
        network.save(temporary)
    return path
