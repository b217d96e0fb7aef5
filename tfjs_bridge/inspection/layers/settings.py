"""The few settings of a layer that say what it is, in the order in which people name them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

_SHOWN = (
    *("units", "filters", "kernel_size", "pool_size", "size", "strides", "padding", "cropping"),
    *("dilation_rate", "groups", "depth_multiplier", "data_format", "activation"),
    *("recurrent_activation", "use_bias", "return_sequences", "return_state", "go_backwards"),
    *("stateful", "merge_mode", "rate", "axis", "axes", "epsilon", "momentum", "alpha"),
    *("negative_slope", "max_value", "threshold", "target_shape", "dims", "n", "input_dim"),
    *("output_dim", "mask_zero", "mask_value", "num_heads", "key_dim", "equation", "scale"),
    *("offset", "interpolation", "height", "width", "num_tokens", "output_mode"),
)
# What Keras writes for most layers, and what says nothing then.
_USUAL: Mapping[str, Any] = {
    "use_bias": True,
    "groups": 1,
    "depth_multiplier": 1,
    "data_format": "channels_last",
    "activation": "linear",
    "return_sequences": False,
    "return_state": False,
    "go_backwards": False,
    "stateful": False,
    "mask_zero": False,
}
_MOST_CHARACTERS = 80
_MOST_ITEMS = 8


def some_settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that tell what a layer does; those of no consequence are left out."""
    found: dict[str, Any] = {}
    for key in _SHOWN:
        value = _plain(config.get(key))
        if value is not None and value != _USUAL.get(key) and not _is_ones(key, value):
            found[key] = value
    inner = config.get("layer", config.get("cell"))
    if isinstance(inner, dict) and isinstance(inner.get("class_name"), str):
        found["layer"] = inner["class_name"]
    return found


def _plain(value: Any) -> Any:
    """Return what JSON holds, short; of an object its class; `None` for anything else."""
    if isinstance(value, dict):
        name = value.get("class_name")
        value = value.get("config") if name == "function" else name
    if isinstance(value, str):
        return value[:_MOST_CHARACTERS]
    if isinstance(value, list | tuple):
        items = [_plain(one) for one in value[: _MOST_ITEMS + 1]]
        return items if len(items) <= _MOST_ITEMS else None
    # JSON has no infinity, which Python reads and writes all the same.
    is_number = isinstance(value, bool | int | float)
    return value if is_number and -sys.float_info.max <= value <= sys.float_info.max else None


def _is_ones(key: str, value: Any) -> bool:
    return key in ("strides", "dilation_rate") and value in (1, [1], [1, 1], [1, 1, 1])
