"""Choose golden examples among others: those that differ, and move what the network gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import BLIND_BELOW
from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.golden.choice import chosen, finite_rows
from tfjs_bridge.convert.golden.cost import Cost, cost_of
from tfjs_bridge.convert.golden.hints import input_hints
from tfjs_bridge.convert.golden.kinds import kinds
from tfjs_bridge.convert.golden.plan import Plan, plan
from tfjs_bridge.convert.golden.reactions import measure_reactions, spread_weights
from tfjs_bridge.convert.golden.runs import Runner
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]
_VECTORS, _CANDIDATES = 4, 24
# Keras on TensorFlow takes milliseconds for each step of a recurrent layer, and the golden vectors
# are measured all the same when they are made.
_MOST_STEPS = 64


class Judge:
    """A network, as far as it can be read and run here, by which golden examples are chosen."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._graph = _graph(model)
        self.names = [str(x._keras_history.operation.name) for x in model.inputs]
        self.batch: int | None = next((x.shape[0] for x in model.inputs if x.shape[0]), None)

    def kinds(self) -> dict[str, Sequence[Any]]:
        """Return ways to draw each input by itself, as for a model without a front."""
        if self._graph is None:
            return {}
        try:
            hints = input_hints(self._graph)
        except Exception:  # a layer of the user's
            return {}
        return {name: kinds(hint) for name, hint in zip(self.names, hints, strict=True)}

    def chosen(self, inputs: list[Array]) -> list[int]:
        """Return the numbers of the examples to keep.

        Args:
            inputs: One array for each input, in order, the examples first.
        """
        count = self.batch or _VECTORS
        seen = [x.astype(np.float32) for x in inputs if x.ndim]
        try:
            return self._by_outputs(inputs, seen, count)
        except Exception:  # of Keras, which may not run it on this backend
            return chosen(seen, count)

    def _by_outputs(self, inputs: list[Array], seen: list[Array], count: int) -> list[int]:
        cost, planned = self._plan(inputs)
        rows = np.arange(len(inputs[0]))[: planned.candidates if planned else None]
        runner = Runner(self._model, self._at_once(planned, len(rows)))
        outputs = runner.run([x[rows] for x in inputs])
        finite = finite_rows(outputs)
        # Where all overflow, they are compared all the same.
        finite = rows[finite] if len(finite) >= count else rows
        outputs = [x[finite] for x in outputs]
        shown = [*outputs, *(x[finite] for x in seen)]
        if cost is None or planned is None or not planned.is_cheap or cost.steps > _MOST_STEPS:
            return [int(finite[k]) for k in chosen(shown, count)]
        tried = finite[chosen(shown, max(planned.tried, count))]
        return [int(tried[k]) for k in self._by_reactions(runner, inputs, tried, planned)]

    def _by_reactions(
        self, runner: Runner, inputs: list[Array], rows: Array, planned: Plan
    ) -> list[int]:
        """Return places among some rows, by what the network's outputs react to."""
        count, given = self.batch or _VECTORS, [x[rows] for x in inputs]
        outputs = runner.run(given)
        weights = spread_weights(self._model, planned.changes)
        reactions = measure_reactions(runner, weights, given, outputs)
        shown = [*outputs, *(x.astype(np.float32) for x in given)]
        best = chosen(shown, count, reactions.values)
        least = reactions.take(best).least()
        # An Embedding is read a row at a time: more examples read more of them.
        if self.batch is None and least is not None and least < BLIND_BELOW:
            best = chosen(shown, 2 * count, reactions.values)
        return best

    def _at_once(self, planned: Plan | None, count: int) -> int:
        if self.batch is not None or planned is None:
            return self.batch or _VECTORS
        return count if planned.is_cheap else planned.at_once

    def _plan(self, inputs: Sequence[Array]) -> tuple[Cost, Plan] | tuple[None, None]:
        if self._graph is None:
            return None, None
        shapes = dict(zip(self.names, (x.shape[1:] for x in inputs), strict=True))
        graph = read_keras_model(self._model, shapes)
        backend = str(load_keras().backend.backend())
        values = [math.prod(n or 1 for n in graph.spec(ref).shape[1:]) for ref in graph.outputs]
        cost = cost_of(graph)
        return cost, plan(cost, backend, self.batch, values)


def candidates(batch: int | None) -> range:
    """Return the numbers of the examples that are drawn."""
    return range(max(_CANDIDATES, 2 * (batch or 0)))


def _graph(model: Any) -> Graph | None:
    try:
        return read_keras_model(model)
    except Exception:  # a layer of the user's, which the graph format alone can hold
        return None
