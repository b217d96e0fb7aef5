"""Dtypes of inputs that nobody has given: what is tried in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tfjs_bridge.convert.frontend.calling import Signature

# Of more inputs, not all of the others are tried: each is a whole trace.
_MOST_GUESSED = 4
_KINDS = ("float32", "int32", "bool")


def guesses(signature: Signature) -> Iterator[Signature]:
    """Yield a model as it is; then, where its inputs' dtypes are not known, with others.

    Those that change fewest inputs come first.
    """
    yield signature
    if not signature.are_dtypes_guessed:
        return
    count = min(len(signature.inputs) - len(signature.states), _MOST_GUESSED)
    others = sorted(
        product(_KINDS, repeat=count), key=lambda kinds: sum(kind != _KINDS[0] for kind in kinds)
    )
    for kinds in others[1:]:
        # What comes after those that are tried is like the last one of them.
        own = [*kinds, *kinds[-1:] * (len(signature.inputs) - len(signature.states) - count)]
        own += [spec.dtype for spec in signature.inputs[len(own) :]]
        pairs = zip(signature.inputs, own, strict=True)
        yield replace(signature, inputs=tuple(replace(spec, dtype=kind) for spec, kind in pairs))
