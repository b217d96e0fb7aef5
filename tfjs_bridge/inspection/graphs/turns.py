"""How many turns a loop takes, where its counter says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tfjs_bridge.inspection.graphs.known import Known
from tfjs_bridge.inspection.graphs.nodes import Function, Node

_PASSING = frozenset({"Identity", "Cast"})

Constant = Callable[[str], Known | None]


def turns_of(
    node: Node,
    inputs: Sequence[Known | None],
    functions: Mapping[str, Function],
    constant: Constant,
) -> int | None:
    """Count the turns of a loop that runs while a counter is less than a number.

    Args:
        node: The loop.
        inputs: What it begins with.
        functions: Of the library.
        constant: Returns what is known of a weight by its name.

    Returns:
        `None` where the loop is of another kind. Of two conditions, both have to be of this kind,
        and the one that ends first counts.
    """
    condition = functions.get(node.function("cond"))
    body = functions.get(node.function("body"))
    if condition is None or body is None or len(condition.results) != 1:
        return None
    if not len(body.arguments) == len(body.results) == len(condition.arguments) == len(inputs):
        return None
    loop = _Loop(inputs, condition, body, constant)
    return loop.turns(condition.results[0][0])


class _Loop:
    def __init__(
        self,
        inputs: Sequence[Known | None],
        condition: Function,
        body: Function,
        constant: Constant,
    ) -> None:
        self._inputs, self._condition, self._body = inputs, condition, body
        self._constant = constant
        self._tests = {node.name: node for node in condition.nodes}
        self._steps = {node.name: node for node in body.nodes}

    def turns(self, name: str, depth: int = 0) -> int | None:
        node = self._tests.get(_origin(self._tests, name))
        if node is None or depth > 8:
            return None
        if node.op == "LogicalAnd":
            counts = [self.turns(one, depth + 1) for one, _ in node.inputs]
            known = [count for count in counts if count is not None]
            return min(known) if len(known) == len(counts) and known else None
        if node.op != "Less" or len(node.inputs) != 2:
            return None
        counter, limit = (_origin(self._tests, one) for one, _ in node.inputs)
        return self._counted(counter, limit)

    def _counted(self, counter: str, limit: str) -> int | None:
        if counter not in self._condition.arguments:
            return None
        place = self._condition.arguments.index(counter)
        first, last, step = self._start(place), self._limit(limit), self._step(place)
        if first is None or last is None or not step or step < 0:
            return None
        return max(0, -((first - last) // step))

    def _start(self, place: int) -> int | None:
        return _one(self._inputs[place])

    def _limit(self, name: str) -> int | None:
        """Read a number that stays the same: a constant, or an argument that is passed on."""
        if name not in self._condition.arguments:
            return _one(self._constant(name))
        place = self._condition.arguments.index(name)
        passed = _origin(self._steps, self._body.results[place][0])
        return self._start(place) if passed == self._body.arguments[place] else None

    def _step(self, place: int) -> int | None:
        """Read by how much the body moves the counter."""
        node = self._steps.get(_origin(self._steps, self._body.results[place][0]))
        if node is None or node.op not in ("Add", "AddV2") or len(node.inputs) != 2:
            return None
        names = [_origin(self._steps, name) for name, _ in node.inputs]
        counter = self._body.arguments[place]
        others = [name for name in names if name != counter]
        return _one(self._constant(others[0])) if len(others) == 1 else None


def _origin(nodes: Mapping[str, Node], name: str) -> str:
    """Follow a tensor back through what only passes it on."""
    for _ in range(len(nodes)):
        node = nodes.get(name)
        if node is None or node.op not in _PASSING or not node.inputs:
            break
        name = node.inputs[0][0]
    return name


def _one(tensor: Known | None) -> int | None:
    values = None if tensor is None else tensor.values
    return values[0] if values is not None and len(values) == 1 else None
