"""Export as a TensorFlow.js graph model."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.convert.finishing import Converted, write_artifact
from tfjs_bridge.convert.requests import Request, reporting
from tfjs_bridge.keras_backend import load_keras

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.golden.golden import Golden
    from tfjs_bridge.convert.graph_model.convert import TracedModel


def export_graph(origin: Any, request: Request) -> Metadata:
    """Trace, run and write a model.

    Args:
        origin: The model as the user passed it: a live one, or a path.
        request: What the user asked for.

    Raises:
        UnsupportedModelError: TensorFlow.js cannot express it; the message has every reason.
    """
    if _backend() != "jax":
        return _export_elsewhere(origin, request)
    return _export_here(origin, request)


def _backend() -> str:
    """Name the backend of the Keras that is loaded; load it on JAX if none is and none is asked."""
    is_free = "keras" not in sys.modules and not os.environ.get("KERAS_BACKEND")
    return str(load_keras("jax" if is_free else None).backend.backend())


def _export_elsewhere(origin: Any, request: Request) -> Metadata:
    """Export in another process, and check and keep what it made in this one."""
    from tfjs_bridge.artifact.folder import replacing
    from tfjs_bridge.artifact.metadata import read_metadata
    from tfjs_bridge.convert.files.loading import checked_origin
    from tfjs_bridge.convert.graph_process.parent import made_elsewhere

    origin = checked_origin(origin)
    with replacing(request.folder) as folder:
        made_elsewhere(origin, folder, request)
        metadata = read_metadata(folder)
        if request.check is not None:
            request.report("Comparing in Node", 0, 0)
            request.check(folder)
    return metadata


def _export_here(origin: Any, request: Request) -> Metadata:
    from tfjs_bridge.convert.files.loading import load_model
    from tfjs_bridge.convert.frontend.rounding import rounded
    from tfjs_bridge.convert.frontend.signature import read_signature
    from tfjs_bridge.convert.graph_model.convert import convert

    request.report("Reading the model", 0, 0)
    shapes = request.task.input_shapes
    model = load_model(origin, shapes)
    with rounded(model, request.encoding):
        request.report("Tracing the model", 0, 0)
        traced = convert(read_signature(model, shapes, request.card.golden_inputs))
        request.report("Running Keras for the golden vectors", 0, 0)
        golden = _golden(traced, request)
        return write_artifact(_converted(traced, request), golden, request)


def _converted(traced: TracedModel, request: Request) -> Converted:
    from tfjs_bridge.convert.writers import bridge

    def write(folder: Path) -> None:
        weights = reporting(traced.weights, request.report)
        model = dataclasses.replace(traced, weights=weights)
        bridge.write_graph(model, folder, request.encoding)

    return Converted(traced.name, traced.parameters, traced.inputs, traced.outputs, write)


def _golden(traced: TracedModel, request: Request) -> Golden:
    from tfjs_bridge.convert.frontend.calling import one_by_one
    from tfjs_bridge.convert.frontend.compiled import CompiledModel
    from tfjs_bridge.convert.frontend.opaque import described
    from tfjs_bridge.convert.golden.golden import ExportedModel, first_of, golden_vectors
    from tfjs_bridge.convert.golden.user_inputs import fitted_inputs

    called = traced.called if traced.is_batched else one_by_one(traced.called)
    model, graph = CompiledModel(called), described(called)
    task, given = request.task, request.card.golden_inputs
    if given is not None:
        arrays = fitted_inputs(described(traced.called), given)
        arrays = arrays if traced.is_batched else tuple(x[None] for x in arrays)
        task = dataclasses.replace(task, given=arrays)
    exported = ExportedModel(model, graph, model, request.encoding)
    golden = golden_vectors(exported, task, request.card.golden_source)
    return golden if traced.is_batched else first_of(golden)
