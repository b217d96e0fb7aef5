"""Refuse settings that ask for more weights than a file has, before memory is taken for them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.from_tfjs.settings import Settings, snake_case
from tfjs_bridge.from_tfjs.topology import LayerSpec

_WRAPPERS = ("layer", "cell", "cells")


def require_room(spec: LayerSpec, shape: Sequence[int | None], room: int) -> None:
    """Refuse a layer whose weights cannot be in the file.

    Args:
        spec: The layer.
        shape: Of what it is called with, the batch first.
        room: How many values the file's weights have.

    Raises:
        ArtifactError: It would need more than that.
    """
    settings = Settings(spec.label, spec.config)
    is_first = snake_case(settings.get("data_format")) == "channels_first"
    channels = (shape[1] if is_first else shape[-1]) or 1
    for needed in _least_weights(spec.class_name, spec.config, channels):
        if needed > room:
            raise ArtifactError(
                f"{spec.label}: its settings ask for {needed:,} weights at least; expected no more "
                f"than the {room:,} in the file. Save or convert the model again."
            )


def _least_weights(class_name: str, config: Mapping[str, Any], channels: int) -> Iterator[int]:
    """Yield sizes of weights, or of parts of them, that a layer has for certain."""
    settings = Settings("", config)
    window = _product(settings.get("kernel_size", 1))
    multiplier = _product(settings.get("depth_multiplier", 1))
    if class_name == "Embedding":
        yield _product([settings.get("input_dim", 1), settings.get("output_dim", 1)])
    elif class_name.startswith(("Depthwise", "Separable")):
        yield window * channels * multiplier
        yield channels * multiplier * _product(settings.get("filters", 1))
    else:
        for key in ("units", "filters"):
            yield channels * window * _product(settings.get(key, 1)) if key in config else 0
    for key in _WRAPPERS:
        inner = settings.get(key, [])
        for entry in inner if isinstance(inner, list) else [inner]:
            if isinstance(entry, Mapping) and isinstance(entry.get("config"), Mapping):
                # A cell behind another one is given what that one gives.
                yield from _least_weights(str(entry.get("class_name")), entry["config"], 1)


def _product(value: Any) -> int:
    items = value if isinstance(value, list) else [value]
    return math.prod(item for item in items if type(item) is int and item > 0)
