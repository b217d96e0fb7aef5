"""Export in TensorFlow.js's layers format."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.convert.finishing import Converted, tell_of_weights, write_artifact
from tfjs_bridge.convert.pictures import with_pictures
from tfjs_bridge.convert.requests import ModelCard, Request, WriterName, reporting
from tfjs_bridge.errors import ModelWarning

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.record import Rounded
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.encodings.auto import Rounding
    from tfjs_bridge.convert.frontend.graph import Graph
    from tfjs_bridge.convert.golden.golden import ExportedModel, Golden
    from tfjs_bridge.convert.golden.task import Task
    from tfjs_bridge.convert.layers_model.translate import LayersModel


def export_layers(origin: Any, request: Request) -> Metadata:
    """Read, translate, run and write a model.

    Args:
        origin: The model as the user passed it: a live one, or a path.
        request: What the user asked for.

    Raises:
        UnsupportedModelError: The layers format cannot hold it; the message has every reason.
    """
    from tfjs_bridge.convert.features.door import without_front
    from tfjs_bridge.convert.files.loading import load_model
    from tfjs_bridge.convert.frontend.model import read_keras_model
    from tfjs_bridge.convert.frontend.rounding import joint_weights, rounded
    from tfjs_bridge.convert.frontend.run import run_keras_model
    from tfjs_bridge.convert.golden.golden import ExportedModel
    from tfjs_bridge.convert.golden.pictures import Runner, with_pictures_run
    from tfjs_bridge.convert.layers_model.translate import translate
    from tfjs_bridge.convert.training.keep import with_training

    request.report("Reading the model", 0, 0)
    with without_front(origin, request, "layers") as (origin, request):
        shapes = request.task.input_shapes
        model = load_model(origin, shapes)
        rounding = partial(rounded, model, joint=joint_weights(model))
        request = _with_plan(model, origin, request, rounding)
        with rounding(request.plan) as record:
            graph = read_keras_model(model, shapes)
            warns = request.card.training is None
            translated = with_training(translate(graph), origin, warns=warns)
            card = with_pictures(request.card, model, translated.inputs, translated.outputs)
            request = dataclasses.replace(request, card=card)
            _warn_of_weights(graph)
            request.report("Running Keras for the golden vectors", 0, 0)
            exported = ExportedModel(model, graph, origin, request.plan)
            golden = golden_for(exported, request.card, request.task)
            runner = Runner(partial(run_keras_model, model), translated.inputs)
            golden = with_pictures_run(golden, card.preprocessing, runner, request.task.seed)
            return write_artifact(_converted(translated, record, request), golden, request)


def _with_plan(model: Any, origin: Any, request: Request, rounding: Rounding) -> Request:
    """Choose encodings, where that is asked for."""
    from tfjs_bridge.convert.encodings.auto import Subject, with_chosen_plan
    from tfjs_bridge.convert.frontend.model import read_keras_model
    from tfjs_bridge.convert.golden.golden import ExportedModel
    from tfjs_bridge.convert.layers_model.translate import translate
    from tfjs_bridge.convert.reference import as_runnable

    if request.search is None:
        return request
    shapes = request.task.input_shapes
    graph = read_keras_model(model, shapes)
    translate(graph)  # what cannot be exported is refused before the model is run so often
    request.report("Running Keras for the golden vectors", 0, 0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ModelWarning)  # they come again
        golden = golden_for(ExportedModel(model, graph, origin), request.card, request.task)
    runnable, graph = as_runnable(model, shapes, None)
    inputs = [tensor.value for tensor in golden.vectors.inputs]
    subject = Subject(model, origin, runnable, graph, rounding, golden.vectors, inputs)
    return with_chosen_plan(subject, request)


def _converted(translated: LayersModel, record: Rounded, request: Request) -> Converted:
    def write(folder: Path) -> None:
        weights = reporting(translated.weights, request.report)
        model = dataclasses.replace(translated, weights=weights)
        _writer(request.writer)(model, folder, record)
        tell_of_weights(folder, record, request)

    return Converted(
        translated.name, translated.parameters, translated.inputs, translated.outputs, write
    )


def _warn_of_weights(graph: Graph) -> None:
    from tfjs_bridge.convert.files.precision import nonfinite_weights

    names = nonfinite_weights(graph)
    if names:
        warnings.warn(
            f"{', '.join(names)}: NaN or infinite values; expected finite numbers. Training has "
            f"probably diverged; check the model before you use it.",
            ModelWarning,
            stacklevel=5,
        )


def _writer(name: WriterName) -> Callable[[LayersModel, Path, Rounded], None]:
    from tfjs_bridge.convert.writers import bridge, tensorflowjs

    return bridge.write if name == "bridge" else tensorflowjs.write


def golden_for(exported: ExportedModel, card: ModelCard, task: Task) -> Golden:
    """Make golden vectors of the inputs that the user gives, or of drawn ones."""
    from tfjs_bridge.convert.golden.golden import golden_vectors
    from tfjs_bridge.convert.golden.user_inputs import fitted_inputs

    if card.golden_inputs is not None:
        task = dataclasses.replace(task, given=fitted_inputs(exported.graph, card.golden_inputs))
    return golden_vectors(exported, task, card.golden_source)
