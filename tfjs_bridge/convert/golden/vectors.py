"""Make golden vectors in this process: draw inputs or take given ones, run Keras, and measure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import variation
from tfjs_bridge.artifact.metadata import Sensitivity
from tfjs_bridge.convert.frontend.compiled import CompiledModel
from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.golden.candidates import Candidates, Examples
from tfjs_bridge.convert.golden.choice import chosen, is_blind
from tfjs_bridge.convert.golden.cost import cost_of
from tfjs_bridge.convert.golden.plan import Plan, changes_of_given, plan
from tfjs_bridge.convert.golden.reactions import Reactions, measure_reactions, spread_weights
from tfjs_bridge.convert.golden.runs import Runner
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Inputs, Keras's outputs, and what the two can prove.

    Attributes:
        inputs: In the order of the model's inputs, shape (vectors, ...) each.
        outputs: Likewise.
        sensitivity: How much the outputs vary, and react to the weights.
    """

    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    sensitivity: Sensitivity


def draw_vectors(model: Any, graph: Graph, seed: int) -> Vectors:
    """Draw inputs of many kinds, and keep those that the outputs tell apart.

    Args:
        model: The Keras model.
        graph: Of the model, with all sizes but the batch's fixed.
        seed: Of numpy's `default_rng`.
    """
    batch = graph.spec(graph.inputs[0]).shape[0]
    values = [math.prod(s or 1 for s in graph.spec(ref).shape[1:]) for ref in graph.outputs]
    planned = plan(cost_of(graph), load_keras().backend.backend(), batch, values)
    runner, source = Runner(model, planned.at_once), Candidates(graph, seed)
    examples = source.first(runner, planned.candidates)
    rows = chosen(examples.outputs, planned.vectors, is_padded=examples.is_padded)
    if planned.further and is_blind(examples.take(rows).outputs):
        examples = examples.joined(_further(source, runner, planned, examples))
    examples, reactions = _narrowed(runner, planned, seed, examples)
    # A model of a fixed batch needs all of it, and fewer examples may have been finite.
    if batch is not None and len(examples) < batch:
        rows = np.resize(np.arange(len(examples)), batch).tolist()
        examples, reactions = examples.take(rows), reactions.take(rows)
    outputs = examples.outputs
    if planned.at_once > 1:  # once more, as the runtimes will run them: all together
        outputs = Runner(model, len(examples)).run(examples.inputs)
    return _measured(examples.inputs, outputs, reactions)


def _further(source: Candidates, runner: Runner, planned: Plan, first: Examples) -> Examples:
    # Layers-format exports keep their bytes, and small models take no time.
    if isinstance(runner.model, CompiledModel) and not planned.is_cheap:
        return source.further_while_alive(runner, planned.further, first)
    return source.further(runner, planned.further)


def measure_vectors(model: Any, graph: Graph, inputs: Sequence[Array]) -> Vectors:
    """Run a model on given inputs, and measure it as on drawn ones.

    Args:
        model: The Keras model.
        graph: Of the model, with the sizes of the inputs.
        inputs: One array for each input, shape (vectors, ...), of the input's dtype.

    Raises:
        Exception: Keras's own, where it cannot run the model.
    """
    runner = Runner(model, len(inputs[0]))
    outputs = runner.run(inputs)
    changes = changes_of_given(cost_of(graph), load_keras().backend.backend(), len(inputs[0]))
    weights = spread_weights(model, changes)
    return _measured(inputs, outputs, measure_reactions(runner, weights, inputs, outputs))


def _narrowed(
    runner: Runner, planned: Plan, seed: int, examples: Examples
) -> tuple[Examples, Reactions]:
    """Return the best of all examples, by what their outputs react to."""
    weights = spread_weights(runner.model, planned.changes)
    # A large model: one example is measured, and stands for the others that are kept.
    if planned.tried < planned.vectors:
        rows = chosen(examples.outputs, planned.vectors, is_padded=examples.is_padded)
        examples = examples.take(rows)
        one = examples.take(range(planned.tried))
        return examples, measure_reactions(runner, weights, one.inputs, one.outputs)
    examples = examples.take(chosen(examples.outputs, planned.tried, is_padded=examples.is_padded))
    inputs, outputs = examples.inputs, examples.outputs
    reactions = measure_reactions(runner, weights, inputs, outputs)
    errors = runner.rounding_errors(inputs, outputs, seed) if planned.is_cheap else None
    rows = chosen(outputs, planned.vectors, reactions.values, errors, examples.is_padded)
    return examples.take(rows), reactions.take(rows)


def _measured(inputs: Sequence[Array], outputs: Sequence[Array], reactions: Reactions) -> Vectors:
    least = reactions.least()
    sensitivity = Sensitivity(
        tuple(_rounded(variation(output)) for output in outputs),
        None if least is None else _rounded(least),
    )
    return Vectors(tuple(inputs), tuple(outputs), sensitivity)


def _rounded(value: float) -> float:
    """Keep two digits: more are not the same on every machine."""
    return float(f"{value:.1e}")
