"""Writes picture-inputs.json: what Keras's and Pillow's tools make of pictures, for JavaScript.

Run from the repository's root: ``python -m tests.vectors.make_picture_inputs``
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

OUTPUT = Path(__file__).with_name("picture-inputs.json")

Array = npt.NDArray[Any]

# Height and width: of the picture, and wanted. Smaller, larger, both, one pixel, and proportions
# where cutting to whole pixels matters.
SIZES = {
    "smaller": ((9, 7), (4, 3)),
    "larger": ((3, 4), (7, 9)),
    "higher and narrower": ((5, 11), (8, 3)),
    "the same": ((4, 4), (4, 4)),
    "from one pixel": ((1, 1), (3, 2)),
    "to one pixel": ((5, 4), (1, 1)),
    "a long strip": ((2, 23), (5, 5)),
    "an odd rest": ((7, 10), (3, 5)),
}
FITS = {"stretch": {}, "crop": {"crop_to_aspect_ratio": True}, "pad": {"pad_to_aspect_ratio": True}}
METHODS: dict[str, dict[str, Any]] = {
    "bilinear": {},
    "nearest": {"interpolation": "nearest"},
    "bilinear-antialias": {"antialias": True},
}
# Of every mode of preprocess_input, a network that has it.
SCALES = {"tf": "mobilenet_v2", "torch": "densenet", "caffe": "vgg16"}


def picture(height: int, width: int, *, seed: int, opaque: bool = True) -> Array:
    """Uint8, shape (height, width, 4)."""
    values = np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)
    if opaque:
        values[..., 3] = 255
    return values


def channels(pixels: Array, count: int) -> Array:
    """As Pillow makes them, over white; float32, shape (height, width, count)."""
    from PIL import Image

    if count == 4:
        return pixels.astype(np.float32)
    opacity = pixels[..., 3:] / 255
    over = np.floor(pixels[..., :3] * opacity + 255 * (1 - opacity) + 0.5).astype(np.uint8)
    image = Image.fromarray(over).convert("L" if count == 1 else "RGB")
    return np.asarray(image, np.float32).reshape(*pixels.shape[:2], count)


def resized(values: Array, size: tuple[int, int], fit: str, method: str) -> Array:
    """By Keras; float32."""
    import keras

    options = FITS[fit] | METHODS[method]
    # The layer takes no antialias, and its operation does.
    result = keras.ops.image.resize(
        values[np.newaxis], size, data_format="channels_last", **options
    )
    return np.asarray(keras.ops.convert_to_numpy(result)[0], np.float32)


def scaled(values: Array, scale: str) -> Array:
    """By `keras.applications`; float32."""
    import keras

    if scale == "none":
        return values
    if scale == "unit":
        return values / np.float32(255)
    module = getattr(keras.applications, SCALES[scale])
    return np.asarray(module.preprocess_input(values.copy(), data_format="channels_last"))


def case(name: str, pixels: Array, size: tuple[int, int], **spec: Any) -> dict[str, object]:
    """One picture, how it is prepared, and what comes of it."""
    how: dict[str, Any] = {
        "channels": 3,
        "fit": "stretch",
        "method": "bilinear",
        "scale": "none",
    } | spec
    framed = resized(channels(pixels, how["channels"]), size, how["fit"], how["method"])
    values = scaled(framed, how["scale"])
    return {
        "name": name,
        "pixels": {
            "data": pixels.ravel().tolist(),
            "width": pixels.shape[1],
            "height": pixels.shape[0],
        },
        "spec": {"height": size[0], "width": size[1], "invert": "never"} | how,
        "values": values.ravel().tolist(),
    }


def cases() -> list[dict[str, object]]:
    """As they stand in the file."""
    found = []
    for seed, (name, (shape, size)) in enumerate(SIZES.items()):
        for fit in FITS:
            for method in METHODS:
                pixels = picture(*shape, seed=seed)
                options = {"fit": fit, "method": method, "channels": 1}
                found.append(case(f"{name}, {fit}, {method}", pixels, size, **options))
    glass = picture(4, 3, seed=20, opaque=False)
    found += [case(f"{n} channels of glass", glass, (3, 3), channels=n) for n in (1, 3, 4)]
    photo = picture(4, 3, seed=30)
    found += [case(f"scale {s}", photo, (4, 3), scale=s) for s in ("none", "unit", *SCALES)]
    return found


def document() -> str:
    """The file's content: one case in a line."""
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases())
    return f"[\n{lines}\n]\n"


def main() -> None:
    """Write the file."""
    OUTPUT.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
