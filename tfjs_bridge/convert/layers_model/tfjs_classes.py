"""TensorFlow.js's classes of layers, one entry for each that an export may hold.

The weights are written from what the layers make in `build` (tfjs-layers/src/layers/*.ts), not from
what our handlers give, so that a mistake in a handler ends at `check_weights` and not on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape

Shapes = dict[str, tuple[int | None, ...]]
"""Shapes of weights, by their names within the layer."""

Weights = Callable[[Mapping[str, Any], Shape], Shapes]
"""From a layer's settings and the shape of its first input to its weights."""


def _none(config: Mapping[str, Any], shape: Shape) -> Shapes:
    return {}


@dataclass(frozen=True, slots=True)
class TfjsClass:
    """One class of TensorFlow.js.

    Attributes:
        weights: What it looks for when it is loaded.
        is_recurrent: Whether it goes through a sequence step by step: it reads the mask that the
            executor has, and can be called with first states.
        takes_any_rank: Whether it computes each value, or each last axis, by itself, whatever the
            axes in front.
        merges: Whether it takes several tensors, value by value.
        trains_only: Whether it does nothing at inference.
        unsaved: Settings that it loses, so that what it saves cannot be loaded.
    """

    weights: Weights = _none
    is_recurrent: bool = False
    takes_any_rank: bool = False
    merges: bool = False
    trains_only: bool = False
    unsaved: frozenset[str] = frozenset()


def _bias(config: Mapping[str, Any], *shape: int) -> Shapes:
    return {"bias": shape} if config["use_bias"] else {}


def _dense(config: Mapping[str, Any], shape: Shape) -> Shapes:
    units = config["units"]
    return {"kernel": (shape[-1], units)} | _bias(config, units)


def _sizes(value: Any) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _convolution(config: Mapping[str, Any], shape: Shape) -> Shapes:
    filters = config["filters"]
    kernel = (*_sizes(config["kernel_size"]), shape[-1], filters)
    return {"kernel": kernel} | _bias(config, filters)


def _transposed_convolution(config: Mapping[str, Any], shape: Shape) -> Shapes:
    filters = config["filters"]
    kernel = (*_sizes(config["kernel_size"]), filters, shape[-1])
    return {"kernel": kernel} | _bias(config, filters)


def _depthwise_convolution(config: Mapping[str, Any], shape: Shape) -> Shapes:
    multiplier, channels = config["depth_multiplier"], shape[-1] or 0
    kernel = (*_sizes(config["kernel_size"]), channels, multiplier)
    return {"depthwise_kernel": kernel} | _bias(config, channels * multiplier)


def _separable_convolution(config: Mapping[str, Any], shape: Shape) -> Shapes:
    multiplier, channels, filters = config["depth_multiplier"], shape[-1] or 0, config["filters"]
    sizes = _sizes(config["kernel_size"])
    # Always both kernels, the second of size 1 (layers/convolutional.ts, SeparableConv).
    return {
        "depthwise_kernel": (*sizes, channels, multiplier),
        "pointwise_kernel": (*(1 for _ in sizes), channels * multiplier, filters),
    } | _bias(config, filters)


def _batch_normalization(config: Mapping[str, Any], shape: Shape) -> Shapes:
    # The averages are weights as well, though nothing trains them.
    names = ["gamma"] * config["scale"] + ["beta"] * config["center"]
    return dict.fromkeys([*names, "moving_mean", "moving_variance"], (shape[config["axis"]],))


def _layer_normalization(config: Mapping[str, Any], shape: Shape) -> Shapes:
    names = ["gamma"] * config["scale"] + ["beta"] * config["center"]
    return dict.fromkeys(names, tuple(shape[axis] for axis in _sizes(config["axis"])))


def _embedding(config: Mapping[str, Any], shape: Shape) -> Shapes:
    return {"embeddings": (config["input_dim"], config["output_dim"])}


def _prelu(config: Mapping[str, Any], shape: Shape) -> Shapes:
    # Counted from 1, the batch being 0.
    shared = config.get("shared_axes") or []
    return {"alpha": tuple(1 if k + 1 in shared else size for k, size in enumerate(shape[1:]))}


def _recurrent(gates: int) -> TfjsClass:
    def weights(config: Mapping[str, Any], shape: Shape) -> Shapes:
        units = config["units"]
        kernels: Shapes = {
            "kernel": (shape[-1], gates * units),
            "recurrent_kernel": (units, gates * units),
        }
        return kernels | _bias(config, gates * units)

    return TfjsClass(weights, is_recurrent=True)


def _conv_lstm(config: Mapping[str, Any], shape: Shape) -> Shapes:
    filters, sizes = config["filters"], _sizes(config["kernel_size"])
    kernels: Shapes = {
        "kernel": (*sizes, shape[-1], 4 * filters),
        "recurrent_kernel": (*sizes, filters, 4 * filters),
    }
    return kernels | _bias(config, 4 * filters)


def _time_distributed(config: Mapping[str, Any], shape: Shape) -> Shapes:
    inner = config["layer"]
    return TFJS_CLASSES[inner["class_name"]].weights(inner["config"], (shape[0], *shape[2:]))


_PLAIN = TfjsClass()
_ANY_RANK = TfjsClass(takes_any_rank=True)
_MERGES = TfjsClass(merges=True)
_TRAINS_ONLY = TfjsClass(trains_only=True)
_CONVOLUTION = TfjsClass(_convolution)

TFJS_CLASSES: Mapping[str, TfjsClass] = {
    "InputLayer": _PLAIN,
    "Dense": TfjsClass(_dense, takes_any_rank=True),
    "Embedding": TfjsClass(_embedding, takes_any_rank=True),
    "Activation": _ANY_RANK,
    "ELU": _ANY_RANK,
    "LeakyReLU": _ANY_RANK,
    "PReLU": TfjsClass(_prelu),
    "ReLU": _ANY_RANK,
    "ThresholdedReLU": _PLAIN,
    "Rescaling": _ANY_RANK,
    "Conv1D": _CONVOLUTION,
    "Conv2D": _CONVOLUTION,
    "Conv3D": _CONVOLUTION,
    "Conv2DTranspose": TfjsClass(_transposed_convolution),
    # Its `getConfig` names the regularizer as a constraint too (convolutional_depthwise.ts).
    "DepthwiseConv2D": TfjsClass(
        _depthwise_convolution, unsaved=frozenset({"depthwise_regularizer"})
    ),
    "SeparableConv2D": TfjsClass(_separable_convolution),
    "BatchNormalization": TfjsClass(_batch_normalization),
    "LayerNormalization": TfjsClass(_layer_normalization),
    "SimpleRNN": _recurrent(1),
    "GRU": _recurrent(3),
    "LSTM": _recurrent(4),
    "ConvLSTM2D": TfjsClass(_conv_lstm, is_recurrent=True),
    "TimeDistributed": TfjsClass(_time_distributed),
    "Masking": _PLAIN,
    **dict.fromkeys(("Add", "Average", "Maximum", "Minimum", "Multiply"), _MERGES),
    "Concatenate": _PLAIN,
    "Dot": _PLAIN,
    **dict.fromkeys(("Flatten", "Permute", "RepeatVector", "Reshape"), _PLAIN),
    **dict.fromkeys(("Cropping2D", "UpSampling2D", "ZeroPadding2D"), _PLAIN),
    **{f"{kind}Pooling{rank}D": _PLAIN for kind in ("Average", "Max") for rank in (1, 2)},
    **{f"Global{kind}Pooling{rank}D": _PLAIN for kind in ("Average", "Max") for rank in (1, 2)},
    "Dropout": replace(_TRAINS_ONLY, takes_any_rank=True),
    **dict.fromkeys(
        ("AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D"), _TRAINS_ONLY
    ),
}
"""All classes that handlers may emit."""
