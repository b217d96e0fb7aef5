"""Layers models of TensorFlow.js: parts, shapes, weights and work, told from their files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.inspection.files import (
    functional,
    layer,
    sequential,
    write,
    write_teachable_machine,
)
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.inspection.inspect import inspect

ROOT = Path(__file__).resolve().parents[2]


def test_teachable_machine_is_taken_apart(tmp_path: Path) -> None:
    """Models within models are dissolved; their inputs are what they are called with."""
    found = inspect(write_teachable_machine(tmp_path / "m"))
    assert (found.source.kind, found.name) == ("layers-model", "tm-my-image-model")
    assert found.source.made_by == "Teachable Machine, image, 3 classes"
    assert [(one.name, one.shape) for one in found.inputs] == [("input_1", (None, 32, 32, 3))]
    assert [(one.name, one.shape) for one in found.outputs] == [("dense_Dense2", (None, 3))]
    parts = {part.id: part for part in found.parts}
    conv = parts["sequential_1/model1/Conv1"]
    assert (conv.name, conv.kind, conv.group) == ("Conv1", "Conv2D", "sequential_1/model1")
    assert conv.outputs[0].shape == (None, 16, 16, 8)
    assert (conv.parameters, conv.bytes) == (216, 864)
    assert conv.multiply_adds == 16 * 16 * 8 * 27
    assert parts["sequential_1/pool"].inputs == ("sequential_1/model1/add",)
    assert parts["sequential_3/dense_Dense1"].inputs == ("sequential_1/pool",)
    assert parts["sequential_1/model1/bn_Conv1"].parameters == 32
    assert found.parameters == 216 + 32 + 72 + 900 + 300
    assert found.multiply_adds == 55296 + 16 * 16 * 8 * 9 + 800 + 300
    assert found.warnings == found.faults == ()


@pytest.mark.parametrize("name", ["cnn", "mlp", "char-lstm"])
def test_trained_models_say_the_shapes_that_their_metadata_has(name: str) -> None:
    """Which Keras gave them: the last part gives what the artifact's output is."""
    found = inspect(ROOT / "exported" / "pretrained" / name)
    assert found.source.kind == "artifact"
    assert all(part.outputs for part in found.parts)
    assert found.parts[-1].outputs[0].shape == found.outputs[0].shape
    assert found.parameters == sum(part.parameters for part in found.parts)
    assert found.faults == ()


def test_a_layer_that_is_called_twice_works_twice(tmp_path: Path) -> None:
    dense = layer("Dense", "d", [], units=3)
    dense["inbound_nodes"] = [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]
    both = layer("Concatenate", "both", ["d"])
    both["inbound_nodes"] = [[["d", 0, 0, {}], ["d", 1, 0, {}]]]
    inputs = [layer("InputLayer", one, [], batch_input_shape=[None, 4]) for one in "ab"]
    topology = functional("m", [*inputs, dense, both], ["a", "b"], "both")
    found = inspect(write(tmp_path / "m", topology, {"d/kernel": (4, 3), "d/bias": (3,)}))
    parts = {part.id: part for part in found.parts}
    assert parts["d"].inputs == ("a", "b")
    assert parts["d"].multiply_adds == 24
    assert parts["both"].inputs == ("d",)
    assert found.outputs[0].shape == (None, 6)


def test_a_model_within_a_model_may_begin_to_count_at_one(tmp_path: Path) -> None:
    """Keras 2 counts the graph that a nested model was made with as its call number 0."""
    inner = sequential("inner", layer("Dense", "d", units=4, batch_input_shape=[None, 4]))
    nested = inner | {"name": "inner", "inbound_nodes": [[["x", 0, 0, {}]], [["inner", 1, 0, {}]]]}
    x = layer("InputLayer", "x", [], batch_input_shape=[None, 4])
    topology = functional("m", [x, nested], ["x"], "inner")
    topology["config"]["output_layers"] = [["inner", 2, 0]]
    found = inspect(write(tmp_path / "m", topology, {"d/kernel": (4, 4), "d/bias": (4,)}))
    assert [part.id for part in found.parts] == ["x", "inner/d"]
    assert found.parts[1].inputs == ("x", "inner/d")
    assert found.multiply_adds == 32


def test_open_sizes_are_open_and_their_work_is_not_known(tmp_path: Path) -> None:
    topology = sequential(
        "m",
        layer("Conv2D", "c", filters=2, kernel_size=[3, 3], batch_input_shape=[None, None, 32, 1]),
        layer("GlobalMaxPooling2D", "p"),
        layer("Dense", "d", units=3),
    )
    found = inspect(write(tmp_path / "m", topology))
    conv, _, dense = found.parts
    assert conv.outputs[0].shape == (None, None, 30, 2)
    assert (conv.multiply_adds, dense.multiply_adds) == (None, 6)
    assert found.multiply_adds is None
    assert "Conv2D (1)" in found.warnings[0]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("conv2d_1/kernel", "conv2d_1"),
        ("conv2d_1_1/kernel", "conv2d_1"),
        ("outer/conv2d_1/kernel", "conv2d_1"),
        ("block/deep/kernel", "block/deep"),
        ("optimizer/m/kernel", None),
    ],
)
def test_weights_find_their_layers(tmp_path: Path, name: str, owner: str | None) -> None:
    """By names of several programs; what is left over counts in the totals, and is told."""
    topology = sequential(
        "m",
        layer("Dense", "conv2d_1", units=1, batch_input_shape=[None, 4]),
        layer("Dense", "block/deep", units=1),
    )
    found = inspect(write(tmp_path / "m", topology, {name: (4, 1)}))
    holders = [part.id for part in found.parts if part.weights]
    assert holders == ([] if owner is None else [owner])
    assert found.parameters == 4
    assert any("belong to no layer" in one for one in found.warnings) == (owner is None)


def test_a_class_that_nobody_knows_leaves_the_rest(tmp_path: Path) -> None:
    topology = sequential(
        "m",
        layer("Dense", "a", units=2, batch_input_shape=[None, 4]),
        layer("MyOwn", "b"),
        layer("Dense", "c", units=3),
    )
    found = inspect(write(tmp_path / "m", topology))
    assert [part.multiply_adds for part in found.parts] == [8, None, None]
    assert [bool(part.outputs) for part in found.parts] == [True, False, False]


def _circle() -> Any:
    layers = [layer("Dense", "a", ["b"], units=1), layer("Dense", "b", ["a"], units=1)]
    return functional("m", layers, ["a"], "b")


@pytest.mark.parametrize(
    ("topology", "said"),
    [
        pytest.param(_circle(), "in a circle", id="circle"),
        pytest.param(functional("m", [], ["x"], "y"), "'x', which is missing", id="no layers"),
        pytest.param({"class_name": "Model", "config": {"layers": 7}}, "list of layers", id="7"),
        pytest.param(
            functional("m", [layer("InputLayer", "x", [])], ["x"], "y"), "gives nothing", id="end"
        ),
        pytest.param(
            {"class_name": "Model", "config": {"layers": [], "input_layers": []}},
            "ends are not a list",
            id="no ends",
        ),
        pytest.param(
            {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": []}]},
            "list of layers",
            id="no settings",
        ),
    ],
)
def test_topologies_that_lie_are_damaged(tmp_path: Path, topology: Any, said: str) -> None:
    """The weights are told all the same."""
    found = inspect(write(tmp_path / "m", topology, {"w/kernel": (2,)}))
    assert said in found.faults[0]
    assert found.encodings[0].values == 2


def test_models_in_models_without_end_are_damaged(tmp_path: Path) -> None:
    inner: Any = layer("Dense", "d", units=1, batch_input_shape=[None, 1])
    for number in range(60):
        inner = sequential(f"m{number}", inner)
    found = inspect(write(tmp_path / "m", inner))
    assert "nested too deeply" in found.faults[0]


def test_settings_that_do_not_fit_are_not_known(tmp_path: Path) -> None:
    """Huge numbers, and numbers that are none, end in unknown shapes."""
    topology = sequential(
        "m",
        layer("Dense", "a", units=2**60, batch_input_shape=[None, 2**40]),
        layer("Reshape", "b", target_shape=["x"]),
        layer("Permute", "c", dims=[9], rate=float("inf")),
    )
    found = inspect(write(tmp_path / "m", topology))
    assert [part.outputs for part in found.parts] == [(), (), ()]
    json.dumps(found.to_json(), allow_nan=False)


def test_damaged_shards_are_told_with_the_rest(tmp_path: Path) -> None:
    folder = write_teachable_machine(tmp_path / "m")
    (folder / "weights.bin").write_bytes(b"short")
    found = inspect(folder)
    assert "do not fit the weights manifest" in found.faults[0]
    assert len(found.parts) == 10
    assert found.parameters == 1520
    json.dumps(found.to_json(), allow_nan=False)


def test_names_that_nothing_can_print_are_refused(tmp_path: Path) -> None:
    """JSON's notation allows half of a pair, for which UTF-8 has no bytes."""
    topology = sequential("m", layer("Dense", "\ud800", units=1, batch_input_shape=[None, 1]))
    with pytest.raises(ArtifactError, match="not valid Unicode"):
        inspect(write(tmp_path / "m", topology))


def test_encodings_are_summed_up(tmp_path: Path) -> None:
    folder = write(tmp_path / "m", sequential("m"), {"a/kernel": np.zeros(6, np.float32)})
    content = json.loads((folder / "model.json").read_text("utf-8"))
    (entry,) = content["weightsManifest"][0]["weights"]
    entry["quantization"] = {"dtype": "uint8", "scale": 1, "min": 0}
    (folder / "model.json").write_text(json.dumps(content), "utf-8")
    (folder / "weights.bin").write_bytes(bytes(6))
    (one,) = inspect(folder).encodings
    assert (one.encoding, one.weights, one.values, one.bytes) == ("uint8", 1, 6, 6)
