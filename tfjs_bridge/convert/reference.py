"""Keras's own outputs for a user's examples: what exported models are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from tfjs_bridge.convert.files.compute_dtype import computing_in_float32
from tfjs_bridge.convert.files.loading import load_model
from tfjs_bridge.convert.files.user_code import UserCode
from tfjs_bridge.convert.frontend.compiled import CompiledModel
from tfjs_bridge.convert.frontend.dtypes import with_dtypes
from tfjs_bridge.convert.frontend.graph import Graph, Shape
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.opaque import described
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.frontend.signature import read_signature
from tfjs_bridge.convert.golden.cost import cost_of
from tfjs_bridge.convert.golden.runs import Runner
from tfjs_bridge.convert.golden.user_inputs import UserInputs, fitted_data
from tfjs_bridge.errors import TfjsBridgeError, UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]

# Values of all tensors that are in memory at once: 200 MB.
_VALUES_AT_ONCE = 50_000_000
_MOST_AT_ONCE = 256


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Inputs and Keras's outputs for them, in float32.

    Attributes:
        names: Of the inputs.
        inputs: In the model's order, shape (examples, ...) each.
        outputs: Likewise.
        batch: How many examples the model takes at a time; `None`: any number.
    """

    names: tuple[str, ...]
    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    batch: int | None


def run_in_keras(
    origin: Any,
    given: UserInputs,
    input_shapes: Mapping[str, Shape] | None = None,
    code: UserCode | None = None,
) -> Reference:
    """Run a model on a user's examples, as Keras has it.

    Args:
        origin: A live model, or a file's path.
        given: One array for each input, shape (examples, ...): in order, or by the input's name.
        input_shapes: As for `load_model`.
        code: The Python code that a file may run.

    Raises:
        UsageError: An array does not fit its input.
        UnsupportedModelError: Keras on this process's backend cannot run the model.
    """
    model = load_model(origin, input_shapes or {}, "graph", code)
    with computing_in_float32(model):
        runnable, graph = as_runnable(model, input_shapes or {}, given)
        inputs = fitted_data(graph, given)
        runner = Runner(runnable, examples_at_once(graph, len(inputs[0])))
        try:
            outputs = runner.run(inputs)
        except TfjsBridgeError:
            raise
        except Exception as error:  # Keras raises anything
            raise _cannot_run(graph, error) from error
    names = tuple(ref.layer for ref in graph.inputs)
    return Reference(names, inputs, tuple(outputs), graph.spec(graph.inputs[0]).shape[0])


def as_runnable(
    model: Any, shapes: Mapping[str, Shape], given: UserInputs | None
) -> tuple[Any, Graph]:
    """Return what `Runner` runs, and what is known of it.

    On JAX any model is compiled as a whole; on other backends its layers are run one by one.
    """
    if load_keras().backend.backend() != "jax":
        return model, read_keras_model(model, shapes)
    signature = with_dtypes(read_signature(model, shapes, given))
    return CompiledModel(signature), described(signature)


def examples_at_once(graph: Graph, count: int) -> int:
    """Return how many examples fit into memory together; the batch where that is fixed."""
    batch = graph.spec(graph.inputs[0]).shape[0]
    fitting = _VALUES_AT_ONCE // max(cost_of(graph).values, 1)
    return batch or max(1, min(count, fitting, _MOST_AT_ONCE))


def _cannot_run(graph: Graph, error: Exception) -> UnsupportedModelError:
    backend = load_keras().backend.backend()
    return UnsupportedModelError(
        f"model '{graph.name}': Keras on {backend} cannot run it on the data "
        f"({keras_reason(error)}); expected outputs, got an error. Set KERAS_BACKEND to one that "
        f"can, such as jax, or give other data."
    )
