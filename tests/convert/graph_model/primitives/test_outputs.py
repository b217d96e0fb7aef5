"""Outputs of a graph: the loader keeps one result of each node, and hands out constants."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import pytest

from tests.convert.graph_model.primitives.programs import check, graph_of
from tests.convert.operation_table.case import floats

pytestmark = pytest.mark.node
_X = floats(1, 2, 3, 4)


def test_all_results_of_one_node_may_be_outputs() -> None:
    """And one result twice, and an input."""

    def function(x: Any) -> Any:
        first, second = jnp.split(x, 2)
        return second, first, second, x

    check(function, _X)
    nodes = [x.node for x in graph_of(function, _X).outputs]
    assert len(set(nodes)) == len(nodes)


def test_a_constant_may_be_an_output_in_each_run() -> None:
    """Each model is run twice here; its outputs are disposed of in between."""
    check(lambda x: (x, jnp.arange(3.0)), _X)
