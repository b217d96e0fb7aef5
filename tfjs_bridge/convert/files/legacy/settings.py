"""Translate a layer's settings in Keras 2 to those in Keras 3 that mean the same."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tfjs_bridge.convert.config import class_and_config
from tfjs_bridge.convert.files.legacy.functions import HARD_SIGMOID
from tfjs_bridge.convert.front_layers import FRONT_LAYERS
from tfjs_bridge.keras_backend import load_keras

Settings = dict[str, Any]

# They change how Keras 2 computes or trains, and not what.
_IGNORED = (
    "implementation",
    "unroll",
    "input_length",
    "batch_input_shape",
    "input_dtype",
    "build_config",
)
_COMMON = ("name", "trainable", "dtype")
# Keras 2 saves with what MultiHeadAttention was called, to build it; Keras 3 has `build_config`.
_SHAPES_OF_CALLS = ("query_shape", "key_shape", "value_shape")
_TRAINING_ONLY = ("_constraint", "activity_regularizer")

# Keras 3 has no such setting, but behaves as Keras 2 does with this value.
_REQUIRED: Mapping[str, Any] = {
    "time_major": False,
    "ragged": False,
    "renorm": False,
    "virtual_batch_size": None,
    "adjustment": None,
    "causal": False,
    "reverse_state_order": False,
    "num_constants": None,
}
# TensorFlow 2's softmax and the function behind `swish` were saved by their own names once.
_ACTIVATIONS = {"softmax_v2": "softmax", "swish_impl": "swish"}


def keras3_settings(class_name: str, config: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Translate settings.

    Args:
        class_name: Keras 3's class.
        config: The settings in Keras 2; layers within them are in Keras 3's form already.

    Returns:
        The settings in Keras 3, and what stands in the way, as clauses that name no layer.
    """
    settings = {
        key: value
        for key, value in config.items()
        if key not in _IGNORED and not key.endswith(_TRAINING_ONLY)
    }
    problems = list(_required(settings))
    for name, value in settings.items():
        if name.endswith("_initializer"):
            settings[name] = "zeros"  # the weights are in the file
        elif name.endswith("activation"):
            settings[name], problem = _activation(value)
            problems += [f"{name}{problem}"] if problem else []
    if "dtype" in config:
        settings["dtype"] = _dtype(config["dtype"])
    for change in _CHANGES.get(class_name, ()):
        problems += change(settings)
    return settings, problems + list(_unknown(class_name, settings))


def _required(settings: Settings) -> Iterator[str]:
    for name, value in _REQUIRED.items():
        given = settings.pop(name, value)
        if given not in (value, None):
            yield f"{name}={given!r} is not supported; expected {value!r}"


def _activation(value: Any) -> tuple[Any, str]:
    """Translate an activation, and say what is wrong with it; all names but one mean the same."""
    if value is None or (isinstance(value, dict) and "class_name" in value):
        return value, ""  # the check of the configuration looks through objects
    if not isinstance(value, str):
        return None, " holds Python code, which is never run and which JavaScript cannot run"
    name = _ACTIVATIONS.get(value, value)
    if name == "hard_sigmoid":  # in Keras 3 another function: outputs would differ by up to 0.07
        return HARD_SIGMOID, ""
    if is_foreign_function(name):
        return None, f"={name!r} is a function that Keras 3 does not have"
    return name, ""


def is_foreign_function(value: Any) -> bool:
    """Whether an activation is named that Keras does not have."""
    if not isinstance(value, str):
        return False
    return not hasattr(load_keras().activations, _ACTIVATIONS.get(value, value))


def _dtype(value: Any) -> str:
    class_name, config = class_and_config(value)
    name = str(config.get("name", class_name))
    return "float32" if value is None or name in ("infer", "_infer") else name


def _number(value: Any) -> Any:
    # Standalone Keras saved some numbers as arrays.
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _single_axis(settings: Settings) -> list[str]:
    axis = settings.get("axis")
    if isinstance(axis, list):
        if len(axis) != 1:
            return [f"axis={axis} is not supported; expected one axis"]
        settings["axis"] = axis[0]
    return []


def _leaky(settings: Settings) -> list[str]:
    # Keras 3 has another name for it, and the same default.
    settings["negative_slope"] = _number(settings.pop("alpha", 0.3))
    return []


def _numbers(settings: Settings) -> list[str]:
    settings.update({key: _number(value) for key, value in settings.items()})
    return []


def _one_group(settings: Settings) -> list[str]:
    groups = settings.pop("groups", 1)
    return [] if groups in (1, None) else [f"groups={groups} is not supported; expected 1"]


def _not_causal(settings: Settings) -> list[str]:
    if settings.get("padding") == "causal":
        return ["padding='causal' is not supported; expected 'valid' behind a ZeroPadding1D"]
    return []


def _no_kernel(settings: Settings) -> list[str]:
    # Saved by the class that this one is derived from, a plain convolution; likewise the filters.
    settings.pop("kernel_initializer", None)
    return []


def _no_filters(settings: Settings) -> list[str]:
    settings.pop("filters", None)
    return []


def _no_noise_shape(settings: Settings) -> list[str]:
    # Saved by Dropout, from which it is derived; this layer computes its own.
    settings.pop("noise_shape", None)
    return []


def _reset_before(settings: Settings) -> list[str]:
    # Files from before the setting existed; Keras 3's default is True.
    settings.setdefault("reset_after", False)
    return []


def _gates(settings: Settings) -> list[str]:
    # By default it was hard_sigmoid in TensorFlow 1, and is sigmoid in 2: not to be guessed.
    return [] if "recurrent_activation" in settings else ["recurrent_activation is missing"]


def _no_shapes(settings: Settings) -> list[str]:
    for name in _SHAPES_OF_CALLS:
        settings.pop(name, None)
    return []


_Change = Callable[[Settings], list[str]]
_CHANGES: Mapping[str, tuple[_Change, ...]] = {
    **dict.fromkeys(("Conv2DTranspose", "Conv1DTranspose", "Conv3DTranspose"), (_one_group,)),
    **dict.fromkeys(("DepthwiseConv1D", "DepthwiseConv2D"), (_one_group, _no_kernel, _no_filters)),
    **dict.fromkeys(
        ("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"), (_no_noise_shape,)
    ),
    **dict.fromkeys(("LSTM", "LSTMCell", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"), (_gates,)),
    **dict.fromkeys(("GRU", "GRUCell"), (_gates, _reset_before)),
    "SeparableConv2D": (_one_group, _no_kernel),
    "SeparableConv1D": (_one_group, _no_kernel, _not_causal),
    "BatchNormalization": (_single_axis,),
    "LeakyReLU": (_leaky,),
    "ReLU": (_numbers,),
    "ELU": (_numbers,),
    "ThresholdedReLU": (_numbers,),
    "MultiHeadAttention": (_no_shapes,),
}


def _unknown(class_name: str, settings: Settings) -> Iterator[str]:
    """Name settings that Keras 3's layer does not take; those without a value are left out."""
    if class_name in FRONT_LAYERS:
        return  # their placeholders know them all
    layer = getattr(load_keras().layers, class_name, None)
    if layer is None:
        return
    parameters = inspect.signature(layer.__init__).parameters
    known = {*parameters, *(_COMMON if "kwargs" in parameters else ())}
    for name in [name for name in settings if name not in known]:
        value = settings.pop(name)
        if value is not None and name not in _COMMON and not name.endswith("_regularizer"):
            yield f"{name}={value!r} is a setting of Keras 2 that is not known here"
