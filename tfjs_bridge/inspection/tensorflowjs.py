"""The inspection of TensorFlow.js models: artifacts of ours, and anybody's plain ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.metadata import METADATA_JSON, Metadata, TensorSpec, read_metadata
from tfjs_bridge.artifact.model_json import read_json_object
from tfjs_bridge.artifact.plain_model import PlainModel, read_plain_model
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.inspection.document import (
    Inspection,
    Part,
    Source,
    SourceKind,
    Tensor,
    Weight,
    encodings_of,
    file_bytes,
)
from tfjs_bridge.inspection.graphs.nodes import MalformedGraphError
from tfjs_bridge.inspection.graphs.parts import Graph, constants
from tfjs_bridge.inspection.layers.parts import layer_parts
from tfjs_bridge.inspection.layers.references import MalformedError
from tfjs_bridge.inspection.warnings import counting_warnings


@dataclass(slots=True)
class _Told:
    """What is found out step by step, so that a fault leaves the rest."""

    parts: Sequence[Part] = ()
    inputs: Sequence[Tensor] = ()
    outputs: Sequence[Tensor] = ()
    warnings: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def fault(self, error: Exception) -> None:
        if str(error) not in self.faults:
            self.faults.append(str(error))


def inspect_tensorflowjs(path: Path) -> Inspection:
    """Inspect a model's folder, or its JSON file.

    Raises:
        ArtifactError: It is not a TensorFlow.js model, or nothing of it can be read.
    """
    told = _Told()
    model = read_plain_model(path, told.fault)
    weights = {
        name: Weight(name, entry.shape, entry.dtype, entry.encoding, model.stored_bytes(name))
        for name, entry in model.entries.items()
    }
    metadata = _metadata(model, told)
    try:
        (_tell_graph if model.format == "graph-model" else _tell_layers)(model, weights, told)
    except (MalformedError, MalformedGraphError) as error:
        told.faults.append(
            f"{model.file}: its topology is malformed; expected a model that TensorFlow.js loads, "
            f"got {error}. Get the model's files again."
        )
    told.warnings += counting_warnings(told.parts)
    return _document(path, model, metadata, weights, told)


def _document(
    path: Path,
    model: PlainModel,
    metadata: Metadata | None,
    weights: dict[str, Weight],
    told: _Told,
) -> Inspection:
    files = list(model.files)
    if metadata is not None:
        files = [model.folder / name for name in (*metadata.files, METADATA_JSON)]
        told.inputs = [_tensor(spec) for spec in metadata.inputs]
        told.outputs = [_tensor(spec) for spec in metadata.outputs]
    parameters = sum(weight.values for weight in weights.values())
    kind: SourceKind = "artifact" if model.is_ours else model.format
    return Inspection(
        source=Source(str(path), kind, *_origin(model), file_bytes(files)),
        name=_name(model, metadata),
        inputs=tuple(told.inputs),
        outputs=tuple(told.outputs),
        parameters=parameters if metadata is None else metadata.model.parameters,
        weight_bytes=sum(weight.bytes for weight in weights.values()),
        encodings=encodings_of(weights.values()),
        parts=tuple(told.parts),
        warnings=tuple(told.warnings),
        faults=tuple(told.faults),
    )


def _origin(model: PlainModel) -> tuple[str | None, str | None]:
    """Return what wrote the files, and what made the model."""
    teachable = model.teachable_machine
    if teachable is not None:
        made = f"Teachable Machine, {teachable.kind}, {len(teachable.labels)} classes"
        return model.generated_by, made
    if model.converted_by is None:
        return model.generated_by, None
    return model.converted_by, model.generated_by


def _name(model: PlainModel, metadata: Metadata | None) -> str:
    if metadata is not None:
        return metadata.model.name
    config = model.topology.get("config")
    name = config.get("name") if isinstance(config, dict) else None
    if model.teachable_machine is not None and model.metadata is not None:
        name = model.metadata.get("modelName") or name
    return str(name or model.folder.resolve().name)


def _tensor(spec: TensorSpec) -> Tensor:
    return Tensor(spec.name, spec.shape, spec.dtype)


def _metadata(model: PlainModel, told: _Told) -> Metadata | None:
    """Return our own metadata, checked together with all files that it lists."""
    if not model.is_ours:
        _look_at_others(model, told)
        return None
    try:
        return check_artifact(model.folder)
    except ArtifactError as error:
        told.fault(error)
    try:
        return read_metadata(model.folder)
    except ArtifactError as error:
        told.fault(error)
        return None


def _look_at_others(model: PlainModel, told: _Told) -> None:
    if (model.folder / METADATA_JSON).is_file() and model.metadata is None:
        try:
            read_json_object(model.folder / METADATA_JSON)
        except ArtifactError as error:
            told.fault(error)


def _tell_layers(model: PlainModel, weights: dict[str, Weight], told: _Told) -> None:
    found = layer_parts(model.topology, list(weights.values()))
    told.parts, told.inputs, told.outputs, others = found
    if others:
        names = ", ".join(weight.name for weight in others[:3]) + " ..." * (len(others) > 3)
        told.warnings.append(
            f"{len(others)} weights belong to no layer by their names ({names}); they count in "
            f"the totals alone."
        )
    bare = [part.name for part in told.parts if part.kind in _WEIGHTED and not part.weights]
    if bare and weights:
        shown = ", ".join(bare[:3]) + " ..." * (len(bare) > 3)
        told.warnings.append(f"no weights were found for {len(bare)} layers ({shown}).")


# Layers that compute nothing without weights of their own.
_WEIGHTED = frozenset(
    {
        *("Conv1D", "Conv2D", "Conv3D", "Dense", "DepthwiseConv2D", "Embedding", "GRU", "LSTM"),
        *("SeparableConv2D", "SimpleRNN", "Conv2DTranspose"),
    }
)


def _tell_graph(model: PlainModel, weights: dict[str, Weight], told: _Told) -> None:
    def values(name: str) -> Any:
        try:
            return model.values(name)
        except ArtifactError:
            return None

    graph = Graph(model.topology, model.signature, weights, constants(weights, values))
    told.parts = graph.parts()
    told.inputs, told.outputs = graph.ends("inputs"), graph.ends("outputs")
    missing = [
        part.name
        for part in told.parts
        if part.kind == "Const" and not part.group and not part.weights
    ]
    if missing and weights:
        told.warnings.append(
            f"{len(missing)} constants have no weight in the manifest ({', '.join(missing[:3])})."
        )
