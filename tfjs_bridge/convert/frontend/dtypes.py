"""Dtypes of inputs that nobody has given: read from what the program does with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from tfjs_bridge.convert.frontend.bounds import index_bounds
from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.programs import small_program
from tfjs_bridge.convert.frontend.uses import Use, uses_of_arguments

# Of more inputs, not all of the others are tried: each is a whole trace.
_MOST_GUESSED = 4
_KINDS = ("float32", "int32", "bool")
# What is multiplied before it is made a whole number may be a part of 1, such as a picture's
# brightness: unless it has more values than the two ends.
_LEAST_INDEX = 3


def with_dtypes(signature: Signature) -> Signature:
    """Return a model with a dtype for each input; Keras keeps none of a model written in Python.

    Inputs that become whole numbers before anything else are int32, those of which only matters
    whether they are 0 are bool, and all others float32.

    Args:
        signature: How the model is called.

    Raises:
        Exception: Keras's or JAX's own, where it takes none of those that were tried.
    """
    if not signature.are_dtypes_guessed:
        return signature
    failures: list[Exception] = []
    for guess in _guesses(signature):
        try:
            known = _refined(guess)
        except Exception as error:  # Keras and JAX raise anything
            failures.append(error)
            continue
        return replace(known, are_dtypes_guessed=False)
    raise failures[0]


def _refined(guess: Signature) -> Signature:
    small = small_program(guess)
    first = len(small.variables)
    try:
        uses = uses_of_arguments(small.program)[first:]
        bounds = index_bounds(small.program, first)
        inputs = tuple(
            replace(spec, dtype=_dtype(spec.dtype, use, bounds.get(place)))
            for place, (spec, use) in enumerate(zip(guess.inputs, uses, strict=True))
        )
        refined = replace(guess, inputs=inputs)
        if inputs != guess.inputs:
            small_program(refined)
    except Exception:  # then it stays the guess, which is one that Keras takes
        return guess
    return refined


def _dtype(guess: str, use: Use | None, bound: int | None) -> str:
    if guess != "float32" or use is None:
        return guess
    if use is Use.SCALED and (bound or 0) < _LEAST_INDEX:
        return guess
    return {Use.TRUTH: "bool", Use.WHOLE: "int32", Use.SCALED: "int32"}.get(use, guess)


def _guesses(signature: Signature) -> Iterator[Signature]:
    """Yield a model as it is, then with other dtypes; those that change fewest inputs first."""
    yield signature
    names = [spec.dtype for spec in signature.inputs]
    count = min(len(names), _MOST_GUESSED)
    tried = product(_KINDS, repeat=count)
    for kinds in sorted(tried, key=_changes)[1:]:
        # What comes after those that are tried is like the last one of them.
        own = [*kinds, *kinds[-1:] * (len(names) - count)]
        pairs = zip(signature.inputs, own, strict=True)
        yield replace(signature, inputs=tuple(replace(spec, dtype=kind) for spec, kind in pairs))


def _changes(kinds: Sequence[Any]) -> int:
    return sum(kind != _KINDS[0] for kind in kinds)
