"""What a model itself says about the values that its inputs hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.calls import parsed
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Spec, TensorRef
from tfjs_bridge.convert.keras_classes import keras_class

Array = npt.NDArray[Any]

# Where these take an input, it holds whole numbers below a setting of theirs.
_INDEXED_BY = {
    "Embedding": "input_dim",
    "CategoryEncoding": "num_tokens",
    "ops.OneHot": "num_classes",
}
# These hand an input's values on as they are.
_SAME_VALUES = frozenset(
    {
        *("Reshape", "Flatten", "Permute", "RepeatVector", "Identity", "Dropout", "Concatenate"),
        *("ZeroPadding1D", "ZeroPadding2D", "GaussianNoise", "SpatialDropout1D", "Masking"),
        *("ops.Reshape", "ops.GetItem", "ops.Transpose", "ops.ExpandDims", "ops.Squeeze"),
        *("ops.Cast", "ops.Concatenate"),
    }
)
# Pictures are gray, in colour, or in colour with opacity.
PICTURE_CHANNELS = (1, 3, 4)
# Of larger ones, most rows would have their only 1 at an index that is never drawn.
_LARGEST_ONE_HOT = 64


@dataclass(frozen=True, slots=True, eq=False)
class Hints:
    """What is known of one input's values.

    Attributes:
        spec: Shape and dtype.
        bound: The input is looked up in a table of this size.
        is_padded: Zeros at its end are masked (`Embedding` with `mask_zero`).
        mask_value: Steps of this value are masked (`Masking`).
        mean: Of the values that the model was fitted to; a number, or an array that broadcasts
            with the input's last axes.
        deviation: Their standard deviation, likewise.
        span: Least and largest value, where the model rescales the input.
        is_state: It is a recurrent layer's state.
    """

    spec: Spec
    bound: int | None = None
    is_padded: bool = False
    mask_value: float | None = None
    mean: Array | None = None
    deviation: Array | None = None
    span: tuple[float, float] | None = None
    is_state: bool = False

    @property
    def is_picture(self) -> bool:
        """Tell whether the shape is that of pictures, channels last or first."""
        shape = self.spec.shape
        return len(shape) in (4, 5) and bool({shape[-1], shape[1]} & {*PICTURE_CHANNELS})

    @property
    def is_one_hot(self) -> bool:
        """Tell whether rows of the last axis may be one-hot, as of DNA: (steps, 4)."""
        shape, size = self.spec.shape, self.spec.shape[-1]
        return len(shape) == 3 and size is not None and 1 < size <= _LARGEST_ONE_HOT


def input_hints(graph: Graph) -> list[Hints]:
    """Return hints for each input of a graph, in order."""
    found = {ref: Hints(graph.spec(ref)) for ref in graph.inputs}
    for reading in _readings(graph, {ref: _Origin(ref) for ref in graph.inputs}):
        ref = reading.origin.input
        found[ref] = _with(found[ref], reading)
    return [found[ref] for ref in graph.inputs]


@dataclass(frozen=True, slots=True)
class _Origin:
    """A tensor's values are ``scale * x + offset`` of an input's values x."""

    input: TensorRef
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """A layer that takes an input's values, as they are or rescaled; by place in its call."""

    origin: _Origin
    layer: Layer
    place: int
    call: Call


def _with(hints: Hints, reading: _Reading) -> Hints:
    layer, name = reading.layer, reading.layer.class_name
    if name in _INDEXED_BY:
        return _with_bound(hints, layer)
    if name == "Masking":
        return replace(hints, mask_value=float(layer.config["mask_value"]))
    if name in ("Normalization", "BatchNormalization"):
        return _with_statistics(hints, reading)
    if name == "Rescaling":
        return _with_span(hints, reading)
    if name == "Discretization" and layer.config.get("bin_boundaries"):
        bounds = [_back(reading.origin, float(b)) for b in layer.config["bin_boundaries"]]
        margin = max((max(bounds) - min(bounds)) / 4, 1.0)
        return replace(hints, span=(min(bounds) - margin, max(bounds) + margin))
    if name == "State":  # of `frontend.opaque`
        return replace(hints, is_state=True)
    if keras_class(name).is_recurrent and reading.place > 0 and len(hints.spec.shape) == 2:
        return replace(hints, is_state=True)
    return hints


def _with_bound(hints: Hints, layer: Layer) -> Hints:
    setting = _INDEXED_BY[layer.class_name]
    bound = layer.config.get(setting, layer.calls[0].kwargs.get(setting) if layer.calls else None)
    if bound is None:
        return hints
    least = min(int(bound), hints.bound or int(bound))
    is_padded = hints.is_padded or bool(layer.config.get("mask_zero"))
    return replace(hints, bound=least, is_padded=is_padded)


def _with_statistics(hints: Hints, reading: _Reading) -> Hints:
    """Add the training data's mean and deviation, as the layer has learned them."""
    if hints.mean is not None or reading.layer.config.get("invert"):
        return hints
    weights, config = reading.layer.weights, reading.layer.config
    mean = weights.get("moving_mean", weights.get("mean", config.get("mean")))
    variance = weights.get("moving_variance", weights.get("variance", config.get("variance")))
    if mean is None or variance is None:
        return hints
    axis, rank = config.get("axis", -1), len(hints.spec.shape)
    mean, variance = np.asarray(parsed(mean), float), np.asarray(parsed(variance), float)
    axes = axis if isinstance(axis, list | tuple) else [axis]
    # Statistics of another axis than the last cannot be broadcast to an example: then those of all
    # values together, whose variance is that within the groups and that of their means.
    if mean.size > 1 and any(a not in (-1, rank - 1) for a in axes):
        mean, variance = mean.mean(), variance.mean() + mean.var()
    last = hints.spec.shape[-1]
    if mean.size not in (1, last):  # reshaped on the way
        mean, variance = mean.mean(), variance.mean() + mean.var()
    origin = reading.origin
    return replace(
        hints,
        mean=(np.asarray(mean).reshape(-1) - origin.offset) / origin.scale,
        deviation=np.sqrt(np.maximum(variance, 0)).reshape(-1) / abs(origin.scale),
    )


def _with_span(hints: Hints, reading: _Reading) -> Hints:
    """Add what becomes [0, 1] or [-1, 1]; pictures of keras.applications take 0 to 255."""
    after = _rescaled(reading.origin, reading.layer)
    if after is None:
        return hints
    ends = sorted((_back(after, -1.0 if after.offset < -1e-3 else 0.0), _back(after, 1.0)))
    return replace(hints, span=(ends[0], ends[1]))


def _back(origin: _Origin, value: float) -> float:
    """Return the input's value that becomes `value`."""
    return (value - origin.offset) / origin.scale


def _rescaled(origin: _Origin, layer: Layer) -> _Origin | None:
    scale = np.asarray(parsed(layer.config["scale"]), float)
    offset = np.asarray(parsed(layer.config["offset"]), float)
    factor, shift = float(scale.mean()), float(offset.mean())
    if not factor or not math.isfinite(factor * shift):
        return None
    return _Origin(origin.input, origin.scale * factor, origin.offset * factor + shift)


def _readings(graph: Graph, origins: dict[TensorRef, _Origin]) -> Iterator[_Reading]:
    """Yield each layer that takes values of an input of the whole model."""
    for layer in graph.layers:
        for number, call in enumerate(layer.calls):
            taken = list(instances((call.args, call.kwargs), TensorRef))
            if call.graph is not None:
                inner = zip(call.graph.inputs, taken, strict=True)
                given = {i: origins[o] for i, o in inner if o in origins}
                yield from _readings(call.graph, given)
                for k, output in enumerate(call.graph.outputs):
                    if output in given:
                        origins[TensorRef(layer.name, number, k)] = given[output]
                continue
            for place, ref in enumerate(taken):
                if ref not in origins:
                    continue
                for reader in (layer, *layer.children.values()):
                    yield _Reading(origins[ref], reader, place, call)
                after = _handed_on(origins[ref], layer)
                if after is not None:
                    origins[TensorRef(layer.name, number)] = after


def _handed_on(origin: _Origin, layer: Layer) -> _Origin | None:
    if layer.class_name == "Rescaling":
        return _rescaled(origin, layer)
    if layer.class_name == "Pipeline":
        return None  # its layers are among its children, which have read the values already
    return origin if layer.class_name in _SAME_VALUES else None
