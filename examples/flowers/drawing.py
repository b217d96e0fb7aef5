"""Draws flowers, for want of photos: five kinds, no two pictures alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

Colour = tuple[int, int, int]
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Kind:
    """What a kind of flower looks like from above; a tulip is seen from the side."""

    petals: int
    colour: Colour
    heart: Colour
    heart_size: float  # of the flower's radius
    depth: float  # how deep the gaps between petals are, from 0 to 1


KINDS = {
    "daisy": Kind(12, (245, 245, 240), (235, 190, 40), 0.3, 0.7),
    "dandelion": Kind(40, (245, 205, 40), (225, 165, 20), 0.25, 0.25),
    "rose": Kind(5, (190, 30, 60), (120, 10, 35), 0.35, 0.15),
    "sunflower": Kind(18, (240, 180, 25), (85, 50, 25), 0.55, 0.5),
    "tulip": Kind(3, (225, 80, 130), (240, 150, 170), 0.0, 0.35),
}


def draw(name: str, random: np.random.Generator) -> Picture:
    """Draw one flower of a kind.

    Returns:
        uint8, shape (height, width, 3), each side from 72 to 128 pixels.
    """
    height, width = random.integers(72, 129, 2)
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    sky = np.array([random.integers(60, 190), random.integers(120, 210), random.integers(60, 230)])
    picture = sky + 25 * np.stack([y, y, -y], axis=-1)
    shift, radius = random.uniform(-0.2, 0.2, 2), random.uniform(0.5, 0.8)
    _paint(picture, KINDS[name], (x - shift[0]) / radius, (y - shift[1]) / radius, random)
    noise = random.normal(0, 6, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _paint(
    picture: npt.NDArray[np.float64],
    kind: Kind,
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    random: np.random.Generator,
) -> None:
    picture[(abs(x) < 0.06) & (y > 0.3)] = (50, 120, 45)  # the stem
    if kind.heart_size == 0:  # a tulip's cup: round below, three points above
        edge = -0.9 + kind.depth * abs(np.sin(kind.petals * np.pi * (x + 0.7) / 1.4))
        is_petal = (abs(x) < 0.7) & (y > edge) & (x**2 / 0.49 + np.maximum(y, 0) ** 2 / 0.5 < 1)
    else:
        turn = random.uniform(0, np.pi)
        wave = abs(np.cos(kind.petals * np.arctan2(y, x) / 2 + turn))
        is_petal = np.hypot(x, y) < 1 - kind.depth * (1 - wave)
    tint = random.normal(0, 12, 3) - 30 * np.hypot(x, y)[..., None]
    picture[is_petal] = (np.array(kind.colour) + tint)[is_petal]
    picture[np.hypot(x, y) < kind.heart_size] = kind.heart


def write_pictures(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` pictures of each kind, as PNG files in a folder for each."""
    random = np.random.default_rng(seed)
    for name in KINDS:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            Image.fromarray(draw(name, random)).save(folder / name / f"{number:03}.png")
