"""Anybody's TensorFlow.js model: ours, TensorFlow.js's own, a converter's, Teachable Machine's.

Nothing of it is run, and weights are read when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy.typing as npt

from tfjs_bridge.artifact.metadata import METADATA_JSON
from tfjs_bridge.artifact.model_json import MODEL_JSON, read_json_object
from tfjs_bridge.artifact.plain_shards import Span, WeightGroup, read_groups, read_span, span_table
from tfjs_bridge.artifact.plain_weights import WeightEntry, decode_values
from tfjs_bridge.artifact.visible_text import visible
from tfjs_bridge.errors import ArtifactError

ModelFormat = Literal["layers-model", "graph-model"]

OnFault = Callable[[ArtifactError], None]
"""Told of a fault that leaves something of the model to read."""


@dataclass(frozen=True, slots=True)
class TeachableMachine:
    """What Teachable Machine's `metadata.json` says.

    Attributes:
        kind: ``image``, ``pose`` or ``audio``.
        labels: Of the classes, in the order of the model's outputs.
        image_size: Width and height of the pictures, in pixels; `None` if not stated.
    """

    kind: Literal["image", "pose", "audio"]
    labels: tuple[str, ...]
    image_size: int | None


@dataclass(frozen=True, slots=True, eq=False)
class PlainModel:
    """A model's files, checked as far as TensorFlow.js's loader would need it.

    Attributes:
        file: `model.json`, whatever its name.
        format: ``layers-model`` or ``graph-model``.
        topology: Of a layers model ``{"class_name", "config", ...}``, without the converter's
            wrapper and with all keys in snake case; of a graph model ``{"node", "library", ...}``.
        content: All that `model.json` holds.
        groups: Of the weights manifest, in its order.
        metadata: All that `metadata.json` holds; `None` without one, or if it is not valid.
    """

    file: Path
    format: ModelFormat
    topology: Mapping[str, Any]
    content: Mapping[str, Any]
    groups: tuple[WeightGroup, ...]
    metadata: Mapping[str, Any] | None
    _spans: dict[str, Span] = field(repr=False)

    @property
    def folder(self) -> Path:
        """Where the shards are."""
        return self.file.parent

    @property
    def entries(self) -> dict[str, WeightEntry]:
        """What the manifest says of each weight, by name and in the manifest's order."""
        return {entry.name: entry for group in self.groups for entry in group.entries}

    @property
    def generated_by(self) -> str | None:
        """What made the model: ``keras v2.4.0``, ``TensorFlow.js tfjs-layers v1.3.1``, ..."""
        return _words(self.content.get("generatedBy"))

    @property
    def converted_by(self) -> str | None:
        """The converter and its version; `None` for a model that TensorFlow.js itself saved."""
        return _words(self.content.get("convertedBy"))

    @property
    def signature(self) -> Mapping[str, Any] | None:
        """A graph's inputs and outputs, ``{"inputs", "outputs"}``."""
        # In this order, as loadWithWeightMap in tfjs-converter/src/executor/graph_model.ts.
        user_defined = self.content.get("userDefinedMetadata")
        if isinstance(user_defined, dict) and isinstance(user_defined.get("signature"), dict):
            return dict(user_defined["signature"])
        signature = self.content.get("signature")
        return signature if isinstance(signature, dict) else None

    @property
    def training_config(self) -> Mapping[str, Any] | None:
        """Loss, metrics and optimizer."""
        config = self.content.get("trainingConfig")
        if config is None and self.format == "layers-model":  # the converter's place for it
            config = self.content["modelTopology"].get("training_config")
        return config if isinstance(config, dict) else None

    @property
    def is_ours(self) -> bool:
        """Whether `metadata.json` says that tfjs-bridge wrote the model."""
        return self.metadata is not None and self.metadata.get("format") == "tfjs-bridge"

    @property
    def teachable_machine(self) -> TeachableMachine | None:
        """What Teachable Machine says of the model, if it made it."""
        return None if self.metadata is None else _teachable_machine(self.metadata)

    def values(self, name: str) -> npt.NDArray[Any]:
        """Read one weight's values, of the dtype and shape of its entry.

        Raises:
            ArtifactError: There is no such weight, or its bytes cannot be read.
        """
        if name not in self._spans:
            raise ArtifactError(
                f"{self.file}: weight {name!r} is missing; expected one of the {len(self._spans)} "
                f"that the manifest lists. Get the model's files again."
            )
        span = self._spans[name]
        return decode_values(span.entry, read_span(self.folder, span))


def read_plain_model(path: Path, on_fault: OnFault | None = None) -> PlainModel:
    """Read a TensorFlow.js model of any origin.

    Args:
        path: Its folder, with a `model.json`; or the JSON file itself, whatever its name.
        on_fault: Told of faults in the weights, for which the model is then read without them;
            without it, they are raised.

    Raises:
        ArtifactError: A file is missing, malformed, or of another format.
    """
    file = model_file(path)
    content = read_json_object(file)
    kind, topology = _topology(file, content)
    try:
        groups = read_groups(file, content.get("weightsManifest"))
    except ArtifactError as error:
        groups = []
        _tell(on_fault, error)
    try:
        spans = span_table(file.parent, groups)
    except ArtifactError as error:
        spans = {}
        _tell(on_fault, error)
    metadata = _read_metadata(file.parent)
    return PlainModel(file, kind, topology, content, tuple(groups), metadata, spans)


def _tell(on_fault: OnFault | None, error: ArtifactError) -> None:
    if on_fault is None:
        raise error
    on_fault(error)


def model_file(path: Path) -> Path:
    """Find the JSON file of a model.

    Args:
        path: A folder or a file.

    Raises:
        ArtifactError: There is none.
    """
    file = path / MODEL_JSON if path.is_dir() else path
    if not file.is_file():
        raise ArtifactError(
            f"{path}: no TensorFlow.js model; expected a folder with a {MODEL_JSON}, or such a "
            f"file. Check the path; unpack a .zip first."
        )
    return file


def _topology(file: Path, content: Mapping[str, Any]) -> tuple[ModelFormat, Mapping[str, Any]]:
    topology = content.get("modelTopology")
    if isinstance(topology, dict):
        # TensorFlow.js before 1.0 wrote no format, and its loaders do not ask for it.
        if isinstance(topology.get("node"), list):
            return "graph-model", topology
        # As modelFromJSON in tfjs-layers/src/models.ts unwraps it.
        inner = snake_keys(topology.get("model_config") or topology)
        if isinstance(inner, dict) and {"class_name", "config"} <= inner.keys():
            return "layers-model", inner
    raise ArtifactError(
        f"{file}: not a TensorFlow.js model; expected a modelTopology with layers or with nodes, "
        f"got {_kinds(content)}. Give the JSON file that was saved along with the weights."
    )


def _kinds(content: Mapping[str, Any]) -> str:
    topology = content.get("modelTopology")
    keys = topology if isinstance(topology, dict) else content
    where = "a modelTopology with" if isinstance(topology, dict) else "a file with"
    return f"{where} {', '.join(visible(str(key)[:40]) for key in list(keys)[:5]) or 'nothing'}"


def snake_keys(value: Any) -> Any:
    """Write all keys in snake case, at any depth, as Keras does.

    TensorFlow.js saves configurations in snake case, and loads them in camel case too.
    """
    if isinstance(value, list):
        return [snake_keys(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {_snake(key): snake_keys(item) for key, item in value.items()}


def _snake(key: str) -> str:
    # Keys alone that are camel case throughout: names of layers may be keys too.
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+", key):
        return key
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", key).lower()


def _read_metadata(folder: Path) -> Mapping[str, Any] | None:
    try:
        return read_json_object(folder / METADATA_JSON)
    except ArtifactError:
        return None


def _teachable_machine(metadata: Mapping[str, Any]) -> TeachableMachine | None:
    package = str(metadata.get("packageName", ""))
    kind = package.removeprefix("@teachablemachine/")
    if kind == package or kind not in ("image", "pose"):
        # The audio models' file is that of @tensorflow-models/speech-commands.
        if "wordLabels" not in metadata or "tfjsSpeechCommandsVersion" not in metadata:
            return None
        return TeachableMachine("audio", _labels(metadata["wordLabels"]), None)
    size = metadata.get("imageSize")
    size = size if type(size) is int and size > 0 else None
    name: Literal["image", "pose"] = "image" if kind == "image" else "pose"
    return TeachableMachine(name, _labels(metadata.get("labels")), size)


def _labels(labels: Any) -> tuple[str, ...]:
    return tuple(str(label) for label in labels) if isinstance(labels, list) else ()


def _words(text: Any) -> str | None:
    return visible(text) if isinstance(text, str) else None
