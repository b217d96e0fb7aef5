"""Goes through a graph with shapes in place of tensors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tfjs_bridge.inspection.graphs.elementwise import ELEMENTWISE
from tfjs_bridge.inspection.graphs.known import Known, Rule, is_sound, known
from tfjs_bridge.inspection.graphs.made import MADE
from tfjs_bridge.inspection.graphs.moves import MOVES
from tfjs_bridge.inspection.graphs.nodes import Function, Node, in_order
from tfjs_bridge.inspection.graphs.products import PRODUCTS, work_of
from tfjs_bridge.inspection.graphs.turns import turns_of

_RULES: Mapping[str, Rule] = {**ELEMENTWISE, **MOVES, **MADE, **PRODUCTS}

# Of each loop or call, the attributes that name its functions, the last of them its body.
CALLS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("While", "StatelessWhile"), ("cond", "body")),
    **dict.fromkeys(("If", "StatelessIf"), ("then_branch", "else_branch")),
    **dict.fromkeys(("PartitionedCall", "StatefulPartitionedCall"), ("f",)),
}
_LOOPS = frozenset({"While", "StatelessWhile"})
_BRANCHES = frozenset({"If", "StatelessIf"})
# Functions may call each other, and themselves: a file could keep this busy for ever.
_DEEPEST, _MOST_VISITS = 12, 50_000

Results = Sequence[Known | None]
Constant = Callable[[str], Known | None]


@dataclass(slots=True)
class Found:
    """What one run found.

    Attributes:
        results: Of each node, by its function and its name; of nodes in loops, of one turn.
        work: Multiplications with an addition of each node, of all turns; `None`: not known.
    """

    results: dict[tuple[str, str], Results] = field(default_factory=dict)
    work: dict[tuple[str, str], int | None] = field(default_factory=dict)


class Inference:
    """One run of a graph and its functions on plain shapes."""

    def __init__(self, functions: Mapping[str, Function], constant: Constant) -> None:
        """Prepare a run.

        Args:
            functions: Of the library.
            constant: Returns the shape, and maybe the values, of a weight by its name.
        """
        self._functions = functions
        self._constant = constant
        self._depth = self._visits = 0
        self.found = Found()

    def run(
        self,
        nodes: tuple[Node, ...],
        given: Mapping[str, Known | None],
        place: str = "",
        times: int | None = 1,
    ) -> Mapping[str, Results]:
        """Go through nodes.

        Args:
            nodes: Of the graph, or of a function.
            given: Inputs or arguments, by name.
            place: The function's name; empty for the graph itself.
            times: How often the nodes run; `None`: not known.
        """
        results: dict[str, Results] = {name: [one] for name, one in given.items()}
        for node in in_order(nodes):
            inputs = [self._input(results, name, index) for name, index in node.inputs]
            if node.name not in given:
                results[node.name] = self._results(node, inputs, times)
            self._note(place, node, inputs, results[node.name], times)
        return results

    def _input(self, results: Mapping[str, Results], name: str, index: int) -> Known | None:
        if name not in results:  # a constant within a function may be a weight of the graph
            return self._constant(name)
        return results[name][index] if index < len(results[name]) else None

    def _note(
        self,
        place: str,
        node: Node,
        inputs: Sequence[Known | None],
        results: Results,
        times: int | None,
    ) -> None:
        key = place, node.name
        self.found.results.setdefault(key, results)
        work = work_of(node, inputs, results[0] if results else None)
        if work is not None and work > 0:
            work = None if times is None else work * times
        before = self.found.work.get(key, 0)
        self.found.work[key] = None if work is None or before is None else before + work

    def _results(self, node: Node, inputs: Sequence[Known | None], times: int | None) -> Results:
        if node.op == "Const":
            return [self._constant(node.name)]
        if node.op in CALLS:
            return self._called(node, inputs, times)
        rule = _RULES.get(node.op)
        # The tensor that stands for a list has no shape, and says nothing of the list.
        is_of_list = node.op.startswith("TensorList")
        given = [one or (known([]) if is_of_list else None) for one in inputs]
        whole = [one for one in given if one is not None]
        if rule is None or len(whole) < len(given):
            return [None]
        return _safely(rule, node, whole)

    def _called(self, node: Node, inputs: Sequence[Known | None], times: int | None) -> Results:
        passed = inputs[1:] if node.op in _BRANCHES else inputs
        turns: int | None = 1
        if node.op in _LOOPS:
            turns = turns_of(node, inputs, self._functions, self._constant)
        repeated = None if times is None or turns is None else times * turns
        results: Results = []
        for key in CALLS[node.op]:
            function = self._functions.get(node.function(key))
            if function is None or self._depth > _DEEPEST or self._visits > _MOST_VISITS:
                return [None]
            # Without their values, which change from turn to turn.
            own = [None if one is None else known(one.shape) for one in passed]
            arguments = dict(zip(function.arguments, own, strict=False))
            self._depth += 1
            self._visits += len(function.nodes)
            inner = self.run(function.nodes, arguments, function.name, repeated)
            self._depth -= 1
            results = [self._input(inner, name, index) for name, index in function.results]
        return [None if one is None else known(one.shape) for one in results]


def _safely(rule: Rule, node: Node, inputs: Sequence[Known]) -> Results:
    try:
        result = rule(node, inputs)
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return [None]
    listed = [result] if isinstance(result, Known) or result is None else list(result)
    return [one if one is not None and is_sound(one) else None for one in listed]
