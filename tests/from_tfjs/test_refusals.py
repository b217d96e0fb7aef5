"""What is not imported, and what is said of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.from_tfjs.model_files import (
    dense_model,
    dense_weights,
    functional,
    layer,
    write_model,
)
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError
from tfjs_bridge.from_tfjs.importing import import_model

_X = layer("InputLayer", "x", batch_input_shape=[None, 4, 3])


def _refusal(folder: Path, *layers: dict[str, Any]) -> str:
    write_model(folder, functional([_X, *layers], [layers[-1]["name"]]), {})
    with pytest.raises(UnsupportedModelError) as refusal:
        import_model(folder, verify=False)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        pytest.param(layer("Lambda", "f", ["x"]), "'f' (Lambda): holds a Python fun", id="Lambda"),
        pytest.param(layer("Mine", "f", ["x"]), "'f' (Mine): is not one of Tens", id="own class"),
        pytest.param(layer("Conv1DTranspose", "f", ["x"]), "is not one of", id="Keras's alone"),
        pytest.param(layer("ELU", "f", ["x"], alpha=0.5), "alpha=0.5 is not", id="ELU"),
        pytest.param(
            layer("GRU", "f", ["x"], units=2, reset_after=True), "resetAfter is not", id="GRU"
        ),
        pytest.param(
            layer("Dense", "f", ["x"], units=2, activation="mine"), "activation 'mine'", id="act"
        ),
        pytest.param(
            layer("Dense", "f", ["x"], units=2, kernel_regularizer="mine"),
            "kernel_regularizer 'mine'",
            id="regularizer",
        ),
        pytest.param(
            layer("Dense", "f", ["x"], units=2, activity_regularizer="l1l2"),
            "activity regularizer",
            id="activity regularizer",
        ),
        pytest.param(layer("Softmax", "f", ["x"]), "axis=1 is not the last one", id="Softmax"),
        pytest.param(
            layer("Conv1D", "f", ["x"], filters=1, kernel_size=1, data_format="channels_first"),
            "axes the other way round",
            id="channels first",
        ),
        pytest.param(layer("Resizing", "f", ["x"], height=2, width=2), "states a shape", id="size"),
        pytest.param(
            layer("MaxPooling1D", "f", ["x"], padding="causal"),
            "padding='causal' is not known",
            id="padding",
        ),
        pytest.param(
            layer("RNN", "f", ["x"], cell={"class_name": "My", "config": {}}),
            "cell 'My'",
            id="cell",
        ),
    ],
)
def test_layers_that_are_refused(tmp_path: Path, made: dict[str, Any], message: str) -> None:
    """Each with its name, its reason and a way out."""
    assert message in _refusal(tmp_path, made)


def test_all_reasons_are_in_one_message(tmp_path: Path) -> None:
    """One line each, layers of one reason together, those behind others too, and within models."""
    inner = functional([_X, layer("Mine", "deep", ["x"])], ["deep"])
    model = {**layer("Model", "within", ["x"]), "config": inner["config"]}
    lines = _refusal(
        tmp_path,
        layer("Lambda", "a", ["x"]),
        layer("Lambda", "b", ["a"]),
        layer("ELU", "c", ["x"], alpha=2),
        model,
        layer("Add", "d", ["b", "c"]),
    ).splitlines()
    assert [re.match(r"layers? '[a-z]+'(?: and '[a-z]+')? \(\w+\)", line)[0] for line in lines] == [  # type: ignore[index]
        "layers 'a' and 'b' (Lambda)",
        "layer 'c' (ELU)",
        "layer 'deep' (Mine)",
    ]


def test_graph_models_are_refused(tmp_path: Path) -> None:
    """With the way out."""
    (tmp_path / "model.json").write_text(
        json.dumps({"format": "graph-model", "modelTopology": {"node": []}, "weightsManifest": []})
    )
    with pytest.raises(UnsupportedModelError, match="a graph model, whose layers are gone"):
        import_model(tmp_path)


def _damaged(change: Any) -> Any:
    topology = dense_model()
    change(topology["config"])
    return topology


@pytest.mark.parametrize(
    ("topology", "message"),
    [
        pytest.param({"class_name": "Model", "config": {}}, "not one that Tens", id="no layers"),
        pytest.param({"class_name": "Sequential", "config": []}, "without layers", id="empty"),
        pytest.param(
            _damaged(lambda c: c["layers"][1].update(inbound_nodes=[[["dense", 0, 0, {}]]])),
            "takes a tensor that is never there, of call 0 of 'dense'",
            id="circle",
        ),
        pytest.param(
            _damaged(lambda c: c["layers"][1].update(inbound_nodes=[[["y", 0, 0]]])),
            "never there, of call 0 of 'y'",
            id="unknown layer",
        ),
        pytest.param(
            _damaged(lambda c: c["layers"][1].update(inbound_nodes=[{"args": []}])),
            "a call is not a list",
            id="Keras 3's calls",
        ),
        pytest.param(
            _damaged(lambda c: c["layers"][0]["config"].update(batch_shape=[None, 3])),
            "its topology is Keras 3's",
            id="Keras 3",
        ),
        pytest.param(
            _damaged(lambda c: c.update(output_layers=[["dense", 1, 0]])),
            "names output 0 of call 1 of 'dense', which is not there",
            id="unknown output",
        ),
        pytest.param(
            _damaged(lambda c: c["layers"].append(c["layers"][1])), "'dense' 2 times", id="twice"
        ),
        pytest.param(dense_model(units=-1), "units cannot be used", id="units"),
        pytest.param(
            _damaged(lambda c: c["layers"][1]["config"].update(units="many")),
            "got 'many'",
            id="no number",
        ),
        pytest.param(dense_model(units=4), "ask for 12 weights at least", id="more weights"),
        pytest.param(dense_model(units=1), "does not fit its layer", id="other shape"),
        pytest.param(
            _damaged(lambda c: c["layers"][0]["config"].update(batch_input_shape=None)),
            "input 'x' cannot be made",
            id="no shape",
        ),
        pytest.param(
            _damaged(lambda c: c["layers"][0]["config"].update(dtype="string")),
            "dtype string",
            id="strings",
        ),
        pytest.param(
            _damaged(lambda c: c["layers"][1]["config"].update(name="other")),
            "has another name in its config",
            id="two names",
        ),
    ],
)
def test_topologies_that_are_damaged(tmp_path: Path, topology: Any, message: str) -> None:
    """Never a traceback of Keras's."""
    write_model(tmp_path, topology, dense_weights())
    with pytest.raises(ArtifactError, match=re.escape(message)):
        import_model(tmp_path, verify=False)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda w: w.pop("dense/bias"), "1 weights of the topology are not in", id="-"),
        pytest.param(
            lambda w: w.update({"other/kernel": np.zeros((3, 2), np.float32)}),
            "1 weights of the manifest are of no layer ('other/kernel')",
            id="left over",
        ),
        pytest.param(
            lambda w: w.update({"dense/dense/bias": np.zeros(2, np.float32)}),
            "of no layer ('dense/dense/bias')",
            id="twice",
        ),
        pytest.param(
            lambda w: w.update({"dense/bias": w.pop("dense/bias")[:1]}), "got [1]", id="shape"
        ),
    ],
)
def test_weights_that_do_not_fit(tmp_path: Path, change: Any, message: str) -> None:
    """TensorFlow.js refuses such models as well."""
    weights = dense_weights()
    change(weights)
    # The usual one first: TensorFlow.js takes the first of two.
    write_model(tmp_path, dense_model(), dict(reversed(weights.items())))
    with pytest.raises(ArtifactError, match=re.escape(message)):
        import_model(tmp_path, verify=False)


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    """By the reader."""
    write_model(tmp_path, dense_model(), dense_weights())
    (tmp_path / "part-0.dat").unlink()
    with pytest.raises(ArtifactError, match=re.escape("part-0.dat")):
        import_model(tmp_path, verify=False)
