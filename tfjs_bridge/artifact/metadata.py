"""`metadata.json`: what a model is, how it was made, and what each file of it must hold."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.model_json import read_json_object
from tfjs_bridge.artifact.visible_text import visible
from tfjs_bridge.errors import ArtifactError

METADATA_JSON = "metadata.json"
FORMAT = "tfjs-bridge"
FORMAT_VERSION = 1

# Side of a picture that a network of digits could still read.
_LARGEST_CANVAS = 4096


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """A named tensor.

    Attributes:
        name: As TensorFlow.js names it.
        shape: `None` for the batch size and for each length that is not fixed.
        dtype: ``float32``, ``int32`` or ``bool``.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model's name and the count of its weights' values."""

    name: str
    parameters: int


@dataclass(frozen=True, slots=True)
class Converter:
    """What wrote `model.json` and the shards."""

    name: str
    version: str
    writer: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the golden vectors can prove; differences as in `artifact.comparison`.

    Attributes:
        variation: For each output, how far apart the vectors' outputs are.
        reaction: How far outputs move when a weight is changed, for the weight that moves them
            least; `None` where none was tried.
    """

    variation: tuple[float, ...]
    reaction: float | None


@dataclass(frozen=True, slots=True)
class GoldenSpec:
    """Where the golden vectors are and how close a runtime must come to them.

    Attributes:
        file: Name of the file in the artifact.
        tolerance: Largest allowed difference, as a part of an output's largest magnitude.
        source: In words, where the inputs are from.
        inputs: One tensor for each input of the model; the count of vectors is the first size.
        outputs: The same for the outputs.
        sensitivity: What these vectors can prove; `None` where it was not measured.
    """

    file: str
    tolerance: float
    source: str
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    sensitivity: Sensitivity | None = None


@dataclass(frozen=True, slots=True)
class FileInfo:
    """Size in bytes and SHA-256 (lower-case hex) of one file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """All of `metadata.json`; docs/artifact-format.md describes each key."""

    model: ModelInfo
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    labels: tuple[str, ...] | None
    preprocessing: dict[str, Any] | None
    training: dict[str, Any] | None
    converter: Converter
    versions: dict[str, str]
    golden: GoldenSpec
    files: dict[str, FileInfo]


def write_metadata(folder: Path, metadata: Metadata) -> None:
    """Write `metadata.json` into `folder`."""
    content = {"format": FORMAT, "format_version": FORMAT_VERSION, **dataclasses.asdict(metadata)}
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    (folder / METADATA_JSON).write_text(text, encoding="utf-8", newline="\n")


def read_metadata(folder: Path) -> Metadata:
    """Read and check the `metadata.json` in `folder`.

    Raises:
        ArtifactError: It is missing, malformed, or of a format version that is not known here.
    """
    path = folder / METADATA_JSON
    content = read_json_object(path)
    if content.get("format") != FORMAT:
        raise ArtifactError(
            f"{path}: not the metadata of an artifact; expected format '{FORMAT}', "
            f"got {content.get('format')!r}. Check the path."
        )
    if content.get("format_version") != FORMAT_VERSION:
        raise ArtifactError(
            f"{path}: format version not known here; expected {FORMAT_VERSION}, "
            f"got {content.get('format_version')!r}. Use the tfjs-bridge that wrote it, or export "
            f"the model again."
        )
    try:
        return _parse(content)
    except (KeyError, TypeError, ValueError) as error:
        raise ArtifactError(
            f"{path}: malformed: {type(error).__name__}: {error}; expected what "
            f"docs/artifact-format.md describes. Export the model again."
        ) from error


def _parse(content: dict[str, Any]) -> Metadata:
    golden = content["golden"]
    return Metadata(
        model=ModelInfo(_words(content["model"]["name"]), _count(content["model"]["parameters"])),
        inputs=_specs(content["inputs"]),
        outputs=_specs(content["outputs"]),
        labels=_labels(content["labels"]),
        preprocessing=_preprocessing(content["preprocessing"]),
        training=_object_or_none(content["training"]),
        converter=Converter(
            *(_text(content["converter"][k]) for k in ("name", "version", "writer"))
        ),
        versions={_text(key): _text(value) for key, value in content["versions"].items()},
        golden=GoldenSpec(
            file=_file_name(golden["file"]),
            tolerance=_tolerance(golden["tolerance"]),
            source=_words(golden["source"]),
            inputs=_specs(golden["inputs"]),
            outputs=_specs(golden["outputs"]),
            sensitivity=_sensitivity(golden.get("sensitivity")),
        ),
        files={_file_name(name): _file(info) for name, info in content["files"].items()},
    )


def _specs(value: Any) -> tuple[TensorSpec, ...]:
    return tuple(
        TensorSpec(
            _words(spec["name"]),
            tuple(None if size is None else _count(size) for size in _list(spec["shape"])),
            _text(spec["dtype"]),
        )
        for spec in _list(value)
    )


def _sensitivity(value: Any) -> Sensitivity | None:
    if value is None:
        return None
    reaction = value["reaction"]
    return Sensitivity(
        tuple(map(_measure, _list(value["variation"]))),
        None if reaction is None else _measure(reaction),
    )


def _labels(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    labels = tuple(_words(label) for label in _list(value))
    if len(set(labels)) < len(labels):
        twin = next(label for k, label in enumerate(labels) if label in labels[:k])
        raise ValueError(f"labels: expected one for each class, got {twin!r} twice")
    return labels


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, got {value!r}")
    return value


def _file(value: Any) -> FileInfo:
    if not re.fullmatch(r"[0-9a-f]{64}", _text(value["sha256"])):
        raise ValueError(f"sha256: expected 64 hex digits, got {value['sha256']!r}")
    return FileInfo(_count(value["bytes"]), value["sha256"])


def _file_name(value: Any) -> str:
    # A name and never a path, so that no reader can be led out of the artifact's folder.
    if not re.fullmatch(r"[A-Za-z0-9][-A-Za-z0-9._]*", _text(value)):
        raise ValueError(f"expected a file name, got {value!r}")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a string, got {value!r}")
    return value


def _words(value: Any) -> str:
    """Text for people: what would hide or turn around is shown as what it is."""
    return visible(_text(value))


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(f"expected a whole number from 0, got {value!r}")
    return value


def _tolerance(value: Any) -> float:
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        raise TypeError(f"tolerance: expected a number above 0, got {value!r}")
    return float(value)


def _measure(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value < float("inf"):
        raise TypeError(f"sensitivity: expected a number from 0, got {value!r}")
    return float(value)


def _preprocessing(value: Any) -> dict[str, Any] | None:
    if isinstance(value, dict) and value.get("kind") == "mnist-digit":
        canvas, box = _count(value["canvas_size"]), _count(value["box_size"])
        if not 1 <= box <= canvas <= _LARGEST_CANVAS:
            raise ValueError(
                f"preprocessing: expected 1 <= box_size <= canvas_size <= {_LARGEST_CANVAS}, "
                f"got {box} and {canvas}"
            )
    return _object_or_none(value)


def _object_or_none(value: Any) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise TypeError(f"expected an object or null, got {value!r}")
    return value
