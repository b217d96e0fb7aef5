"""Graph models of TensorFlow.js: nodes, shapes, constants and work, told from their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.inspection.files import node, placeholder, signature, write
from tfjs_bridge.inspection.document import Inspection, Part
from tfjs_bridge.inspection.inspect import inspect


def graph(folder: Path, nodes: Any, weights: Any, *outputs: str, functions: Any = ()) -> Inspection:
    """Inspect a graph whose input is `x`; constants are nodes for each weight."""
    constants = [node(name, "Const") for name in weights]
    topology = {"node": [*constants, *nodes], "library": {"function": list(functions)}}
    ends = signature(["x"], outputs)
    return inspect(write(folder, topology, weights, format="graph-model", signature=ends))


def by_id(found: Inspection) -> dict[str, Part]:
    return {part.id: part for part in found.parts}


def ints(*values: int) -> Any:
    return np.array(values, np.int32)


def test_a_convolution_has_its_kernel_and_its_work(tmp_path: Path) -> None:
    """The kernel is among the node's own weights; a constant of two nodes is a part."""
    nodes = [
        placeholder("x", -1, 9, 9, 3),
        node("conv", "_FusedConv2D", "x", "k", "b", strides=[1, 2, 2, 1], padding="SAME"),
        node("sum", "AddV2", "conv", "b"),
        node("flat", "Reshape", "sum", "to"),
    ]
    weights = {"k": (3, 3, 3, 4), "b": (4,), "to": ints(-1, 100)}
    found = graph(tmp_path / "m", nodes, weights, "flat")
    parts = by_id(found)
    assert parts.keys() == {"x", "b", "conv", "sum", "flat"}
    assert parts["conv"].outputs[0].shape == (None, 5, 5, 4)
    assert parts["conv"].multiply_adds == 5 * 5 * 4 * 27
    assert [weight.name for weight in parts["conv"].weights] == ["k"]
    assert parts["conv"].inputs == ("x", "b")
    assert parts["sum"].outputs[0].dtype == "float32"
    assert found.outputs[0].shape == (None, 100)
    assert parts["flat"].weights[0].dtype == "int32"
    assert found.multiply_adds == 2700


@pytest.mark.parametrize(
    ("one", "weights", "shape", "work"),
    [
        pytest.param(
            node("y", "MatMul", "x", "w", transpose_b=True), {"w": (7, 6)}, (None, 7), 42, id="turn"
        ),
        pytest.param(
            node("y", "Einsum", "x", "w", equation="aB,Bc->ca"),
            {"w": (6, 2)},
            (2, None),
            12,
            id="einsum",
        ),
        pytest.param(node("y", "Softmax", "x"), {}, (None, 6), 0, id="softmax"),
        pytest.param(
            node("y", "StridedSlice", "x", "a", "b", "c", begin_mask=1, end_mask=1),
            {"a": ints(0, 1), "b": ints(0, 5), "c": ints(1, 2)},
            (None, 2),
            0,
            id="slice",
        ),
        pytest.param(
            node("y", "GatherV2", "x", "i", "axis"),
            {"i": ints(0, 2, 1), "axis": np.int32(1)},
            (None, 3),
            0,
            id="gather",
        ),
        pytest.param(node("y", "NobodyKnows", "x"), {}, None, 0, id="unknown"),
    ],
)
def test_operations_have_shapes(
    tmp_path: Path, one: Any, weights: Any, shape: Any, work: int
) -> None:
    weights = {name: np.asarray(w) if np.ndim(w) == 0 else w for name, w in weights.items()}
    found = graph(tmp_path / "m", [placeholder("x", -1, 6), one], weights, "y")
    part = by_id(found)["y"]
    assert [output.shape for output in part.outputs] == ([] if shape is None else [shape])
    assert part.multiply_adds == work


def test_depthwise_convolutions_with_explicit_padding(tmp_path: Path) -> None:
    deep = node(
        *("y", "FusedDepthwiseConv2dNative", "x", "w"),
        strides=[1, 2, 2, 1],
        padding="EXPLICIT",
        explicit_paddings=[0, 0, 0, 1, 0, 1, 0, 0],
    )
    found = graph(tmp_path / "m", [placeholder("x", -1, 8, 8, 3), deep], {"w": (3, 3, 3, 2)}, "y")
    part = by_id(found)["y"]
    assert part.outputs[0].shape == (None, 4, 4, 6)
    assert part.multiply_adds == 4 * 4 * 6 * 9


def _loop(limit: str = "turns") -> list[Any]:
    """A body that multiplies by a matrix; the counter goes up by one."""
    arguments = [{"name": one, "type": "DT_FLOAT"} for one in ("i", "v", "n")]
    condition = {
        "signature": {"name": "cond", "inputArg": arguments, "outputArg": [{"name": "go"}]},
        "nodeDef": [node("less", "Less", "i", "n")],
        "ret": {"go": "less:z:0"},
    }
    body = {
        "signature": {
            "name": "body",
            "inputArg": [{"name": one} for one in ("j", "u", "m")],
            "outputArg": [{"name": one} for one in ("o1", "o2", "o3")],
        },
        "nodeDef": [
            node("next", "AddV2", "j", "one"),
            node("product", "MatMul", "u", "w"),
        ],
        "ret": {"o1": "next:z:0", "o2": "product:product:0", "o3": "m" if limit else "next:z:0"},
    }
    return [condition, body]


@pytest.mark.parametrize(("limit", "work"), [("turns", 7 * 36), ("", None)])
def test_a_loop_counts_each_turn(tmp_path: Path, limit: str, work: int | None) -> None:
    """Where its counter says how many there are; what the limit depends on leaves it unknown."""
    nodes = [
        placeholder("x", -1, 6),
        node(
            *("loop", "StatelessWhile", "zero", "x", "turns"),
            cond={"func": {"name": "cond"}},
            body={"func": {"name": "body"}},
        ),
        node("y", "Identity", "loop:1"),
    ]
    weights = {
        "zero": np.asarray(0, np.int32),
        "turns": np.asarray(7, np.int32),
        "one": np.asarray(1, np.int32),
        "w": (6, 6),
    }
    found = graph(tmp_path / "m", nodes, weights, "y", functions=_loop(limit))
    parts = by_id(found)
    assert parts["body/product"].multiply_adds == work
    assert [weight.name for weight in parts["body/product"].weights] == ["w"]
    assert parts["body/product"].group == "body"
    assert parts["y"].outputs[0].shape == (None, 6)
    assert parts["y"].inputs == ("loop",)


def test_open_lengths_are_told_apart_from_the_batch(tmp_path: Path) -> None:
    nodes = [
        placeholder("x", -1, -1, 6),
        node("shape", "Shape", "x"),
        node("flat", "Reshape", "x", "to"),
        node("product", "MatMul", "flat", "w"),
        node("first", "StridedSlice", "shape", "a", "b", "c", shrink_axis_mask=1),
        node("packed", "Pack", "first", "minus", "two"),
        node("y", "Reshape", "product", "packed"),
    ]
    weights = {
        "to": ints(-1, 6),
        "w": (6, 2),
        "a": ints(0),
        "b": ints(1),
        "c": ints(1),
        "minus": np.asarray(-1, np.int32),
        "two": np.asarray(2, np.int32),
    }
    found = graph(tmp_path / "m", nodes, weights, "y")
    assert found.outputs[0].shape == (None, None, 2)
    assert by_id(found)["product"].multiply_adds is None


def test_without_a_signature_placeholders_are_the_inputs(tmp_path: Path) -> None:
    topology = {"node": [placeholder("x", -1, 2), node("y", "Relu", "x")]}
    found = inspect(write(tmp_path / "m", topology))
    assert ([one.name for one in found.inputs], [one.name for one in found.outputs]) == (
        ["x"],
        ["y"],
    )


@pytest.mark.parametrize(
    "topology",
    [
        pytest.param({"node": [{"name": 7}]}, id="no name"),
        pytest.param({"node": [node("x", "Abs"), node("x", "Abs")]}, id="twice"),
        pytest.param({"node": [], "library": {"function": [{}]}}, id="function"),
    ],
)
def test_graphs_that_lie_are_damaged(tmp_path: Path, topology: Any) -> None:
    assert "its topology is malformed" in inspect(write(tmp_path / "m", topology)).faults[0]


def test_functions_that_call_themselves_come_to_an_end(tmp_path: Path) -> None:
    """Each of them twice, which would double the work with every level."""
    call = {"func": {"name": "f"}}
    inner = [node(name, "PartitionedCall", "x", f=call) for name in ("a", "b")]
    function = {
        "signature": {"name": "f", "inputArg": [{"name": "x"}], "outputArg": [{"name": "o"}]},
        "nodeDef": inner,
        "ret": {"o": "a:0"},
    }
    nodes = [placeholder("x", -1, 2), node("y", "PartitionedCall", "x", f=call)]
    found = inspect(write(tmp_path / "m", {"node": nodes, "library": {"function": [function]}}))
    assert by_id(found)["y"].outputs == ()


def test_attributes_that_lie_leave_the_rest(tmp_path: Path) -> None:
    lies = [
        node("a", "Conv2D", "x", "x", strides={"list": {"i": ["no"]}}, padding={"s": 7}),
        node("b", "_FusedConv2D", "x", "x", fused_ops={"list": {"s": 7}}),
        node("c", "Split", "x", "x", num_split={"i": "1e999"}),
        node("d", "StatelessWhile", "x", cond={"func": 7}, body={"func": {"name": "none"}}),
        node("e", "Relu", "x:99999999999"),
    ]
    found = inspect(write(tmp_path / "m", {"node": [placeholder("x", -1, 2), *lies]}))
    assert [part.id for part in found.parts] == ["x", *"abcde"]
    assert [part.multiply_adds for part in found.parts] == [0, None, None, 0, None, 0]


def test_circles_and_missing_nodes_leave_the_rest(tmp_path: Path) -> None:
    """As in the loops of TensorFlow 1."""
    nodes = [
        placeholder("x", -1, 2),
        node("a", "Merge", "b", "nowhere"),
        node("b", "NextIteration", "a"),
    ]
    found = inspect(write(tmp_path / "m", {"node": nodes}))
    assert [part.id for part in found.parts] == ["x", "a", "b"]
    assert by_id(found)["b"].inputs == ("a",)
    assert by_id(found)["a"].inputs == ("b",)


def test_parts_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    """A node may be called as another one in a function is."""
    inner = {"signature": {"name": "f", "inputArg": []}, "nodeDef": [node("a", "NoOp")], "ret": {}}
    topology = {"node": [placeholder("f/a", -1, 2)], "library": {"function": [inner]}}
    found = inspect(write(tmp_path / "m", topology))
    assert [(part.id, part.kind) for part in found.parts] == [
        ("f/a", "Placeholder"),
        ("f/a#2", "NoOp"),
    ]
