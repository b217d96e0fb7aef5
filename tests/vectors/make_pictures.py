"""Writes pictures.json: small picture files of all kinds, as Pillow writes them, for JavaScript.

Run from the repository's root: ``python -m tests.vectors.make_pictures``
"""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

OUTPUT = Path(__file__).with_name("pictures.json")

SIZE = (24, 16)
# Of the quarters: at the top left and right, then below. Far apart, so that no loss confuses them.
COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255))


def quarters(mode: str) -> Image.Image:
    """A picture of four colours; with alpha, the quarter at the bottom right is transparent."""
    picture = Image.new("RGB", SIZE)
    half = (SIZE[0] // 2, SIZE[1] // 2)
    for index, colour in enumerate(COLOURS):
        picture.paste(colour, (half[0] * (index % 2), half[1] * (index // 2), *_end(index, half)))
    picture = picture.convert(mode)
    if mode == "RGBA":
        picture.paste((0, 0, 0, 0), (*half, *SIZE))
    return picture


def _end(index: int, half: tuple[int, int]) -> tuple[int, int]:
    return half[0] * (index % 2 + 1), half[1] * (index // 2 + 1)


def encoded(mode: str, kind: str, **options: Any) -> str:
    """A file, in Base64."""
    file = io.BytesIO()
    quarters(mode).save(file, kind, **options)
    return base64.b64encode(file.getvalue()).decode()


def main() -> None:
    """Write the file."""
    plain = {"subsampling": 0, "quality": 95}
    others = [quarters("RGB").rotate(180)]
    files = {
        "baseline.jpg": encoded("RGB", "jpeg", **plain),
        "progressive.jpg": encoded("RGB", "jpeg", progressive=True, **plain),
        "cmyk.jpg": encoded("CMYK", "jpeg", **plain),
        "grey.jpg": encoded("L", "jpeg", quality=95),
        "lossy.webp": encoded("RGB", "webp", quality=95),
        "lossless.webp": encoded("RGB", "webp", lossless=True),
        "alpha.webp": encoded("RGBA", "webp", lossless=True),
        "animated.webp": encoded("RGB", "webp", save_all=True, append_images=others),
        "colours.png": encoded("RGB", "png"),
        "still.gif": encoded("RGB", "gif"),
        "still.bmp": encoded("RGB", "bmp"),
        "still.tiff": encoded("RGB", "tiff"),
        "still.ico": encoded("RGB", "ico"),
        "still.avif": encoded("RGB", "avif"),
    }
    vectors = {"size": SIZE, "colours": COLOURS, "files": files}
    OUTPUT.write_text(json.dumps(vectors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
