"""Where an export meets a tokenizer: texts take the place of token ids."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.convert.features.given import given_raw
from tfjs_bridge.convert.requests import Request
from tfjs_bridge.convert.tokenizers.declared import (
    FILE,
    Declared,
    declare_live,
    declare_saved,
)
from tfjs_bridge.convert.tokenizers.live import class_names, is_preprocessor, is_tokenizer
from tfjs_bridge.convert.tokenizers.packing import called
from tfjs_bridge.convert.tokenizers.texts import PROBES, draw_texts
from tfjs_bridge.convert.tokenizers.tf_data import warn_of_tf_data
from tfjs_bridge.errors import DataError, ModelWarning, UnsupportedModelError, UsageError
from tfjs_bridge.tokenization import create_encoder

Array = npt.NDArray[Any]
_ONE_TEXT = ("text",)


def with_tokenizer(origin: Any, request: Request) -> Request:
    """Declare the tokenizer that a card names, or that a text classifier of KerasHub has.

    Args:
        origin: The model as the user passed it.
        request: What the user asked for.

    Returns:
        What is asked for of the network: golden inputs that texts became; the same as it was
        where there is no tokenizer.

    Raises:
        UnsupportedModelError: The tokenizer that the card names cannot be declared.
        DataError: Its files are malformed.
        UsageError: The model has other inputs, or `tokenizers` is not installed.
    """
    named = request.card.preprocessing
    if named is None:
        return _with_own(origin, request)
    tokenizer, texts = _named(named)
    return request if tokenizer is None else _declared(origin, request, tokenizer, texts)


def _named(named: Any) -> tuple[Any, Sequence[str]]:
    """Return the tokenizer that a card names, and the names of its texts; `None`: it names none."""
    if not isinstance(named, Mapping):
        return (named if _is_text_preparation(named) else None), _ONE_TEXT
    tokenizer = named.get("tokenizer")
    if not _is_text_preparation(tokenizer):
        return None, _ONE_TEXT
    unknown = set(named) - {"tokenizer", "texts"}
    if unknown:
        raise UsageError(
            f"preprocessing: a key that is not known; expected tokenizer and texts, got "
            f"'{min(map(str, unknown))}'. Leave it out."
        )
    texts = named.get("texts", _ONE_TEXT)
    return tokenizer, (texts,) if isinstance(texts, str) else tuple(texts)


def _is_text_preparation(value: Any) -> bool:
    """Whether a value is KerasHub's, or a folder that KerasHub may have saved it to."""
    is_folder = isinstance(value, str | Path) and Path(value).is_dir()
    return is_folder or is_tokenizer(value) or is_preprocessor(value)


def _with_own(origin: Any, request: Request) -> Request:
    """Declare the preprocessor of a text classifier, if that is possible."""
    own = getattr(origin, "preprocessor", None)
    if "TextClassifier" not in class_names(origin) or not is_preprocessor(own):
        return request
    try:
        return _declared(origin, request, own, _ONE_TEXT)
    except (DataError, UnsupportedModelError, UsageError) as error:
        left_out = f"{type(origin).__name__}: its preprocessor is left out: {error}"
        warnings.warn(left_out, ModelWarning, stacklevel=2)
        return request


def _declared(origin: Any, request: Request, tokenizer: Any, texts: Sequence[str]) -> Request:
    request.report("Reading the tokenizer", 0, 0)
    if isinstance(tokenizer, str | Path):
        declared = declare_saved(Path(tokenizer), texts, _input_names(origin))
    else:
        declared = declare_live(tokenizer, texts, _input_names(origin))
        warn_of_tf_data(getattr(tokenizer, "tokenizer", tokenizer))
        _prove(declared, tokenizer, texts)
    raw = _raw(declared, request, texts)
    prepared = _prepared(declared, raw)
    card = dataclasses.replace(
        request.card,
        preprocessing=declared.preprocessing,
        golden_inputs=prepared,
        golden_source=request.card.golden_source or "texts drawn from the tokenizer's vocabulary",
    )
    shapes = _shapes(prepared, declared.length, request.task.input_shapes)
    task = dataclasses.replace(request.task, input_shapes=shapes)
    files = {FILE: declared.file_bytes}
    return dataclasses.replace(request, card=card, task=task, examples=raw, files=files)


def _shapes(
    names: Iterable[str], length: int, given: Mapping[str, Sequence[int | None]]
) -> dict[str, tuple[int | None, ...]]:
    """Return the shapes of all inputs: rows have one length, so that the network needs no other."""
    shapes = {name: tuple(shape) for name, shape in given.items()}
    for name in names:
        shape = shapes.setdefault(name, (length,))
        if shape not in ((length,), (None,)):
            raise UsageError(
                f"input_shapes: rows of '{name}' have the tokenizer's length; expected "
                f"({length},), got {shape}. Leave it out, or change sequence_length."
            )
    return shapes


def _input_names(origin: Any) -> list[str] | None:
    """Return the names of a functional model's inputs; `None` where they are not known yet."""
    inputs = getattr(origin, "_inputs", None)
    if not inputs:
        inputs = getattr(getattr(origin, "_functional", None), "_inputs", None)
    return [str(tensor._keras_history.operation.name) for tensor in inputs] if inputs else None


def _raw(declared: Declared, request: Request, texts: Sequence[str]) -> dict[str, Array]:
    given = request.card.golden_inputs
    if given is not None:
        return given_raw(given, declared.preprocessing["inputs"])
    seed = request.task.seed
    return {
        name: np.array(draw_texts(declared.file, declared.length, seed + number), object)
        for number, name in enumerate(texts)
    }


def _prepared(declared: Declared, raw: Mapping[str, Any]) -> dict[str, Array]:
    prepare = declared.preprocessing["steps"][0]["prepare"]
    encoders = {FILE: create_encoder(declared.file, prepare)}
    return prepare_features(raw, declared.preprocessing, encoders=encoders)


def _prove(declared: Declared, tokenizer: Any, texts: Sequence[str]) -> None:
    """Compare with what KerasHub gives for texts that implementations disagree about.

    Raises:
        UnsupportedModelError: The ids of one differ.
    """
    columns = [[*PROBES[k:], *PROBES[:k]] for k in range(len(texts))]
    wanted = called(tokenizer, *columns)
    got = _prepared(declared, dict(zip(texts, columns, strict=True)))
    for name, ours in got.items():
        # A tokenizer by itself gives its rows alone, whatever the input is called.
        theirs = wanted[name] if name in wanted else next(iter(wanted.values()))
        rows = np.asarray(theirs).astype(np.int32)
        for number, (mine, row) in enumerate(zip(ours, rows, strict=True)):
            if mine.tolist() != row.tolist():
                raise UnsupportedModelError(
                    f"{type(tokenizer).__name__} '{tokenizer.name}': JavaScript would give other "
                    f"values of '{name}' for {PROBES[number]!r}; expected {_short(row)}, got "
                    f"{_short(mine)}. Declare no preprocessing, and give the model token ids."
                )


def _short(row: Array) -> str:
    shown = ", ".join(map(str, row[:12].tolist()))
    return f"[{shown}{', ...' if len(row) > 12 else ''}]"
