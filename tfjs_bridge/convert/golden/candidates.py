"""Candidates for golden inputs, and Keras's outputs for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.golden.choice import finite_rows
from tfjs_bridge.convert.golden.hints import input_hints
from tfjs_bridge.convert.golden.kinds import Kind, ends_masked, kinds, wider_kinds
from tfjs_bridge.convert.golden.runs import Runner

Array = npt.NDArray[Any]
# So many values along an axis show what a kind's are like.
_FEW = 4


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Inputs and Keras's outputs, shape (examples, ...) each.

    Attributes:
        inputs: In the order of the model's inputs.
        outputs: In the order of its outputs.
        is_padded: Whether an example ends in masked steps, shape (examples,).
    """

    inputs: list[Array]
    outputs: list[Array]
    is_padded: Array

    def __len__(self) -> int:
        return len(self.inputs[0])

    def take(self, rows: Sequence[int]) -> Examples:
        """Return some of the examples."""
        numbers = list(rows)
        return Examples(
            [x[numbers] for x in self.inputs],
            [x[numbers] for x in self.outputs],
            self.is_padded[numbers],
        )

    def joined(self, others: Examples) -> Examples:
        """Return these examples, then the others."""
        return Examples(
            [np.concatenate(pair) for pair in zip(self.inputs, others.inputs, strict=True)],
            [np.concatenate(pair) for pair in zip(self.outputs, others.outputs, strict=True)],
            np.concatenate([self.is_padded, others.is_padded]),
        )


class Candidates:
    """Draws examples for a graph whose sizes are all fixed but the batch's."""

    def __init__(self, graph: Graph, seed: int) -> None:
        self._hints = hints = input_hints(graph)
        self._sizes = [tuple(size or 1 for size in h.spec.shape[1:]) for h in hints]
        self._kinds = [kinds(h) for h in hints]
        self._wider = [wider_kinds(h) or kinds(h) for h in hints]
        self._seed = seed
        self._drawn = 0

    def first(self, runner: Runner, count: int) -> Examples:
        """Draw examples of the likeliest kinds, as far as Keras takes them and gives numbers.

        Raises:
            Exception: Keras's own, where it takes none.
        """
        return self._run(runner, self._kinds, self._numbers(count))

    def further(self, runner: Runner, count: int) -> Examples:
        """Draw examples of the kinds that are left, then of the same and of wider ones."""
        return self._run(runner, self._all_kinds(), self._numbers(count))

    def further_while_alive(self, runner: Runner, count: int, first: Examples) -> Examples:
        """Draw the same, but two of them only where the others are in vain.

        A network that gives the same for what is all below zero and for what is very large as for
        the first examples, to the last bit, has lost its inputs on the way, as MobileNetV2 does
        with weights that are not trained.
        """
        numbers, choices = self._numbers(count), self._all_kinds()
        try:
            far = self._ran(runner, choices, self._farthest(choices, numbers))
        except Exception:  # Keras takes neither: the others may be different
            return self._run(runner, choices, numbers)
        is_alive = _differ(first.joined(far).outputs)
        return self._run(runner, choices, numbers) if is_alive else far

    def _farthest(self, choices: Sequence[Sequence[Kind]], numbers: Sequence[int]) -> list[int]:
        """Return two of the numbers: the lowest values, and the largest."""
        few = [tuple(min(size, _FEW) for size in sizes) for sizes in self._sizes]
        drawn = [self._draw(choices, [n], few) for n in numbers]
        lowest = min(range(len(drawn)), key=lambda k: max(np.max(x) for x in drawn[k]))
        largest = max(range(len(drawn)), key=lambda k: max(np.max(np.abs(x)) for x in drawn[k]))
        return [numbers[k] for k in dict.fromkeys((lowest, largest))]

    def _all_kinds(self) -> list[list[Kind]]:
        return [[*k, *w] for k, w in zip(self._kinds, self._wider, strict=True)]

    def _numbers(self, count: int) -> range:
        self._drawn += count
        return range(self._drawn - count, self._drawn)

    def _run(
        self, runner: Runner, choices: Sequence[Sequence[Kind]], numbers: Sequence[int]
    ) -> Examples:
        return _finite(self._ran(runner, choices, numbers))

    def _ran(
        self, runner: Runner, choices: Sequence[Sequence[Kind]], numbers: Sequence[int]
    ) -> Examples:
        inputs = self._draw(choices, numbers, self._sizes)
        is_padded = np.zeros(len(numbers), bool)
        for hints, values in zip(self._hints, inputs, strict=True):
            is_padded |= ends_masked(hints, values)
        try:
            outputs = runner.run(inputs)
        # A batch fails as a whole: of an index out of range in one example, say.
        except Exception:  # Keras raises anything where it does not take a value
            return _one_by_one(runner, inputs, is_padded)
        return Examples(inputs, outputs, is_padded)

    def _draw(
        self,
        choices: Sequence[Sequence[Kind]],
        numbers: Sequence[int],
        each: Sequence[tuple[int, ...]],
    ) -> list[Array]:
        # A generator for each example and input, so that how many are drawn at once changes none.
        return [
            np.stack(
                [
                    own[n % len(own)](np.random.default_rng([self._seed, place, n]), sizes)
                    for n in numbers
                ]
            )
            for place, (own, sizes) in enumerate(zip(choices, each, strict=True))
        ]


def _finite(examples: Examples) -> Examples:
    # Examples that overflow prove nothing; where all do, they are compared all the same.
    rows = finite_rows(examples.outputs).tolist()
    return examples.take(rows) if rows else examples


def _differ(outputs: Sequence[Array]) -> bool:
    """Tell whether an output is not the same, to the bit, for all examples."""
    return any(bool(np.any(x != x[:1])) for x in outputs)


def _one_by_one(runner: Runner, inputs: Sequence[Array], is_padded: Array) -> Examples:
    taken: Examples | None = None
    failure: Exception = ValueError("no example was drawn")
    for row in range(len(inputs[0])):
        one = [x[row : row + 1] for x in inputs]
        try:
            example = Examples(one, runner.run(one), is_padded[row : row + 1])
        except Exception as error:
            failure = failure if row else error
            continue
        taken = example if taken is None else taken.joined(example)
    if taken is None:
        raise failure
    return taken
