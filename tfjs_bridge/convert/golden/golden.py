"""Make the golden vectors of an export, with a backend of Keras that can run it, and is fast."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.comparison import BLIND_BELOW
from tfjs_bridge.artifact.encodings.plan import AS_THEY_ARE, EncodingPlan
from tfjs_bridge.artifact.golden import GoldenVectors, NamedTensor
from tfjs_bridge.artifact.golden_pictures import GoldenPictures
from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.golden.cost import cost_of
from tfjs_bridge.convert.golden.other_process import (
    BackendError,
    faster_backend,
    other_backends,
    vectors_by_process,
)
from tfjs_bridge.convert.golden.sizes import is_open, no_size_fits
from tfjs_bridge.convert.golden.task import Task, vectors_here
from tfjs_bridge.convert.golden.vectors import Vectors
from tfjs_bridge.errors import ModelWarning, TfjsBridgeError, UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras


@dataclass(frozen=True, slots=True, eq=False)
class ExportedModel:
    """The model that is exported.

    Attributes:
        model: Live, its weights rounded if they are to be.
        graph: Read from it.
        origin: The file's path, or the live model as the user has it.
        plan: By which the weights are rounded.
    """

    model: Any
    graph: Graph
    origin: Any
    plan: EncodingPlan = AS_THEY_ARE


@dataclass(frozen=True, slots=True, eq=False)
class Golden:
    """Golden vectors and pictures, and the versions of what they were made with."""

    vectors: GoldenVectors
    versions: dict[str, str]
    pictures: GoldenPictures | None = None


def golden_vectors(exported: ExportedModel, task: Task, source: str) -> Golden:
    """Run Keras on given or drawn inputs.

    Args:
        exported: The model that is exported.
        task: What is asked for.
        source: In words, where given inputs are from.

    Raises:
        UsageError: A shape for the golden vectors does not fit the model.
        UnsupportedModelError: No backend of Keras that is installed can run it.

    Warns:
        ModelWarning: Outputs hardly vary, so that the vectors prove little.
    """
    graph = exported.graph
    vectors, backend = _vectors(exported, task)
    _warn_of_blindness(graph, vectors, is_given=task.given is not None)
    names = [ref.layer for ref in graph.inputs]
    named = GoldenVectors(
        tuple(NamedTensor(*pair) for pair in zip(names, vectors.inputs, strict=True)),
        tuple(NamedTensor(*pair) for pair in zip(graph.output_names, vectors.outputs, strict=True)),
        source if task.given is not None else f"random, numpy default_rng({task.seed})",
        vectors.sensitivity,
    )
    return Golden(named, _versions(backend))


def first_of(golden: Golden) -> Golden:
    """Return the first vector alone, of a model that takes one whole input at a time."""

    def first(tensors: tuple[NamedTensor, ...]) -> tuple[NamedTensor, ...]:
        return tuple(NamedTensor(tensor.name, tensor.value[0]) for tensor in tensors)

    vectors = golden.vectors
    kept = replace(vectors, inputs=first(vectors.inputs), outputs=first(vectors.outputs))
    return replace(golden, vectors=kept)


def _versions(backend: str) -> dict[str, str]:
    # The version of numpy, which every export has, is among the others already.
    return {} if backend == "numpy" else {backend: version(backend)}


def _vectors(exported: ExportedModel, task: Task) -> tuple[Vectors, str]:
    own = str(load_keras().backend.backend())
    faster = _faster(exported, task)
    if faster is not None:
        try:
            return _by_process(exported, faster, task), faster
        except BackendError:
            pass  # then this process's own runs it, slowly
    try:
        return vectors_here(exported.model, exported.graph, task), own
    except TfjsBridgeError:
        raise
    except Exception as error:  # Keras raises anything
        return _after(error, exported, task)


def _faster(exported: ExportedModel, task: Task) -> str | None:
    """Name another backend that pays off; a live model stays in its own process."""
    # It may hold what cannot be saved for another process.
    if not isinstance(exported.origin, str | Path):
        return None
    fixed = next(iter(task.graphs(exported.model, exported.graph)))
    return faster_backend(cost_of(fixed))


def _after(error: Exception, exported: ExportedModel, task: Task) -> tuple[Vectors, str]:
    """Try other backends where this process's own cannot run the model."""
    reasons = {str(load_keras().backend.backend()): keras_reason(error)}
    for backend in other_backends():
        try:
            return _by_process(exported, backend, task), backend
        except BackendError as other:
            reasons[backend] = str(other)
    if is_open(exported.graph) and task.given is None and not task.golden_shapes:
        raise no_size_fits(exported.graph, error) from error
    said = "; ".join(f"{backend}: {reason}" for backend, reason in reasons.items())
    what = "drawn inputs" if task.given is None else "the golden inputs"
    raise UnsupportedModelError(
        f"model '{exported.graph.name}': Keras cannot run it on {what} with any backend that is "
        f"installed ({said}), so nothing can be proven. Give golden inputs that it takes."
    ) from error


def _by_process(exported: ExportedModel, backend: str, task: Task) -> Vectors:
    return vectors_by_process(exported.origin, backend, task, exported.plan)


def _warn_of_blindness(graph: Graph, vectors: Vectors, *, is_given: bool) -> None:
    """Warn of what `verify --strict` fails for, as web/src/proof/blindness.js does."""
    reaction = vectors.sensitivity.reaction
    if reaction is not None and reaction < BLIND_BELOW:
        blind, reason = list(graph.output_names), "hardly moves with the weights"
    elif len(vectors.inputs[0]) > 1:
        variations = zip(graph.output_names, vectors.sensitivity.variation, strict=True)
        blind, reason = [name for name, varied in variations if varied < BLIND_BELOW], "is the same"
    else:
        blind, reason = list(graph.output_names) if reaction is None else [], "cannot be compared"
    if not blind:
        return
    names = ", ".join(f"'{name}'" for name in dict.fromkeys(blind))
    tried = "the golden inputs" if is_given else "all inputs that were tried"
    warnings.warn(
        f"output {names}: {reason} for {tried}, within {BLIND_BELOW:g}; expected outputs that "
        f"differ, or the golden vectors can hardly see a fault. Give {'other ' * is_given}"
        f"golden inputs: --golden-inputs FILE.npz, or ModelCard(golden_inputs=...).",
        ModelWarning,
        stacklevel=6,
    )
