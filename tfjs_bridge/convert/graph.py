"""The one form between Keras and TensorFlow.js: layers, their calls, and named weights.

Front-ends make a `Graph`, the translation reads it. It holds plain values only, so that neither
side knows the other, and so that rewrites need no Keras objects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.metadata import TensorSpec

Shape = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class TensorRef:
    """One tensor of the graph: output number `output` of call number `call` of a layer."""

    layer: str
    call: int = 0
    output: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a layer; a shared layer has several.

    Attributes:
        inputs: The tensors it takes, in order; none for an input layer.
        input_shapes: Their shapes, with the batch size first; `None` where a size is not fixed.
    """

    inputs: tuple[TensorRef, ...]
    input_shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer.

    Attributes:
        class_name: Keras's class, for example ``Conv2D``.
        name: Unique in the graph.
        config: Keras 3's configuration of it, as `get_config` gives it.
        weights: By Keras's name for the variable, for example ``kernel``.
        calls: At least one.
    """

    class_name: str
    name: str
    config: Mapping[str, Any]
    weights: Mapping[str, npt.NDArray[Any]]
    calls: tuple[Call, ...]

    @property
    def label(self) -> str:
        """How messages name the layer."""
        return f"layer '{self.name}' ({self.class_name})"


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A whole model.

    Attributes:
        name: The model's name.
        layers: In an order in which each layer follows those that it takes tensors from.
        inputs: The input layers' tensors, in the order of the model's inputs.
        outputs: The model's outputs, in order.
        output_specs: Shape and dtype of each output.
    """

    name: str
    layers: tuple[Layer, ...]
    inputs: tuple[TensorRef, ...]
    outputs: tuple[TensorRef, ...]
    output_specs: tuple[TensorSpec, ...]

    @property
    def parameters(self) -> int:
        """Count of the weights' values."""
        return sum(int(np.size(value)) for layer in self.layers for value in layer.weights.values())
