"""Small random distortions of digits, so that no picture is seen twice."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from tfjs_bridge.models.definition import Augmentation

_CHUNK = 2500  # digits at a time: the coordinates of all at once would take 1 GB

FloatArray = npt.NDArray[np.float32]


def distorted(
    images: FloatArray, augmentation: Augmentation, generator: np.random.Generator, strength: float
) -> FloatArray:
    """Rotate, scale, shear, shift and bend each digit by small random amounts.

    Args:
        images: float32, shape (n, height, width), dark (0) at the edges.
        augmentation: How much at most.
        generator: Source of the amounts; the same one gives the same pictures.
        strength: From 0 (not at all) to 1 (as `augmentation` says).

    Returns:
        float32, of the same shape, sampled linearly between the pixels; dark beyond the edges.
    """
    chunks = [images[start : start + _CHUNK] for start in range(0, len(images), _CHUNK)]
    # Each chunk has a generator of its own, so that it does not matter which thread is faster.
    generators = generator.spawn(len(chunks))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        distort = pool.map(
            lambda chunk, own: _distort(chunk, augmentation, own, strength), chunks, generators
        )
        return np.concatenate(list(distort))


def _distort(
    images: FloatArray, augmentation: Augmentation, generator: np.random.Generator, strength: float
) -> FloatArray:
    from scipy import ndimage

    count, height, width = images.shape
    centre = np.array([(height - 1) / 2, (width - 1) / 2], np.float32)
    grid = np.indices((height, width), np.float32).reshape(2, -1) - centre[:, np.newaxis]
    matrices = _matrices(count, augmentation, generator, strength)
    shifts = _uniform(generator, augmentation.shift_px * strength, (count, 2, 1))
    places = matrices @ grid + shifts + centre[:, np.newaxis]
    if augmentation.elastic_px:
        points, amount = augmentation.elastic_points, augmentation.elastic_px * strength
        moves = _uniform(generator, amount, (count, 2, points, points))
        down, across = (_smooth_weights(size, points) for size in (height, width))
        places += (down @ moves @ across.T).reshape(count, 2, -1)
    which = np.broadcast_to(np.arange(count, dtype=np.float32)[:, np.newaxis], places[:, 0].shape)
    coordinates = np.stack([which, places[:, 0], places[:, 1]])
    # Linear (order 1): cubic sampling would overshoot the range from 0 to 1 at edges of ink.
    sampled = ndimage.map_coordinates(images, coordinates, order=1, mode="constant")
    pictures: FloatArray = sampled.reshape(images.shape)
    return pictures


def _matrices(
    count: int, augmentation: Augmentation, generator: np.random.Generator, strength: float
) -> FloatArray:
    """Return rotation times scale and shear: shape (count, 2, 2), from a pixel to its source."""
    angle = np.deg2rad(_uniform(generator, augmentation.rotation_deg * strength, (count,)))
    scale = 1 + _uniform(generator, augmentation.scale * strength, (count, 2))
    shear = _uniform(generator, augmentation.shear * strength, (count,))
    cosine, sine = np.cos(angle), np.sin(angle)
    rotation = np.stack([np.stack([cosine, -sine], -1), np.stack([sine, cosine], -1)], 1)
    stretch = np.zeros((count, 2, 2), np.float32)
    stretch[:, 0, 0], stretch[:, 1, 1], stretch[:, 1, 0] = scale[:, 0], scale[:, 1], shear
    product: FloatArray = (rotation @ stretch).astype(np.float32)
    return product


def _smooth_weights(size: int, points: int) -> FloatArray:
    """Return cubic B-spline weights of grid points at pixels: (size, points), rows sum to 1."""
    from scipy import interpolate

    knots = np.arange(-3, points + 1, dtype=np.float64)  # as many splines, whole on [0, points - 3]
    places = np.linspace(0, points - 3, size)
    design = interpolate.BSpline.design_matrix(places, knots, 3).toarray()
    weights: FloatArray = design.astype(np.float32)
    return weights


def _uniform(generator: np.random.Generator, limit: float, shape: tuple[int, ...]) -> FloatArray:
    return (generator.random(shape, np.float32) * 2 - 1) * np.float32(limit)
