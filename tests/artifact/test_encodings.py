"""Weight encodings: exact bytes, and the promises that an export relies on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.vectors.make_encodings import OUTPUT, document
from tfjs_bridge.artifact.encodings.encoding import Array, Encoding, manifest_entry
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.encodings.plan import plan_for
from tfjs_bridge.artifact.encodings.record import Rounded
from tfjs_bridge.artifact.encodings.registry import ENCODINGS, FLOAT32, is_known
from tfjs_bridge.artifact.shards import write_shards
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.errors import UsageError

CASES = json.loads(OUTPUT.read_text(encoding="ascii"))
FLOAT16 = ENCODINGS["float16"]


QUANTIZING = [pytest.param(ENCODINGS[name], id=name) for name in QUANTIZATIONS]


@pytest.fixture
def kernel() -> NamedWeight:
    """A matrix that no encoding but float32 holds."""
    values = np.random.default_rng(1).normal(scale=0.1, size=(16, 9))
    return NamedWeight("dense/kernel", values.astype(np.float32))


def test_the_shared_vectors_are_what_python_makes() -> None:
    """The program that makes them writes the same file, byte for byte."""
    assert OUTPUT.read_bytes() == document().encode("ascii")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_vector(case: dict[str, Any]) -> None:
    """Values to bytes, bytes to values, and which encoding an entry has."""
    entry, encoding = case["entry"], ENCODINGS[case["encoding"]]
    values = np.array(case["values"], entry["dtype"]).reshape(entry["shape"])
    weight = NamedWeight(entry["name"], values)
    encoded = encoding.encode(weight)
    assert bytes(encoded.data).hex() == case["bytes"]
    assert len(encoded.data) == values.size * encoding.bytes_per_value(entry["dtype"])
    assert manifest_entry(weight, encoded) == entry
    assert [known for known in ENCODINGS.values() if known.matches(entry)] == [encoding]
    decoded = encoding.decode(encoded.data, entry)
    expected = np.array(case["decoded"], entry["dtype"]).reshape(entry["shape"])
    np.testing.assert_array_equal(decoded, expected, strict=True)
    np.testing.assert_array_equal(encoding.round(weight), expected, strict=True)


@pytest.mark.parametrize("encoding", QUANTIZING)
def test_what_was_rounded_is_stored_without_loss(encoding: Encoding, kernel: NamedWeight) -> None:
    """Also transposed, and a part of it: what becomes of a Keras weight in TensorFlow.js."""
    assert encoding.applies(kernel)
    assert not encoding.holds(kernel)
    rounded = encoding.round(kernel)
    assert 0 < np.abs(rounded - kernel.value).max() < 0.01
    for value in (rounded, rounded.T, rounded[:, :4], rounded.reshape(3, -1)):
        assert encoding.holds(NamedWeight("dense/kernel", value))


@pytest.mark.parametrize("encoding", QUANTIZING)
def test_one_object_is_all_that_the_shards_need(
    tmp_path: Path, encoding: Encoding, kernel: NamedWeight
) -> None:
    """Bytes, and the manifest's entry, of which the values can be read again."""
    weight = NamedWeight(kernel.name, encoding.round(kernel))
    ((group,)) = write_shards([weight], tmp_path, rounded=Rounded(plan_for(encoding.name)))
    (entry,) = group["weights"]
    data = (tmp_path / group["paths"][0]).read_bytes()
    assert entry["quantization"]["dtype"] == encoding.name
    assert len(data) == weight.value.size * encoding.bytes_per_value("float32")
    np.testing.assert_array_equal(encoding.decode(data, entry), weight.value)


@pytest.mark.parametrize(
    ("value", "applies"),
    [
        pytest.param(np.ones((2, 2), np.float32), True, id="matrix"),
        pytest.param(np.ones((2, 2, 2), np.float32), True, id="three axes"),
        pytest.param(np.ones(4, np.float32), False, id="vector"),
        pytest.param(np.array(1, np.float32), False, id="no axes"),
        pytest.param(np.ones((2, 2), np.int32), False, id="int32"),
    ],
)
def test_float16_is_for_matrices_of_float32(value: Array, applies: bool) -> None:
    """Nothing else is worth the loss, or could be stored so; float32 is for all."""
    weight = NamedWeight("a", value)
    assert FLOAT16.applies(weight) is applies
    assert FLOAT32.applies(weight)
    assert FLOAT32.holds(weight)


@pytest.mark.parametrize("value", [65520, -1e5, np.inf, np.nan], ids=str)
def test_weights_beyond_float16_are_not_rounded(value: float) -> None:
    """An infinite weight would make the model useless: all of the weight stays as it is."""
    weight = NamedWeight("a", np.array([[value, 0.1]], np.float32))
    assert FLOAT16.round(weight) is weight.value
    assert not FLOAT16.holds(weight)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"dtype": "float16"}, id="no original"),
        pytest.param({"dtype": "float16", "original_dtype": "int32"}, id="of int32"),
        pytest.param({"dtype": "uint8", "original_dtype": "float32"}, id="uint8 without scale"),
        pytest.param({"dtype": ["float16"], "original_dtype": "float32"}, id="a list"),
        pytest.param([], id="no object"),
        pytest.param(None, id="null"),
    ],
)
def test_other_quantizations_are_not_known(entry: object) -> None:
    """A reader refuses what it could only guess at."""
    assert not is_known({"name": "a", "shape": [1], "dtype": "float32", "quantization": entry})


def test_exports_offer_what_the_registry_holds() -> None:
    """By name: all encodings but the one that changes nothing."""
    assert [name for name, known in ENCODINGS.items() if not known.is_lossless] == [*QUANTIZATIONS]
    assert plan_for(None).is_empty


@pytest.mark.parametrize("name", ["uint4", "", [1], 8, {}, ["uint8", "unit8"]], ids=repr)
def test_encodings_that_are_not_offered_are_refused(name: Any) -> None:
    """With those that are."""
    with pytest.raises(UsageError, match="not known; expected 'float16', 'uint16', 'uint8' or"):
        plan_for(name)
