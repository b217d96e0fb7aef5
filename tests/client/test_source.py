"""The text of clients: the types of what a model takes and gives, and what it offers."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PRETRAINED
from tfjs_bridge.artifact.metadata import Metadata, TensorSpec, read_metadata
from tfjs_bridge.client.facts import classes_of, takes_many
from tfjs_bridge.client.source import client_source

Shape = tuple[int | None, ...]


def _metadata(**changes: Any) -> Metadata:
    """That of a model of two numbers, changed."""
    tiny = read_metadata(PRETRAINED / "cnn")
    plain = {
        "inputs": (TensorSpec("x", (None, 2), "float32"),),
        "outputs": (TensorSpec("y", (None, 3), "float32"),),
        "labels": None,
        "preprocessing": None,
    }
    return dataclasses.replace(tiny, **{**plain, **changes})


def _input(shape: Shape, dtype: str = "float32") -> str:
    """The type of the only input."""
    text = client_source(_metadata(inputs=(TensorSpec("x", shape, dtype),)))
    found = re.search(r"^  readonly x: (.*);$", text, re.MULTILINE)
    assert found is not None
    return found[1]


def _output(shape: Shape, dtype: str = "float32") -> str:
    text = client_source(_metadata(outputs=(TensorSpec("y", shape, dtype),)))
    found = re.search(r"^  y: (.*);$", text, re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("shape", "dtype", "expected"),
    [
        pytest.param((None, 2), "float32", "readonly [number, number] | Numbers", id="a row"),
        pytest.param((None, 17), "int32", "readonly number[] | Integers", id="a long row"),
        pytest.param((None, 1), "float32", "number | readonly [number]", id="a number in a row"),
        pytest.param((None,), "int32", "number", id="a number"),
        pytest.param((), "float32", "number", id="no axes"),
        pytest.param((None, None), "float32", "readonly number[] | Numbers", id="any length"),
        pytest.param(
            (None, 3, 4),
            "float32",
            "readonly (readonly number[] | Numbers)[] | Numbers",
            id="a matrix",
        ),
        pytest.param(
            (None, None, 4),
            "float32",
            "readonly (readonly number[] | Numbers)[]",
            id="an open matrix",
        ),
        pytest.param((None, 2), "bool", "readonly [boolean, boolean] | Uint8Array", id="bools"),
        pytest.param(
            (2, 3), "float32", "readonly (readonly number[] | Numbers)[] | Numbers", id="pairs"
        ),
        pytest.param((3,), "float32", "readonly [number, number, number] | Numbers", id="a whole"),
        pytest.param((1, 2), "float32", "readonly [number, number] | Numbers", id="one by one"),
    ],
)
def test_an_input_is_of_its_shape(shape: Shape, dtype: str, expected: str) -> None:
    """That of one example; short rows have a length, and flat arrays where it is clear."""
    assert _input(shape, dtype) == expected


@pytest.mark.parametrize(
    ("shape", "dtype", "expected"),
    [
        pytest.param((None, 2), "float32", "[number, number]", id="a row"),
        pytest.param((None, 17), "float32", "number[]", id="a long row"),
        pytest.param((None,), "int32", "number", id="a number"),
        pytest.param((), "float32", "number", id="no axes"),
        pytest.param((None, 3, 4), "bool", "boolean[][]", id="bools"),
        pytest.param((None, None), "float32", "number[]", id="any length"),
    ],
)
def test_an_output_is_of_its_shape(shape: Shape, dtype: str, expected: str) -> None:
    """Likewise."""
    assert _output(shape, dtype) == expected


def _features(inputs: list[dict[str, Any]], steps: list[dict[str, Any]]) -> Metadata:
    return _metadata(preprocessing={"kind": "features", "inputs": inputs, "steps": steps})


def _lookup(name: str, tokens: list[Any], oov: int, mask: str | None = None) -> dict[str, Any]:
    return {"op": "lookup", "inputs": [name], "tokens": tokens, "oov": oov, "mask": mask}


def test_raw_inputs_are_what_the_artifact_declares() -> None:
    """Strings and wide integers; small vocabularies are types, open where others may be given."""
    dtypes = {"work": "string", "city": "string", "free": "string", "zip": "int64"}
    inputs = [{"name": n, "shape": [None, 1], "dtype": d} for n, d in dtypes.items()]
    inputs.append({"name": "tags", "shape": [None, None], "dtype": "string"})
    steps = [
        _lookup("work", ["clerk", "cook"], oov=1, mask=""),
        _lookup("city", ["Bern"], oov=0),
        _lookup("free", [f"word{i}" for i in range(300)], oov=1),
        {"op": "hash", "inputs": ["tags"]},
    ]
    text = client_source(_features(inputs, steps))
    types = dict(re.findall(r"^  readonly (\w+): (.*);$", text, re.MULTILINE))
    del types["model"]
    assert types == {
        "work": "Word<'work'> | (string & {}) | readonly [Word<'work'> | (string & {})]",
        "city": "Word<'city'> | readonly [Word<'city'>]",
        "free": "string | readonly [string]",
        "zip": "number | bigint | readonly [number | bigint]",
        "tags": "readonly string[]",
    }
    assert "  work: ['', 'clerk', 'cook'],\n" in text


def test_a_helper_stands_there_where_it_is_used() -> None:
    """Not where an input has its name: tsc reports types that nothing uses."""
    inputs = [{"name": "Numbers", "shape": [None, 1], "dtype": "string"}]
    text = client_source(_features(inputs, [_lookup("Numbers", ["one", "two"], oov=0)]))
    assert "type Numbers" not in text


def test_a_picture_may_be_given_as_it_is() -> None:
    """Where the artifact says how it is prepared; else it takes numbers."""
    photo = (TensorSpec("photo", (None, 8, 8, 3), "float32"),)
    declared = {"kind": "picture", "input": "photo"}
    text = client_source(_metadata(inputs=photo, preprocessing=declared))
    assert "  readonly photo: PictureSource | Float32Array;\n" in text
    assert "PictureSource" not in client_source(_metadata(inputs=photo))


@pytest.mark.parametrize(
    ("changes", "reading"),
    [
        pytest.param({"labels": ("a", "b", "c")}, "values", id="labels"),
        pytest.param({}, None, id="no labels"),
        pytest.param({"labels": ("a", "b")}, None, id="labels of something else"),
        pytest.param(
            {"labels": ("a", "b"), "outputs": (TensorSpec("y", (None, 1), "float32"),)},
            "values",
            id="one value for two",
        ),
        pytest.param(
            {
                "labels": ("a", "b", "c"),
                "outputs": tuple(TensorSpec(name, (None, 3), "float32") for name in "yz"),
            },
            None,
            id="two outputs that fit",
        ),
        pytest.param(
            {"labels": ("a", "b", "c"), "inputs": (TensorSpec("x", (2, 2), "float32"),)},
            None,
            id="two at a time",
        ),
    ],
)
def test_labels_make_a_classifier(changes: dict[str, Any], reading: str | None) -> None:
    """Where it is clear which output they belong to."""
    metadata = _metadata(**changes)
    found = classes_of(metadata)
    assert (found and found.reading) == reading
    assert ("classify" in client_source(metadata)) == (reading is not None)


@pytest.mark.parametrize(
    ("inputs", "outputs", "expected"),
    [
        (((None, 2),), ((None, 3),), True),
        (((1, 2),), ((1, 3),), True),
        (((2, 2),), ((2, 3),), False),
        (((None, 2), ()), ((None, 3),), False),
        (((None, 2),), ((),), False),
        ((), ((None, 3),), False),
        (((None, 2),), ((1, 3),), False),
    ],
)
def test_many_examples_are_taken_where_each_has_its_outputs(
    inputs: tuple[Shape, ...], outputs: tuple[Shape, ...], expected: bool
) -> None:
    """Not by a model of whole inputs, or of a fixed number of examples."""
    metadata = _metadata(
        inputs=tuple(TensorSpec(f"x{i}", shape, "float32") for i, shape in enumerate(inputs)),
        outputs=tuple(TensorSpec(f"y{i}", shape, "float32") for i, shape in enumerate(outputs)),
    )
    assert takes_many(metadata) == expected
    assert ("predictMany" in client_source(metadata)) == expected


def test_names_like_places_of_the_template_stay(tmp_path: Path) -> None:
    """Whatever a model calls its inputs."""
    inputs = (TensorSpec("<<OUTPUT>>", (None, 2), "float32"),)
    text = client_source(_metadata(inputs=inputs, labels=("<<INPUT>>", "b", "*/")))
    assert "'<<OUTPUT>>': examples.map((it) => it['<<OUTPUT>>'])" in text
    assert len(re.findall("<<[A-Z]+>>", text)) == 5
