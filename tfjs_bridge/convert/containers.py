"""Nested lists, tuples and dicts: configurations, and the arguments of calls.

What `jax.tree` and `ast.walk` do, for the containers that Keras writes. Anything else is a leaf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Test = Callable[[Any], bool]


def items(value: Any) -> Sequence[Any]:
    """Return what a container itself holds, in order; nothing for a leaf."""
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list | tuple) else ()


def walk(value: Any, is_leaf: Test | None = None) -> Iterator[Any]:
    """Yield a value and all that is in it, in order, each container before what it holds.

    Args:
        value: Any value.
        is_leaf: Whether to stay out of a container; it is yielded all the same.
    """
    # Not recursive, since a file may be nested deeper than Python lets functions call each other.
    stack = [value]
    while stack:
        item = stack.pop()
        yield item
        if is_leaf is None or not is_leaf(item):
            stack += reversed(items(item))


def instances(value: Any, kind: Any) -> Iterator[Any]:
    """Yield all that is of a type, or of one of several, in order; nothing of what is in these."""
    for item in walk(value, lambda item: isinstance(item, kind)):
        if isinstance(item, kind):
            yield item


def map_tree(function: Callable[[Any], Any], value: Any, is_leaf: Test | None = None) -> Any:
    """Return a copy in which every leaf is what a function makes of it.

    Args:
        function: Takes a leaf.
        value: Any value; lists, tuples and dicts stay what they are.
        is_leaf: Whether to take a container for a leaf.
    """
    if is_leaf is not None and is_leaf(value):
        return function(value)
    if isinstance(value, list | tuple):
        return type(value)(map_tree(function, item, is_leaf) for item in value)
    if isinstance(value, Mapping):
        return {key: map_tree(function, item, is_leaf) for key, item in value.items()}
    return function(value)


def map_dicts(
    change: Callable[[dict[str, Any]], Any], value: Any, is_leaf: Test | None = None
) -> Any:
    """Return a copy as JSON has it, tuples as lists, with every dict changed after those in it.

    Args:
        change: Takes a dict, a copy that it may change; what it returns takes the dict's place.
        value: Any value.
        is_leaf: Whether to leave a container, and all that is in it, as it is.
    """
    if is_leaf is not None and is_leaf(value):
        return value
    if isinstance(value, list | tuple):
        return [map_dicts(change, item, is_leaf) for item in value]
    if isinstance(value, Mapping):
        return change({key: map_dicts(change, item, is_leaf) for key, item in value.items()})
    return value
