"""Texts become token ids, by the tokenizer in a file of the artifact.

Source: docs/artifact-format.md
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.settings import choice, integer, text
from tfjs_bridge.artifact.features.tensor import Array, Operation, Step, Tensor
from tfjs_bridge.artifact.json_values import as_file_name, as_list
from tfjs_bridge.artifact.tokenizers.packing import pack

GIVES: Final = ("token_ids", "padding_mask", "unlike_pad", "segment_ids")
LARGEST_TEXTS: Final = 16
LARGEST_LENGTH: Final = 2**20
_LARGEST_SPECIAL: Final = 64
_LARGEST_ID: Final = 2**31 - 1
# Key of a step while it runs: what gives the ids of a text, which no JSON can be.
ENCODE: Final = "encode text"
_WORDS: Final = (
    *("kind", "lowercase", "strip_accents", "split_cjk", "special_tokens", "longest_bytes"),
    "unknown",
)
_SENTENCE_PIECE: Final = ("kind", "charsmap", "kept", "remove_extra_spaces", "space")


def _check(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    _check_texts(step, inputs)
    choice("gives", step["gives"], GIVES)
    as_file_name(step["file"])
    length = integer("length", step["length"], 1, LARGEST_LENGTH)
    counts = [_ids(key, step[key]) for key in ("start", "end", "separator")]
    integer("pad", step["pad"], 0, _LARGEST_ID)
    choice("side", step["side"], ("left", "right"))
    choice("truncate", step["truncate"], ("round_robin", "waterfall"))
    _flag("keep_end", step["keep_end"])
    special = counts[0] + counts[1] + counts[2] * (len(inputs) - 1)
    if special > length:
        raise ValueError(f"length: expected {special} or more, for special tokens, got {length}")
    if step["prepare"] is not None:
        _check_prepare(step["prepare"])
    return Tensor((inputs[0].shape[0], length), "int32")


def _check_texts(step: Step, inputs: Sequence[Tensor]) -> None:
    if len(inputs) > LARGEST_TEXTS:
        raise ValueError(f"inputs: expected 1 to {LARGEST_TEXTS}, got {len(inputs)}")
    for name, tensor in zip(step["inputs"], inputs, strict=True):
        if tensor.dtype != "string" or len(tensor.shape) > 2 or tensor.shape[1:] not in ((), (1,)):
            raise ValueError(
                f"inputs: expected one text for each example, got '{name}', {tensor.dtype} of the "
                f"shape {list(tensor.shape)}"
            )


def _ids(key: str, value: Any) -> int:
    ids = [integer(key, number, 0, _LARGEST_ID) for number in as_list(value)]
    return integer(f"{key}: length", len(ids), 0, _LARGEST_SPECIAL)


def _flag(key: str, value: Any) -> None:
    choice(key, value, (True, False))


def _check_prepare(prepare: Any) -> None:
    if not isinstance(prepare, dict):
        raise TypeError(f"prepare: expected an object or null, got {prepare!r}")
    kind = choice("prepare.kind", prepare.get("kind"), ("words", "sentencepiece"))
    keys = _WORDS if kind == "words" else _SENTENCE_PIECE
    if set(prepare) != set(keys):
        raise ValueError(
            f"prepare: expected the keys {', '.join(sorted(keys))}, got "
            f"{', '.join(sorted(prepare))}"
        )
    for key in ("lowercase", "strip_accents", "split_cjk", "charsmap", "remove_extra_spaces"):
        if key in keys:
            _flag(f"prepare.{key}", prepare[key])
    for part in as_list(prepare["special_tokens" if kind == "words" else "kept"]):
        if not text("prepare", part):
            raise ValueError("prepare: expected tokens that are not empty, got ''")
    if kind == "words":
        integer("prepare.longest_bytes", prepare["longest_bytes"], 1, LARGEST_LENGTH)
        text("prepare.unknown", prepare["unknown"])
    else:
        choice("prepare.space", prepare["space"], ("before", "after", None))


def _run(step: Step, inputs: Sequence[Array]) -> Array:
    encode: Callable[[str], Sequence[int]] = step[ENCODE]
    texts = zip(*(values.ravel().tolist() for values in inputs), strict=True)
    rows = [pack([encode(text) for text in example], step)[step["gives"]] for example in texts]
    return np.asarray(rows, np.int32).reshape(len(rows), step["length"])


TOKENIZE: Final = Operation(
    (
        *("gives", "file", "prepare", "length", "start", "end", "separator", "pad", "side"),
        *("truncate", "keep_end"),
    ),
    _check,
    _run,
)
