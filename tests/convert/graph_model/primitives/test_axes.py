"""Tensors of many axes: WebGL's kernels of some operations take four."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import pytest

from tests.convert.graph_model.primitives.programs import check, graph_of
from tests.convert.operation_table.case import Array, bools, normal, whole
from tfjs_bridge.convert.graph_model.ir import nodes_of

pytestmark = pytest.mark.node
_FOUR = ("SelectV2", "PadV2", "ReverseV2", "Cumsum", "StridedSlice")
_X = normal(2, 3, 2, 3, 2)

CASES: dict[str, tuple[Callable[..., Any], tuple[Array, ...]]] = {
    "select": (lambda c, x: jnp.where(c, x, -x), (bools(2, 3, 2, 3, 2), _X)),
    "select of a mask": (lambda c, x: jnp.where(c, x, 0), (bools(2, 1, 1, 3, 2), _X)),
    "select broadcast in turn": (
        lambda c, x, y: jnp.where(c, x, y),
        (bools(2, 1, 2, 1, 2), normal(1, 3, 1, 3, 1), _X),
    ),
    "border": (lambda x: jnp.pad(x, ((0, 0), (1, 0), (0, 2), (1, 1), (0, 0))), (_X,)),
    "backwards": (lambda x: jnp.flip(x, (1, 4)), (_X,)),
    "running sum": (lambda x: jnp.cumsum(x, 2), (_X,)),
    "running product": (lambda x: jnp.cumprod(x, 4), (_X,)),
    "steps": (lambda x: x[:, ::2, :, 1::2], (_X,)),
    "steps of whole numbers": (lambda x: x[:, ::2], (whole(2, 5),)),
}


@pytest.mark.parametrize(("function", "inputs"), CASES.values(), ids=CASES)
def test_many_axes(function: Callable[..., Any], inputs: tuple[Array, ...]) -> None:
    """Right on cpu and wasm, and of four axes where WebGL needs it."""
    check(function, *inputs)
    for node in nodes_of(graph_of(function, *inputs).outputs):
        steps = node.inputs[3].value if node.op == "StridedSlice" else None
        if node.op in _FOUR and (steps is None or steps.max() > 1):
            assert node.inputs[-1 if node.op == "SelectV2" else 0].rank <= 4, node.op
