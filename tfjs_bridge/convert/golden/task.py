"""What is asked of golden vectors, and how this process makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from tfjs_bridge.convert.frontend.compiled import CompiledModel
from tfjs_bridge.convert.frontend.graph import Graph, Shape
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.opaque import described
from tfjs_bridge.convert.golden.plan import MANY_PARAMETERS
from tfjs_bridge.convert.golden.sizes import fixed_graphs
from tfjs_bridge.convert.golden.vectors import Vectors, draw_vectors, measure_vectors

# Each is a whole run of Keras; what is wrong with the first few is hardly their sizes.
_MOST_SIZES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is asked for.

    Attributes:
        seed: Of the drawn inputs.
        input_shapes: Of the export, by the inputs' names, without the batch.
        golden_shapes: Of the golden vectors alone, likewise.
        given: Inputs that are not to be drawn.
    """

    seed: int = 0
    input_shapes: Mapping[str, Shape] = field(default_factory=dict)
    golden_shapes: Mapping[str, Shape] = field(default_factory=dict)
    given: tuple[npt.NDArray[Any], ...] | None = None

    def is_of_one(self, inputs: Sequence[Shape], parameters: int) -> bool:
        """Tell whether one example is run at a time, and of which sizes, for certain.

        Args:
            inputs: The shapes of the model's inputs, the batch first.
            parameters: Of the model.
        """
        is_fixed = all(s[:1] == (None,) and None not in s[1:] for s in inputs)
        return is_fixed and self.given is None and parameters > MANY_PARAMETERS

    def graphs(self, model: Any, graph: Graph) -> Any:
        """Yield the model with sizes for the golden vectors, as long as others are asked for."""
        if self.given is not None:
            names = [ref.layer for ref in graph.inputs]
            shapes = {name: x.shape[1:] for name, x in zip(names, self.given, strict=True)}
            return iter([read(model, shapes)])
        return fixed_graphs(
            graph,
            lambda shapes: read(model, {**self.input_shapes, **shapes}),
            self.golden_shapes,
        )


def read(model: Any, shapes: Mapping[str, Shape]) -> Graph:
    """Read a model as `read_keras_model` does; one that was compiled may be written in Python."""
    if isinstance(model, CompiledModel):
        return described(model.signature, shapes)
    return read_keras_model(model, shapes)


def vectors_here(model: Any, graph: Graph, task: Task) -> Vectors:
    """Draw or measure golden vectors with the backend of this process.

    Raises:
        Exception: Keras's own, where it cannot run the model.
    """
    failure: Exception = ValueError("no size was found")
    for number, fixed in enumerate(task.graphs(model, graph)):
        if number == _MOST_SIZES:
            break
        try:
            if task.given is not None:
                return measure_vectors(model, fixed, task.given)
            return draw_vectors(model, fixed, task.seed)
        except Exception as error:  # Keras raises anything, also where a size does not fit
            failure = failure if number else error
    raise failure
