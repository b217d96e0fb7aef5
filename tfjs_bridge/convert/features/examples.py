"""Raw examples for the golden vectors, drawn from what the declared steps look for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.features.words import text_of, unknown_word, word

Array = npt.NDArray[Any]
Generator = np.random.Generator
# Draws one value, the number of the example being given.
Draw = Callable[[Generator, int], Any]
Steps = Sequence[Mapping[str, Any]]

# What hands values on as they are.
_PASSING = frozenset({"reshape", "cast", "concatenate"})
# So many values of an axis whose size the model leaves open.
_OPEN = 4
_EVERY = 4  # one example in so many holds a value that is not among the known ones
_WIDE = 1000


def draw_raw(
    declared: Mapping[str, Any], numbers: range, seed: int, others: Mapping[str, Sequence[Any]]
) -> dict[str, Array]:
    """Draw raw examples.

    Args:
        declared: The metadata's `preprocessing`.
        numbers: Of the examples; each is the same whichever others are drawn.
        seed: Of numpy's `default_rng`.
        others: Ways to draw one example of inputs that the network reads as they are, by name;
            see `golden.kinds`.

    Returns:
        One array for each raw input, shape (examples, ...); text as Python's `str`.
    """
    drawn = {}
    for place, spec in enumerate(declared["inputs"]):
        sizes = tuple(size or _OPEN for size in spec["shape"][1:])
        draw = _drawing(spec, declared["steps"])
        rows = []
        for number in numbers:
            generator = np.random.default_rng([seed, place, number])
            ways = others.get(spec["name"]) if draw is None else None
            if ways:
                rows.append(ways[number % len(ways)](generator, sizes))
                continue
            one = draw or _numbers(0.0, 1.0)
            values = [one(generator, number) for _ in range(int(np.prod(sizes)))]
            rows.append(np.array(values, object).reshape(sizes))
        drawn[spec["name"]] = typed(spec["dtype"], np.stack(rows))
    return drawn


def typed(dtype: str, values: Array) -> Array:
    """Return raw values as numpy has them: text as objects."""
    if dtype == "string":
        return np.asarray(values, object)
    if dtype in ("int32", "int64") and values.dtype.kind in "Of":
        values = np.rint(values.astype(np.float64))
    return np.asarray(values).astype(dtype)


def _drawing(spec: Mapping[str, Any], steps: Steps) -> Draw | None:
    """Return how to draw a value of a raw input, by the first step that looks at it."""
    for step in _readers(spec["name"], steps):
        draw = _by_step(step, spec["dtype"])
        if draw is not None:
            return draw
    return _by_dtype(spec["dtype"]) if spec["dtype"] == "string" else None


def _readers(name: str, steps: Steps) -> Iterator[Mapping[str, Any]]:
    names = {name}
    for step in steps:
        if names & {*step["inputs"]}:
            if step["op"] in _PASSING:
                names.add(step["output"])
            else:
                yield step


def _by_step(step: Mapping[str, Any], dtype: str) -> Draw | None:
    op = step["op"]
    if op == "lookup":
        return _tokens(step)
    if op == "vectorize":
        return lambda generator, _: text_of(generator, step)
    if op == "discretize":
        return _around(step["boundaries"])
    if op == "normalize":
        mean, deviation = np.mean(step["mean"]), np.sqrt(np.mean(step["variance"]))
        return _numbers(float(mean), float(max(deviation, 1e-3)))
    if op == "categories":
        return lambda generator, _: int(generator.integers(step["depth"]))
    if op == "hash":
        return _sometimes(_by_dtype(dtype), step["mask"])
    return _by_dtype(dtype) if op == "cross" else None


def _by_dtype(dtype: str) -> Draw:
    if dtype == "string":
        return lambda generator, _: word(generator)
    if dtype == "bool":
        return lambda generator, _: bool(generator.integers(2))
    if dtype in ("int32", "int64"):
        return lambda generator, _: int(generator.integers(-_WIDE, 10 * _WIDE))
    return _numbers(0.0, 100.0)


def _sometimes(draw: Draw, mask: Any) -> Draw:
    if mask is None:
        return draw
    return lambda generator, number: (
        mask if generator.integers(_EVERY) == 0 else draw(generator, number)
    )


def _tokens(step: Mapping[str, Any]) -> Draw:
    tokens, mask = step["tokens"], step["mask"]

    def draw(generator: Generator, number: int) -> Any:
        # In some examples all is known: a word that is not would hide the others.
        choice = int(generator.integers(2 * _EVERY)) if number % 2 else _EVERY
        if choice == 0 and mask is not None:
            return mask
        if choice == 1 and step["oov"]:
            return _unknown(generator, tokens)
        return tokens[int(generator.integers(len(tokens)))]

    return draw


def _unknown(generator: Generator, tokens: Sequence[Any]) -> Any:
    if isinstance(tokens[0], str):
        return unknown_word(generator, tokens)
    # Between the others as well, and below zero.
    known = set(tokens)
    low, high = min(tokens) - _WIDE, max(tokens) + _WIDE
    return next(
        value
        for value in iter(lambda: int(generator.integers(low, high)), None)
        if value not in known
    )


def _around(boundaries: Sequence[float]) -> Draw:
    """Draw numbers on boundaries, and between and beyond them."""
    low, high = min(boundaries), max(boundaries)
    margin = max((high - low) / 4, 1.0)

    def draw(generator: Generator, _: int) -> Any:
        if generator.integers(_EVERY) == 0:
            return boundaries[int(generator.integers(len(boundaries)))]
        return float(np.float32(generator.uniform(low - margin, high + margin)))

    return draw


def _numbers(mean: float, deviation: float) -> Draw:
    return lambda generator, _: float(np.float32(generator.normal(mean, deviation)))
