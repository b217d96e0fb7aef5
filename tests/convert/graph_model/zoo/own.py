"""Layers of the user's own, made of a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Shape = tuple[int | None, ...]


def own_layer(k: Any, call: Callable[..., Any], weights: Mapping[str, Shape] | None = None) -> Any:
    """A layer that is not Keras's.

    Args:
        k: Keras.
        call: Takes the inputs, and the weights by name.
        weights: Their shapes.
    """

    class Own(k.layers.Layer):  # type: ignore[misc]
        def build(self, *_: Any) -> None:
            self.own = {
                name: self.add_weight(name=name, shape=shape, initializer="glorot_uniform")
                for name, shape in (weights or {}).items()
            }
            self.built = True

        def call(self, *inputs: Any) -> Any:
            return call(*inputs, **{name: weight.value for name, weight in self.own.items()})

    return Own()


def of(k: Any, call: Callable[..., Any], *shapes: Any, dtype: str = "float32") -> Any:
    """A functional model of one such layer.

    Args:
        k: Keras.
        call: Takes one tensor for each of `shapes`.
        shapes: Without the batch size; or a ready `keras.Input`.
        dtype: Of the inputs.
    """
    inputs = [
        k.Input(shape, dtype=dtype, name=f"x{number}") if isinstance(shape, tuple) else shape
        for number, shape in enumerate(shapes)
    ]
    outputs = own_layer(k, call)(*inputs)
    return k.Model(inputs[0] if len(inputs) == 1 else inputs, outputs)
