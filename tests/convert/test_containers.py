"""Nested lists, tuples and dicts: walked, and copied with changes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from tfjs_bridge.convert.containers import instances, items, map_dicts, map_tree, walk

NESTED = {"a": [1, (2, {"b": 3})], "c": "text"}


def test_items_are_those_of_the_container_itself() -> None:
    assert list(items(NESTED)) == [[1, (2, {"b": 3})], "text"]
    assert list(items((1, [2]))) == [1, [2]]
    assert list(items(MappingProxyType({"a": 1}))) == [1]
    assert not items("text")
    assert not items(None)
    assert not items(7)


def test_walk_goes_in_order_and_yields_containers_first() -> None:
    inner = (2, {"b": 3})
    assert list(walk([1, inner, 4])) == [[1, inner, 4], 1, inner, 2, {"b": 3}, 3, 4]


def test_walk_stays_out_of_what_is_a_leaf() -> None:
    assert list(walk([1, (2,)], lambda item: isinstance(item, tuple))) == [[1, (2,)], 1, (2,)]


def test_walk_takes_any_depth() -> None:
    value: Any = 0
    for _ in range(100_000):
        value = [value]
    assert sum(1 for _ in walk(value)) == 100_001


def test_instances_are_found_at_any_depth_in_order() -> None:
    assert list(instances(NESTED, int)) == [1, 2, 3]
    assert list(instances(NESTED, (str, float))) == ["text"]
    assert list(instances(NESTED, dict)) == [NESTED]


def test_map_tree_keeps_the_containers() -> None:
    assert map_tree(str, NESTED) == {"a": ["1", ("2", {"b": "3"})], "c": "text"}
    assert map_tree(len, [(1, 2), [3]], lambda item: item in ((1, 2), [3])) == [2, 1]


def test_map_dicts_changes_inner_dicts_first_and_copies() -> None:
    value: dict[str, Any] = {"x": ({"y": {}},)}
    changed = map_dicts(lambda found: {**found, "size": len(found)}, value)
    assert changed == {"x": [{"y": {"size": 0}, "size": 1}], "size": 1}
    assert value == {"x": ({"y": {}},)}


def test_map_dicts_leaves_leaves_alone() -> None:
    kept = {"keep": (1,)}
    changed = map_dicts(lambda _: {}, [kept, {"a": 1}], lambda item: item is kept)
    assert changed == [kept, {}]
