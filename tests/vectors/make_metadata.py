"""Writes metadata.json: metadata of each kind, with single values changed.

Run with ``python -m tests.vectors.make_metadata``. docs/metadata.schema.json says which of them
fit: the readers of both languages refuse the others.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import PRETRAINED, ROOT

SCHEMA = ROOT / "docs" / "metadata.schema.json"
VECTORS = Path(__file__).with_name("metadata.json")
WRONG: tuple[Any, ...] = (None, True, -1, 1.5, 2**40, "../x", [])


def bases() -> dict[str, Any]:
    """Metadata of each kind of preprocessing, with every key that the format has."""
    digit, text = (
        json.loads((PRETRAINED / name / "metadata.json").read_text(encoding="utf-8"))
        for name in ("softmax", "char-lstm")
    )
    # It is long, and stands for nothing here.
    digit["training"] = text["training"] = None
    return {
        "digit": digit,
        "characters": text,
        "picture": _picture(digit),
        "features": _features(digit),
    }


def _small(digit: Any, inputs: list[dict[str, Any]]) -> Any:
    small = copy.deepcopy(digit)
    outputs = [{"name": "out", "shape": [None, 2], "dtype": "float32"}]
    golden = [{**spec, "shape": [2, *spec["shape"][1:]]} for spec in (*inputs, *outputs)]
    small |= {"inputs": inputs, "outputs": outputs, "labels": ["no", "yes"]}
    small["golden"] |= {"inputs": golden[:-1], "outputs": golden[-1:]}
    values = sum(math.prod(spec["shape"]) for spec in golden)
    small["files"]["golden.bin"]["bytes"] = 4 * values
    small["golden"]["sensitivity"] = {"variation": [0.5], "reaction": None}
    return small


def _picture(digit: Any) -> Any:
    spec = {"name": "photo", "shape": [None, 8, 8, 3], "dtype": "float32"}
    picture = _small(digit, [spec])
    picture["preprocessing"] = {
        "kind": "picture",
        "input": "photo",
        "height": 8,
        "width": 8,
        "channels": 3,
        "fit": "center-crop",
        "shorter_side": 9,
        "method": "bilinear",
        "scale": "tf",
        "invert": "never",
    }
    outputs = [{"name": "out", "shape": [1, 2], "dtype": "float32"}]
    picture["golden"]["pictures"] = {"file": "p.bin", "pictures": ["a.png"], "outputs": outputs}
    picture["files"] |= {"p.bin": {**picture["files"]["golden.bin"], "bytes": 8}}
    picture["files"]["a.png"] = picture["files"]["golden.bin"]
    return picture


def _features(digit: Any) -> Any:
    names = ("words", "ids", "job", "age")
    dtypes = ("int32", "int32", "float32", "float32")
    widths = (4, 8, 3, 1)
    inputs = [
        {"name": name, "shape": [None, width], "dtype": dtype}
        for name, width, dtype in zip(names, widths, dtypes, strict=True)
    ]
    features = _small(digit, inputs)
    features["golden"]["examples"] = {"file": "golden-examples.json"}
    features["files"]["golden-examples.json"] = features["files"]["golden.bin"]
    features["files"]["tokenizer.json"] = features["files"]["golden.bin"]
    features["preprocessing"] = {
        "kind": "features",
        "inputs": [
            {"name": "text", "shape": [None], "dtype": "string"},
            {"name": "work", "shape": [None, 1], "dtype": "string"},
            {"name": "years", "shape": [None, 1], "dtype": "float32"},
        ],
        "steps": _steps(),
    }
    return features


def _steps() -> list[dict[str, Any]]:
    plain = {"encode": "int", "depth": None}
    unweighted = {**plain, "idf_weights": None}
    prepare = {"kind": "sentencepiece", "charsmap": True, "kept": ["<s>"], "space": "before"}
    return [
        {
            "op": "vectorize",
            "inputs": ["text"],
            "output": "words",
            "split": "whitespace",
            "standardize": [{"lower": "ascii"}, {"replace": "<br />", "with": " "}],
            "ngrams": None,
            "length": 4,
            "tokens": ["a", "b"],
            "mask": "",
            "oov": 1,
            **unweighted,
        },
        {
            "op": "tokenize",
            "inputs": ["text"],
            "output": "ids",
            "gives": "token_ids",
            "file": "tokenizer.json",
            "prepare": {**prepare, "remove_extra_spaces": True},
            "length": 8,
            "start": [1],
            "end": [2],
            "separator": [2],
            "pad": 0,
            "side": "right",
            "truncate": "round_robin",
            "keep_end": True,
        },
        {
            "op": "lookup",
            "inputs": ["work"],
            "output": "job",
            "tokens": ["clerk", "nurse"],
            "mask": None,
            "oov": 1,
            "oov_method": None,
            "salt": None,
            "idf_weights": None,
            "encode": "one_hot",
            "depth": 3,
        },
        {"op": "normalize", "inputs": ["years"], "output": "age", "mean": [41.5]}
        | {"variance": [90.25], "invert": False},
    ]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in metadata; the first item of a list stands for all, but for steps."""
    for key in _keys(value, path):
        yield (*path, key)
        yield from places(value[key], (*path, key))


def _keys(value: Any, path: tuple[str | int, ...]) -> Sequence[str | int]:
    if isinstance(value, dict):
        # Of files and versions, which have names of their own, the first stands for all as well.
        return list(value)[: 1 if path[-1:] in (("files",), ("versions",)) else None]
    if isinstance(value, list):
        return range(len(value) if path[-1:] == ("steps",) else min(len(value), 1))
    return ()


def changed(base: Any, path: list[str | int], *value: Any) -> Any:
    """Metadata with another value at a place, or without the key if there is no value."""
    whole = copy.deepcopy(base)
    place = whole
    for key in path[:-1]:
        place = place[key]
    if value:
        place[path[-1]] = value[0]
    else:
        del place[path[-1]]
    return whole


def cases(name: str, base: Any) -> Iterator[dict[str, Any]]:
    """One value at a time: missing, and each of `WRONG`."""
    from jsonschema import Draft202012Validator  # not in every environment that reads the vectors

    fits = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).is_valid
    for path in map(list, places(base)):
        # What all kinds have is changed in the first.
        if name != "digit" and not {"preprocessing", "pictures", "examples"} & set(path):
            continue
        if isinstance(path[-1], str):
            yield {"base": name, "path": path, "fits": fits(changed(base, path))}
        for value in WRONG:
            whole = changed(base, path, value)
            yield {"base": name, "path": path, "value": value, "fits": fits(whole)}


def main() -> None:
    """Write the vectors: of all that fits, one in ten."""
    whole = bases()
    found = [case for name, base in whole.items() for case in cases(name, base)]
    kept = [case for n, case in enumerate(found) if not case["fits"] or n % 10 == 0]
    lines = ",\n".join(json.dumps(case) for case in kept)
    text = f'{{\n"bases": {json.dumps(whole)},\n"cases": [\n{lines}\n]\n}}\n'
    VECTORS.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
