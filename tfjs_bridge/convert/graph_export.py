"""Export as a TensorFlow.js graph model."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tfjs_bridge.convert.finishing import Converted, tell_of_weights, write_artifact
from tfjs_bridge.convert.pictures import with_pictures
from tfjs_bridge.convert.requests import Request, is_outside, reporting
from tfjs_bridge.errors import ModelWarning
from tfjs_bridge.keras_backend import load_keras
from tfjs_bridge.optional_libraries.installed import require_installed

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.record import Rounded
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.encodings.auto import Rounding
    from tfjs_bridge.convert.frontend.calling import Signature
    from tfjs_bridge.convert.frontend.programs import SmallProgram
    from tfjs_bridge.convert.golden.golden import Golden
    from tfjs_bridge.convert.golden.user_inputs import UserInputs
    from tfjs_bridge.convert.graph_model.convert import TracedModel


def export_graph(origin: Any, request: Request) -> Metadata:
    """Trace, run and write a model.

    Args:
        origin: The model as the user passed it: a live one, or a path.
        request: What the user asked for.

    Raises:
        UnsupportedModelError: TensorFlow.js cannot express it; the message has every reason.
        UsageError: JAX is not installed.
    """
    from tfjs_bridge.convert.features.door import without_front

    require_installed("jax", "format 'graph': JAX traces the model")
    is_here = _backend() == "jax"
    is_file = isinstance(origin, str | Path) and not is_outside(request.card.preprocessing)
    if is_file and not is_here:
        return _export_elsewhere(origin, request)  # where it is split as well
    with without_front(origin, request, "graph") as (network, asked):
        return _export_here(network, asked) if is_here else _export_elsewhere(network, asked)


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
    if not isinstance(origin, Path):
        require_installed("cloudpickle", "format 'graph': it carries a live model to Keras on JAX")
    with replacing(request.folder) as folder:
        made_elsewhere(origin, folder, request)
        metadata = read_metadata(folder)
        if request.check is not None:
            request.report("Comparing in Node", 0, 0)
            request.check(folder)
    return metadata


def _export_here(origin: Any, request: Request) -> Metadata:
    from tfjs_bridge.convert.files.compute_dtype import computing_in_float32
    from tfjs_bridge.convert.files.loading import load_model
    from tfjs_bridge.convert.frontend.signature import read_signature
    from tfjs_bridge.convert.frontend.states import with_states
    from tfjs_bridge.convert.graph_model.convert import convert
    from tfjs_bridge.convert.graph_rounding import GraphRounding

    request.report("Reading the model", 0, 0)
    shapes = request.task.input_shapes
    model = load_model(origin, shapes, "graph", request.code)
    with contextlib.ExitStack() as stack:
        stack.enter_context(computing_in_float32(model))
        request.report("Tracing the model", 0, 0)
        signature = _typed(read_signature(model, shapes, request.card.golden_inputs))
        signature = with_states(signature) if request.states else signature
        rounding = GraphRounding(signature)
        request = _with_plan(signature, request, rounding)
        record = stack.enter_context(rounding(request.plan))
        with _compiling(signature, request) as begun:
            traced = convert(signature, record)
            card = with_pictures(request.card, model, traced.inputs, traced.outputs)
            request = dataclasses.replace(request, card=card)
            request.report("Running Keras for the golden vectors", 0, 0)
            golden = _golden(traced, request, begun)
        return write_artifact(_converted(traced, record, request), golden, request)


def _with_plan(signature: Signature, request: Request, rounding: Rounding) -> Request:
    """Choose encodings, where that is asked for."""
    from tfjs_bridge.convert.encodings.auto import Subject, with_chosen_plan
    from tfjs_bridge.convert.frontend.calling import one_by_one
    from tfjs_bridge.convert.frontend.compiled import CompiledModel
    from tfjs_bridge.convert.frontend.opaque import described
    from tfjs_bridge.convert.graph_model.convert import convert

    search = request.search
    if search is None:
        return request
    traced = convert(signature)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ModelWarning)  # they come again
        golden = _golden(traced, request, None).vectors
    inputs = [tensor.value for tensor in golden.inputs]
    called = traced.called
    if not traced.is_batched:
        called, inputs = one_by_one(called), [value[None] for value in inputs]
        data = None if search.data is None else _as_one_example(search.data)
        search = dataclasses.replace(search, data=data)
    model, graph = signature.model, described(called)
    subject = Subject(model, model, CompiledModel(called), graph, rounding, golden, inputs)
    return with_chosen_plan(subject, dataclasses.replace(request, search=search))


def _typed(signature: Signature) -> Signature:
    from tfjs_bridge.convert.frontend.dtypes import with_dtypes

    try:
        return with_dtypes(signature)
    except Exception:  # Keras's or JAX's own: tracing it says the same, and what can be done
        return signature


@contextlib.contextmanager
def _compiling(signature: Signature, request: Request) -> Iterator[SmallProgram | None]:
    """Compile what the golden vectors will run, while the graph is made within the block.

    Of large models alone, and where it is known before what that is: one example at a time, and
    all outputs. If it turns out to be something else, it was in vain.
    """
    from tfjs_bridge.convert.frontend.programs import compiling

    shapes = [spec.shape for spec in signature.inputs]
    parameters = sum(math.prod(weight.shape) for weight in signature.weights)
    is_known = request.card.golden_inputs is None and request.task.is_of_one(shapes, parameters)
    with contextlib.ExitStack() as stack:
        begun = None
        if is_known:
            # What Keras and JAX raise here, they will raise again, where it is explained.
            with contextlib.suppress(Exception):
                begun = stack.enter_context(compiling(_small(signature)))
        yield begun


def _small(called: Signature) -> SmallProgram:
    from tfjs_bridge.convert.frontend.depthwise import depthwise_as_sums
    from tfjs_bridge.convert.frontend.programs import small_program

    with depthwise_as_sums():  # as it will be compiled
        return small_program(called)


def _converted(traced: TracedModel, record: Rounded, request: Request) -> Converted:
    from tfjs_bridge.convert.writers import bridge

    def write(folder: Path) -> None:
        weights = reporting(traced.weights, request.report)
        model = dataclasses.replace(traced, weights=weights)
        bridge.write_graph(model, folder, record)
        tell_of_weights(folder, record, request)

    return Converted(traced.name, traced.parameters, traced.inputs, traced.outputs, write)


def _golden(traced: TracedModel, request: Request, begun: SmallProgram | None) -> Golden:
    from tfjs_bridge.convert.frontend.calling import one_by_one
    from tfjs_bridge.convert.frontend.compiled import CompiledModel
    from tfjs_bridge.convert.frontend.opaque import described
    from tfjs_bridge.convert.golden.golden import ExportedModel, first_of, golden_vectors
    from tfjs_bridge.convert.golden.pictures import Runner, with_pictures_run
    from tfjs_bridge.convert.golden.random_outputs import with_random_outputs
    from tfjs_bridge.convert.golden.user_inputs import fitted_inputs

    whole = traced.called if traced.is_batched else one_by_one(traced.called)
    names = [spec.name for spec in traced.outputs]
    # Random outputs would be taken for ones that react to everything, and prove nothing.
    skipped = frozenset(traced.random if len(traced.random) < len(names) else ())
    called = dataclasses.replace(whole, skipped=skipped) if skipped else whole
    small = begun if begun is not None and begun.signature is called else _small(called)
    model = CompiledModel(_of_compared_weights(called), small.inputs, small.compiled)
    graph = described(called, small=small)
    task, given = request.task, request.card.golden_inputs
    if given is not None:
        given = _with_zeros(traced.called, given)
        given = given if traced.is_batched else _as_one_example(given)
        task = dataclasses.replace(task, given=fitted_inputs(graph, given))
    exported = ExportedModel(model, graph, model)  # whose weights are rounded already
    golden = golden_vectors(exported, task, request.card.golden_source)
    run = CompiledModel(whole).run
    if traced.random:
        values = run([tensor.value for tensor in golden.vectors.inputs])
        golden = with_random_outputs(golden, names, values, traced.random)
    runner = Runner(run, traced.inputs, is_whole=not traced.is_batched)
    golden = with_pictures_run(golden, request.card.preprocessing, runner, task.seed)
    return golden if traced.is_batched else first_of(golden)


def _with_zeros(called: Signature, given: UserInputs) -> UserInputs:
    """Return golden inputs with zeros for states that are not among them."""
    states = {
        spec.name: np.zeros([size or 1 for size in spec.shape], spec.dtype)
        for spec in called.inputs
        if spec.is_state
    }
    if isinstance(given, Mapping):
        return {**states, **given} if states else given
    is_short = len(given) == len(called.inputs) - len(states)
    return [*given, *states.values()] if is_short else given


def _as_one_example(given: UserInputs) -> UserInputs:
    """Return golden inputs, which are one whole input of a model without a batch, as an example."""
    if isinstance(given, Mapping):
        return {name: np.asarray(x)[None] for name, x in given.items()}
    return [np.asarray(x)[None] for x in given]


def _of_compared_weights(called: Signature) -> Signature:
    """Leave out the weights that only random outputs depend on: no golden inputs can prove them."""
    from tfjs_bridge.convert.frontend.programs import variables_behind

    return (
        dataclasses.replace(called, proven=variables_behind(called)) if called.skipped else called
    )
