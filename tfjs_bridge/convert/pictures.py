"""Completes what is declared of pictures, out of the model that reads them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from tfjs_bridge.artifact.preprocessing import CHANNELS, SCALES, check_preprocessing
from tfjs_bridge.convert.requests import ModelCard
from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import TensorSpec

APPLICATIONS: Final = {
    **dict.fromkeys(("convnext", "efficientnet", "efficientnet_v2", "mobilenet_v3"), "none"),
    **dict.fromkeys(("inception_resnet_v2", "inception_v3", "mobilenet", "mobilenet_v2"), "tf"),
    **dict.fromkeys(("nasnet", "resnet_v2", "xception"), "tf"),
    **dict.fromkeys(("resnet", "resnet50", "vgg16", "vgg19"), "caffe"),
    "densenet": "torch",
}
"""The modules of `keras.applications`, and what their preprocess_input does to a picture."""

# How these networks are called. Those that rescale pictures themselves are known by their layers.
_NETWORKS = (
    (r"(xception|inception_v3|inception_resnet_v2|mobilenet(v2)?_\d|resnet\d+v2|nasnet)", "tf"),
    (r"(vgg(16|19)|resnet(50|101|152))$", "caffe"),
    (r"densenet(121|169|201)$", "torch"),
)
# Layers before which, and after which, a picture's values have the same range.
_KEEPING = frozenset(
    {
        *("InputLayer", "CenterCrop", "Cropping2D", "Dropout", "GaussianNoise", "Permute"),
        *("RandomBrightness", "RandomContrast", "RandomCrop", "RandomFlip", "RandomHeight"),
        *("RandomRotation", "RandomTranslation", "RandomWidth", "RandomZoom", "Reshape"),
        *("Resizing", "SpatialDropout2D", "ZeroPadding2D"),
    }
)
_COMPUTING = frozenset({"Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Flatten", "Dense"})
# Of a Rescaling: 1/255, 1/127.5, or 1/64 or so take 0 to 255; more take 0 to 1.
_LARGEST_FACTOR = 0.05


def with_pictures(
    card: ModelCard, model: Any, inputs: Sequence[TensorSpec], outputs: Sequence[TensorSpec]
) -> ModelCard:
    """Complete and check what a card says of labels, and of how pictures are prepared.

    Args:
        card: Its `preprocessing` of the kind ``picture`` needs a ``scale`` alone: one of the
            artifact format's, a module of `keras.applications`, or ``auto``. What is missing is
            taken from the model, or is what Keras's own tools do by default.
        model: The live Keras model.
        inputs: Name, shape and dtype of each input of the artifact.
        outputs: The same of each output.

    Raises:
        UsageError: The labels or the pictures are not the model's, or nothing says what range its
            pictures have.
    """
    _check_labels(card.labels, outputs)
    declared = card.preprocessing
    if declared is None or declared.get("kind") != "picture":
        return card
    spec = _picture_input(inputs, declared.get("input"))
    height, width, channels = spec.shape[1:]
    defaults = {"fit": "stretch", "method": "bilinear", "invert": "never"}
    sizes = {
        "height": _size("height", height, declared.get("height")),
        "width": _size("width", width, declared.get("width")),
    }
    scale = _scale(declared.get("scale", "auto"), model)
    complete = {
        "kind": "picture",
        "input": spec.name,
        **sizes,
        "channels": channels,
        **{key: declared.get(key, value) for key, value in defaults.items()},
        "scale": scale,
    }
    if complete["fit"] == "center-crop":
        complete["shorter_side"] = declared.get("shorter_side", max(sizes.values()))
    try:
        check_preprocessing(complete, {spec.name: spec.shape})
    except (TypeError, ValueError) as error:
        raise UsageError(f"{error}. Change what you declare of the pictures.") from error
    return dataclasses.replace(card, preprocessing=complete)


def _check_labels(labels: Sequence[str] | None, outputs: Sequence[TensorSpec]) -> None:
    if labels is None:
        return
    twice = next((label for k, label in enumerate(labels) if label in labels[:k]), None)
    if twice is not None:
        raise UsageError(
            f"labels: two are equal; expected one for each class, got {twice!r} twice. "
            f"Name them apart."
        )
    count = outputs[0].shape[-1] if len(outputs) == 1 and outputs[0].shape else None
    # One value that says how likely the second of two classes is: a sigmoid.
    if count is not None and len(labels) != (2 if count == 1 and len(labels) == 2 else count):
        raise UsageError(
            f"labels: wrong number; expected one for each of the output's {count} values, got "
            f"{len(labels)}. Give the list that the model was trained with."
        )


def _picture_input(inputs: Sequence[TensorSpec], name: str | None) -> TensorSpec:
    pictures = [spec for spec in inputs if _is_picture(spec)]
    chosen = [spec for spec in pictures if name in (None, spec.name)]
    if len(chosen) != 1:
        expected = ", ".join(spec.name for spec in pictures) or (
            "a model with an input of the shape (batch, height, width, 1, 3 or 4)"
        )
        raise UsageError(
            f"preprocessing.input: not one input that reads pictures; expected {expected}, "
            f"got {name or 'no name'}. Name the input."
        )
    return chosen[0]


def _is_picture(spec: TensorSpec) -> bool:
    return len(spec.shape) == 4 and spec.shape[3] in CHANNELS and spec.dtype != "bool"


def _size(side: str, fixed: int | None, given: int | None) -> int:
    """Return a side of the input: the model's own, or the one that is given where that is open."""
    if fixed is not None and given not in (None, fixed):
        raise UsageError(
            f"preprocessing.{side}: not the model's; expected {fixed}, got {given}. Leave it out."
        )
    size = given if fixed is None else fixed
    if size is None:
        raise UsageError(
            f"preprocessing.{side}: the model leaves it open; expected a number of pixels, got "
            f"none. Give the size of the pictures that it was trained with: --image-size 224,224."
        )
    return size


def _scale(name: str, model: Any) -> str:
    if name in SCALES:
        return name
    if name in APPLICATIONS:
        return APPLICATIONS[name]
    if name != "auto":
        known = ", ".join((*SCALES, *APPLICATIONS, "auto"))
        raise UsageError(
            f"preprocessing.scale: not known; expected one of {known}, got {name!r}. "
            f"Choose what the model was trained with."
        )
    found = likely_scale(model)
    if found is None:
        raise UsageError(
            "preprocessing: the model does not say how its pictures are prepared; expected a "
            "Rescaling layer at its front, or a network of keras.applications, got neither. Say "
            "it: none (0 to 255), unit (0 to 1), tf (-1 to 1), torch, caffe, or the module of "
            "keras.applications whose preprocess_input was used."
        )
    return found


def likely_scale(model: Any) -> str | None:
    """Find out which range of values a model reads, as the page does (likely-scale.js).

    Returns:
        ``none`` (0 to 255) where its first layer rescales such pictures, ``unit`` (0 to 1) where it
        rescales others, and else what `keras.applications` does for a network of its name; `None`
        where nothing says so, or something computes with the picture before the network.
    """
    first: Any = next((x for x in _innermost(model) if type(x).__name__ not in _KEEPING), None)
    kind = type(first).__name__
    if kind == "Rescaling":
        factors = [abs(float(x)) for x in _flat(first.scale)]
        return "none" if max(factors) <= _LARGEST_FACTOR else "unit"
    if kind not in _COMPUTING:
        return None
    for name in _names(model):
        for pattern, scale in _NETWORKS:
            if re.match(pattern, name, re.IGNORECASE):
                return scale
    return None


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list | tuple):
        return [x for item in value for x in _flat(item)]
    return [value]


def _innermost(model: Any) -> Iterator[Any]:
    """Yield the layers that are not models themselves, those of inner models in their place."""
    # Calculations such as x / 127.5 are operations, and no layers.
    parts = getattr(model, "operations", ()) or getattr(model, "layers", ())
    for layer in parts:
        if getattr(layer, "layers", None):
            yield from _innermost(layer)
        else:
            yield layer


def _names(model: Any) -> Iterator[str]:
    yield str(model.name)
    for layer in getattr(model, "layers", ()):
        if getattr(layer, "layers", None):
            yield from _names(layer)
