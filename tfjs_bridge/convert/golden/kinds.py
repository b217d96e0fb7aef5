"""Kinds of inputs: ways to draw one example of one input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.golden.hints import PICTURE_CHANNELS, Hints

Array = npt.NDArray[Any]
Sizes = tuple[int, ...]
Kind = Callable[[np.random.Generator, Sizes], Array]

# A picture's blocks along an axis: larger ones than noise has, so that pooling keeps them.
_BLOCKS = 4
_BYTE = 255.0
# About as many as there are words or articles in small vocabularies.
_NAMES = 1000


def kinds(hints: Hints) -> list[Kind]:
    """Return kinds of values for an input, the likeliest first.

    Each draws one example of the given sizes, without the batch, of the input's dtype.
    """
    if hints.bound is not None:
        found = _indices(hints.bound, is_padded=hints.is_padded)
    elif hints.spec.dtype == "bool":
        found = [_flags(0.5), _prefix, _flags(0.9), _flags(0.1)]
    elif hints.spec.dtype == "int32":
        found = _whole_numbers(hints)
    else:
        found = _numbers(hints)
    if hints.mask_value is not None:
        found = _masked(found, hints.mask_value)
    return [partial(_typed, kind, hints.spec.dtype) for kind in found]


def wider_kinds(hints: Hints) -> list[Kind]:
    """Return further scales, for models whose outputs none of the first kinds moves."""
    if hints.bound is not None or hints.spec.dtype == "bool":
        return []
    scales = (10_000.0, 1e-3, 100_000.0, 1e-4)
    return [partial(_typed, _normal(scale), hints.spec.dtype) for scale in scales]


def ends_masked(hints: Hints, values: Array) -> Array:
    """Tell which examples end in masked steps, shape (examples,)."""
    value = 0 if hints.is_padded else hints.mask_value
    if value is None or values.ndim < 2:
        return np.zeros(len(values), bool)
    last = values[:, -1].reshape(len(values), -1)
    masked: Array = (last == value).all(1)
    return masked


def _typed(kind: Kind, dtype: str, generator: np.random.Generator, sizes: Sizes) -> Array:
    values = kind(generator, sizes)
    # An example of no axes stays one: `ascontiguousarray` would give it an axis.
    return np.asarray(np.rint(values) if dtype == "int32" else values, order="C").astype(dtype)


def _numbers(hints: Hints) -> list[Kind]:
    unit = _uniform(0, 1)
    found: list[Kind] = []
    if hints.mean is not None and hints.deviation is not None:
        found += [_normal_around(hints.mean, hints.deviation, width) for width in (1.0, 3.0)]
    if hints.span is not None:
        low, high = hints.span
        if hints.is_picture:
            found.append(partial(_picture, hints.spec.shape, low, high))
        found.append(_uniform(low, high))
    if hints.is_state:
        return [*found, _uniform(-1, 1), _normal(0.1), unit]
    if hints.is_one_hot:
        found += [_one_hot_rows, partial(_padded, _one_hot_rows, 0.0)]
    found += [unit, _normal(1)]
    if hints.is_picture:
        spans = ((0.0, _BYTE), (0.0, 1.0), (-1.0, 1.0))
        found += [partial(_picture, hints.spec.shape, *span) for span in spans]
        found.append(_uniform(0, _BYTE))
    rest = [_normal(scale) for scale in (0.1, 10.0, 0.01, 100.0, 1000.0)]
    return [*found, *rest, _uniform(-1, 0), _sparse]


def _whole_numbers(hints: Hints) -> list[Kind]:
    coins, bytes_ = _integers(2), _integers(256)
    few = [coins, _integers(10), _integers(100)]
    padded: Kind = partial(_padded, _integers(10), 0.0)
    wide = [bytes_, padded, _normal(10), _integers(_NAMES)]
    if hints.mean is not None and hints.deviation is not None:
        few = [_normal_around(hints.mean, hints.deviation, 1.0), *few]
    if hints.span is not None:
        few = [_uniform(*hints.span), *few]
    if hints.is_picture:
        return [partial(_picture, hints.spec.shape, 0.0, _BYTE), bytes_, *few]
    return [*few, *wide]


def _indices(bound: int, *, is_padded: bool) -> list[Kind]:
    # Tables are often sorted by frequency: low indices are the common words.
    every, low = _integers(bound), _integers(max(bound // 8, min(bound, 2)))
    if not is_padded:
        return [every, low, _same_index(bound)]
    real = _integers(bound, 1) if bound > 1 else every
    return [every, partial(_padded, real, 0.0), real, partial(_almost_all_padded, real, 0.0), low]


def _masked(found: Sequence[Kind], value: float) -> list[Kind]:
    first = found[0]
    return [
        first,
        partial(_padded, first, value),
        *found[1:2],
        partial(_almost_all_padded, first, value),
        *(partial(_padded, kind, value) for kind in found[1:]),
    ]


def _uniform(low: float, high: float) -> Kind:
    def kind(generator: np.random.Generator, sizes: Sizes) -> Array:
        # In float32 throughout: rounding float64 afterwards could give `high` itself.
        values = generator.random(sizes, dtype=np.float32)
        scaled: Array = values * np.float32(high - low) + np.float32(low)
        return scaled

    return kind


def _normal(scale: float) -> Kind:
    return lambda generator, sizes: generator.standard_normal(sizes, np.float32) * np.float32(scale)


def _normal_around(mean: Array, deviation: Array, width: float) -> Kind:
    def kind(generator: np.random.Generator, sizes: Sizes) -> Array:
        values: Array = generator.standard_normal(sizes, np.float32)
        # Reshaped on the way, say: the statistics are then of other axes.
        fits = mean.size in (1, sizes[-1])
        middle, spread = (mean, deviation) if fits else (mean.mean(), deviation.mean())
        drawn: Array = values * width * spread + middle
        return drawn

    return kind


def _integers(bound: int, least: int = 0) -> Kind:
    return lambda generator, sizes: generator.integers(least, bound, sizes)


def _same_index(bound: int) -> Kind:
    return lambda generator, sizes: np.full(sizes, generator.integers(0, bound))


def _flags(share: float) -> Kind:
    return lambda generator, sizes: generator.random(sizes) < share


def _prefix(generator: np.random.Generator, sizes: Sizes) -> Array:
    """Draw True up to somewhere along the last axis, as masks of padding are."""
    if not sizes:
        return generator.random(sizes) < 0.5
    ends = generator.integers(1, sizes[-1] + 1, (*sizes[:-1], 1))
    return np.arange(sizes[-1]) < ends


def _sparse(generator: np.random.Generator, sizes: Sizes) -> Array:
    values = generator.standard_normal(sizes, np.float32)
    return np.where(generator.random(sizes) < 0.1, values, np.float32(0))


def _one_hot_rows(generator: np.random.Generator, sizes: Sizes) -> Array:
    places = generator.integers(0, sizes[-1], sizes[:-1])
    return np.eye(sizes[-1], dtype=np.float32)[places]


def _padded(kind: Kind, value: float, generator: np.random.Generator, sizes: Sizes) -> Array:
    """Put `value` into the last steps; at least one step keeps its own."""
    values = np.array(kind(generator, sizes))
    if values.ndim:
        values[max(int(sizes[0] * generator.uniform(0.4, 0.9)), 1) :] = value
    return values


def _almost_all_padded(
    kind: Kind, value: float, generator: np.random.Generator, sizes: Sizes
) -> Array:
    values = np.array(kind(generator, sizes))
    values[1:] = value
    return values


def _picture(
    shape: Sequence[int | None],
    low: float,
    high: float,
    generator: np.random.Generator,
    sizes: Sizes,
) -> Array:
    """Draw blocks of one colour with a little noise: in photographs, neighbours are alike."""
    channels_last = shape[-1] in PICTURE_CHANNELS
    space = sizes[:-1] if channels_last else sizes[1:]
    blocks = generator.random((*(min(_BLOCKS, size) for size in space), _channels(shape, sizes)))
    for axis, size in enumerate(space):
        blocks = blocks.take(np.arange(size) * blocks.shape[axis] // size, axis)
    noise = generator.random(blocks.shape, dtype=np.float32)
    values = (0.8 * blocks + 0.2 * noise) * (high - low) + low
    values = np.asarray(values, np.float32)
    return values if channels_last else np.moveaxis(values, -1, 0)


def _channels(shape: Sequence[int | None], sizes: Sizes) -> int:
    return sizes[-1] if shape[-1] in PICTURE_CHANNELS else sizes[0]
