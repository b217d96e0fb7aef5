"""Distortions of digits: what they do, and that they can be repeated."""

from __future__ import annotations

import numpy as np
import pytest

from tfjs_bridge.models.definition import Augmentation
from tfjs_bridge.training.augmentation import distorted

pytestmark = pytest.mark.needs("scipy")
STILL = Augmentation(rotation_deg=0, scale=0, shear=0, shift_px=0)
ALL = Augmentation(rotation_deg=12, scale=0.1, shear=0.1, shift_px=2, elastic_px=2)


def bars() -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """Forty pictures of one upright bar."""
    pictures = np.zeros((40, 28, 28), np.float32)
    pictures[:, 4:24, 13:15] = 1
    return pictures


def generator() -> np.random.Generator:
    """The same one each time."""
    return np.random.default_rng(1)


@pytest.mark.parametrize(
    ("augmentation", "strength"),
    [pytest.param(STILL, 1.0, id="nothing asked for"), pytest.param(ALL, 0.0, id="no strength")],
)
def test_without_distortion_pictures_stay(augmentation: Augmentation, strength: float) -> None:
    """Pixel by pixel."""
    found = distorted(bars(), augmentation, generator(), strength)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, bars(), atol=1e-5)


def test_the_same_generator_gives_the_same_pictures() -> None:
    """And each picture is distorted in its own way."""
    first, second = (distorted(bars(), ALL, generator(), 1.0) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert len({picture.tobytes() for picture in first}) == 40
    assert (first != distorted(bars(), ALL, np.random.default_rng(2), 1.0)).any()


def test_values_stay_in_range_and_most_ink_stays() -> None:
    """Sampling between pixels makes nothing brighter; small distortions cut little off."""
    found = distorted(bars(), ALL, generator(), 1.0)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-6
    ink = found.sum(axis=(1, 2)) / bars()[0].sum()
    assert 0.7 < ink.min() <= ink.max() < 1.4


def test_a_shift_moves_by_no_more_than_asked_for() -> None:
    """Along each axis, in pixels."""
    moved = distorted(
        bars(), Augmentation(rotation_deg=0, scale=0, shear=0, shift_px=3), generator(), 1.0
    )
    places = np.arange(28)
    centres = (moved.sum(axis=1) * places).sum(axis=1) / moved.sum(axis=(1, 2))
    assert abs(centres - 13.5).max() <= 3
    assert abs(centres - 13.5).max() > 1.5


def test_a_rotation_turns_by_no_more_than_asked_for() -> None:
    """The bar's slant, by its second moments."""
    turned = distorted(
        bars(), Augmentation(rotation_deg=10, scale=0, shear=0, shift_px=0), generator(), 1.0
    )
    down, across = np.indices((28, 28)) - 13.5
    slants = np.array(
        [
            0.5
            * np.arctan2(2 * (p * down * across).sum(), (p * down**2).sum() - (p * across**2).sum())
            for p in turned
        ]
    )
    assert np.rad2deg(abs(slants)).max() <= 10.2
    assert np.rad2deg(abs(slants)).max() > 5
