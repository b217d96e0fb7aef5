"""Whole preprocessings: models of Keras that have nothing but their front, run by `predict`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tests.vectors import features_keras
from tests.vectors import features_texts as draw

Preprocessing = dict[str, Any]
Raw = dict[str, Any]

ROWS = 1000
_LOOKUP = {"mask": None, "oov": 1, "oov_method": None, "salt": None, "idf_weights": None}


def _input(name: str, dtype: str, *sizes: int | None) -> dict[str, Any]:
    return {"name": name, "shape": [None, *sizes], "dtype": dtype}


def _step(op: str, inputs: str, output: str, **settings: Any) -> dict[str, Any]:
    return {"op": op, "inputs": inputs.split(), "output": output, **settings}


def table() -> tuple[Preprocessing, Raw]:
    """Return the front of a model of structured data, and random rows."""
    works, tags = ["clerk", "nurse", "Köchin", "大工"], ["a", "b", "c"]
    counts: dict[str, Any] = {"encode": "count"}
    scale = {"mean": [170.5, 70], "variance": [81, 120.5], "invert": False}
    one_hot, numbers = {"encode": "one_hot"}, {"encode": "int", "depth": None}
    steps = [
        _step("lookup", "work", "work_hot", tokens=works, depth=5, **_LOOKUP | one_hot),
        _step("lookup", "work", "work_index", tokens=works, **_LOOKUP | numbers),
        _step("lookup", "tags", "tag_counts", tokens=tags, depth=4, **_LOOKUP | counts),
        _step(
            *("lookup", "code", "code_hot"),
            tokens=[3, 9, -1],
            mask=0,
            oov=2,
            oov_method="floormod",
            salt=None,
            encode="multi_hot",
            depth=5,
            idf_weights=None,
        ),
        _step("hash", "id", "id_bin", bins=64, salt=None, mask=None, **numbers),
        _step("hash", "work", "work_bin", bins=7, salt=[1, 2], mask="clerk", **one_hot, depth=7),
        _step("cross", "work code", "crossed", bins=11, **one_hot, depth=11),
        _step("discretize", "age", "age_bin", boundaries=[18, 30.5, 65], **numbers),
        _step("cross", "age_bin code", "age_and_code", bins=9, **numbers),
        _step("normalize", "height", "height_scaled", **scale),
        _step("rescale", "age", "age_scaled", scale=0.01, offset=-0.25),
        _step("categories", "level", "level_hot", **one_hot, depth=4),
        _step("concatenate", "work_hot crossed age_scaled height_scaled", "all", axis=-1),
        _step("concatenate", "work_index age_bin id_bin", "indices", axis=1),
        _step("reshape", "tag_counts", "tag_square", shape=[2, -1]),
    ]
    inputs = [
        *(_input("work", "string", 1), _input("tags", "string", 3), _input("code", "int64", 1)),
        *(_input("id", "string", 1), _input("age", "float32", 1), _input("height", "float32", 2)),
        *(_input("level", "int32", 1), _input("member", "bool", 1), _input("visits", "int64", 1)),
    ]
    rng = np.random.default_rng(5)
    ages = (rng.integers(0, 400, (ROWS, 1)) / 4).tolist()
    heights = (rng.integers(400, 800, (ROWS, 2)) / 4).tolist()
    raw = {
        "work": draw.shaped(draw.choices([*works, "", "Clerk", "nurse ", "😀"], ROWS, 6), ROWS, 1),
        "tags": draw.shaped(draw.choices([*tags, "", "d", "a"], 3 * ROWS, 7), ROWS, 3),
        "code": draw.shaped(draw.choices([3, 9, -1, 0, 7, -8, 2**53 - 1, 10], ROWS, 8), ROWS, 1),
        "id": [[f"id-{number}"] for number in draw.integers(ROWS, 9)],
        "age": ages,
        "height": heights,
        "level": rng.integers(-1, 6, (ROWS, 1)).tolist(),
        "member": (rng.random((ROWS, 1)) < 0.5).tolist(),
        "visits": rng.integers(-(2**31), 2**31, (ROWS, 1)).tolist(),
    }
    return {"kind": "features", "inputs": inputs, "steps": steps}, raw


def texts() -> tuple[Preprocessing, Raw]:
    """Return each kind of TextVectorization, and random texts for all of them."""
    words = ["the", "model", "reads", "text", "dont", "a", "naïve", "привет", "你好", "😀", "x"]
    plain = {"standardize": None, "split": "whitespace", "ngrams": None, "length": None}
    usual = plain | {"standardize": "lower_and_strip_punctuation"}
    characters = plain | {"split": "character", "standardize": "lower"}
    pairs = ["the model", "a a", "text the"]
    kinds: list[tuple[str, dict[str, Any], list[str], str]] = [
        ("words", usual | {"length": 8}, words, "int"),
        ("all_words", plain, ["The", "don't", "MODEL", *words], "int"),
        ("letters", characters | {"length": 20}, [*"theaodr \u00e9\u0301", "😀", "\ufffd"], "int"),
        ("has", usual, words, "multi_hot"),
        ("counts", plain | {"standardize": "strip_punctuation"}, words, "count"),
        ("weights", usual | {"ngrams": [1, 2]}, words + pairs, "tf_idf"),
        ("pairs", usual | {"ngrams": [2], "length": 4}, pairs, "int"),
        ("letter_pairs", characters | {"ngrams": [2]}, ["t h", "e  ", "a r"], "count"),
        ("lines", plain | {"split": None, "standardize": "lower"}, words, "int"),
    ]
    steps = []
    for name, settings, tokens, encode in kinds:
        depth = None if encode == "int" else len(tokens) + 1
        weights = [k / 8 + 0.5 for k in range(len(tokens) + 1)] if encode == "tf_idf" else None
        encoding = {"encode": encode, "depth": depth, "idf_weights": weights}
        rest = {"tokens": tokens, "mask": "", "oov": 1, **encoding}
        steps.append(_step("vectorize", "text", name, **settings, **rest))
    raw = {"text": draw.shaped(draw.texts(ROWS, 4), ROWS, 1)}
    return {"kind": "features", "inputs": [_input("text", "string", 1)], "steps": steps}, raw


def network_inputs(preprocessing: Preprocessing) -> list[str]:
    """Return what no step reads."""
    read = {name for step in preprocessing["steps"] for name in step["inputs"]}
    names = [entry["name"] for entry in preprocessing["inputs"]]
    names += [step["output"] for step in preprocessing["steps"]]
    return [name for name in names if name not in read]


def predicted(preprocessing: Preprocessing, raw: Raw) -> dict[str, npt.NDArray[Any]]:
    """Build the model, and run it on all examples in one batch."""
    import keras

    tensors: dict[str, Any] = {
        entry["name"]: keras.Input(entry["shape"][1:], dtype=entry["dtype"], name=entry["name"])
        for entry in preprocessing["inputs"]
    }
    dtypes = {entry["name"]: entry["dtype"] for entry in preprocessing["inputs"]}
    sources = dict(tensors)
    for step in preprocessing["steps"]:
        layer = features_keras.layer(step, dtypes.get(step["inputs"][0], "float32"))
        read = [tensors[name] for name in step["inputs"]]
        output = layer(read if step["op"] in ("cross", "concatenate") else read[0])
        # Lookups give counts as integers, although Keras's symbolic outputs of them are floats.
        is_float = step.get("encode", "int") != "int"
        tensors[step["output"]] = keras.ops.cast(output, "float32") if is_float else output
    names = network_inputs(preprocessing)
    # A layer, because Keras gives a raw input that is an output as well no name of its own.
    model = keras.Model(sources, {name: keras.layers.Identity()(tensors[name]) for name in names})
    given = {name: features_keras.tensor(raw[name], dtypes[name]) for name in sources}
    outputs = model.predict(given, batch_size=ROWS, verbose=0)
    by_name = {step["output"]: step for step in preprocessing["steps"]}
    return {n: features_keras.stored(by_name.get(n, {}), np.asarray(outputs[n])) for n in names}
