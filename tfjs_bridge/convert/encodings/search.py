"""Find the smallest encoding of each weight that keeps the outputs: the search alone.

What a choice does to the outputs is a function here: nothing of Keras is needed. Each call of it is
a run of the model, and there are few: one for everything in its smallest encoding, which is enough
for most models; else one for each weight alone, about eight to bisect, and one for each weight that
may have become larger than it has to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Candidate:
    """Weights that get the same encoding.

    Attributes:
        name: Of the weight, or what several are called together.
        values: How many values they hold.
        encodings: Their names, from the smallest to the exact one.
        sizes: Bytes of a value in each of these, in decreasing precision first.
    """

    name: str
    values: int
    encodings: tuple[str, ...]
    sizes: tuple[int, ...]

    def saved(self, level: int, other: int) -> int:
        """Return how many bytes the encoding of one level saves beside that of another."""
        return (self.sizes[other] - self.sizes[level]) * self.values


# The change of the outputs for an encoding of each candidate that is named; others are exact.
Measure = Callable[[Mapping[str, str]], float]
# Told of each run: how many there have been, and how many there may be.
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was found.

    Attributes:
        encodings: Of each candidate, by its name.
        change: Of the outputs, with all of them together.
        alone: How much each candidate changes them by itself in its smallest encoding; empty where
            nobody had to know.
        runs: How often the model was run.
    """

    encodings: Mapping[str, str]
    change: float
    alone: Mapping[str, float]
    runs: int


def smallest(
    candidates: Sequence[Candidate],
    measure: Measure,
    max_change: float,
    report: Report = lambda *_: None,
) -> Choice:
    """Choose encodings with which the outputs change by at most `max_change`, all together.

    Args:
        candidates: In order; equal ones are treated in it.
        measure: Runs the model. It returns 0 where all is exact, and the same for the same choice.
        max_change: At least 0.
        report: Told of each run.
    """
    search = _Search(candidates, measure, max_change, report)
    levels = search.lowest()
    if not search.holds(levels):
        levels = search.refined(search.bisected())
    chosen = {x.name: x.encodings[level] for x, level in zip(candidates, levels, strict=True)}
    return Choice(chosen, search.change(levels), search.known_alone(), search.runs)


Levels = tuple[int, ...]


@dataclass(slots=True)
class _Search:
    """A search: each choice is a level for each candidate, 0 being its smallest encoding."""

    candidates: Sequence[Candidate]
    measure: Measure
    max_change: float
    report: Report
    runs: int = 0
    _known: dict[Levels, float] = field(default_factory=dict)

    def lowest(self) -> Levels:
        """Return the choice of the smallest encodings."""
        return (0,) * len(self.candidates)

    def highest(self) -> Levels:
        """Return the exact choice."""
        return tuple(len(candidate.encodings) - 1 for candidate in self.candidates)

    def holds(self, levels: Levels) -> bool:
        """Whether the outputs are kept; those that are not numbers are not."""
        return self.change(levels) <= self.max_change

    def change(self, levels: Levels) -> float:
        """Return the change of the outputs; no choice is run twice, and the exact one never."""
        exact = self.highest()
        if levels == exact:
            return 0.0
        if levels not in self._known:
            named = {
                candidate.name: candidate.encodings[level]
                for candidate, level, top in zip(self.candidates, levels, exact, strict=True)
                if level != top
            }
            self._known[levels] = self.measure(named)
            self.runs += 1
            self.report(self.runs, self._most_runs())
        return self._known[levels]

    def _most_runs(self) -> int:
        return 2 * len(self.candidates) + 10

    def alone(self, place: int, level: int) -> float:
        """Return the change where one candidate alone is not exact."""
        return self.change(_with(self.highest(), place, level))

    def known_alone(self) -> dict[str, float]:
        """Return the changes by each candidate alone at its smallest, as far as they were run."""
        exact = self.highest()
        found = {
            candidate.name: self._known.get(_with(exact, place, 0))
            for place, candidate in enumerate(self.candidates)
        }
        return {name: change for name, change in found.items() if change is not None}

    def bisected(self) -> Levels:
        """Raise the levels of those that change most for their bytes, until outputs are kept."""
        levels = self.lowest()
        for level in range(1, max(self.highest(), default=0) + 1):
            steps = self._raised(levels, level)
            if self.holds(steps[-1]):
                return steps[self._first(steps)]
            levels = steps[-1]
        return levels

    def _raised(self, levels: Levels, level: int) -> list[Levels]:
        """Return choices in each of which one candidate more has at least a level."""
        top = self.highest()
        places = [place for place, most in enumerate(top) if level <= most]
        costs = {
            place: self.alone(place, level - 1)
            / max(self.candidates[place].saved(level - 1, level), 1)
            for place in places
        }
        # A change that is no number is as large as any.
        order = sorted(places, key=lambda place: (-_ordered(costs[place]), place))
        steps = [levels]
        for place in order:
            steps.append(_with(steps[-1], place, level))
        return steps

    def _first(self, steps: Sequence[Levels]) -> int:
        """Return the place of a choice that holds, after one that does not; the last one holds."""
        low, high = 0, len(steps) - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.holds(steps[middle]) else (middle, high)
        return high

    def refined(self, levels: Levels) -> Levels:
        """Lower again whatever can be lowered by itself, what saves most bytes first."""
        places = [place for place, level in enumerate(levels) if level > 0]
        for place in sorted(places, key=lambda x: (-self.candidates[x].saved(0, levels[x]), x)):
            for level in range(levels[place]):
                # By itself it is too much already: nothing would make up for that.
                if self.alone(place, level) > self.max_change:
                    continue
                lower = _with(levels, place, level)
                if self.holds(lower):
                    levels = lower
                    break
        return levels


def _with(levels: Levels, place: int, level: int) -> Levels:
    return (*levels[:place], level, *levels[place + 1 :])


def _ordered(cost: float) -> float:
    return cost if cost == cost else float("inf")
