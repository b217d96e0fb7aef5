"""Activations: those that TensorFlow.js computes alike, and the registry of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tfjs_bridge.convert.config import class_and_config
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Keras's name: TensorFlow.js's. Not here although TensorFlow.js knows the name: hard_sigmoid
# (another formula, up to 0.07 off).
EXACT_ACTIVATIONS = {
    # Called without settings, where its alpha is 1.
    "celu": "elu",
    "elu": "elu",
    "gelu": "gelu",
    "keras2_hard_sigmoid": "hard_sigmoid",
    "linear": "linear",
    "log_softmax": "log_softmax",
    "mish": "mish",
    "relu": "relu",
    "relu6": "relu6",
    "selu": "selu",
    "sigmoid": "sigmoid",
    "silu": "swish",
    "softmax": "softmax",
    "softplus": "softplus",
    "softsign": "softsign",
    "swish": "swish",
    "tanh": "tanh",
}

Rewrite = Callable[[LayerContext, Tensor], Tensor]
_REWRITTEN: dict[str, Rewrite] = {}


def rewrites(name: str) -> Callable[[Rewrite], Rewrite]:
    """Register a function that composes an activation from those that TensorFlow.js has."""

    def register(rewrite: Rewrite) -> Rewrite:
        if name in _REWRITTEN or name in EXACT_ACTIVATIONS:
            raise ValueError(f"two rewrites of {name}")
        _REWRITTEN[name] = rewrite
        return rewrite

    return register


RewriteWithSetting = Callable[[LayerContext, Tensor, float], Tensor]
_WITH_SETTING: dict[str, RewriteWithSetting] = {}


def rewrites_with_setting(name: str) -> Callable[[RewriteWithSetting], RewriteWithSetting]:
    """Register a function that composes an activation with one setting."""

    def register(rewrite: RewriteWithSetting) -> RewriteWithSetting:
        _WITH_SETTING[name] = rewrite
        return rewrite

    return register


def fused_activation(ctx: LayerContext, value: Any) -> tuple[str, str]:
    """Split an activation into what a layer does itself and what has to follow it.

    Args:
        ctx: Of the layer that this is for.
        value: A serialized Keras activation: a name, an object, or `None` for linear.

    Returns:
        TensorFlow.js's name for the layer's own activation, and Keras's name for `activate`.

    Raises:
        UnsupportedModelError: Another activation, or one with settings of its own.
    """
    name = activation_name(ctx, value)
    if name in EXACT_ACTIVATIONS:
        return EXACT_ACTIVATIONS[name], "linear"
    return "linear", name


def activation_name(ctx: LayerContext, value: Any) -> str:
    """Return Keras's name of an activation, with ``:`` and its setting where it has one.

    Raises:
        UnsupportedModelError: It cannot be expressed.
    """
    if value is None:
        return "linear"
    name, config = class_and_config(value)
    # Keras 2's hard_sigmoid is TensorFlow.js's; Keras 3 uses the name for another function.
    if (name, config) == ("function", {"": "keras2_hard_sigmoid"}):
        return "keras2_hard_sigmoid"  # how models of Keras 2 are marked; see EXACT_ACTIVATIONS
    if (known := _of_layer(name, config)) is not None:
        return known
    if (name not in EXACT_ACTIVATIONS and name not in _REWRITTEN) or config:
        raise ctx.refuse(_problem(value, name, config), "Train with one of these.")
    return name


def _of_layer(name: str, config: Mapping[str, Any]) -> str | None:
    """Return the name for a layer given as an activation, such as LeakyReLU(0.1)."""
    if name == "LeakyReLU" and "negative_slope" in config:
        return f"leaky_relu:{config['negative_slope']}"
    if name == "ELU" and "alpha" in config:
        return f"elu:{config['alpha']}"
    # TensorFlow.js's activation works on the last axis.
    if name == "Softmax" and config.get("axis") == -1:
        return "softmax"
    if name == "ReLU" and not config.get("negative_slope") and not config.get("threshold"):
        return {None: "relu", 6: "relu6"}.get(config.get("max_value"))
    return None


def _problem(value: Any, name: str, config: Mapping[str, Any]) -> str:
    shown = repr(value)
    if name == "function":
        shown = f"{config.get('')!r}, a Python function,"
    elif config:
        shown = f"{name} with its settings"
    known = ", ".join(sorted({*EXACT_ACTIVATIONS, *_REWRITTEN} - {"keras2_hard_sigmoid"}))
    return f"activation {shown} is not supported; expected one of {known}"


def activate(ctx: LayerContext, x: Tensor, name: str) -> Tensor:
    """Apply an activation by Keras's name, as layers of its own; nothing for linear."""
    if name == "linear":
        return x
    if name in EXACT_ACTIVATIONS:
        return ctx.emit("Activation", {"activation": EXACT_ACTIVATIONS[name]}, [x], x.shape)
    if name in _REWRITTEN:
        return _REWRITTEN[name](ctx, x)
    plain, _, setting = name.partition(":")
    return _WITH_SETTING[plain](ctx, x, float(setting))
