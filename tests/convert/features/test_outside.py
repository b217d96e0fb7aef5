"""Preparation outside of the model: layers, dicts and models of it, declared for its inputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.convert.features.placeholders import layer
from tests.convert.features.recorded import FOLDER
from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.convert.export import ModelCard, export
from tfjs_bridge.errors import UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras

_TOKENS = ["film", "great"]


def _vectorize() -> Any:
    return layer("TextVectorization", vocabulary=_TOKENS, output_sequence_length=5)


def _network(keras: Any) -> Any:
    return keras.Sequential(
        [
            keras.Input((5,), dtype="int32", name="tokens"),
            keras.layers.Embedding(4, 3),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1),
        ]
    )


def _two_inputs(keras: Any) -> Any:
    a, b = keras.Input((1,), name="a"), keras.Input((3,), name="b")
    return keras.Model([a, b], keras.layers.Dense(1)(keras.layers.Concatenate()([a, b])))


def _export(model: Any, folder: Path, preprocessing: Any, **card: Any) -> Metadata:
    return export(model, folder / "out", card=ModelCard(preprocessing=preprocessing, **card))


def _inputs(metadata: Metadata) -> list[tuple[str, Any, str]]:
    assert metadata.preprocessing is not None
    specs = metadata.preprocessing["inputs"]
    return [(spec["name"], spec["shape"], spec["dtype"]) for spec in specs]


def _outputs(metadata: Metadata) -> list[str]:
    assert metadata.preprocessing is not None
    return [step["output"] for step in metadata.preprocessing["steps"]]


def test_a_layer_prepares_the_only_input(tmp_path: Path) -> None:
    """As it was mapped over a data set of texts."""
    metadata = _export(_network(load_keras()), tmp_path, _vectorize())
    assert _inputs(metadata) == [("text", [None], "string")]
    assert _outputs(metadata) == ["tokens"]
    assert [spec.name for spec in metadata.inputs] == ["tokens"]


def test_layers_prepare_some_inputs_by_name(tmp_path: Path) -> None:
    """The others go to the network as they are."""
    lookup = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot")
    metadata = _export(_two_inputs(load_keras()), tmp_path, {"b": lookup})
    assert _inputs(metadata) == [("a", [None, 1], "float32"), ("value", [None, 1], "string")]
    assert _outputs(metadata) == ["b"]


def test_one_step_gives_two_inputs(tmp_path: Path) -> None:
    """Of which each has its own name."""
    keras = load_keras()
    text = keras.Input((), dtype="string", name="text")
    tokens = _vectorize()(text)
    prepare = keras.Model(text, {"a": tokens, "b": tokens})
    a = keras.Input((5,), dtype="int32", name="a")
    b = keras.Input((5,), name="b")
    x = keras.layers.Flatten()(keras.layers.Embedding(4, 2)(a))
    model = keras.Model([a, b], keras.layers.Dense(1)(keras.layers.Concatenate()([x, b])))
    metadata = _export(model, tmp_path, prepare)
    assert _outputs(metadata) == ["a", "b"]
    assert [spec.dtype for spec in metadata.inputs] == ["int32", "float32"]


def test_a_raw_value_of_an_inputs_name_gets_another_one(tmp_path: Path) -> None:
    """As where `FeatureSpace` returns a dict of the features' names."""
    keras = load_keras()
    raw = [keras.Input((1,), name="a"), keras.Input((1,), dtype="string", name="b")]
    lookup = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot")
    prepare = keras.Model(raw, {"a": raw[0], "b": lookup(raw[1])})
    metadata = _export(_two_inputs(keras), tmp_path, prepare)
    assert [name for name, _, _ in _inputs(metadata)] == ["a", "b_raw"]
    assert _outputs(metadata) == ["b"]


def test_a_file_prepares(tmp_path: Path) -> None:
    """A model in it that is preparation alone."""
    keras = load_keras()
    source = keras.Sequential([keras.Input((4,), name="x"), keras.layers.Rescaling(0.5)])
    source.save(tmp_path / "prepare.keras")
    model = keras.Sequential([keras.Input((4,), name="y"), keras.layers.Dense(1)])
    metadata = _export(model, tmp_path, tmp_path / "prepare.keras")
    assert _inputs(metadata) == [("x", [None, 4], "float32")]
    assert _outputs(metadata) == ["y"]


def test_golden_inputs_are_raw_ones(tmp_path: Path) -> None:
    """By the names of the raw inputs."""
    given = {"text": ["a great film", "film"]}
    metadata = _export(_network(load_keras()), tmp_path, _vectorize(), golden_inputs=given)
    text = (tmp_path / "out" / "golden-examples.json").read_text(encoding="utf-8")
    assert text == '{"inputs": {\n"text": ["a great film", "film"]\n}}\n'
    assert metadata.golden.inputs[0].shape == (2, 5)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"texts": ["a"], "more": ["b"]}, "expected one array for each of the model's inputs text"),
        ({"text": [1.0, 2.0]}, r"expected text of shape \(examples\), got float64"),
        ({"text": [["a", "b"]]}, r"got <U1 of shape \(1, 2\)"),
    ],
)
def test_golden_inputs_that_do_not_fit_are_refused(
    given: Any, message: str, tmp_path: Path
) -> None:
    """With what was expected."""
    with pytest.raises(UsageError, match=message):
        _export(_network(load_keras()), tmp_path, _vectorize(), golden_inputs=given)


@pytest.mark.parametrize(
    ("preprocessing", "message"),
    [
        (3, "expected a declaration, a Keras layer or model, .* got int"),
        ({"c": None}, "the model has no input 'c'; expected one of a, b"),
        ("layer", "one layer for 2 inputs; expected a dict of layers by their names a, b"),
        ("other", r"gives input 'b' another shape; expected \(any, 3\), got \(any, 4\)"),
        ("hash", r"\(Hashing\) reads text or numbers; expected a model that says which"),
    ],
)
def test_preparation_that_does_not_fit_is_refused(
    preprocessing: Any, message: str, tmp_path: Path
) -> None:
    """Before anything is written."""
    others = {
        "layer": layer("StringLookup", vocabulary=_TOKENS),
        "other": {"b": layer("StringLookup", vocabulary=["x", *_TOKENS], output_mode="one_hot")},
        "hash": {"b": layer("Hashing", num_bins=3, output_mode="one_hot")},
    }
    known = others.get(preprocessing, preprocessing) if isinstance(preprocessing, str) else None
    with pytest.raises(UsageError, match=message):
        _export(_two_inputs(load_keras()), tmp_path, known or preprocessing)
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_declared_is_refused(tmp_path: Path) -> None:
    """By the layer's name."""
    with pytest.raises(UnsupportedModelError, match=r"layer 'own' \(Dense\): "):
        _export(
            _two_inputs(load_keras()), tmp_path, {"b": load_keras().layers.Dense(3, name="own")}
        )


def test_whole_numbers_become_the_networks_dtype(tmp_path: Path) -> None:
    """Though the raw value has the name of the input."""
    keras = load_keras()
    x = keras.Input((3,), dtype="int64", name="x")
    prepare = keras.Model(x, {"x": x})
    model = keras.Sequential([keras.Input((3,), name="x"), keras.layers.Dense(1)])
    metadata = _export(model, tmp_path, prepare)
    assert _inputs(metadata) == [("x_raw", [None, 3], "int64")]
    assert _outputs(metadata) == ["x"]
    assert metadata.inputs[0].dtype == "float32"


def test_an_inputs_name_has_to_be_kept(tmp_path: Path) -> None:
    """By the layers format; a graph model keeps any."""
    keras = load_keras()
    model = keras.Sequential([keras.Input((3,), name="größe"), keras.layers.Dense(1)])
    with pytest.raises(UsageError, match=r"input 'größe' .* as in 'grosse'"):
        _export(model, tmp_path, keras.layers.Rescaling(0.5))


def test_a_model_with_lookups_takes_no_other_preparation(tmp_path: Path) -> None:
    """Which of the two comes first would be a guess."""
    with pytest.raises(UsageError, match="prepares its inputs itself"):
        _export(FOLDER / "keras2_text.h5", tmp_path, {"kind": "picture", "scale": "unit"})
