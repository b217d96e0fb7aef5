"""Tokens become indices: Keras's StringLookup and IntegerLookup.

Source: keras/src/layers/preprocessing/index_lookup.py, _lookup_dense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.encode import ENCODES, MASKED, check_encode, encode, encoded
from tfjs_bridge.artifact.features.fingerprints import fingerprint, siphash
from tfjs_bridge.artifact.features.settings import (
    any_integer,
    choice,
    integer,
    listed,
    number,
    salt,
    text,
)
from tfjs_bridge.artifact.features.tensor import (
    INTEGERS,
    Array,
    Operation,
    Step,
    Tensor,
    one_input,
)
from tfjs_bridge.artifact.features.values import shown
from tfjs_bridge.errors import DataError

LARGEST_VOCABULARY: Final = 2**20
LOOKUP_ENCODES: Final = (*ENCODES, "tf_idf")
_METHODS: Final = {
    "string": ("farmhash", "siphash"),
    "int64": ("floormod", "farmhash", "siphash"),
    "int32": ("floormod", "farmhash", "siphash"),
}


def _check(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, ("string", *INTEGERS))
    integer("oov", step["oov"], 0, LARGEST_VOCABULARY)
    check_tokens(step, tensor.dtype)
    known = (None,) if step["oov"] < 2 else _METHODS[tensor.dtype]
    choice("oov_method", step["oov_method"], known)
    if step["oov_method"] == "siphash":
        salt("salt", step["salt"])
    else:
        choice("salt", step["salt"], (None,))
    return encoded(step, tensor.shape)


def check_tokens(step: Step, dtype: str) -> None:
    """Check `tokens`, `mask`, `encode`, `depth` and `idf_weights` of a step with a vocabulary.

    Args:
        step: Its `oov` is checked.
        dtype: Of the tokens: string or an integer.
    """
    read = text if dtype == "string" else any_integer
    tokens = [read("tokens", token) for token in listed("tokens", step["tokens"])]
    if not 1 <= len(tokens) <= LARGEST_VOCABULARY:
        raise ValueError(f"tokens: expected 1 to {LARGEST_VOCABULARY}, got {len(tokens)}")
    if len(set(tokens)) < len(tokens):
        twice = Counter(tokens).most_common(1)[0][0]
        raise ValueError(f"tokens: expected each once, got {twice!r} again")
    if step["mask"] is not None and read("mask", step["mask"]) in tokens:
        raise ValueError(f"mask: expected none of the tokens, got {step['mask']!r}")
    check_encode(step, step["oov"] + len(tokens), LOOKUP_ENCODES)
    _check_weights(step)


def _check_weights(step: Step) -> None:
    if step["encode"] != "tf_idf":
        choice("idf_weights", step["idf_weights"], (None,))
        return
    weights = [
        number("idf_weights", weight) for weight in listed("idf_weights", step["idf_weights"])
    ]
    if len(weights) != step["depth"]:
        raise ValueError(f"idf_weights: expected {step['depth']}, got {len(weights)}")


def _run(step: Step, inputs: Sequence[Array]) -> Array:
    return encode(step, indices_of(step, inputs[0]))


def indices_of(step: Step, tokens: Array) -> Array:
    """Look tokens up.

    Args:
        step: As `check_tokens` wants it; `oov_method` and `salt` where `oov` is above 1.
        tokens: Strings or integers, any shape.

    Returns:
        int64, of the same shape; `MASKED` where a masked token is left out.

    Raises:
        DataError: A token is not in the vocabulary, and there is no index for unknown ones.
    """
    has_mask_index = step["mask"] is not None and step["encode"] == "int"
    first_unknown = int(has_mask_index)
    first = first_unknown + step["oov"]
    table: dict[Any, int] = {token: first + k for k, token in enumerate(step["tokens"])}
    if step["mask"] is not None:
        table[step["mask"]] = 0 if has_mask_index else MASKED
    flat = tokens.ravel().tolist()
    # Each once: hashing in Python takes microseconds, and columns repeat their values.
    for token in set(flat).difference(table):
        table[token] = first_unknown + _unknown(step, token, tokens)
    found = np.array([table[token] for token in flat], np.int64)
    return found.reshape(tokens.shape)


def _unknown(step: Step, token: str | int, tokens: Array) -> int:
    """Return which of the indices for unknown tokens one has, from 0."""
    if step["oov"] == 0:
        raise DataError(
            f"'{step['inputs'][0]}', {_place(tokens, token)}: not in the vocabulary; expected one "
            f"of {len(step['tokens'])} values that were learned, got {shown(token)}. "
            f"Give another value: the model has no place for others."
        )
    if step["oov"] == 1:
        return 0
    if step["oov_method"] == "floormod":
        return int(token) % int(step["oov"])
    data = str(token).encode()
    hashed = siphash(data, step["salt"]) if step["salt"] else fingerprint(data)
    return hashed % int(step["oov"])


def _place(tokens: Array, token: str | int) -> str:
    places = np.argwhere(tokens == token)[0].tolist()
    return "example " + ", ".join(str(place) for place in places)


LOOKUP: Final = Operation(
    ("tokens", "mask", "oov", "oov_method", "salt", "encode", "depth", "idf_weights"), _check, _run
)
