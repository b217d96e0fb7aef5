"""Artifacts whose clients are compiled and run, and metadata whose clients are compiled alone."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from tests.artifact.make import KERNEL, write_artifact, write_graph_artifact
from tests.conftest import PRETRAINED
from tests.scaffold.artifacts import write_colours, write_values
from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.artifact.folder import describe_files
from tfjs_bridge.artifact.golden import GoldenVectors, NamedTensor, write_golden
from tfjs_bridge.artifact.golden_examples import write_golden_examples
from tfjs_bridge.artifact.metadata import (
    METADATA_JSON,
    Metadata,
    TensorSpec,
    read_metadata,
    write_metadata,
)

LABELS = ('it\'s "so"', "two\nlines \u202e*/ ${x}` Ünï 💥")


def write_artifacts(folder: Path) -> dict[str, Path]:
    """Write small artifacts, most of them without Keras, and return where they and others are."""
    write_values(folder / "values")
    write_colours(folder / "colours")
    write_artifact(folder / "layers")
    write_graph_artifact(folder / "graph")
    odd = write_artifact(folder / "odd", name="*/ it's ${odd}")
    write_metadata(folder / "odd", _odd(odd))
    _write_prepared(folder / "word", _WORD, {"work": [["cook"], ["clerk"]]})
    _write_prepared(folder / "review", _REVIEW, {"text": [["not bad"], ["so bad, so bad!"]]})
    own = ("values", "colours", "layers", "graph", "odd", "word", "review")
    return {
        **{name: folder / name for name in own},
        "digits": PRETRAINED / "cnn",
        "characters": PRETRAINED / "char-lstm",
    }


_WORD: dict[str, Any] = {
    "op": "lookup",
    "inputs": ["work"],
    "output": "x",
    "tokens": ["clerk", "cook"],
    "oov": 0,
    "mask": None,
    "oov_method": None,
    "salt": None,
    "idf_weights": None,
    "encode": "one_hot",
    "depth": 2,
}
_REVIEW: dict[str, Any] = {
    "op": "vectorize",
    "inputs": ["text"],
    "output": "x",
    "tokens": ["bad"],
    "oov": 1,
    "standardize": "lower_and_strip_punctuation",
    "split": "whitespace",
    "ngrams": None,
    "length": None,
    "mask": "",
    "idf_weights": None,
    "encode": "count",
    "depth": 2,
}


def _write_prepared(folder: Path, step: dict[str, Any], raw: dict[str, Any]) -> None:
    """Write the small unit behind one step, with golden vectors that the step prepared."""
    metadata = write_artifact(folder)
    inputs = [{"name": name, "shape": [None, 1], "dtype": "string"} for name in raw]
    preprocessing = {"kind": "features", "inputs": inputs, "steps": [step]}
    x = prepare_features(raw, preprocessing, ["x"])["x"]
    golden = GoldenVectors((NamedTensor("x", x),), (NamedTensor("unit", x @ KERNEL),), "a test")
    proof = dataclasses.replace(
        write_golden(folder, golden), examples=write_golden_examples(folder, raw)
    )
    (folder / METADATA_JSON).unlink()
    changed = dataclasses.replace(
        metadata,
        preprocessing=preprocessing,
        labels=("good", "bad"),
        golden=proof,
        files=describe_files(folder),
    )
    write_metadata(folder, changed)


def _odd(metadata: Metadata) -> Metadata:
    """Names that are no identifiers, and labels that would end a string or a comment."""
    return dataclasses.replace(
        metadata,
        inputs=(TensorSpec("the 'x'\n*/", (None, 2), "float32"),),
        outputs=(TensorSpec("class", (None, 1), "float32"),),
        labels=LABELS,
    )


def _spec(name: str, *shape: int | None, dtype: str = "float32") -> TensorSpec:
    return TensorSpec(name, shape, dtype)


def only_compiled() -> dict[str, Metadata]:
    """What no small artifact has: a thousand labels, words, texts, and models of other shapes."""
    cnn = read_metadata(PRETRAINED / "cnn")
    plain = dataclasses.replace(cnn, preprocessing=None, labels=None, inputs=(_spec("x", None, 2),))
    inputs = [
        {"name": "work", "shape": [None, 1], "dtype": "string"},
        {"name": "city", "shape": [None, 1], "dtype": "string"},
        {"name": "zip", "shape": [None, 1], "dtype": "int64"},
        {"name": "__proto__", "shape": [None], "dtype": "bool"},
    ]
    lookup = {"op": "lookup", "mask": None, "oov": 0}
    steps = [
        {**lookup, "inputs": ["work"], "tokens": ["clerk", "cook"], "oov": 1},
        {**lookup, "inputs": ["city"], "tokens": ["Bern", "Wien"]},
    ]
    text = {"name": "text", "shape": [None, 1], "dtype": "string"}
    photo = {"kind": "picture", "input": "photo"}
    return {
        "thousand": dataclasses.replace(
            plain,
            labels=tuple(f"label {i}" for i in range(1000)),
            outputs=(_spec("toString", None, 1000),),
        ),
        "table": dataclasses.replace(
            plain, preprocessing={"kind": "features", "inputs": inputs, "steps": steps}
        ),
        "text": dataclasses.replace(
            plain,
            preprocessing={"kind": "features", "inputs": [text], "steps": [{"op": "vectorize"}]},
            outputs=(_spec("mood", None, 2),),
        ),
        "photo": dataclasses.replace(
            plain,
            inputs=(_spec("photo", None, 8, 8, 3), _spec("age", None, 1)),
            outputs=(_spec("price", None, 1), _spec("kind", None, 3)),
            preprocessing=photo,
            labels=("a", "b", "c"),
        ),
        "four": dataclasses.replace(
            plain,
            inputs=(_spec("photo", 4, 8, 8, 3),),
            outputs=(_spec("kind", 4, 3),),
            preprocessing=photo,
        ),
        "documented": dataclasses.replace(  # in docs/typed-client.md
            plain,
            inputs=(_spec("photo", None, 8, 8, 3), _spec("age", None, 1)),
            outputs=(_spec("price", None, 1), _spec("kind", None, 3)),
        ),
        "pairs": dataclasses.replace(
            plain, inputs=(_spec("x", 2, 3), _spec("step", dtype="int32"))
        ),
    }
