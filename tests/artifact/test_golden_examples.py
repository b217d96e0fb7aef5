"""Golden examples: written, read, and compared with the inputs that were made of them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.make import write_artifact
from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.golden import GoldenVectors, NamedTensor
from tfjs_bridge.artifact.golden_examples import (
    GOLDEN_EXAMPLES_JSON,
    check_golden_examples,
    read_golden_examples,
    write_golden_examples,
)
from tfjs_bridge.artifact.metadata import (
    METADATA_JSON,
    ExampleProof,
    Metadata,
    read_metadata,
    write_metadata,
)
from tfjs_bridge.errors import ArtifactError, DataError, VerificationError

RAW: dict[str, Any] = {"text": [["a b"], ["É"]], "x": np.array([[0.1], [-2]], np.float32)}
PREPROCESSING: dict[str, Any] = {
    "kind": "features",
    "inputs": [
        {"name": "text", "shape": [None, 1], "dtype": "string"},
        {"name": "x", "shape": [None, 1], "dtype": "float32"},
    ],
    "steps": [
        {
            "op": "vectorize",
            "inputs": ["text"],
            "output": "words",
            "standardize": None,
            "split": "whitespace",
            "ngrams": None,
            "length": None,
            "tokens": ["a"],
            "mask": "",
            "oov": 1,
            "encode": "int",
            "depth": None,
            "idf_weights": None,
        }
    ],
}
WORDS = np.array([[2, 1], [1, 0]], np.int32)


def _golden(words: Any = WORDS, x: Any = RAW["x"]) -> GoldenVectors:
    inputs = (NamedTensor("x", np.asarray(x)), NamedTensor("words", np.asarray(words, np.int32)))
    return GoldenVectors(inputs, (), "a test")


def test_they_come_back_as_they_were_written(tmp_path: Path) -> None:
    """With float32 exactly, and characters as they are."""
    proof = write_golden_examples(tmp_path, RAW)
    assert proof == ExampleProof(GOLDEN_EXAMPLES_JSON)
    assert (tmp_path / GOLDEN_EXAMPLES_JSON).read_bytes() == (
        '{"inputs": {\n"text": [["a b"], ["É"]],\n"x": [[0.10000000149011612], [-2.0]]\n}}\n'
    ).encode()
    raw = read_golden_examples(tmp_path, proof)
    check_golden_examples(raw, PREPROCESSING, _golden())


def test_a_malformed_file_is_refused(tmp_path: Path) -> None:
    """As a broken copy would leave it."""
    (tmp_path / GOLDEN_EXAMPLES_JSON).write_text('{"inputs": []}')
    with pytest.raises(ArtifactError, match="expected an object 'inputs', got"):
        read_golden_examples(tmp_path, ExampleProof(GOLDEN_EXAMPLES_JSON))
    with pytest.raises(ArtifactError, match="cannot be read"):
        read_golden_examples(tmp_path, ExampleProof("other.json"))


@pytest.mark.parametrize(
    ("golden", "message"),
    [
        pytest.param(
            _golden([[2, 1], [2, 0]]), r"'words'.* expected 2 at \[1, 0\], got 1", id="an integer"
        ),
        pytest.param(_golden(x=[[0.1], [-2.00001]]), "float64", id="another dtype"),
        pytest.param(
            _golden(x=np.array([[0.1], [-2.00001]], np.float32)),
            r"'x'.* expected -2.00001\d* at \[1, 0\], got -2.0",
            id="a float",
        ),
        pytest.param(_golden([[2], [1]]), r"shape \(2, 1\), got int32 of the", id="a shape"),
        pytest.param(_golden(WORDS[:1]), r"shape \(1, 2\)", id="fewer vectors"),
    ],
)
def test_other_inputs_are_a_failed_check(golden: GoldenVectors, message: str) -> None:
    """The message says where the first difference is."""
    with pytest.raises(VerificationError, match=message):
        check_golden_examples(RAW, PREPROCESSING, golden)


def test_a_rounding_is_no_difference() -> None:
    """JavaScript and Keras may round another way."""
    check_golden_examples(RAW, PREPROCESSING, _golden(x=np.nextafter(RAW["x"], np.float32(9))))


def test_what_cannot_be_prepared_is_bad_data() -> None:
    """The examples themselves are wrong."""
    with pytest.raises(DataError, match="input 'x': missing"):
        check_golden_examples({"text": [["a"]]}, PREPROCESSING, _golden())


def _write(folder: Path, examples: ExampleProof | None) -> Metadata:
    written = write_artifact(folder)
    step = {"op": "cast", "inputs": ["raw"], "output": "x", "dtype": "float32"}
    entry = {"name": "raw", "shape": [None, 2], "dtype": "int32"}
    golden = dataclasses.replace(written.golden, examples=examples)
    preprocessing = {"kind": "features", "inputs": [entry], "steps": [step]}
    metadata = dataclasses.replace(written, preprocessing=preprocessing, golden=golden)
    write_metadata(folder, metadata)
    return metadata


def test_the_metadata_names_their_file(tmp_path: Path) -> None:
    """And reads the preprocessing as it was written."""
    written = _write(tmp_path, ExampleProof(GOLDEN_EXAMPLES_JSON))
    content = json.loads((tmp_path / METADATA_JSON).read_text(encoding="utf-8"))
    assert content["golden"]["examples"] == {"file": GOLDEN_EXAMPLES_JSON}
    assert read_metadata(tmp_path) == written


def test_their_file_has_to_be_listed(tmp_path: Path) -> None:
    """Otherwise nobody would notice that it was changed."""
    _write(tmp_path, ExampleProof(GOLDEN_EXAMPLES_JSON))
    with pytest.raises(ArtifactError, match=r"golden-examples\.json is missing from 'files'"):
        check_artifact(tmp_path)


def test_preprocessing_without_proof_is_refused(tmp_path: Path) -> None:
    """An artifact must not be able to leave its proof out."""
    _write(tmp_path, None)
    with pytest.raises(ArtifactError, match=r"golden\.examples: expected them where"):
        read_metadata(tmp_path)


def test_wrong_preprocessing_is_a_bad_artifact(tmp_path: Path) -> None:
    """The message names the file and the place."""
    _write(tmp_path, ExampleProof(GOLDEN_EXAMPLES_JSON))
    file = tmp_path / METADATA_JSON
    file.write_text(file.read_text(encoding="utf-8").replace('"op": "cast"', '"op": "eval"'))
    with pytest.raises(ArtifactError, match=r"steps\[0\].op: expected one of lookup, .*'eval'"):
        read_metadata(tmp_path)
