"""Checks of every layer's calls and settings, whatever the layer becomes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader, class_and_config
from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Layer
from tfjs_bridge.errors import UnsupportedModelError


def require_no_constants(layer: Layer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuse constants among a layer's tensors; operations turn theirs into weights.

    Raises:
        UnsupportedModelError: There is one.
    """
    is_operation = layer.class_name.startswith("ops.")
    # That one is turned into numbers by its handler.
    named = {name: value for name, value in kwargs.items() if name != "attention_mask"}
    if not is_operation and next(instances((args, named), np.ndarray), None) is not None:
        raise UnsupportedModelError(
            f"{layer.label}: is called with a constant among its tensors. Use an operation, such "
            f"as x + constant, or make the constant an input of the model."
        )


def require_unquantized(config: ConfigReader) -> None:
    """Take the settings of quantization, and of low-rank adaptation, which the weights include.

    Raises:
        UnsupportedModelError: The layer is quantized.
    """
    for key in ("quantization_config", "gptq_unpacked_column_size"):
        config.require(key, (None,), "Export the model before quantizing it.")
    config.ignore("lora_rank", "lora_alpha")  # the front-end adds it to the kernel


def common_settings(layer: Layer) -> ConfigReader:
    """Return a reader of a layer's settings, without those that every layer has.

    Raises:
        UnsupportedModelError: It computes in another precision than float32.
    """
    config = ConfigReader(layer.label, layer.config)
    config.ignore("name")
    # These two have no policy: an input's dtype is that of its data, and a Pipeline's layers have
    # their own.
    has_dtype = layer.class_name not in ("InputLayer", "Pipeline")
    if has_dtype and not layer.class_name.startswith("ops."):
        _require_float32(layer, config.take("dtype"))
    return config


def _require_float32(layer: Layer, dtype: Any) -> None:
    name, config = class_and_config(dtype)
    if config.get("name", name) != "float32":
        raise UnsupportedModelError(
            f"{layer.label}: TensorFlow.js computes in float32; expected dtype float32, got "
            f"{config.get('name', name)}. Save the model in float32."
        )
