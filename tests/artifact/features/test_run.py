"""Raw values in all their forms, and what only shows once there are values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.artifact.features.spec import check_features
from tfjs_bridge.errors import DataError

NUMBERS: dict[str, Any] = {"encode": "int", "depth": None}


def _prepare(raw: Any, dtype: str, step: dict[str, Any], sizes: tuple[Any, ...] = (1,)) -> Any:
    entry = {"name": "x", "shape": [None, *sizes], "dtype": dtype}
    whole = {"inputs": ["x"], "output": "y", **step}
    preprocessing = {"kind": "features", "inputs": [entry], "steps": [whole]}
    found = check_features(preprocessing, {"y": [None] * 2})
    assert found["x"].shape == (None, *sizes)
    return prepare_features({"x": raw}, preprocessing)["y"]


def _lookup(tokens: list[Any], **settings: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {"mask": None, "oov": 1, "oov_method": None, "salt": None}
    return {"op": "lookup", "tokens": tokens, **usual, "idf_weights": None, **NUMBERS, **settings}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param([["a"], ["b"]], id="lists"),
        pytest.param((("a",), ("b",)), id="tuples"),
        pytest.param(np.array([["a"], ["b"]]), id="numpy's strings"),
        pytest.param(np.array([["a"], ["b"]], object), id="objects"),
        pytest.param([np.array(["a"]), np.array(["b"])], id="a list of arrays"),
        pytest.param([[np.str_("a")], [np.str_("b")]], id="a list of numpy's strings"),
    ],
)
def test_strings_in_every_form(raw: Any) -> None:
    """As pandas, numpy and JSON give them."""
    assert _prepare(raw, "string", _lookup(["b"])).tolist() == [[0], [1]]


def test_numbers_in_every_form() -> None:
    """Integers of any width count; a number for a bool does not."""
    for raw in ([[7], [np.int16(8)]], np.array([[7], [8]], np.uint8)):
        assert _prepare(raw, "int64", _lookup([8])).tolist() == [[0], [1]]
    cast = {"op": "cast", "dtype": "float32"}
    assert _prepare([[1], [0.5], [1e300]], "float32", cast).tolist() == [[1], [0.5], [np.inf]]
    with pytest.raises(DataError, match="expected true or false, got 1"):
        _prepare([[1]], "bool", cast)


def test_a_lone_surrogate_is_a_replacement_character() -> None:
    """As JavaScript's toWellFormed makes it: two halves that belong together are one character."""
    raw = [["\ud800"], ["a\udc00b"], ["\ud83d\ude00"]]
    tokens = ["\ufffd", "a\ufffdb", "\U0001f600"]
    assert _prepare(raw, "string", _lookup(tokens)).tolist() == [[1], [2], [3]]


def test_a_long_value_is_not_shown_in_full() -> None:
    """An error is to be read."""
    with pytest.raises(DataError, match=r"got 'x+\.\.\. of 16777219\. Give") as caught:
        _prepare([["x" * (2**24 + 1)]], "string", _lookup(["a"]))
    assert len(str(caught.value)) < 300


def test_too_many_values_are_refused_before_they_are_allocated() -> None:
    """2^20 numbers for each of 300 words."""
    step = _lookup(["a"], encode="one_hot", depth=2**20)
    with pytest.raises(DataError, match="'y': too many values; expected at most 268435456"):
        _prepare([["a"]] * 300, "string", step)


def test_examples_that_do_not_fit_are_named() -> None:
    """Where a size is open in the metadata."""
    step = {"op": "reshape", "shape": [2]}
    assert _prepare([[1, 2]], "int32", step, (None,)).tolist() == [[1, 2]]
    with pytest.raises(DataError, match=r"'y': these examples do not fit; .* the shapes \[1, 3\]"):
        _prepare([[1, 2, 3]], "int32", step, (None,))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2.0**31, -(2.0**32)])
def test_what_is_no_integer_is_refused(value: float) -> None:
    """TensorFlow gives another one on another machine."""
    raw = np.array([[0], [value]])
    with pytest.raises(DataError, match="'x', example 1, 0: not an integer of its range"):
        _prepare(raw, "float32", {"op": "cast", "dtype": "int32"})


def test_an_integer_of_64_bits_goes_to_the_network_in_32() -> None:
    """TensorFlow.js has no others, and a larger one would be cut."""
    inputs = [{"name": name, "shape": [None], "dtype": "int64"} for name in ("x", "z")]
    step = {"op": "cast", "inputs": ["x"], "output": "y", "dtype": "bool"}
    preprocessing = {"kind": "features", "inputs": inputs, "steps": [step]}
    check_features(preprocessing, {"y": [None], "z": [None]}, {"y": "bool", "z": "int32"})
    prepared = prepare_features({"x": [2**40, 0], "z": [-5, 6]}, preprocessing)
    assert prepared["y"].tolist() == [True, False]
    assert prepared["z"].dtype == np.int32
    with pytest.raises(DataError, match="'z', example 1: not an integer of its range"):
        prepare_features({"x": [1, 1], "z": [1, 2**31]}, preprocessing)


def test_a_value_may_be_read_by_a_step_and_the_network() -> None:
    """Then the network's inputs have to be named."""
    inputs = [{"name": "x", "shape": [None, 1], "dtype": "float32"}]
    step = {"op": "cast", "inputs": ["x"], "output": "y", "dtype": "int32"}
    preprocessing = {"kind": "features", "inputs": inputs, "steps": [step]}
    check_features(preprocessing, {"y": [None, 1], "x": [None, 1]})
    assert list(prepare_features({"x": [[1.5]]}, preprocessing)) == ["y"]
    assert list(prepare_features({"x": [[1.5]]}, preprocessing, ["x", "y"])) == ["x", "y"]
