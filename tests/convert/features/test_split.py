"""A live model is split in two: names, shapes, what is refused, and that nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.convert.features.placeholders import layer
from tfjs_bridge.convert.export import export
from tfjs_bridge.convert.features.calls import has_front
from tfjs_bridge.convert.features.split import split_model
from tfjs_bridge.convert.features.standards import rules_of
from tfjs_bridge.convert.features.steps import NotDeclaredError
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

_TOKENS = ["a", "b"]


def _text(keras: Any, *shape: int | None, name: str = "text") -> Any:
    return keras.Input(shape, dtype="string", name=name)


def _model(keras: Any, front: Any, *shape: int | None, dtype: str = "string") -> Any:
    x = keras.Input(shape, dtype=dtype, name="raw")
    return keras.Model(x, keras.layers.Identity()(front(x)))


@pytest.mark.parametrize(
    ("front", "shape", "expected"),
    [
        (("StringLookup", {"vocabulary": _TOKENS}), (1,), ((None, 1), "int32")),
        (("StringLookup", {"vocabulary": _TOKENS}), (None,), ((None, None), "int32")),
        (
            ("StringLookup", {"vocabulary": _TOKENS, "output_mode": "one_hot"}),
            (1,),
            ((None, 3), "float32"),
        ),
        (
            ("StringLookup", {"vocabulary": _TOKENS, "output_mode": "one_hot"}),
            (4,),
            ((None, 4, 3), "float32"),
        ),
        (
            ("StringLookup", {"vocabulary": _TOKENS, "output_mode": "count"}),
            (4,),
            ((None, 3), "float32"),
        ),
        (("Hashing", {"num_bins": 7, "output_mode": "one_hot"}), (1,), ((None, 7), "float32")),
        (("Hashing", {"num_bins": 7}), (2, 3), ((None, 2, 3), "int32")),
        (
            ("TextVectorization", {"vocabulary": _TOKENS, "output_mode": "multi_hot"}),
            (1,),
            ((None, 3), "float32"),
        ),
        (("TextVectorization", {"vocabulary": _TOKENS}), (), ((None, None), "int32")),
        (
            ("TextVectorization", {"vocabulary": _TOKENS, "output_sequence_length": 9}),
            (1,),
            ((None, 9), "int32"),
        ),
    ],
)
def test_an_input_of_the_network_has_the_shape_of_run_time(
    front: tuple[str, dict[str, Any]], shape: tuple[int | None, ...], expected: Any
) -> None:
    """Keras's symbolic shape of multi-hot texts is another one."""
    keras = load_keras()
    with split_model(_model(keras, layer(front[0], name="front", **front[1]), *shape)) as split:
        assert split is not None
        (x,) = split.network.inputs
        assert (tuple(x.shape), x.dtype) == expected
        assert split.read == ["front"]


@pytest.mark.parametrize(
    ("front", "shape", "dtype", "message"),
    [
        (("StringLookup", {}), (1,), "string", "has no vocabulary"),
        (("StringLookup", {"vocabulary": _TOKENS}), (1,), "int64", "reads numbers; expected text"),
        (("IntegerLookup", {"vocabulary": [1]}), (1,), "string", "reads text; expected whole"),
        (
            ("StringLookup", {"vocabulary": _TOKENS, "sparse": True, "output_mode": "count"}),
            (1,),
            "string",
            r"gives sparse tensors.* Make the layer without it\.",
        ),
        (
            ("StringLookup", {"vocabulary": _TOKENS, "encoding": "latin-1"}),
            (1,),
            "string",
            "the encoding latin-1; expected utf-8",
        ),
        (
            ("StringLookup", {"vocabulary": _TOKENS, "output_mode": "multi_hot"}),
            (2, 3),
            "string",
            r"other axes than the last one for an input of shape \(any, 2, 3\)",
        ),
        (("Hashing", {"num_bins": 3}), (1,), "bool", "hashes truth values"),
        (
            ("TextVectorization", {"vocabulary": _TOKENS}),
            (2,),
            "string",
            "reads several texts for each example",
        ),
        (
            ("TextVectorization", {"vocabulary": _TOKENS, "split": None}),
            (),
            "string",
            "encodes all of them together",
        ),
        (
            ("TextVectorization", {"vocabulary": _TOKENS, "output_mode": "tf_idf"}),
            (1,),
            "string",
            "counts by tf_idf and has no weights",
        ),
    ],
)
def test_a_front_that_cannot_be_declared_is_refused(
    front: tuple[str, dict[str, Any]], shape: tuple[int, ...], dtype: str, message: str
) -> None:
    """With the layer's name, the reason, and what to do."""
    keras = load_keras()
    own = layer(front[0], name="front", **front[1])
    model = _model(keras, own, *shape, dtype=dtype)
    with (
        pytest.raises(UnsupportedModelError, match=rf"layer 'front' \({front[0]}\): .*{message}"),
        split_model(model),
    ):
        pass


def test_a_function_of_ones_own_is_read_on_tensorflow_alone() -> None:
    """Elsewhere the refusal says how."""
    if load_keras().backend.backend() == "tensorflow":
        pytest.skip("Keras runs on TensorFlow; see test_standards")
    with pytest.raises(NotDeclaredError, match="Set KERAS_BACKEND=tensorflow"):
        rules_of(str.lower, (None, 1), is_split=True)


def _dense_before(keras: Any) -> Any:
    x = keras.Input((2,), name="x")
    hashed = layer("Hashing", num_bins=4, output_mode="multi_hot", name="hash")
    y = keras.layers.Dense(3, name="before")(x)
    y = keras.layers.Lambda(lambda x: x, name="code", output_shape=(4,))(hashed(y))
    return keras.Model(x, keras.layers.Dense(1)(y))


def test_all_refusals_are_told_at_once(tmp_path: Path) -> None:
    """The front's, and the network's."""
    with pytest.raises(UnsupportedModelError) as error:
        export(_dense_before(load_keras()), tmp_path / "out")
    first, second = str(error.value).splitlines()
    assert first.startswith("layer 'before' (Dense): text or lookups depend on it")
    assert second.startswith("layer 'code' (Lambda): holds Python code")


def test_words_of_indices_are_labels() -> None:
    """What stands behind a network is refused by itself, not the network before it."""
    keras = load_keras()
    x = keras.Input((2,))
    index = keras.ops.argmax(keras.layers.Dense(2)(x), axis=-1)
    words = layer("StringLookup", vocabulary=_TOKENS, invert=True, name="words")(index)
    with (
        pytest.raises(UnsupportedModelError, match=r"^layer 'words' .* give the words as labels"),
        split_model(keras.Model(x, words)),
    ):
        pass


def test_a_model_that_only_prepares_has_no_network() -> None:
    """It belongs before another model."""
    keras = load_keras()
    x = _text(keras, 1)
    model = keras.Model(x, layer("StringLookup", vocabulary=_TOKENS)(x))
    with (
        pytest.raises(UnsupportedModelError, match="so that there is no network"),
        split_model(model),
    ):
        pass


def _two_of_a_name(keras: Any) -> Any:
    inner_text = _text(keras, 1, name="inner_text")
    lookup = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot", name="words")
    inner = keras.Model(inner_text, keras.layers.Dense(2, name="dense")(lookup(inner_text)))
    x = _text(keras, 1)
    return keras.Model(x, keras.layers.Dense(1, name="dense")(inner(x)))


def _called_twice(keras: Any) -> Any:
    a, b = _text(keras, 1, name="a"), _text(keras, 1, name="b")
    lookup = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot", name="words")
    dense = keras.layers.Dense(2)
    return keras.Model([a, b], keras.layers.Add()([dense(lookup(a)), dense(lookup(b))]))


def _odd_names(keras: Any) -> Any:
    a = _text(keras, 1, name="Straße 1")
    b = keras.Input((1,), name="Größe")
    lookup = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot", name="дом")
    return keras.Model([a, b], keras.layers.Concatenate()([lookup(a), b]))


def _front_as_output(keras: Any) -> Any:
    a = _text(keras, 1, name="a")
    words = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot", name="words")(a)
    return keras.Model(a, {"words": words, "y": keras.layers.Dense(1)(words)})


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (_two_of_a_name, ["words"]),
        (_called_twice, ["words", "words_1"]),
        (_odd_names, ["Grosse", "dom"]),
        (_front_as_output, ["words"]),
    ],
)
def test_names_are_unique_and_known_to_tensorflow_js(
    make: Callable[[Any], Any], names: list[str], tmp_path: Path
) -> None:
    """And the artifact's inputs have them."""
    model = make(load_keras())
    before = model.to_json()
    nodes = [len(x._inbound_nodes) for x in model.operations]
    metadata = export(model, tmp_path / "out")
    assert sorted(spec.name for spec in metadata.inputs) == sorted(names)
    assert model.to_json() == before
    assert [len(x._inbound_nodes) for x in model.operations] == nodes


def test_a_model_without_a_front_is_left_alone() -> None:
    """Not even looked at closely: it is exported as ever."""
    keras = load_keras()
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    assert not has_front(model)
    with split_model(model) as split:
        assert split is None


def test_a_fixed_batch_has_as_many_examples(tmp_path: Path) -> None:
    """Some layers need it."""
    keras = load_keras()
    text = keras.Input(batch_shape=(6, 1), dtype="string", name="text")
    x = layer("StringLookup", vocabulary=_TOKENS, output_mode="one_hot")(text)
    metadata = export(keras.Model(text, keras.layers.Dense(1)(x)), tmp_path / "out")
    assert metadata.preprocessing is not None
    assert metadata.preprocessing["inputs"][0]["shape"] == [None, 1]
    assert {spec.shape[0] for spec in metadata.golden.inputs} == {6}
