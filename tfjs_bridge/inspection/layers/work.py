"""Multiplications with an addition each that a layer needs, in Keras's classes and TensorFlow.js's.

Those of products and convolutions are counted, as usual: activations, sums, pooling and
normalizations take little beside them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tfjs_bridge.inspection.layers import windows
from tfjs_bridge.inspection.layers.attention import attended, multi_head, summed_products
from tfjs_bridge.inspection.layers.shapes import (
    CONV_RECURRENT,
    RECURRENT,
    cells_of,
    class_of,
    dot_axes,
)
from tfjs_bridge.inspection.layers.windows import Sizes

Count = Callable[[Mapping[str, Any], Sequence[Sizes], Sequence[Sizes]], int]


def multiply_adds(
    kind: str, config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]
) -> int | None:
    """Count those of one call of a layer.

    Args:
        kind: The layer's class, in Keras or TensorFlow.js; ``ops.Matmul`` and so on.
        config: Its settings.
        inputs: Shapes of what it is called with, batch first.
        outputs: Shapes of what it gives.

    Returns:
        `None` where it is not known.
    """
    if kind not in _COUNTS:
        is_known = _WITHOUT.fullmatch(kind) or kind.startswith("ops.")
        return 0 if is_known and kind not in _NOT_COUNTED else None
    try:
        return _COUNTS[kind](config, inputs, outputs)
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def counts(kind: str) -> bool:
    """Whether the number depends on shapes: of other classes it is 0, or not known."""
    return kind in _COUNTS


def _dense(_: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    return math.prod(outputs[0]) * inputs[0][-1]


def _convolution(
    config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]
) -> int:
    space, channels = windows.space_of(config, inputs[0])
    window = math.prod(windows.as_sizes(config["kernel_size"], len(space)))
    return math.prod(outputs[0]) * window * (channels // int(config.get("groups") or 1))


def _transposed(
    config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]
) -> int:
    space, _ = windows.space_of(config, inputs[0])
    window = math.prod(windows.as_sizes(config["kernel_size"], len(space)))
    _, filters = windows.space_of(config, outputs[0])
    return math.prod(inputs[0]) * window * filters


def _depthwise(config: Mapping[str, Any], _: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    rank = len(outputs[0]) - 2
    return math.prod(outputs[0]) * math.prod(windows.as_sizes(config["kernel_size"], rank))


def _separable(config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    _, channels = windows.space_of(config, inputs[0])
    between = channels * int(config.get("depth_multiplier") or 1)
    space, filters = windows.space_of(config, outputs[0])
    window = math.prod(windows.as_sizes(config["kernel_size"], len(space)))
    return outputs[0][0] * math.prod(space) * between * (window + filters)


def _recurrent(gates: int) -> Count:
    def count(config: Mapping[str, Any], inputs: Sequence[Sizes], _: Sequence[Sizes]) -> int:
        batch, steps, width = inputs[0]
        units = int(config["units"])
        return batch * steps * gates * units * (width + units)

    return count


def _of_cells(config: Mapping[str, Any], inputs: Sequence[Sizes], _: Sequence[Sizes]) -> int:
    batch, steps, width = inputs[0]
    total = 0
    for kind, own in cells_of(config):
        units = int(own["units"])
        gates = RECURRENT[kind.removesuffix("Cell")]
        total += batch * steps * gates * units * (width + units)
        width = units
    return total


def _cell(gates: int) -> Count:
    def count(config: Mapping[str, Any], inputs: Sequence[Sizes], _: Sequence[Sizes]) -> int:
        units = int(config["units"])
        return inputs[0][0] * gates * units * (inputs[0][-1] + units)

    return count


def _conv_recurrent(
    config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]
) -> int:
    batch, steps, *rest = inputs[0]
    places = windows.convolved(config, [batch, *rest])
    space, filters = windows.space_of(config, places)
    _, channels = windows.space_of(config, [batch, *rest])
    window = math.prod(windows.as_sizes(config["kernel_size"], len(space)))
    return batch * steps * math.prod(space) * 4 * filters * window * (channels + filters)


def _bidirectional(
    config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]
) -> int:
    backward = config.get("backward_layer") or config["layer"]
    return sum(_inner(layer, inputs, outputs) for layer in (config["layer"], backward))


def _each_step(config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    def folded(shapes: Sequence[Sizes]) -> list[Sizes]:
        return [[shape[0] * shape[1], *shape[2:]] for shape in shapes]

    return _inner(config["layer"], folded(inputs), folded(outputs))


def _wrapped(config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    return _inner(config["layer"], inputs, outputs)


def _inner(entry: Any, inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    count = multiply_adds(*class_of(entry), inputs, outputs)
    if count is None:
        raise ValueError("a layer within it is not known")
    return count


def _dot(config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    return math.prod(outputs[0]) * inputs[0][dot_axes(config, inputs)[0]]


def _product(_: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    return math.prod(outputs[0]) * inputs[0][-1]


_CONVOLUTIONS = [f"{name}{rank}D" for name in ("Conv", "Convolution") for rank in (1, 2, 3)]
_COUNTS: dict[str, Count] = {
    "Dense": _dense,
    **dict.fromkeys(_CONVOLUTIONS, _convolution),
    **{f"{name}Transpose": _transposed for name in _CONVOLUTIONS},
    **dict.fromkeys(("DepthwiseConv1D", "DepthwiseConv2D"), _depthwise),
    **{
        f"Separable{name}{rank}D": _separable for name in ("Conv", "Convolution") for rank in (1, 2)
    },
    **{kind: _recurrent(gates) for kind, gates in RECURRENT.items()},
    **{f"{kind}Cell": _cell(gates) for kind, gates in RECURRENT.items()},
    "RNN": _of_cells,
    **dict.fromkeys(CONV_RECURRENT, _conv_recurrent),
    "Bidirectional": _bidirectional,
    "TimeDistributed": _each_step,
    "SpectralNormalization": _wrapped,
    "Dot": _dot,
    "EinsumDense": summed_products,
    "Attention": attended,
    "AdditiveAttention": attended,
    "MultiHeadAttention": multi_head,
    "GroupQueryAttention": multi_head,
    "ops.Matmul": _product,
    "ops.MatMul": _product,
    "ops.Einsum": summed_products,
}
# Operations whose settings are among their arguments.
_NOT_COUNTED = frozenset(
    {
        *("ops.Conv", "ops.ConvTranspose", "ops.DepthwiseConv", "ops.SeparableConv", "ops.Dot"),
        *("ops.Tensordot", "ops.Inner", "ops.Outer", "ops.Vdot", "ops.DotProductAttention"),
    }
)
# By name and not by rule: of a class that someone else wrote, nothing is known.
_WITHOUT = re.compile(
    r"(?:Global|Adaptive)?(?:Average|Max|Avg)Pool(?:ing)?[123]D|Random[A-Z]\w+|\w*Normalization"
    r"|(?:Cropping|UpSampling|ZeroPadding|SpatialDropout)[123]D|(?:Alpha|Gaussian)?Dropout"
    r"|Activation|ActivityRegularization|Add|AugMix|AutoContrast|Average|CategoryEncoding"
    r"|CenterCrop|Concatenate|CustomScaleLayer|CutMix|Discretization|Equalization|Flatten"
    r"|GaussianNoise|HashedCrossing|Hashing|Identity|InputLayer|IntegerLookup|LayerScale|Masking"
    r"|MaxNumBoundingBoxes|Maximum|Minimum|MixUp|Multiply|Permute|RandAugment|RepeatVector"
    r"|Rescaling|Reshape|Resizing|Softmax|Solarization|StochasticDepth|StringLookup|Subtract"
    r"|TFDConcat|TFDIdentity|TextVectorization|(?:Leaky|P|Thresholded)?ReLU|ELU|Embedding"
    r"|ReversibleEmbedding"
)
