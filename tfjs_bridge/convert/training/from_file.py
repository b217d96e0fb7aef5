"""Read what a model file says of training, as plain data: none of it is ever deserialized.

Losses, optimizers and the like may be anyone's own classes, which Keras would look up and run.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.files.h5_file import read_h5_texts
from tfjs_bridge.convert.penalties import read_penalty
from tfjs_bridge.convert.training.settings import Compiled, read_compiled

_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class FileTraining:
    """What a model file says of training.

    Attributes:
        compiled: What the model was compiled with; `None` if it was not.
        lost: Regularizers and constraints that no `Penalty` stands for, in words.
    """

    compiled: Compiled | None
    lost: tuple[str, ...]


def read_file_training(path: Path) -> FileTraining:
    """Read what a file says of training; the file has been loaded, hence checked, before."""
    with path.open("rb") as file:
        is_zip = file.read(2) == _ZIP
    config, compiled = _of_archive(path) if is_zip else _of_h5(path)
    return FileTraining(read_compiled(compiled), tuple(dict.fromkeys(_lost(config))))


def _of_archive(path: Path) -> tuple[Any, Any]:
    with zipfile.ZipFile(path) as archive:
        config = _parsed(archive.read("config.json"))
    return config, config.get("compile_config") if isinstance(config, dict) else None


def _of_h5(path: Path) -> tuple[Any, Any]:
    config, compiled = read_h5_texts(path, ("model_config", "training_config"))
    return _parsed(config), _parsed(compiled)


def _parsed(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None  # a broken one is not worth refusing the model, which needs it for nothing


def _lost(value: Any, name: str = "model") -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _lost(item, name)
    elif isinstance(value, dict):
        name = str(value.get("name") or name)
        # A frozen layer's penalties add a constant to the loss: nothing is lost.
        is_trained = value.get("trainable") is not False
        for key, item in value.items():
            if item and is_trained and _is_lost(key, item):
                yield f"the {key} of '{name}'"
            yield from _lost(item, name)


def _is_lost(key: str, value: Any) -> bool:
    if key == "activity_regularizer" or key.endswith("_constraint"):
        return True
    return key.endswith("_regularizer") and read_penalty(value) is None
