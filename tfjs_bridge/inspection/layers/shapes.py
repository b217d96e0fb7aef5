"""Shapes of what TensorFlow.js's layers give, by the rules of their classes.

With plain numbers: whoever asks tries several for an open size, and sees which results move.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tfjs_bridge.inspection.layers import windows
from tfjs_bridge.inspection.layers.windows import Sizes

Rule = Callable[[Mapping[str, Any], list[Sizes]], Sizes]

MOST_SIZE = 2**53
"""No tensor has more values: sizes from a file are not trusted."""


def output_shapes(
    kind: str, config: Mapping[str, Any], inputs: Sequence[Sizes]
) -> list[Sizes] | None:
    """Return the shapes of what one call of a layer gives.

    Args:
        kind: The layer's class in TensorFlow.js.
        config: Its settings, keys in snake case.
        inputs: Shapes of what it is called with, batch first.

    Returns:
        `None` where they cannot be told: another class, or settings that do not fit.
    """
    try:
        shapes = _shapes(kind, config, [list(shape) for shape in inputs])
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
    is_sound = all(type(n) is int and n >= 0 for shape in shapes for n in shape)
    return shapes if is_sound and all(math.prod(s) <= MOST_SIZE for s in shapes) else None


def _shapes(kind: str, config: Mapping[str, Any], inputs: list[Sizes]) -> list[Sizes]:
    if kind == "Bidirectional":
        return _bidirectional(config, inputs)
    if kind == "TimeDistributed":
        return _each_step(config, inputs)
    if kind in RECURRENT or kind in CONV_RECURRENT or kind == "RNN":
        return _recurrent(kind, config, inputs[0])
    return [_RULES[kind](config, inputs)]


def class_of(entry: Any) -> tuple[str, Mapping[str, Any]]:
    """Read a layer within another.

    Raises:
        ValueError: It is not one.
    """
    config = entry.get("config") if isinstance(entry, dict) else None
    if not isinstance(config, dict) or not isinstance(entry.get("class_name"), str):
        raise ValueError("expected a layer")
    return entry["class_name"], config


RECURRENT: Mapping[str, int] = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}
"""Layers that go through a sequence, with the number of their products for each unit."""

CONV_RECURRENT = frozenset({"ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"})
"""The same, of pictures."""


def _recurrent(kind: str, config: Mapping[str, Any], shape: Sizes) -> list[Sizes]:
    batch, steps = shape[:2]
    if kind in CONV_RECURRENT:
        state = windows.convolved(config, [batch, *shape[2:]])
        states = [state, state]
    else:
        states = [[batch, n] for n in cell_states(kind, config)]
        state = [batch, cell_units(kind, config)]
    result = [batch, steps, *state[1:]] if config.get("return_sequences") else state
    return [result, *(states if config.get("return_state") else [])]


def cells_of(config: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the cells of an RNN layer, in order.

    Raises:
        ValueError: There are none.
    """
    cell = config.get("cell")
    if isinstance(cell, dict) and cell.get("class_name") == "StackedRNNCells":
        cell = cell["config"]["cells"]
    cells = [class_of(one) for one in (cell if isinstance(cell, list) else [cell])]
    if not cells:
        raise ValueError("expected a cell")
    return cells


def cell_units(kind: str, config: Mapping[str, Any]) -> int:
    """Return how many values a step of a recurrent layer gives."""
    return int(cells_of(config)[-1][1]["units"] if kind == "RNN" else config["units"])


def cell_states(kind: str, config: Mapping[str, Any]) -> list[int]:
    """Return the lengths of a recurrent layer's states."""
    cells = cells_of(config) if kind == "RNN" else [(kind, config)]
    return [
        int(own["units"]) for name, own in cells for _ in range(2 if name.startswith("LSTM") else 1)
    ]


def _bidirectional(config: Mapping[str, Any], inputs: list[Sizes]) -> list[Sizes]:
    first, *states = _shapes(*class_of(config["layer"]), inputs)
    mode = config.get("merge_mode", "concat")
    if mode is None:
        return [first, first, *states, *states]
    merged = [*first[:-1], 2 * first[-1]] if mode == "concat" else first
    return [merged, *states, *states]


def _each_step(config: Mapping[str, Any], inputs: list[Sizes]) -> list[Sizes]:
    batch, steps, *rest = inputs[0]
    inner = _shapes(*class_of(config["layer"]), [[batch, *rest]])
    return [[batch, steps, *shape[1:]] for shape in inner]


def _same(_: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    return inputs[0]


def _merged(_: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    rank = max(len(shape) for shape in inputs)
    # Keras lines shapes of fewer axes up behind the batch.
    wide = [[*s[:1], *[1] * (rank - len(s)), *s[1:]] for s in inputs]
    if any(len({n for n in sizes if n != 1}) > 1 for sizes in zip(*wide, strict=True)):
        raise ValueError("shapes that do not fit each other")
    return [max(sizes) if 0 not in sizes else 0 for sizes in zip(*wide, strict=True)]


def _concatenated(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    axis = int(config.get("axis", -1)) % len(inputs[0])
    return [
        sum(shape[axis] for shape in inputs) if place == axis else size
        for place, size in enumerate(inputs[0])
    ]


def dot_axes(config: Mapping[str, Any], inputs: Sequence[Sizes]) -> tuple[int, int]:
    """Return the axes that Dot sums over, one of each input."""
    axes = config.get("axes", -1)
    first, second = axes if isinstance(axes, list | tuple) else (axes, axes)
    return first % len(inputs[0]), second % len(inputs[1])


def _dot(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    first, second = dot_axes(config, inputs)
    left = [n for place, n in enumerate(inputs[0]) if place != first]
    right = [n for place, n in enumerate(inputs[1]) if place not in (0, second)]
    shape = left + right
    return shape if len(shape) > 1 else [*shape, 1]


def _reshaped(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    target = [-1 if size is None else int(size) for size in config["target_shape"]]
    rest = math.prod(size for size in target if size != -1)
    whole = math.prod(inputs[0][1:])
    return [inputs[0][0], *(whole // rest if size == -1 else size for size in target)]


def _permuted(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    shape = inputs[0]
    return [shape[0], *(shape[int(place)] for place in config["dims"])]


def _looked_up(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    return [*inputs[0], int(config["output_dim"])]


def _resized(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    _, channels = windows.space_of(config, inputs[0])
    size = [int(config["height"]), int(config["width"])]
    return windows.with_space(config, inputs[0][0], size, channels)


def _categories(config: Mapping[str, Any], inputs: list[Sizes]) -> Sizes:
    shape, count = inputs[0], int(config["num_tokens"])
    is_one_hot = config.get("output_mode") in ("one_hot", "oneHot") and shape[-1] != 1
    return [*shape, count] if is_one_hot else [*shape[:-1], count]


def _of_one(rule: Callable[[Mapping[str, Any], Sizes], Sizes]) -> Rule:
    return lambda config, inputs: rule(config, inputs[0])


_NAMES_OF_SAME = (
    "Activation ActivityRegularization AlphaDropout BatchNormalization Dropout ELU GaussianDropout"
    " GaussianNoise Identity LayerNormalization LeakyReLU Masking PReLU ReLU RandomWidth Rescaling"
    " Softmax SpatialDropout1D ThresholdedReLU"
)
_RULES: dict[str, Rule] = {
    **dict.fromkeys(_NAMES_OF_SAME.split(), _same),
    **dict.fromkeys(("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"), _merged),
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D"), _of_one(windows.convolved)),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), _of_one(windows.convolved)),
    "DepthwiseConv2D": _of_one(windows.depthwise),
    **dict.fromkeys(("Conv2DTranspose", "Conv3DTranspose"), _of_one(windows.transposed)),
    **{
        f"{what}Pooling{rank}D": _of_one(windows.pooled)
        for what in ("Average", "Max")
        for rank in (1, 2, 3)
    },
    **{
        f"Global{what}Pooling{rank}D": _of_one(windows.pooled_wholly)
        for what in ("Average", "Max")
        for rank in (1, 2, 3)
    },
    **dict.fromkeys(("ZeroPadding2D", "Cropping2D"), _of_one(windows.padded)),
    "UpSampling2D": _of_one(windows.enlarged),
    "Dense": lambda config, inputs: [*inputs[0][:-1], int(config["units"])],
    "Flatten": lambda _, inputs: [inputs[0][0], math.prod(inputs[0][1:])],
    "RepeatVector": lambda config, inputs: [inputs[0][0], int(config["n"]), *inputs[0][1:]],
    "Reshape": _reshaped,
    "Permute": _permuted,
    "Embedding": _looked_up,
    "Concatenate": _concatenated,
    "Dot": _dot,
    **dict.fromkeys(("Resizing", "CenterCrop"), _resized),
    "CategoryEncoding": _categories,
}
