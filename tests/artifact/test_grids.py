"""Grids of whole numbers: what is rounded to them, and what is still on one after arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tfjs_bridge.artifact.encodings.affine import Affine
from tfjs_bridge.artifact.encodings.encoding import manifest_entry
from tfjs_bridge.artifact.encodings.grid import channel_grid, tensor_grid, unit_grid
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight

Array = npt.NDArray[Any]
LARGEST = float(np.finfo(np.float32).max)
AFFINE = [pytest.param(ENCODINGS[name], id=name) for name in ("uint8", "uint16")]
both = pytest.mark.parametrize("encoding", AFFINE)


def kinds(seed: int) -> dict[str, Array]:
    """Weights of all kinds and sizes of values."""
    draw = np.random.default_rng(seed)
    normal = draw.normal(size=(24, 17))
    drawn = {
        "normal": normal,
        "uniform": draw.uniform(-1, 1, (24, 17)),
        "heavy tails": draw.standard_t(2, (24, 17)),
        "above 0": draw.gamma(2, size=(24, 17)),
        "below 0": -3 - draw.random((24, 17)),
        "far from 0": 1000 + draw.random((24, 17)),
        "very far from 0": 1e7 + draw.random((24, 17)) * 50,
        "mostly 0": normal * (draw.random((24, 17)) < 0.1),
        "one value": np.full((24, 17), draw.normal()),
        "two values": draw.choice(draw.normal(size=2), (24, 17)),
        "whole numbers": draw.integers(-90, 90, (24, 17)),
        "tiny": normal * 1e-30,
        "subnormal": normal * 1e-42,
        "huge": normal * 1e37,
        "all of float32": draw.uniform(-LARGEST, LARGEST, (24, 17)),
        "both ends": draw.choice([-LARGEST, LARGEST], (4, 4)),
        "few": draw.normal(size=(1, 2)),
        "zeros": np.zeros((4, 4)),
        "zeros below 0": np.full((4, 4), -0.0),
    }
    return {name: value.astype(np.float32) for name, value in drawn.items()}


def rounded(encoding: Affine, value: Array) -> Array:
    """Values as an export rounds them."""
    return encoding.round(NamedWeight("a", value))


@both
@pytest.mark.parametrize("seed", range(3))
def test_rounding_is_to_the_nearest_and_happens_once(encoding: Affine, seed: int) -> None:
    """What is rounded is stored bit for bit, and rounding it again changes nothing."""
    for name, value in kinds(seed).items():
        near = rounded(encoding, value)
        step = (float(value.max()) - float(value.min())) / encoding.levels
        # The scale has few bits, fewer of uint16; and next to float32's end the last step is left.
        assert np.abs(near.astype(float) - value).max() <= step * 1.6 + 2.0**-149, name
        assert np.isfinite(near).all(), name
        encoded = encoding.exactly(NamedWeight("a", near))
        if encoded is None:  # all values are farther from 0 than from one another
            assert name in ("far from 0", "very far from 0", "below 0"), name
            encoded = encoding.encode_on(
                NamedWeight("a", near), tensor_grid(encoding.name, encoding.levels, near)
            )
        entry = manifest_entry(NamedWeight("a", near), encoded)
        assert encoding.matches(entry), entry
        np.testing.assert_array_equal(encoding.decode(encoded.data, entry), near)
        np.testing.assert_array_equal(rounded(encoding, near), near, err_msg=name)


@both
@pytest.mark.parametrize("seed", range(3))
def test_parts_and_multiples_are_on_a_grid_too(encoding: Affine, seed: int) -> None:
    """What translations make of a weight: slices, transposes, one factor, a sign, zeros."""
    factors = [np.float32(x) for x in (1 / np.sqrt(7), 5 / 6, -1, 1e-3, 3e4, 2 / 3)]
    usual = {"normal", "uniform", "heavy tails", "above 0", "mostly 0", "whole numbers", "tiny"}
    for name, value in kinds(seed).items():
        if name not in usual:
            continue
        near = rounded(encoding, value)
        pieces = [near.T, near[:, 3], near[5:9, ::-1], near.reshape(3, -1), np.diag(near[0])]
        for piece in [*pieces, *(near * factor for factor in factors)]:
            assert encoding.exactly(NamedWeight("a", piece)) is not None, name


@both
def test_whole_numbers_keep_the_scale_one(encoding: Affine) -> None:
    """As graph models have them, whose factors are beside the weight."""
    value = np.random.default_rng(0).integers(-127, 128, (40, 9)).astype(np.float32)
    encoded = encoding.exactly(NamedWeight("a", value))
    assert encoded is not None
    assert encoded.quantization is not None
    assert encoded.quantization["scale"] == 1
    assert encoded.quantization["min"] == value.min()


@both
def test_other_values_are_on_no_grid(encoding: Affine) -> None:
    """Also values that are one bit off."""
    draw = np.random.default_rng(0)
    raw = draw.normal(size=(64, 65)).astype(np.float32)
    near = rounded(encoding, raw)
    off = near.copy()
    off[20, 30] = np.nextafter(off[20, 30], np.float32(9))
    nan, infinite = (np.where(near > 1, np.float32(x), near) for x in (np.nan, np.inf))
    for value in (raw, off, nan, infinite, near.astype(np.int32)):
        assert encoding.exactly(NamedWeight("a", value)) is None


@both
@pytest.mark.parametrize("axis", [0, 2, -1])
def test_each_channel_has_a_scale(encoding: Affine, axis: int) -> None:
    """Values are whole numbers with a sign, times a factor of 16 bits; 0 stays 0."""
    draw = np.random.default_rng(0)
    value = draw.normal(size=(5, 4, 6)).astype(np.float32)
    value *= np.geomspace(1e-4, 10, 6).astype(np.float32)
    np.moveaxis(value, axis, 0)[1] = 0
    grid = channel_grid(encoding.name, encoding.levels, value, axis)
    near, half = grid.round(value), (encoding.levels + 1) // 2
    whole = grid.codes(value) - half
    assert half * 0.99 < np.abs(whole).max() < half
    sizes = [1, 1, 1]
    sizes[axis] = -1
    product = whole.astype(np.float32) * grid.scale.astype(np.float32).reshape(sizes)
    np.testing.assert_array_equal(product, near)
    assert (np.moveaxis(near, axis, 0)[1] == 0).all()
    assert (np.abs(near - value) <= grid.scale.reshape(sizes) * 0.51).all()
    assert grid.holds(near)


@both
@pytest.mark.parametrize("size", [0.01, 1, 300])
def test_a_grid_with_ones(encoding: Affine, size: float) -> None:
    """Ones and twos are on it, of weights that are not much larger, and their multiples by two."""
    value = (np.random.default_rng(0).uniform(-size, size, (9, 9))).astype(np.float32)
    grid = unit_grid(encoding.name, encoding.levels, value)
    near = grid.round(value)
    assert np.abs(near - value).max() <= max(size / encoding.levels * 1.3, 1 / 30000)
    ones = np.array([[1, 2, -2, 0]], np.float32) * (1 if grid.scale <= 1 else grid.scale)
    joined = np.concatenate([near.reshape(-1, 1), -near.reshape(-1, 1), ones.reshape(-1, 1)])
    assert ENCODINGS["uint16"].exactly(NamedWeight("a", joined)) is not None
    same = encoding.unit_grid(near)
    np.testing.assert_array_equal(same.round(near), near)
