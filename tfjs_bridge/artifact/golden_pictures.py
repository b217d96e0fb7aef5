"""Golden pictures: files, and the outputs that Keras gave for them, prepared as is declared."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.golden import NamedTensor
from tfjs_bridge.artifact.metadata import PictureProof, TensorSpec
from tfjs_bridge.artifact.weights import to_bytes

GOLDEN_PICTURES_BIN = "golden-pictures.bin"
# Higher and wider than they are the other way round, and smaller than most inputs.
_SIZES = ((23, 29), (31, 17))
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEPTH, _COLOURS = 8, 2


@dataclass(frozen=True, slots=True, eq=False)
class GoldenPictures:
    """Pictures, and what a model says of them.

    Attributes:
        pictures: uint8, shape (height, width, 3) each, of any size.
        outputs: Of the model, in its order, shape (pictures, ...) each.
    """

    pictures: tuple[npt.NDArray[np.uint8], ...]
    outputs: tuple[NamedTensor, ...]


def draw_pictures(seed: int) -> tuple[npt.NDArray[np.uint8], ...]:
    """Draw pictures in which every pixel and colour matters.

    Args:
        seed: Of numpy's `default_rng`.

    Returns:
        uint8, shape (height, width, 3) each: noise, lighter towards one corner, so that a mirrored
        or a turned picture is another one.
    """
    rng = np.random.default_rng(seed)
    return tuple(_noise(rng, height, width) for height, width in _SIZES)


def _noise(rng: np.random.Generator, height: int, width: int) -> npt.NDArray[np.uint8]:
    ramp = np.add.outer(np.linspace(0, 120, height), np.linspace(0, 60, width))[..., np.newaxis]
    colours = ramp * np.array([1.0, 0.7, 0.4])
    pixels: npt.NDArray[np.uint8] = (colours + rng.integers(0, 76, colours.shape)).astype(np.uint8)
    return pixels


def write_golden_pictures(folder: Path, golden: GoldenPictures) -> PictureProof:
    """Write the pictures as PNG files and their outputs, and describe both for the metadata."""
    names = tuple(f"golden-picture-{number + 1}.png" for number in range(len(golden.pictures)))
    for name, pixels in zip(names, golden.pictures, strict=True):
        (folder / name).write_bytes(png_bytes(pixels))
    specs = []
    with (folder / GOLDEN_PICTURES_BIN).open("wb") as file:
        for tensor in golden.outputs:
            dtype, data = to_bytes(f"golden pictures' output '{tensor.name}'", tensor.value)
            file.write(data)
            specs.append(TensorSpec(tensor.name, tensor.value.shape, dtype))
    return PictureProof(GOLDEN_PICTURES_BIN, names, tuple(specs))


def png_bytes(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Encode a picture as PNG, without compression: the same bytes with each version of zlib.

    Args:
        pixels: uint8, shape (height, width, 3): red, green, blue.
    """
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, _DEPTH, _COLOURS, 0, 0, 0)
    # Before each row stands the number of its filter: 0, none.
    rows = np.pad(pixels.reshape(height, -1), ((0, 0), (1, 0))).tobytes()
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def all_finite(tensors: tuple[NamedTensor, ...]) -> bool:
    """Return whether there is no NaN and no infinite value, with which nothing can be compared."""
    values: list[Any] = [tensor.value for tensor in tensors]
    return all(np.isfinite(value).all() for value in values)
