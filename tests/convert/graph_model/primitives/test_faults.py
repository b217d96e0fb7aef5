"""Faults of TensorFlow.js that graphs go round: each is shown, and that what is emitted is right.

If the first test of one fails after an update of TensorFlow.js, its way round can go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from tests.convert.graph_model.primitives.programs import Emit, check, node_of, outputs_of
from tests.convert.operation_table.case import Array, floats, ints, normal, whole

pytestmark = pytest.mark.node
_TRUTHS = np.array([[True, False, True], [False, False, True]])


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """What one of TensorFlow.js's operations does wrong.

    Attributes:
        title: Where and what.
        backends: On which backends.
        emit: The operation itself.
        function: The same in JAX.
        inputs: For which it is wrong.
    """

    title: str
    backends: tuple[str, ...]
    emit: Emit
    function: Callable[..., Any]
    inputs: tuple[Array, ...]


def _op(op: str, dtype: str, shape: tuple[int, ...], *consts: Any, **attrs: Any) -> Emit:
    def emit(b: Any, xs: Any) -> Any:
        return b.emit(op, (*xs, *map(b.const, consts)), shape, dtype, **attrs)

    return emit


_WASM, _BOTH = ("wasm",), ("cpu", "wasm")
_SLICED = (ints(0, 0), ints(2, 6), ints(1, 2))
FAULTS = [
    Fault("Log1p near 0", _WASM, _op("Log1p", "float32", (2,)), jnp.log1p, (floats(1e-8, 1e-5),)),
    Fault("Sign near 0", _WASM, _op("Sign", "float32", (2,)), jnp.sign, (floats(1e-8, -1e-8),)),
    Fault(
        "Cast to bool",
        _WASM,
        _op("Cast", "bool", (3,), DstT="bool", SrcT="float32"),
        lambda x: x.astype(bool),
        (floats(0.5, 0, 2),),
    ),
    Fault(
        "SelectV2 of bool",
        _WASM,
        _op("SelectV2", "bool", (2, 3)),
        jnp.where,
        (_TRUTHS, ~_TRUTHS, _TRUTHS[::-1].copy()),
    ),
    Fault(
        "ReverseV2 of bool",
        _WASM,
        _op("ReverseV2", "bool", (2, 3), ints(1)),
        lambda x: jnp.flip(x, 1),
        (_TRUTHS,),
    ),
    Fault(
        "StridedSlice of int32 with steps",
        _WASM,
        _op("StridedSlice", "int32", (2, 3), *_SLICED),
        lambda x: x[:, ::2],
        (whole(2, 6),),
    ),
    Fault(
        "FloorDiv of int32 by float32",
        _WASM,
        _op("FloorDiv", "int32", (2,), ints(2, 1)),
        lambda x: jnp.right_shift(x, jnp.array([1, 0])),
        (ints(2**30 + 5, 2**30 + 7),),
    ),
    Fault(
        "FloorMod by 0",
        _WASM,
        _op("FloorMod", "int32", (2,)),
        lambda x, y: jnp.where(y == 0, 7, jax.lax.rem(x, y)),
        (ints(5, 6), ints(0, 4)),
    ),
    Fault(
        "RealDiv of int32 rounds down",
        _BOTH,
        _op("RealDiv", "int32", (3,)),
        jax.lax.div,
        (ints(-7, 7, -1), ints(2, -2, 3)),
    ),
    Fault(
        "FloorDiv of float32 is int32",
        ("cpu",),
        _op("FloorDiv", "float32", (2,)),
        jnp.floor_divide,
        (floats(7.5, -7.5), floats(2, 2)),
    ),
    Fault(
        "MaxPool3D begins above 0",
        _WASM,
        _op(
            *("MaxPool3D", "float32", (1, 1, 1, 1, 1)),
            ksize=[1, 2, 2, 2, 1],
            strides=[1, 2, 2, 2, 1],
            padding="VALID",
        ),
        lambda x: jax.lax.reduce_window(
            x, -jnp.inf, jax.lax.max, (1, 2, 2, 2, 1), (1, 2, 2, 2, 1), "VALID"
        ),
        (-np.abs(normal(1, 2, 2, 2, 1)),),
    ),
    Fault(
        "ClipByValue of int32",
        _WASM,
        _op("ClipByValue", "int32", (3,), np.int32(-1), np.int32(9)),
        lambda x: jnp.clip(x, -1, 9),
        (ints(-7, 5, 99),),
    ),
    Fault(
        "OneHot of float32",
        _WASM,
        _op("OneHot", "float32", (2, 3), np.int32(3), np.float32(1), np.float32(0), T="float32"),
        lambda x: jax.nn.one_hot(x, 3),
        (ints(2, 0),),
    ),
    Fault(
        "MatrixBandPart reads one width for both",
        _BOTH,
        _op("MatrixBandPart", "float32", (3, 4), np.int32(1), np.int32(2)),
        lambda x: jnp.triu(jnp.tril(x, 2), -1),
        (normal(3, 4),),
    ),
    Fault(
        "BatchMatMulV2 of batches broadcast both ways",
        _BOTH,
        _op("BatchMatMulV2", "float32", (2, 6, 3, 5), adj_x=False, adj_y=False),
        jnp.matmul,
        (normal(2, 1, 3, 4), normal(6, 4, 5)),
    ),
    Fault(
        "MatMul of int32",
        _WASM,
        _op("MatMul", "int32", (2, 3), transpose_a=False, transpose_b=False),
        jnp.matmul,
        (whole(2, 4), whole(4, 3)),
    ),
    Fault(
        "Cumsum along the last axis, counted from the end",
        _BOTH,
        _op("Cumsum", "float32", (2, 3, 4), np.int32(-1), exclusive=False, reverse=False),
        lambda x: jnp.cumsum(x, -1),
        (normal(2, 3, 4),),
    ),
    Fault(
        "Prod of nothing",
        _WASM,
        _op("Prod", "float32", (2,), ints(1), keep_dims=False),
        lambda x: jnp.prod(x, 1),
        (np.zeros((2, 0), np.float32),),
    ),
    Fault(
        "BitwiseAnd cannot be called",
        _BOTH,
        _op("BitwiseAnd", "int32", (2,)),
        jnp.bitwise_and,
        (ints(12, -7), ints(10, 255)),
    ),
    Fault(
        "Floor of int32",
        _BOTH,
        _op("Floor", "int32", (2,)),
        lambda x: jnp.floor(x.astype(jnp.float32)),
        (ints(1, 2),),
    ),
    Fault(
        "GatherV2 of batches",
        _WASM,
        _op("GatherV2", "float32", (3, 4), np.int32(1), batch_dims=1),
        lambda x, at: jnp.take_along_axis(x, at, 1),
        (normal(3, 5), whole(3, 4, low=0, high=5)),
    ),
    Fault(
        "Range without its dtype",
        _BOTH,
        lambda b, xs: b.emit(
            "AddV2",
            (xs[0], b.emit_anew("Range", [*map(b.const, (0, 3, 1))], (3,), "int32")),
            (3,),
            "int32",
        ),
        lambda x: x + jnp.arange(3),
        (ints(1, 2, 3),),
    ),
    Fault(
        "ConcatV2 without the count of parts",
        _BOTH,
        lambda b, xs: b.emit("ConcatV2", (xs[0], xs[0], xs[0], b.const(0)), (6,), "float32"),
        lambda x: jnp.concatenate([x, x, x]),
        (floats(1, 2),),
    ),
    Fault(
        "NaN is not the largest of a row",
        _BOTH,
        _op("TopKV2", "float32", (3,), np.int32(3), sorted=True),
        lambda x: -jnp.sort(-x),
        (floats(1, np.nan, 2),),
    ),
]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.title) for fault in FAULTS])
def test_stock_tensorflow_js_is_wrong(fault: Fault) -> None:
    """It throws, or gives other values, another shape or another dtype."""
    graph = node_of(fault.emit, *fault.inputs)
    right = np.asarray(fault.function(*fault.inputs))
    for backend in fault.backends:
        try:
            (got,) = outputs_of(graph, fault.inputs, backend)
        except (RuntimeError, TypeError, ValueError):
            continue
        is_alike = got.shape == right.shape and got.dtype == right.dtype
        rough = 1e-3 if right.dtype == np.float32 else 0
        assert not (is_alike and np.allclose(got, right, rough, 0, equal_nan=True))


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.title) for fault in FAULTS])
def test_what_is_emitted_is_right(fault: Fault) -> None:
    """On cpu and wasm."""
    check(fault.function, *fault.inputs)
