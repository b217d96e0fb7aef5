"""Writes picture-methods.json: what TensorFlow's and Pillow's ways to resize make of pictures.

Run from the repository's root: ``python -m tests.vectors.make_picture_methods``
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.vectors.make_picture_inputs import picture

OUTPUT = Path(__file__).with_name("picture-methods.json")

Array = npt.NDArray[Any]
Size = tuple[int, int]

TENSORFLOW = (
    *("area", "bicubic", "bicubic-antialias", "lanczos3", "lanczos3-antialias", "lanczos5"),
    *("lanczos5-antialias", "gaussian", "gaussian-antialias", "mitchellcubic"),
    "mitchellcubic-antialias",
)
PILLOW = ("nearest", "box", "bilinear", "hamming", "bicubic", "lanczos")
# Height and width: of the picture, and wanted.
SIZES: dict[str, tuple[Size, Size]] = {
    "smaller": ((19, 16), (8, 5)),
    "larger": ((3, 4), (7, 6)),
    "higher and narrower": ((5, 11), (8, 3)),
    "a little smaller": ((26, 26), (24, 24)),
    "from one pixel": ((1, 1), (3, 2)),
    "a long strip": ((2, 43), (4, 5)),
    "lower and wider": ((23, 6), (5, 8)),
}
FIT_SIZES: dict[str, tuple[Size, Size]] = {
    "wide": ((9, 17), (6, 5)),
    "high": ((17, 9), (6, 5)),
    "small and square": ((3, 3), (7, 4)),
    "in proportion": ((8, 12), (4, 6)),
    "a strip": ((1, 29), (6, 6)),
}


def channels_of(pixels: Array, count: int) -> Array:
    """As Pillow has them; uint8, shape (height, width, count)."""
    from PIL import Image

    mode = {1: "L", 3: "RGB", 4: "RGBA"}[count]
    image = Image.fromarray(pixels).convert(mode)
    return np.asarray(image).reshape(*pixels.shape[:2], count)


def _image(values: Array) -> Any:
    from PIL import Image

    return Image.fromarray(values[..., 0] if values.shape[2] == 1 else values)


def _resample(method: str) -> Any:
    from PIL import Image

    return Image.Resampling[method.removeprefix("pil-").upper()]


def stretched(values: Array, size: Size, method: str) -> Array:
    """By `tf.image.resize` or `PIL.Image.resize`."""
    if method.startswith("pil-"):
        return np.asarray(_image(values).resize(size[::-1], _resample(method)))
    import tensorflow as tf

    name = method.removesuffix("-antialias")
    return np.asarray(tf.image.resize(values, size, method=name, antialias=name != method))


def cropped(values: Array, size: Size, method: str) -> Array:
    """By `keras.utils.load_img`."""
    import keras

    file = io.BytesIO()
    _image(values).save(file, "png")
    file.seek(0)
    image = keras.utils.load_img(
        file,
        color_mode="grayscale" if values.shape[2] == 1 else "rgb",
        target_size=size,
        interpolation=method.removeprefix("pil-"),
        keep_aspect_ratio=True,
    )
    return np.asarray(image)


def centered(values: Array, size: Size, method: str, shorter_side: int) -> Array:
    """As torchvision's Resize and CenterCrop do it, by Pillow or TensorFlow."""
    shorter, longer = sorted(values.shape[:2])
    long = int(shorter_side * longer / shorter)
    height, width = values.shape[:2]
    whole = (shorter_side, long) if height <= width else (long, shorter_side)
    top, left = (round((n - m) / 2.0) for n, m in zip(whole, size, strict=True))
    resized = stretched(values, whole, method)
    return resized[top : top + size[0], left : left + size[1]]


def letterboxed(values: Array, size: Size, method: str) -> Array:
    """By `tf.image.resize_with_pad` or `PIL.ImageOps.pad`."""
    if method.startswith("pil-"):
        from PIL import ImageOps

        return np.asarray(ImageOps.pad(_image(values), size[::-1], _resample(method)))
    import tensorflow as tf

    name = method.removesuffix("-antialias")
    antialias = name != method
    return np.asarray(tf.image.resize_with_pad(values, *size, method=name, antialias=antialias))


def fitted(values: Array, size: Size, spec: dict[str, Any]) -> Array:
    """By the tool that the fit and the method name."""
    method = spec["method"]
    if spec["fit"] == "center-crop":
        return centered(values, size, method, spec["shorter_side"])
    tools = {"stretch": stretched, "crop": cropped, "letterbox": letterboxed}
    return tools[spec["fit"]](values, size, method)


def pictures() -> dict[str, Array]:
    """Uint8, shape (height, width, 4), by name."""
    shapes = {**SIZES, **FIT_SIZES}
    found = {
        name: picture(*shape, seed=seed) for seed, (name, (shape, _)) in enumerate(shapes.items())
    }
    glass = picture(9, 8, seed=20, opaque=False)
    return {**found, "glass": glass, "colours": picture(9, 8, seed=21)}


def case(name: str, size: Size, method: str, **spec: Any) -> dict[str, Any]:
    """One picture, by its name, how it is prepared, and what comes of it."""
    how: dict[str, Any] = {"channels": 1, "fit": "stretch"} | spec | {"method": method}
    values = fitted(channels_of(pictures()[name], how["channels"]), size, how)
    words = [name, *(str(value) for value in spec.values()), method]
    return {
        "name": ", ".join(words),
        "picture": name,
        "spec": {"height": size[0], "width": size[1], "scale": "none", "invert": "never"} | how,
        "values": [_short(value) for value in np.asarray(values, np.float64).ravel().tolist()],
    }


def _short(value: float) -> float:
    return int(value) if value == int(value) else round(value, 4)


def cases() -> list[dict[str, Any]]:
    """As they stand in the file."""
    methods = (*TENSORFLOW, *(f"pil-{name}" for name in PILLOW))
    found = [case(name, size, method) for name, (_, size) in SIZES.items() for method in methods]
    for method in ("pil-nearest", "pil-bilinear", "pil-lanczos"):
        found.append(case("glass", (5, 6), method, channels=4))
        found.append(case("colours", (5, 6), method, channels=3))
    found.append(case("glass", (9, 8), "pil-bicubic", channels=4))
    for name, (_, size) in FIT_SIZES.items():
        for method in ("pil-nearest", "pil-bicubic", "bilinear", "bicubic-antialias"):
            found += fits(name, size, method)
    return found


def fits(name: str, size: Size, method: str) -> list[dict[str, Any]]:
    """A picture of other proportions."""
    sides = (max(size), max(size) + 3)
    found = [case(name, size, method, fit="center-crop", shorter_side=side) for side in sides]
    if method.startswith("pil-"):
        found.append(case(name, size, method, fit="crop"))
    # Strips of less than half a pixel become nothing there, and one pixel here.
    if name != "a strip":
        found.append(case(name, size, method, fit="letterbox"))
    return found


def document() -> str:
    """The file's content: one picture or case in a line."""
    shown = {
        name: {"data": it.ravel().tolist(), "width": it.shape[1], "height": it.shape[0]}
        for name, it in pictures().items()
    }
    lines = ",\n".join(f"{json.dumps(name)}:{_json(it)}" for name, it in shown.items())
    rows = ",\n".join(_json(case) for case in cases())
    return f'{{"pictures":{{\n{lines}\n}},"cases":[\n{rows}\n]}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def main() -> None:
    """Write the file."""
    OUTPUT.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
