"""Shapes of what slides windows over its input: convolutions and pooling."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Sizes = list[int]


def as_sizes(value: Any, rank: int, default: int = 1) -> Sizes:
    """Read a setting that is one number for all axes, or one for each.

    Raises:
        ValueError: It is neither.
    """
    if value is None:
        return [default] * rank
    sizes = list(value) if isinstance(value, list | tuple) else [value] * rank
    if len(sizes) != rank or not all(type(size) is int and size > 0 for size in sizes):
        raise ValueError(f"expected {rank} sizes, got {value!r}")
    return sizes


def channels_first(config: Mapping[str, Any]) -> bool:
    """Whether channels stand in front of the space."""
    return config.get("data_format") in ("channels_first", "channelsFirst")


def space_of(config: Mapping[str, Any], shape: Sequence[int]) -> tuple[Sizes, int]:
    """Return the lengths of the space, and the number of channels."""
    if channels_first(config):
        return list(shape[2:]), shape[1]
    return list(shape[1:-1]), shape[-1]


def with_space(config: Mapping[str, Any], batch: int, space: Sizes, channels: int) -> Sizes:
    """Put a shape together again."""
    return [batch, channels, *space] if channels_first(config) else [batch, *space, channels]


def slid(config: Mapping[str, Any], space: Sizes, window: Sizes, strides: Sizes) -> Sizes:
    """Return how many places a window takes along each axis."""
    padding = str(config.get("padding", "valid")).lower()
    if padding in ("same", "causal"):
        return [math.ceil(n / stride) for n, stride in zip(space, strides, strict=True)]
    spread = as_sizes(config.get("dilation_rate"), len(space))
    covered = [(size - 1) * gap + 1 for size, gap in zip(window, spread, strict=True)]
    pairs = zip(space, covered, strides, strict=True)
    return [max(0, (length - size) // stride + 1) for length, size, stride in pairs]


def convolved(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what Conv1D to Conv3D, and SeparableConv, give."""
    space, _ = space_of(config, shape)
    window = as_sizes(config["kernel_size"], len(space))
    strides = as_sizes(config.get("strides"), len(space))
    places = slid(config, space, window, strides)
    return with_space(config, shape[0], places, int(config["filters"]))


def depthwise(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what DepthwiseConv1D and 2D give."""
    space, channels = space_of(config, shape)
    window = as_sizes(config["kernel_size"], len(space))
    strides = as_sizes(config.get("strides"), len(space))
    times = int(config.get("depth_multiplier") or 1)
    return with_space(config, shape[0], slid(config, space, window, strides), channels * times)


def transposed(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what Conv2DTranspose and its like give, as Keras counts."""
    space, _ = space_of(config, shape)
    window = as_sizes(config["kernel_size"], len(space))
    strides = as_sizes(config.get("strides"), len(space))
    if str(config.get("padding", "valid")).lower() == "same":
        grown = [n * stride for n, stride in zip(space, strides, strict=True)]
    else:
        pairs = zip(space, window, strides, strict=True)
        grown = [n * stride + max(size - stride, 0) for n, size, stride in pairs]
    return with_space(config, shape[0], grown, int(config["filters"]))


def pooled(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what the pooling layers give."""
    space, channels = space_of(config, shape)
    window = as_sizes(config.get("pool_size"), len(space), 2)
    strides = config.get("strides")
    steps = window if strides is None else as_sizes(strides, len(space))
    plain = {key: value for key, value in config.items() if key != "dilation_rate"}
    return with_space(config, shape[0], slid(plain, space, window, steps), channels)


def pooled_wholly(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what the global pooling layers give."""
    space, channels = space_of(config, shape)
    if config.get("keepdims"):
        return with_space(config, shape[0], [1] * len(space), channels)
    return [shape[0], channels]


def padded(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what ZeroPadding and Cropping give; `config` has one of their settings."""
    space, channels = space_of(config, shape)
    sign, amounts = (1, config["padding"]) if "padding" in config else (-1, config["cropping"])
    changed = [
        max(0, n + sign * sum(pair))
        for n, pair in zip(space, _pairs(amounts, len(space)), strict=True)
    ]
    return with_space(config, shape[0], changed, channels)


def _pairs(amounts: Any, rank: int) -> list[Sizes]:
    if not isinstance(amounts, list | tuple):
        amounts = [amounts] * rank
    if rank == 1 and len(amounts) == 2:
        amounts = [amounts]
    return [list(one) if isinstance(one, list | tuple) else [one, one] for one in amounts]


def enlarged(config: Mapping[str, Any], shape: Sizes) -> Sizes:
    """Shape of what UpSampling gives."""
    space, channels = space_of(config, shape)
    times = as_sizes(config.get("size"), len(space), 2)
    larger = [n * factor for n, factor in zip(space, times, strict=True)]
    return with_space(config, shape[0], larger, channels)
