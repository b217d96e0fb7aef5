"""Metadata of models that nobody has, with names that mean something to TypeScript."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from typing import Any

from tests.conftest import PRETRAINED
from tfjs_bridge.artifact.metadata import Metadata, TensorSpec, read_metadata
from tfjs_bridge.artifact.visible_text import visible

NAMES = (
    *("class", "await", "constructor", "toString", "__proto__", "undefined", "as const"),
    *("model", "inputs", "found", "options", "it", "label", "Word", "Numbers", "Inputs"),
    *("a b", "a-b", "1st", "9", "", "$", "_", "é", "花", "💥", "\u200d", "\u00a0", "\ud800"),
    *("'", '"', "`", "\\", "\\n", "a\nb", "\u2028", 'it\'s "q" `b`', "${x}", "*/", "/*", "//"),
    *("</script>", "<<OUTPUT>>", "<<INPUT>>", "<<CALLS>>"),
)
KINDS = (None, "features", "picture", "mnist-digit", "characters")


def random_metadata(count: int, seed: int) -> Iterator[Metadata]:
    """Yield metadata of every kind, most of it with labels that belong to an output."""
    chance = random.Random(seed)  # noqa: S311, nothing is kept secret
    cnn = read_metadata(PRETRAINED / "cnn")
    for _ in range(count):
        kind = chance.choice(KINDS)
        some = _names(chance, chance.choice((1, 2, 2, 3, 17, 40)))
        labels = some if chance.random() < 0.7 else None
        inputs = tuple(_spec(chance, name) for name in _names(chance, chance.randint(1, 4)))
        outputs = tuple(_spec(chance, name) for name in _names(chance, chance.randint(1, 3)))
        if labels is not None and chance.random() < 0.8:
            sizes = (len(labels), 1) if len(labels) == 2 else (len(labels),)
            first = TensorSpec(outputs[0].name, (None, chance.choice(sizes)), "float32")
            outputs = (first, *outputs[1 : chance.randint(1, 2)])
        if kind == "picture":
            first = TensorSpec(inputs[0].name, (chance.choice((None, 2)), 8, 8, 3), "int32")
            inputs = (first, *inputs[1:])
        if kind == "mnist-digit":
            inputs = (TensorSpec(inputs[0].name, (None, 28, 28, 1), "float32"),)
        yield dataclasses.replace(
            cnn,
            model=dataclasses.replace(cnn.model, name=visible(chance.choice(NAMES))),
            inputs=inputs,
            outputs=outputs,
            labels=labels,
            preprocessing=_preprocessing(chance, kind, inputs[0].name),
        )


def _names(chance: random.Random, count: int) -> tuple[str, ...]:
    """Different ones, as a reader shows them."""
    return tuple(visible(name) for name in chance.sample(NAMES, count))


def _spec(chance: random.Random, name: str) -> TensorSpec:
    first = chance.choice((None, None, None, 1, 2))
    rest = (chance.choice((None, 1, 2, 3, 17)) for _ in range(chance.randint(0, 3)))
    return TensorSpec(name, (first, *rest), chance.choice(("float32", "int32", "bool")))


def _preprocessing(chance: random.Random, kind: str | None, name: str) -> dict[str, Any] | None:
    if kind != "features":
        return None if kind is None else {"kind": kind, "input": name}
    if chance.random() < 0.3:
        text = {"name": name, "shape": [None, 1], "dtype": "string"}
        steps: list[dict[str, Any]] = [{"op": "vectorize", "inputs": [name]}]
        return {"kind": kind, "inputs": [text], "steps": steps}
    names = _names(chance, chance.randint(1, 4))
    dtypes = ("string", "string", "int64", "int32", "float32", "bool")
    inputs = [
        {
            "name": it,
            "shape": [None, *chance.sample((None, 1, 2, 17), chance.randint(0, 2))],
            "dtype": chance.choice(dtypes),
        }
        for it in names
    ]
    steps = [
        {
            "op": "lookup",
            "inputs": [it],
            "tokens": chance.sample(NAMES, 5),
            "oov": chance.choice((0, 1)),
            "mask": chance.choice((None, "[MASK]")),
        }
        for it in names
    ]
    return {"kind": kind, "inputs": inputs, "steps": steps}
