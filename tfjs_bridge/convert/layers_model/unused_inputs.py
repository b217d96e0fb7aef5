"""Inputs that no output needs, tied to one: TensorFlow.js drops them when it saves a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape, Spec
from tfjs_bridge.convert.layers_model.builder import Builder
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


def with_all_inputs(
    builder: Builder, inputs: Sequence[Tensor], outputs: Sequence[Tensor]
) -> list[Tensor]:
    """Add 0 to the first output for each input that no output needs.

    Otherwise the saved model has fewer inputs (engine/container.ts, `getConfig`).
    """
    first, *rest = outputs
    needed = builder.needed_layers(outputs)
    for tensor in inputs:
        if tensor.layer not in needed:
            zero = _zero(builder, tensor, first.rank)
            first = _call(builder, first, "Add", {}, first.shape, zero, role="tied")
    return [first, *rest]


def _zero(builder: Builder, x: Tensor, rank: int) -> Tensor:
    """Return 0 for each example, whatever the input holds, with this many axes."""
    ones = (1,) * (rank - 1)
    x = _call(builder, x, "Rescaling", {"scale": 1.0, "offset": 0.0}, x.shape)
    # Whatever its rank, as a sequence of single numbers, which GlobalMaxPooling1D takes.
    x = _call(builder, x, "Reshape", {"target_shape": [-1, 1]}, (x.shape[0], None, 1))
    x = _call(builder, x, "GlobalMaxPooling1D", {}, (x.shape[0], 1))
    # Bounded, since 0 times infinity is not 0.
    x = _call(builder, x, "Activation", {"activation": "hard_sigmoid"}, x.shape)
    x = _call(builder, x, "Rescaling", {"scale": 0.0, "offset": 0.0}, x.shape, role="zero")
    return _call(builder, x, "Reshape", {"target_shape": list(ones)}, (x.shape[0], *ones))


def _call(
    builder: Builder,
    x: Tensor,
    class_name: str,
    config: Mapping[str, Any],
    shape: Shape,
    *others: Tensor,
    role: str = "",
) -> Tensor:
    key = (x.layer, role or class_name.lower())
    layer = builder.define(key, class_name, config, {})
    return builder.call(layer, [x, *others], [Spec(shape)])[0]
