"""Choose golden examples among others: those that differ, and move what the network gives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import BLIND_BELOW
from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.golden.choice import chosen, finite_rows
from tfjs_bridge.convert.golden.cost import cost_of
from tfjs_bridge.convert.golden.hints import input_hints
from tfjs_bridge.convert.golden.kinds import kinds
from tfjs_bridge.convert.golden.plan import Plan, plan
from tfjs_bridge.convert.golden.reactions import measure_reactions, spread_weights
from tfjs_bridge.convert.golden.runs import Runner
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]
_VECTORS, _CANDIDATES = 4, 24


class Judge:
    """A network, as far as it can be read and run here, by which golden examples are chosen."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._graph = _graph(model)
        names = [tensor._keras_history.operation.name for tensor in model._inputs]
        self.names: list[str] = [str(name) for name in names]
        self.batch: int | None = next((x.shape[0] for x in model._inputs if x.shape[0]), None)

    def kinds(self) -> dict[str, Sequence[Any]]:
        """Return ways to draw each input by itself, as for a model without a front."""
        if self._graph is None:
            return {}
        try:
            hints = input_hints(self._graph)
        except Exception:  # a layer of the user's
            return {}
        return {name: kinds(hint) for name, hint in zip(self.names, hints, strict=True)}

    def chosen(self, prepared: Mapping[str, Array]) -> list[int]:
        """Return the numbers of the examples to keep.

        Args:
            prepared: Of all inputs, the examples first.
        """
        inputs = [np.asarray(prepared[name]) for name in self.names]
        count = self.batch or _VECTORS
        seen = [x.astype(np.float32) for x in inputs if x.ndim]
        try:
            return self._by_outputs(inputs, seen, count)
        except Exception:  # of Keras, which may not run it on this backend
            return chosen(seen, count)

    def _by_outputs(self, inputs: list[Array], seen: list[Array], count: int) -> list[int]:
        planned = self._plan(inputs)
        rows = np.arange(len(inputs[0]))[: planned.candidates if planned else None]
        runner = Runner(self._model, planned.at_once if planned else count)
        outputs = runner.run([x[rows] for x in inputs])
        finite = rows[finite_rows(outputs)]
        outputs = [x[finite] for x in outputs]
        shown = [*outputs, *(x[finite] for x in seen)]
        if planned is None or not planned.is_cheap:
            return [int(finite[k]) for k in chosen(shown, count)]
        weights = spread_weights(self._model, planned.changes)
        reactions = measure_reactions(runner, weights, [x[finite] for x in inputs], outputs)
        best = chosen(shown, count, reactions.values)
        least = reactions.take(best).least()
        # An Embedding is read a row at a time: more examples read more of them.
        if self.batch is None and least is not None and least < BLIND_BELOW:
            best = chosen(shown, 2 * count, reactions.values)
        return [int(finite[k]) for k in best]

    def _plan(self, inputs: Sequence[Array]) -> Plan | None:
        if self._graph is None:
            return None
        shapes = dict(zip(self.names, (x.shape[1:] for x in inputs), strict=True))
        graph = read_keras_model(self._model, shapes)
        backend = str(load_keras().backend.backend())
        values = [math.prod(n or 1 for n in graph.spec(ref).shape[1:]) for ref in graph.outputs]
        return plan(cost_of(graph), backend, self.batch, values)


def candidates(batch: int | None) -> range:
    """Return the numbers of the examples that are drawn."""
    return range(max(_CANDIDATES, 2 * (batch or 0)))


def _graph(model: Any) -> Graph | None:
    try:
        return read_keras_model(model)
    except Exception:  # a layer of the user's, which the graph format alone can hold
        return None
