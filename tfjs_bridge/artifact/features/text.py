"""Texts become indices or counts of their words: Keras's TextVectorization.

Source: keras/src/layers/preprocessing/text_vectorization.py, and TensorFlow's operations of
strings that it calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np

from tfjs_bridge.artifact.features.encode import check_size, encode, encoded
from tfjs_bridge.artifact.features.lookup import check_tokens, indices_of
from tfjs_bridge.artifact.features.settings import choice, integer, listed
from tfjs_bridge.artifact.features.standards import check_standardize, standardized
from tfjs_bridge.artifact.features.tensor import (
    LARGEST_OUTPUT,
    Array,
    Operation,
    Step,
    Tensor,
    one_input,
)

LARGEST_WIDTHS: Final = 64
# C's isspace on bytes: no space of Unicode's, and none of the separators that str.split takes.
_WORD: Final = re.compile(r"[^ \t\n\v\f\r]+")
# ICU, which splits the characters, replaces noncharacters as if they were not valid.
_IN_EACH_PLANE: Final = (plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NONCHARACTERS: Final = dict.fromkeys((*range(0xFDD0, 0xFDF0), *_IN_EACH_PLANE), "\ufffd")
_Shape = tuple[int | None, ...]


def _check(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, ("string",))
    check_standardize(step["standardize"])
    choice("split", step["split"], (None, "whitespace", "character"))
    choice("mask", step["mask"], ("",))
    choice("oov", step["oov"], (1,))
    check_tokens(step, "string")
    _check_ngrams(step)
    if step["length"] is not None:
        choice("encode", step["encode"], ("int",))
        integer("length", step["length"], 1, LARGEST_OUTPUT)
    return _encoded(step, tensor.shape)


def _check_ngrams(step: Step) -> None:
    if step["ngrams"] is None:
        return
    widths = [
        integer("ngrams", width, 1, LARGEST_OUTPUT) for width in listed("ngrams", step["ngrams"])
    ]
    if not 1 <= len(widths) <= LARGEST_WIDTHS:
        raise ValueError(f"ngrams: expected 1 to {LARGEST_WIDTHS} widths, got {len(widths)}")


def _encoded(step: Step, shape: _Shape) -> Tensor:
    if step["split"] is None:
        words = _words_of_strings(step, shape)
    elif len(shape) > 2 or shape[1:] not in ((), (1,)):
        raise ValueError(f"inputs: expected one text for each example, got {list(shape)}")
    elif step["encode"] == "one_hot":
        raise ValueError("encode: expected another than one_hot where texts are split")
    else:
        words = (shape[0], None)
    if step["length"] is not None:
        words = (*words[:-1], step["length"])
    return encoded(step, words)


def _words_of_strings(step: Step, shape: _Shape) -> _Shape:
    """Return the shape of words that were given one by one, along the last axis."""
    if step["ngrams"] is None and step["length"] is None:
        return shape
    if len(shape) < 2:
        # Keras would make n-grams of the texts of several examples, or cut examples off.
        raise ValueError("inputs: expected two axes or more, the examples first, got one")
    last = shape[-1]
    if step["ngrams"] is None or last is None:
        return shape
    return (*shape[:-1], sum(max(last - width + 1, 0) for width in step["ngrams"]))


def _run(step: Step, inputs: Sequence[Array]) -> Array:
    values = inputs[0]
    flat = [standardized(step["standardize"], text) for text in values.ravel().tolist()]
    if step["split"] is not None:
        rows, shape = [_split(step["split"], text) for text in flat], (len(values),)
    elif step["ngrams"] is None and step["length"] is None:
        return encode(step, indices_of(step, _strings(flat).reshape(values.shape)))
    else:
        width, shape = values.shape[-1], values.shape[:-1]
        rows = [flat[start : start + width] for start in range(0, len(flat), max(width, 1))]
    grams = [_ngrams(step["ngrams"], row) for row in rows]
    return _padded(step, grams, shape)


def _split(how: str, text: str) -> list[str]:
    return _WORD.findall(text) if how == "whitespace" else list(text.translate(_NONCHARACTERS))


def _ngrams(widths: list[int] | None, words: list[str]) -> list[str]:
    """Join neighbours: all of the first width, then all of the next one."""
    if widths is None:
        return words
    return [
        " ".join(words[start : start + width])
        for width in widths
        for start in range(len(words) - width + 1)
    ]


def _padded(step: Step, rows: list[list[str]], shape: tuple[int, ...]) -> Array:
    """Encode rows of words, cut or padded to one length with masks, which count for nothing."""
    longest = max(map(len, rows), default=0)
    length = longest if step["length"] is None else step["length"]
    check_size(step, len(rows) * length)
    padding: list[str] = [""] * length
    words = chain.from_iterable((row + padding[len(row) :])[:length] for row in rows)
    return encode(step, indices_of(step, _strings(list(words)).reshape(*shape, length)))


def _strings(texts: list[str]) -> Array:
    values: Array = np.empty(len(texts), np.object_)
    values[:] = texts
    return values


VECTORIZE: Final = Operation(
    (
        *("standardize", "split", "ngrams", "length"),
        *("tokens", "mask", "oov", "encode", "depth", "idf_weights"),
    ),
    _check,
    _run,
)
