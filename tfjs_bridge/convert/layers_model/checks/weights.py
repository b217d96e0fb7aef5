"""The check before writing: the loader finds every weight that it looks for, and no other.

Written from what TensorFlow.js's layers make in `build`, not from what our handlers give, so that a
mistake in a handler ends here and not on a user's page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.builder import Tensor, TfjsLayer
from tfjs_bridge.errors import UnsupportedModelError

Shapes = dict[str, tuple[int | None, ...]]
Expected = Callable[[Mapping[str, Any], Shape], Shapes]


def check_weights(layers: Sequence[TfjsLayer]) -> None:
    """Compare each layer's weights with what TensorFlow.js makes for its class and settings.

    Raises:
        UnsupportedModelError: One is missing, left over, or of another shape.
    """
    for layer in layers:
        expected = expected_weights(layer.class_name, layer.config, layer.nodes[0])
        got = {name: value.shape for name, value in layer.weights.items()}
        if got != expected:
            raise UnsupportedModelError(
                f"layer '{layer.name}' ({layer.class_name}): its weights are not those that "
                f"TensorFlow.js looks for; expected {expected}, got {got}. This is a mistake in "
                f"tfjs-bridge: please report it with the model."
            )


def expected_weights(
    class_name: str, config: Mapping[str, Any], inputs: Sequence[Tensor]
) -> Shapes:
    """The weights of a TensorFlow.js layer by name; none for classes that have none."""
    expected = _EXPECTED.get(class_name)
    return expected(config, inputs[0].shape) if expected else {}


def _dense(config: Mapping[str, Any], shape: Shape) -> Shapes:
    units = config["units"]
    return {"kernel": (shape[-1], units)} | _bias(config, units)


def _bias(config: Mapping[str, Any], *shape: int) -> Shapes:
    return {"bias": shape} if config["use_bias"] else {}


def _convolution(config: Mapping[str, Any], shape: Shape) -> Shapes:
    filters = config["filters"]
    kernel = (*_sizes(config["kernel_size"]), shape[-1], filters)
    return {"kernel": kernel} | _bias(config, filters)


def _transposed(config: Mapping[str, Any], shape: Shape) -> Shapes:
    filters = config["filters"]
    kernel = (*_sizes(config["kernel_size"]), filters, shape[-1])
    return {"kernel": kernel} | _bias(config, filters)


def _depthwise(config: Mapping[str, Any], shape: Shape) -> Shapes:
    multiplier, channels = config["depth_multiplier"], shape[-1] or 0
    kernel = (*_sizes(config["kernel_size"]), channels, multiplier)
    return {"depthwise_kernel": kernel} | _bias(config, channels * multiplier)


def _separable(config: Mapping[str, Any], shape: Shape) -> Shapes:
    multiplier, channels, filters = config["depth_multiplier"], shape[-1] or 0, config["filters"]
    sizes = _sizes(config["kernel_size"])
    return {
        "depthwise_kernel": (*sizes, channels, multiplier),
        "pointwise_kernel": (*(1 for _ in sizes), channels * multiplier, filters),
    } | _bias(config, filters)


def _sizes(value: Any) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _batch_norm(config: Mapping[str, Any], shape: Shape) -> Shapes:
    names = ["gamma"] * config["scale"] + ["beta"] * config["center"]
    return dict.fromkeys([*names, "moving_mean", "moving_variance"], (shape[config["axis"]],))


def _layer_norm(config: Mapping[str, Any], shape: Shape) -> Shapes:
    axes = config["axis"] if isinstance(config["axis"], list | tuple) else [config["axis"]]
    names = ["gamma"] * config["scale"] + ["beta"] * config["center"]
    return dict.fromkeys(names, tuple(shape[axis] for axis in axes))


def _embedding(config: Mapping[str, Any], shape: Shape) -> Shapes:
    return {"embeddings": (config["input_dim"], config["output_dim"])}


def _prelu(config: Mapping[str, Any], shape: Shape) -> Shapes:
    shared = config.get("shared_axes") or []
    return {"alpha": tuple(1 if k + 1 in shared else size for k, size in enumerate(shape[1:]))}


def _recurrent(gates: int) -> Expected:
    def expected(config: Mapping[str, Any], shape: Shape) -> Shapes:
        units = config["units"]
        kernels: Shapes = {
            "kernel": (shape[-1], gates * units),
            "recurrent_kernel": (units, gates * units),
        }
        return kernels | _bias(config, gates * units)

    return expected


def _conv_lstm(config: Mapping[str, Any], shape: Shape) -> Shapes:
    filters, sizes = config["filters"], _sizes(config["kernel_size"])
    kernels: Shapes = {
        "kernel": (*sizes, shape[-1], 4 * filters),
        "recurrent_kernel": (*sizes, filters, 4 * filters),
    }
    return kernels | _bias(config, 4 * filters)


def _time_distributed(config: Mapping[str, Any], shape: Shape) -> Shapes:
    return _inner(config["layer"], (shape[0], *shape[2:]))


def _bidirectional(config: Mapping[str, Any], shape: Shape) -> Shapes:
    inner = _inner(config["layer"], shape)
    name = config["layer"]["config"]["name"]
    return {
        f"{direction}_{name}/{weight}": value
        for direction in ("forward", "backward")
        for weight, value in inner.items()
    }


def _inner(layer: Mapping[str, Any], shape: Shape) -> Shapes:
    expected = _EXPECTED.get(layer["class_name"])
    return expected(layer["config"], shape) if expected else {}


_EXPECTED: dict[str, Expected] = {
    "Dense": _dense,
    "Conv1D": _convolution,
    "Conv2D": _convolution,
    "Conv3D": _convolution,
    "Conv2DTranspose": _transposed,
    "Conv3DTranspose": _transposed,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _layer_norm,
    "Embedding": _embedding,
    "PReLU": _prelu,
    "SimpleRNN": _recurrent(1),
    "GRU": _recurrent(3),
    "LSTM": _recurrent(4),
    "ConvLSTM2D": _conv_lstm,
    "TimeDistributed": _time_distributed,
    "Bidirectional": _bidirectional,
}
