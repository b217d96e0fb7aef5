"""Graphs of calls: in an order that can be run, and what some of them come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

Node = TypeVar("Node", bound=Hashable)


class UnorderedError(Exception):
    """Some nodes wait for each other, or for what is not there.

    Attributes:
        node: The first of them.
    """

    def __init__(self, node: Any) -> None:
        super().__init__(node)
        self.node = node


def in_order(needs: Mapping[Node, Collection[Node]], known: Iterable[Node] = ()) -> Iterator[Node]:
    """Yield each node after those that it needs.

    The nodes are gone over again and again, each as soon as it can be: so TensorFlow.js's loader
    does it too (engine/container.ts, `fromConfig`), and nodes that are in order stay as they are.

    Args:
        needs: What each node needs.
        known: Nodes that are there from the beginning.

    Raises:
        UnorderedError: Nothing is left that could be next.
    """
    done, waiting = set(known), list(needs)
    while waiting:
        left = []
        for node in waiting:
            if all(needed in done for needed in needs[node]):
                done.add(node)
                yield node
            else:
                left.append(node)
        if len(left) == len(waiting):
            raise UnorderedError(left[0])
        waiting = left


def sources(starts: Iterable[Node], needs: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """Return nodes together with all that they need, directly or not."""
    found: set[Node] = set()
    stack = list(starts)
    while stack:
        node = stack.pop()
        if node not in found:
            found.add(node)
            stack += needs(node)
    return found
