"""TensorFlow's functions in a functional model of Keras 2 (``x + 1``, ``tf.nn.relu(x)``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Arguments = Mapping[str, Any]
Operation = tuple[str, dict[str, Any], list[Any]]
"""Keras 3's class with its module below ``keras.src.ops``, its settings, and what it is given."""


def keras3_operation(function: str, first: Any, arguments: Arguments) -> Operation | None:
    """The operation of Keras 3 that computes the same; `None` if none is known here.

    Args:
        function: TensorFlow's name, for example ``math.add``.
        first: The first argument: tensors in Keras 3's form, or constants.
        arguments: The others by name, without those that are `None`.
    """
    arguments = {key: value for key, value in arguments.items() if key not in ("name", "dtype")}
    if function in _PLAIN:
        class_name, *names = _PLAIN[function]
        if set(arguments) != set(names):
            return None
        return class_name, {}, [first, *(arguments[name] for name in names)]
    if function in _WITH_SETTINGS:
        class_name, renamed = _WITH_SETTINGS[function]
        if not set(arguments) <= set(renamed):
            return None
        settings = {renamed[key]: value for key, value in arguments.items()}
        return class_name, settings, [first]
    return _SPECIAL[function](first, arguments) if function in _SPECIAL else None


_PLAIN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("__operators__.add", "math.add", "add"), ("numpy.Add", "y")),
    **dict.fromkeys(("math.subtract", "subtract"), ("numpy.Subtract", "y")),
    **dict.fromkeys(("math.multiply", "multiply"), ("numpy.Multiply", "y")),
    **dict.fromkeys(("math.truediv", "math.divide", "divide"), ("numpy.TrueDivide", "y")),
    **dict.fromkeys(("math.maximum", "maximum"), ("numpy.Maximum", "y")),
    **dict.fromkeys(("math.minimum", "minimum"), ("numpy.Minimum", "y")),
    **dict.fromkeys(("math.pow", "pow"), ("numpy.Power", "y")),
    "math.negative": ("numpy.Negative",),
    "math.square": ("numpy.Square",),
    "math.abs": ("numpy.Absolute",),
    "math.exp": ("numpy.Exp",),
    "math.log": ("numpy.Log",),
    "math.sqrt": ("numpy.Sqrt",),
    "math.rsqrt": ("math.Rsqrt",),
    "math.tanh": ("numpy.Tanh",),
    "math.sigmoid": ("nn.Sigmoid",),
    "nn.sigmoid": ("nn.Sigmoid",),
    "nn.relu": ("nn.Relu",),
    "nn.relu6": ("nn.Relu6",),
    "nn.elu": ("nn.Elu",),
    "nn.selu": ("nn.Selu",),
    "nn.softplus": ("nn.Softplus",),
    "nn.silu": ("nn.Silu",),
    "nn.swish": ("nn.Silu",),
}

# Class, and Keras 3's name for each argument.
_WITH_SETTINGS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "reshape": ("numpy.Reshape", {"shape": "newshape"}),
    "concat": ("numpy.Concatenate", {"axis": "axis"}),
    "stack": ("numpy.Stack", {"axis": "axis"}),
    "transpose": ("numpy.Transpose", {"perm": "axes"}),
    "expand_dims": ("numpy.ExpandDims", {"axis": "axis"}),
    "squeeze": ("numpy.Squeeze", {"axis": "axis"}),
    "nn.softmax": ("nn.Softmax", {"axis": "axis"}),
    **{
        f"math.reduce_{name}": (f"numpy.{name.title()}", {"axis": "axis", "keepdims": "keepdims"})
        for name in ("mean", "sum", "max", "min")
    },
}


def _get_item(first: Any, arguments: Arguments) -> Operation | None:
    parts = arguments.get("slice_spec")
    if parts is None or set(arguments) != {"slice_spec"}:
        return None
    keys = [_index(part) for part in (parts if isinstance(parts, list) else [parts])]
    return "numpy.GetItem", {}, [first, keys]


def _index(part: Any) -> Any:
    if isinstance(part, dict) and part.get("class_name") == "__ellipsis__":
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(part, dict) and {"start", "stop"} <= part.keys():
        return {"class_name": "__slice__", "config": {"step": None, **part}}
    return part


_SPECIAL: Mapping[str, Callable[[Any, Arguments], Operation | None]] = {
    "__operators__.getitem": _get_item,
}
