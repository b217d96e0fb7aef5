"""The inspection of `.keras` and `.h5` files of Keras 3 and Keras 2."""

from __future__ import annotations

import contextlib
import dataclasses
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tfjs_bridge.convert.features.split import split_model
from tfjs_bridge.convert.files.description import file_version
from tfjs_bridge.convert.files.precision import in_float32
from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.keras_classes import is_graph
from tfjs_bridge.convert.layers_model.trial import Trial, try_translation
from tfjs_bridge.errors import ArtifactError, ModelWarning, UnsupportedModelError
from tfjs_bridge.inspection.document import Inspection, Part, Source, Tensor, encodings_of
from tfjs_bridge.inspection.layers.parts import layer_parts
from tfjs_bridge.inspection.layers.references import MalformedError
from tfjs_bridge.inspection.saved.opening import Opened, open_file
from tfjs_bridge.inspection.saved.parts import LayerRow, Rows, as_weight, stored_parts
from tfjs_bridge.inspection.saved.plans import Findings, front_names
from tfjs_bridge.inspection.warnings import counting_warnings


def inspect_keras_file(path: Path) -> Inspection:
    """Inspect a file; nothing of it is run.

    Raises:
        ArtifactError: Nothing can be told of it.
    """
    opened = open_file(path)
    graph = None
    if opened.model is not None and is_graph(opened.model):
        graph = _read(opened)
    if graph is None:
        return _in_part(path, opened)
    rows = Rows(opened.entries, opened.stored)
    rows.add(graph)
    findings = _findings(opened, graph, list(rows.rows.values()))
    whole = findings.ready()
    parts = [row.part(export=findings.plan(row)) for row in rows.rows.values()]
    notes = [*opened.warnings, *(f"the export would be refused: {line}" for line in whole)]
    return _document(path, opened, graph, list(rows.rows.values()), parts, notes)


def _read(opened: Opened) -> Graph | None:
    try:
        return read_keras_model(opened.model)
    except Exception as error:  # what a placeholder guesses, Keras may not go on with
        opened.warnings.append(f"shapes cannot be told: {keras_reason(error)}")
        return None


def _findings(opened: Opened, graph: Graph, rows: Sequence[LayerRow]) -> Findings:
    found = Findings(in_graph=opened.in_graph)
    in_layers = list(opened.in_layers)
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", ModelWarning)
        with contextlib.ExitStack() as stack:
            network = opened.model
            if opened.has_front and not opened.entries:
                network, found.declared = _network(stack, opened, rows, in_layers)
            found.trial = _tried(_in_float32(network, graph, opened, in_layers), opened)
    opened.warnings += [str(one.message) for one in caught if one.category is ModelWarning]
    found.in_layers = in_layers
    return found


def _network(
    stack: contextlib.ExitStack, opened: Opened, rows: Sequence[LayerRow], refusals: list[str]
) -> tuple[Any, frozenset[str]]:
    """Return what is left of a model behind its front, and the names of the front's layers."""
    try:
        split = stack.enter_context(split_model(opened.model, is_layers=True))
    except UnsupportedModelError as error:
        refusals += str(error).splitlines()
        return opened.model, frozenset()
    if split is None:
        return opened.model, frozenset()
    kept = {layer.name for layer in split.network._flatten_layers()}
    inputs = {row.path[-1] for row in rows if row.kind == "InputLayer"}
    gone = {row.path[-1] for row in rows if row.path[-1] not in kept} | (inputs - kept)
    return split.network, frozenset(gone) | front_names(rows)


def _in_float32(network: Any, graph: Graph, opened: Opened, refusals: list[str]) -> Graph:
    try:
        computing = in_float32(network, "layers")
    except UnsupportedModelError as error:
        refusals += str(error).splitlines()
        computing = network
    return graph if computing is opened.model else read_keras_model(computing)


def _tried(graph: Graph, opened: Opened) -> Trial | None:
    try:
        return try_translation(graph)
    except Exception as error:  # of calculations with weights that nobody filled in
        opened.warnings.append(f"the translation cannot be tried: {keras_reason(error)}")
        return None


def _document(
    path: Path,
    opened: Opened,
    graph: Graph,
    rows: Sequence[LayerRow],
    parts: Sequence[Part],
    notes: Sequence[str],
) -> Inspection:
    ends = [
        tuple(
            Tensor(name, tuple(spec.shape), spec.dtype)
            for name, spec in zip(names, map(graph.spec, refs), strict=True)
        )
        for names, refs in (
            ([ref.layer for ref in graph.inputs], graph.inputs),
            (graph.output_names, graph.outputs),
        )
    ]
    # A weight that is shared is stored once.
    unique = {
        id(array): weight
        for row in rows
        for array, weight in zip(row.arrays, row.weights, strict=False)
    }
    held = [weight for row in rows if not row.arrays for weight in row.weights]
    weights = [*unique.values(), *held]
    return Inspection(
        source=_source(path, opened),
        name=graph.name,
        inputs=ends[0],
        outputs=ends[1],
        parameters=sum(weight.values for weight in weights),
        weight_bytes=sum(weight.bytes for weight in weights),
        encodings=encodings_of(weights),
        parts=tuple(parts),
        warnings=(*notes, *counting_warnings(parts)),
        faults=tuple(opened.faults),
    )


def _in_part(path: Path, opened: Opened) -> Inspection:
    """Tell what the file says, of a model that cannot be made: of some, the weights alone."""
    weights = [w for stored in opened.stored.values() for w in map(as_weight, stored)]
    parts, inputs, outputs = stored_parts(opened.stored), list[Tensor](), list[Tensor]()
    if opened.config:
        try:
            parts, inputs, outputs, _ = layer_parts(opened.config, weights)
        except MalformedError as error:
            opened.faults.append(f"{path}: the model's configuration is malformed, got {error}.")
    findings = Findings(in_layers=opened.in_layers, in_graph=opened.in_graph)
    whole = findings.ready()
    return Inspection(
        source=_source(path, opened),
        name=path.stem,
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        parameters=sum(weight.values for weight in weights),
        weight_bytes=sum(weight.bytes for weight in weights),
        encodings=encodings_of(weights),
        parts=tuple(_planned(part, opened, findings) for part in parts),
        warnings=(*whole, *opened.warnings, *counting_warnings(parts)),
        faults=tuple(opened.faults),
    )


def _planned(part: Part, opened: Opened, findings: Findings) -> Part:
    weights = part.weights or tuple(map(as_weight, opened.stored.get(part.name, ())))
    plan = findings.by_class((*part.group.split("/"), part.name), part.kind)
    return dataclasses.replace(part, weights=weights, export=plan)


def _source(path: Path, opened: Opened) -> Source:
    version = ""
    with contextlib.suppress(ArtifactError):
        version = file_version(path)
    return Source(
        str(path), opened.kind, f"Keras {version}" if version else None, None, path.stat().st_size
    )
