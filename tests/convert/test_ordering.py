"""Calls in an order that can be run, and what they come from."""

from __future__ import annotations

import pytest

from tfjs_bridge.convert.ordering import UnorderedError, in_order, sources


def test_nodes_in_order_stay_as_they_are() -> None:
    assert list(in_order({"a": [], "b": ["a"], "c": ["a"]})) == ["a", "b", "c"]


def test_a_node_comes_in_the_first_round_in_which_it_can() -> None:
    """Like TensorFlow.js's loader: b waits for the second round, d for c alone."""
    needs = {"b": ["c"], "a": [], "c": ["a"], "d": ["c"], "e": ["b"]}
    assert list(in_order(needs)) == ["a", "c", "d", "b", "e"]


def test_known_nodes_are_not_yielded() -> None:
    assert list(in_order({"b": ["input", "a"], "a": ["input"]}, ["input"])) == ["a", "b"]


@pytest.mark.parametrize(
    "needs",
    [
        pytest.param({"a": [], "b": ["c"], "c": ["b"]}, id="circle"),
        pytest.param({"a": [], "b": ["elsewhere"]}, id="missing"),
    ],
)
def test_what_cannot_be_ordered_is_an_error(needs: dict[str, list[str]]) -> None:
    with pytest.raises(UnorderedError) as caught:
        list(in_order(needs))
    assert caught.value.node == "b"


def test_sources_are_all_that_is_needed() -> None:
    needs = {"a": [], "b": ["a"], "c": ["b", "a"], "d": ["c"]}
    assert sources(["c"], needs.__getitem__) == {"a", "b", "c"}
    assert sources([], needs.__getitem__) == set()
