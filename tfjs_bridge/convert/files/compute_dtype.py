"""Models that cannot be made again in float32: they compute in it for a while."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tfjs_bridge.convert.keras_classes import is_graph
from tfjs_bridge.errors import ModelWarning
from tfjs_bridge.keras_backend import load_keras


def is_of_keras(model: Any) -> bool:
    """Whether a model is made of Keras's own layers, which can be made again from their settings.

    A user's class may forget a setting, and then its twin would compute something else; and
    quantized layers would be quantized again, from weights that are drawn anew.
    """
    return all(
        type(layer).__module__.startswith("keras.src.")
        and type(layer).__name__ != "Lambda"
        and _policy(layer).quantization_mode is None
        for layer in model._flatten_layers()
    )


def _policy(layer: Any) -> Any:
    policy = layer.dtype_policy
    # The policies of several layers by their paths, a DTypePolicyMap.
    return policy[layer.path] if isinstance(policy, Mapping) and layer.path else policy


@contextmanager
def computing_in_float32(model: Any) -> Iterator[None]:
    """Let a model compute in float32 within a block, of whatever classes its layers are.

    Its weights stay as they are: of half precision, where they are. Functions that Keras compiled
    for `predict` before stay what they are as well.

    Args:
        model: A built Keras model.
    """
    policies = load_keras().dtype_policies
    layers = [(layer, _policy(layer)) for layer in model._flatten_layers()]
    others = [(layer, policy) for layer, policy in layers if _is_half(policy.compute_dtype)]
    saved = [(layer, layer._dtype_policy) for layer, _ in others]
    # Inputs and graphs of layers have a policy too, by which nothing is computed.
    names = {
        policy.compute_dtype
        for layer, policy in others
        if not is_graph(layer) and type(layer).__name__ != "InputLayer"
    }
    if names:
        warnings.warn(computes_in(model.name, sorted(names)), ModelWarning, stacklevel=3)
    try:
        for layer, policy in others:
            mode = policy.quantization_mode
            # Not by the setter, which changes the policies of other layers in a map.
            layer._dtype_policy = policies.get(f"{mode}_from_float32" if mode else "float32")
        yield
    finally:
        for layer, policy in saved:
            layer._dtype_policy = policy


def _is_half(dtype: object) -> bool:
    return dtype in ("float16", "bfloat16")


def computes_in(model: str, dtypes: Sequence[str]) -> str:
    """Say what becomes of a model of other dtypes than float32."""
    names = ", ".join(dtypes)
    return (
        f"model '{model}': computes in {names}; exported in float32, so its outputs differ by the "
        f"rounding of {names}."
    )
