"""A Keras model's inputs: their names, and the shapes that they are read with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.convert.frontend.calls import named_refs
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.errors import UsageError


def model_inputs(
    model: Any, config: dict[str, Any], input_shapes: Mapping[str, Shape]
) -> list[Any]:
    """Return the model's inputs as KerasTensors, with the shapes that were asked for."""
    names = input_names(model, config)
    # `--input-shape 20,64` names no input.
    if "" in input_shapes and len(names) == 1:
        input_shapes = {names[0]: input_shapes[""]}
    for name in input_shapes:
        if name not in names:
            raise UsageError(
                f"input shape: the model has no input '{name}'; expected one of "
                f"{', '.join(names)}. Write NAME=SIZE,SIZE,..."
            )
    return [
        keras_tensor(_fitted(name, tensor, input_shapes.get(name)), str(tensor.dtype), tensor)
        for name, tensor in zip(names, model.inputs, strict=True)
    ]


def _fitted(name: str, tensor: Any, sizes: Shape | None) -> Shape:
    own = tuple(tensor.shape)
    if sizes is None:
        return own
    if len(sizes) != len(own) - 1 or any(
        a not in (None, b) for a, b in zip(own[1:], sizes, strict=True)
    ):
        raise UsageError(
            f"input shape: {list(sizes)} does not fit input '{name}'; expected a shape like "
            f"{list(own[1:])}. Give sizes for what is None there."
        )
    return (own[0], *sizes)


def input_names(model: Any, config: dict[str, Any]) -> list[str]:
    """Return the names of the input layers, which may differ from those of their tensors."""
    if "input_layers" in config:
        return [ref.layer for _, ref in named_refs(config["input_layers"], {})]
    first = config["layers"][0]
    has_own = first["class_name"] == "InputLayer"
    return [first["config"]["name"] if has_own else model.inputs[0].name]


def keras_tensor(shape: Shape, dtype: str, like: Any) -> Any:
    """Make a KerasTensor of the class that `like` has."""
    return type(like)(shape=shape, dtype=dtype)
