"""`preprocessing` of `metadata.json`: how a raw input becomes the model's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tfjs_bridge.artifact.features.spec import check_features
from tfjs_bridge.artifact.json_values import as_count, as_list, as_text

KINDS: Final = ("mnist-digit", "picture", "characters", "features")
ALPHABETS: Final = ("full", "alnum")
FITS: Final = ("stretch", "crop", "pad", "center-crop", "letterbox")
METHODS: Final = (
    *("bilinear", "bilinear-antialias", "nearest", "area", "bicubic", "bicubic-antialias"),
    *("lanczos3", "lanczos3-antialias", "lanczos5", "lanczos5-antialias"),
    *("gaussian", "gaussian-antialias", "mitchellcubic", "mitchellcubic-antialias"),
    *("pil-nearest", "pil-box", "pil-bilinear", "pil-hamming", "pil-bicubic", "pil-lanczos"),
)
"""How a picture's size is changed: TensorFlow's methods, then Pillow's."""
SCALES: Final = ("none", "unit", "tf", "torch", "caffe")
INVERSIONS: Final = ("never", "always", "light-ground")
CHANNELS: Final = (1, 3, 4)

# Readers allocate a picture of this side: far more than a digit needs, and only 64 MiB in float32.
LARGEST_SIDE: Final = 4096


def scales_for(channels: int) -> tuple[str, ...]:
    """Return the scales that pictures of so many channels can have: the last two need three."""
    return SCALES if channels == 3 else SCALES[:3]


Shapes = Mapping[str, Sequence[int | None]]


def check_preprocessing(
    value: Any, inputs: Shapes, dtypes: Mapping[str, str] | None = None
) -> dict[str, Any] | None:
    """Return what metadata says of preprocessing, checked.

    Args:
        value: Of the key ``preprocessing``, as docs/artifact-format.md describes it.
        inputs: Shape of each of the model's inputs, by name.
        dtypes: The same for dtypes; not checked where it is missing.

    Raises:
        TypeError: It is neither an object nor null, or has a value of a wrong type.
        ValueError: A value is out of its range.
        KeyError: A key is missing.
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError(f"preprocessing: expected an object or null, got {value!r}")
    _choose("kind", value.get("kind"), KINDS)
    if value["kind"] == "mnist-digit":
        _check_digit(value)
    if value["kind"] == "characters":
        _check_characters(value)
    if value["kind"] == "picture":
        _check_picture(value, inputs)
    if value["kind"] == "features":
        check_features(value, inputs, dtypes)
    return value


def _check_digit(value: dict[str, Any]) -> None:
    canvas, box = as_count(value["canvas_size"]), as_count(value["box_size"])
    if not 1 <= box <= canvas <= LARGEST_SIDE:
        raise ValueError(
            f"preprocessing: expected 1 <= box_size <= canvas_size <= {LARGEST_SIDE}, "
            f"got {box} and {canvas}"
        )
    limits = as_list(value["value_range"])
    if len(limits) != 2 or not _number(limits[0]) < _number(limits[1]):
        raise ValueError(
            f"preprocessing.value_range: expected two numbers, the lower first, got {limits}"
        )


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise TypeError(f"preprocessing.value_range: expected numbers, got {value!r}")
    return float(value)


def _check_characters(value: dict[str, Any]) -> None:
    _choose("alphabet", value["alphabet"], ALPHABETS)
    vocabulary = [as_text(character) for character in as_list(value["vocabulary"])]
    is_each_one = all(len(character) == 1 for character in vocabulary)
    if not is_each_one or len(set(vocabulary)) < len(vocabulary) or len(vocabulary) < 2:
        raise ValueError(
            f"preprocessing.vocabulary: expected at least two different characters, got "
            f"{vocabulary[:5]!r}"
        )
    if as_count(value["sequence_length"]) < 1:
        raise ValueError("preprocessing.sequence_length: expected 1 or more, got 0")


def _check_picture(value: dict[str, Any], inputs: Shapes) -> None:
    for side in ("height", "width"):
        if not 1 <= as_count(value[side]) <= LARGEST_SIDE:
            raise ValueError(
                f"preprocessing.{side}: expected a whole number from 1 to {LARGEST_SIDE}, "
                f"got {value[side]}"
            )
    _choose("channels", as_count(value["channels"]), CHANNELS)
    _choose("fit", value["fit"], FITS)
    if value["fit"] == "center-crop":
        _check_shorter_side(value)
    _choose("method", value["method"], METHODS)
    _choose("scale", value["scale"], scales_for(value["channels"]))
    _choose("invert", value["invert"], INVERSIONS)
    _choose("input", value["input"], tuple(inputs))
    wanted = (value["height"], value["width"], value["channels"])
    sizes = tuple(inputs[value["input"]])[1:]
    if len(sizes) != 3 or any(n not in (None, m) for n, m in zip(sizes, wanted, strict=True)):
        raise ValueError(
            f"preprocessing.input: expected an input of the sizes {wanted}, got {sizes}"
        )


def _check_shorter_side(value: dict[str, Any]) -> None:
    least = max(value["height"], value["width"])
    if not least <= as_count(value["shorter_side"]) <= LARGEST_SIDE:
        raise ValueError(
            f"preprocessing.shorter_side: expected a whole number from {least}, the input's longer "
            f"side, to {LARGEST_SIDE}, got {value['shorter_side']}"
        )


def _choose(key: str, value: Any, known: tuple[Any, ...]) -> None:
    # By type as well: True is 1 in Python.
    if not any(value == other and type(value) is type(other) for other in known):
        expected = ", ".join(map(str, known))
        raise ValueError(f"preprocessing.{key}: expected one of {expected}, got {value!r}")
