"""`metadata.json`: what a model is, how it was made, and the digest of each of its files."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.json_values import (
    as_count,
    as_digest,
    as_file_name,
    as_list,
    as_measure,
    as_object,
    as_positive,
    as_text,
    as_words,
)
from tfjs_bridge.artifact.model_json import read_json_object
from tfjs_bridge.artifact.preprocessing import check_preprocessing
from tfjs_bridge.artifact.weights import DTYPES
from tfjs_bridge.errors import ArtifactError

METADATA_JSON = "metadata.json"
FORMAT = "tfjs-bridge"
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """A named tensor.

    Attributes:
        name: As TensorFlow.js names it.
        shape: Sizes, with `None` for the batch size and each open one.
        dtype: ``float32``, ``int32`` or ``bool``.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model's name, and the number of values in its weights."""

    name: str
    parameters: int


@dataclass(frozen=True, slots=True)
class Converter:
    """The program that wrote `model.json` and the shards, and the writer it used."""

    name: str
    version: str
    writer: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which faults the golden vectors can reveal; differences as `artifact.comparison` has them.

    Attributes:
        variation: For each output, how much it varies from vector to vector.
        reaction: How much the outputs change with a weight, for the one that they depend on
            least; `None` if none was tried.
    """

    variation: tuple[float, ...]
    reaction: float | None


@dataclass(frozen=True, slots=True)
class PictureProof:
    """Pictures, and the file with the outputs that Keras gave for them.

    Attributes:
        file: Of the outputs.
        pictures: Names of PNG files.
        outputs: One tensor for each output of the model, with the number of pictures as first size.
    """

    file: str
    pictures: tuple[str, ...]
    outputs: tuple[TensorSpec, ...]


@dataclass(frozen=True, slots=True)
class ExampleProof:
    """The file with the raw examples that the golden vectors' inputs were prepared of."""

    file: str


@dataclass(frozen=True, slots=True)
class GoldenSpec:
    """Where the golden vectors are, and how close to them a runtime must come.

    Attributes:
        file: Name of the file in the artifact.
        tolerance: Largest difference allowed, as `artifact.comparison` measures it.
        source: In words, where the inputs come from.
        inputs: One tensor for each input of the model, with the number of vectors as first size.
        outputs: The same for the outputs.
        sensitivity: Which faults they can reveal; `None` if that was not measured.
        random: Names of outputs that the model draws anew in each run: they cannot be compared.
        pictures: Of a model whose `preprocessing` is declared: the way from a picture's file.
        examples: The same for tables and texts: the way from raw values.
    """

    file: str
    tolerance: float
    source: str
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    sensitivity: Sensitivity | None = None
    random: tuple[str, ...] = ()
    pictures: PictureProof | None = None
    examples: ExampleProof | None = None


@dataclass(frozen=True, slots=True)
class FileInfo:
    """Size in bytes and SHA-256 (lower-case hex) of one file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """The content of `metadata.json`; docs/artifact-format.md describes each key."""

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
    # Left out where it says nothing, so that what other models are written as stays the same.
    for key in ("random", "pictures", "examples"):
        if not content["golden"][key]:
            del content["golden"][key]
    # As for model.json: no NaN, which JSON.parse refuses, and the same bytes on Windows.
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    (folder / METADATA_JSON).write_text(text, encoding="utf-8", newline="\n")


def read_metadata(folder: Path) -> Metadata:
    """Read and check the `metadata.json` in `folder`.

    Raises:
        ArtifactError: It is missing, malformed, or of another version of the format.
    """
    path = folder / METADATA_JSON
    content = read_json_object(path)
    if content.get("format") != FORMAT:
        raise ArtifactError(
            f"{path}: not the metadata of an artifact; expected format '{FORMAT}', "
            f"got {content.get('format')!r}. Check the path."
        )
    found = content.get("format_version")
    if found != FORMAT_VERSION or type(found) is not int:
        raise ArtifactError(
            f"{path}: format version not known here; expected {FORMAT_VERSION}, got {found!r}. Use "
            f"the tfjs-bridge that wrote it, or export the model again."
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
    inputs = _specs(content["inputs"])
    return Metadata(
        model=ModelInfo(
            as_words(content["model"]["name"]), as_count(content["model"]["parameters"])
        ),
        inputs=inputs,
        outputs=_specs(content["outputs"]),
        labels=_labels(content["labels"]),
        preprocessing=check_preprocessing(
            content["preprocessing"],
            {spec.name: spec.shape for spec in inputs},
            {spec.name: spec.dtype for spec in inputs},
        ),
        training=_object_or_none(content["training"]),
        converter=Converter(
            *(as_text(content["converter"][k]) for k in ("name", "version", "writer"))
        ),
        versions={
            as_text(key): as_text(value) for key, value in as_object(content["versions"]).items()
        },
        golden=GoldenSpec(
            file=as_file_name(golden["file"]),
            tolerance=as_positive(golden["tolerance"]),
            source=as_words(golden["source"]),
            inputs=_golden_specs(golden["inputs"]),
            outputs=_golden_specs(golden["outputs"]),
            sensitivity=_sensitivity(golden.get("sensitivity")),
            random=_random(golden),
            pictures=_pictures(golden.get("pictures")),
            examples=_examples(golden.get("examples"), content["preprocessing"]),
        ),
        files={
            as_file_name(name): FileInfo(as_count(info["bytes"]), as_digest(info["sha256"]))
            for name, info in as_object(content["files"]).items()
        },
    )


def _specs(value: Any) -> tuple[TensorSpec, ...]:
    return tuple(
        TensorSpec(
            as_words(spec["name"]),
            tuple(None if size is None else as_count(size) for size in as_list(spec["shape"])),
            as_text(spec["dtype"]),
        )
        for spec in as_list(value)
    )


def _golden_specs(value: Any) -> tuple[TensorSpec, ...]:
    """Read descriptions of tensors whose values are stored: no size is open."""
    for spec in as_list(value):
        if None in as_list(spec["shape"]) or as_text(spec["dtype"]) not in DTYPES:
            raise ValueError(
                f"golden '{spec['name']}': expected whole numbers and one of {', '.join(DTYPES)}, "
                f"got {spec['shape']} and {spec['dtype']!r}"
            )
    return _specs(value)


def _random(golden: dict[str, Any]) -> tuple[str, ...]:
    if "random" not in golden:
        return ()
    names = tuple(as_words(name) for name in as_list(golden["random"]))
    outputs = [spec.name for spec in _specs(golden["outputs"])]
    if not names or len(set(names)) < len(names) or any(outputs.count(n) != 1 for n in names):
        raise ValueError(f"golden.random: expected names of outputs, each once, got {names!r}")
    return names


def _pictures(value: Any) -> PictureProof | None:
    if value is None:
        return None
    names = tuple(as_file_name(name) for name in as_list(value["pictures"]))
    return PictureProof(as_file_name(value["file"]), names, _golden_specs(value["outputs"]))


def _examples(value: Any, preprocessing: Any) -> ExampleProof | None:
    if value is not None:
        return ExampleProof(as_file_name(value["file"]))
    # Without them nothing would show that the preprocessing is what the model was trained with.
    if preprocessing is not None and preprocessing.get("kind") == "features":
        raise ValueError("golden.examples: expected them where preprocessing is of kind 'features'")
    return None


def _sensitivity(value: Any) -> Sensitivity | None:
    if value is None:
        return None
    reaction = value["reaction"]
    return Sensitivity(
        tuple(map(as_measure, as_list(value["variation"]))),
        None if reaction is None else as_measure(reaction),
    )


def _labels(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    labels = tuple(as_words(label) for label in as_list(value))
    if len(set(labels)) < len(labels):
        twice = next(label for k, label in enumerate(labels) if label in labels[:k])
        raise ValueError(f"labels: expected one for each class, got {twice!r} twice")
    return labels


def _object_or_none(value: Any) -> dict[str, Any] | None:
    return None if value is None else as_object(value, "an object or null")
