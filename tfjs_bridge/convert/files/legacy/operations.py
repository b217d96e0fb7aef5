"""TensorFlow's functions in a functional model of Keras 2 (``x + 1``, ``tf.nn.relu(x)``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
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
    function = function.removeprefix("compat.v1.")
    if function == "cast":
        return _cast(first, arguments)
    arguments = {key: value for key, value in arguments.items() if key not in ("name", "dtype")}
    if any(arguments.get(key, value) != value for key, value in _REQUIRED.items()):
        return None
    arguments = {key: value for key, value in arguments.items() if key not in _REQUIRED}
    if function in _PLAIN:
        class_name, *names = _PLAIN[function]
        if set(arguments) != set(names):
            return None
        return class_name, {}, [_array(item) for item in (first, *map(arguments.get, names))]
    if function in _WITH_SETTINGS:
        class_name, renamed, defaults = _WITH_SETTINGS[function]
        if not set(arguments) <= set(renamed):
            return None
        settings = {renamed[key]: value for key, value in arguments.items()}
        return class_name, {**defaults, **settings}, [first]
    return _SPECIAL[function](first, arguments) if function in _SPECIAL else None


def _array(value: Any) -> Any:
    """A constant of several numbers as Keras 3 saves it."""
    if not isinstance(value, list) or not value:
        return value
    numbers = value
    while isinstance(numbers, list) and numbers:
        numbers = numbers[0]
    if not isinstance(numbers, int | float):
        return value
    dtype = "int32" if isinstance(numbers, int) else "float32"
    return {"class_name": "__numpy__", "config": {"value": value, "dtype": dtype}}


# Of functions that are known here, with the only value that is.
_REQUIRED: Mapping[str, Any] = {
    "conjugate": False,
    "transpose_a": False,
    "transpose_b": False,
    "batch_dims": 0,
    "constant_values": 0,
}

_PLAIN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("__operators__.add", "math.add", "add"), ("numpy.Add", "y")),
    **dict.fromkeys(("math.subtract", "subtract"), ("numpy.Subtract", "y")),
    **dict.fromkeys(("math.multiply", "multiply"), ("numpy.Multiply", "y")),
    **dict.fromkeys(("math.truediv", "math.divide", "divide"), ("numpy.TrueDivide", "y")),
    **dict.fromkeys(("math.maximum", "maximum"), ("numpy.Maximum", "y")),
    **dict.fromkeys(("math.minimum", "minimum"), ("numpy.Minimum", "y")),
    **dict.fromkeys(("math.pow", "pow"), ("numpy.Power", "y")),
    "math.greater": ("numpy.Greater", "y"),
    "math.greater_equal": ("numpy.GreaterEqual", "y"),
    "math.less": ("numpy.Less", "y"),
    "math.less_equal": ("numpy.LessEqual", "y"),
    "where": ("numpy.Where", "x", "y"),
    "linalg.matmul": ("numpy.Matmul", "b"),
    "math.negative": ("numpy.Negative",),
    "math.square": ("numpy.Square",),
    "math.abs": ("numpy.Absolute",),
    "math.sign": ("numpy.Sign",),
    "math.reciprocal": ("numpy.Reciprocal",),
    "math.exp": ("numpy.Exp",),
    "math.log": ("numpy.Log",),
    "math.sqrt": ("numpy.Sqrt",),
    "math.rsqrt": ("math.Rsqrt",),
    **dict.fromkeys(("math.tanh", "nn.tanh"), ("numpy.Tanh",)),
    **dict.fromkeys(("math.sigmoid", "nn.sigmoid"), ("nn.Sigmoid",)),
    "nn.relu": ("nn.Relu",),
    "nn.relu6": ("nn.Relu6",),
    "nn.elu": ("nn.Elu",),
    "nn.selu": ("nn.Selu",),
    **dict.fromkeys(("math.softplus", "nn.softplus"), ("nn.Softplus",)),
    "nn.softsign": ("nn.Softsign",),
    **dict.fromkeys(("nn.silu", "nn.swish"), ("nn.Silu",)),
    "identity": ("numpy.Copy",),
    "stop_gradient": ("core.StopGradient",),
}

# Class, Keras 3's name for each argument, and what TensorFlow takes where none is given.
_WITH_SETTINGS: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, Any]]] = {
    "reshape": ("numpy.Reshape", {"shape": "newshape"}, {}),
    "concat": ("numpy.Concatenate", {"axis": "axis"}, {}),
    "stack": ("numpy.Stack", {"axis": "axis"}, {}),
    "unstack": ("core.Unstack", {"axis": "axis", "num": "num"}, {"axis": 0}),
    "transpose": ("numpy.Transpose", {"perm": "axes"}, {}),
    "expand_dims": ("numpy.ExpandDims", {"axis": "axis"}, {}),
    "squeeze": ("numpy.Squeeze", {"axis": "axis"}, {}),
    "reverse": ("numpy.Flip", {"axis": "axis"}, {}),
    "tile": ("numpy.Tile", {"multiples": "repeats"}, {}),
    "repeat": ("numpy.Repeat", {"repeats": "repeats", "axis": "axis"}, {}),
    "clip_by_value": (
        "numpy.Clip",
        {"clip_value_min": "x_min", "clip_value_max": "x_max"},
        {},
    ),
    "one_hot": ("nn.OneHot", {"depth": "num_classes", "axis": "axis"}, {}),
    "nn.softmax": ("nn.Softmax", {"axis": "axis"}, {}),
    "nn.log_softmax": ("nn.LogSoftmax", {"axis": "axis"}, {}),
    "nn.leaky_relu": ("nn.LeakyRelu", {"alpha": "negative_slope"}, {"negative_slope": 0.2}),
    "nn.gelu": ("nn.Gelu", {"approximate": "approximate"}, {"approximate": False}),
    **{
        f"math.reduce_{theirs}": (f"numpy.{ours}", {"axis": "axis", "keepdims": "keepdims"}, {})
        for theirs, ours in {
            **{name: name.title() for name in ("mean", "sum", "max", "min", "std", "any", "all")},
            "variance": "Var",
        }.items()
    },
}


def _cast(first: Any, arguments: Arguments) -> Operation:
    return "core.Cast", {"dtype": arguments["dtype"]}, [first]


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


def _split(first: Any, arguments: Arguments) -> Operation | None:
    if not {"num_or_size_splits"} <= set(arguments) <= {"num_or_size_splits", "axis"}:
        return None
    parts = arguments["num_or_size_splits"]
    if isinstance(parts, list):  # sizes; Keras takes the places between them
        if -1 in parts:
            return None
        parts = list(accumulate(parts))[:-1]
    settings = {"indices_or_sections": parts, "axis": arguments.get("axis", 0)}
    return "numpy.Split", settings, [first]


def _pad(first: Any, arguments: Arguments) -> Operation | None:
    if not {"paddings"} <= set(arguments) <= {"paddings", "mode"}:
        return None
    mode = str(arguments.get("mode", "CONSTANT")).lower()
    return "numpy.Pad", {"pad_width": arguments["paddings"], "mode": mode}, [first]


def _gather(first: Any, arguments: Arguments) -> Operation | None:
    if not {"indices"} <= set(arguments) <= {"indices", "axis"}:
        return None
    return "numpy.Take", {"axis": arguments.get("axis", 0)}, [first, _array(arguments["indices"])]


def _normalize(first: Any, arguments: Arguments) -> Operation | None:
    if not set(arguments) <= {"axis", "epsilon"}:
        return None
    axis = arguments.get("axis")
    if isinstance(axis, list) and len(axis) == 1:
        (axis,) = axis
    if not isinstance(axis, int):
        return None
    # TensorFlow's is the least square of a length, Keras's the least length.
    return (
        "nn.Normalize",
        {"axis": axis, "epsilon": arguments.get("epsilon", 1e-12) ** 0.5},
        [first],
    )


_SPECIAL: Mapping[str, Callable[[Any, Arguments], Operation | None]] = {
    "__operators__.getitem": _get_item,
    "split": _split,
    "pad": _pad,
    "gather": _gather,
    **dict.fromkeys(("math.l2_normalize", "nn.l2_normalize"), _normalize),
}
