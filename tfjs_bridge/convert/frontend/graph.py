"""The one form between Keras and TensorFlow.js: layers, their calls, and named weights.

Front-ends make a `Graph`, the translation reads it. It holds plain values only, so that neither
side knows the other, and so that rewrites need no Keras objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Shape = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """Shape, with the batch size first and `None` where a size is not fixed, and dtype."""

    shape: Shape
    dtype: str = "float32"


@dataclass(frozen=True, slots=True)
class TensorRef:
    """One tensor of the graph: output number `output` of call number `call` of a layer."""

    layer: str
    call: int = 0
    output: int = 0

    @property
    def source(self) -> tuple[str, int]:
        """The call that gives it: the layer's name, and the call's number."""
        return self.layer, self.call


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One call of a layer; a shared layer has several.

    Attributes:
        args: What the layer was called with, in order: tensors (`TensorRef`), constants, and lists,
            tuples and dicts of them.
        kwargs: The same by name, without those that are `None`.
        outputs: One for each tensor that the call returns.
        graph: Of a nested model: its layers, with the shapes that this call gives them.
    """

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    outputs: tuple[Spec, ...]
    graph: Graph | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer, or one operation such as ``x + y``.

    Attributes:
        class_name: Keras's class, for example ``Conv2D``; for an operation ``ops.Add``.
        name: Unique in its graph.
        config: Keras 3's configuration of it, as `get_config` gives it.
        weights: By Keras's name for the variable, for example ``kernel``; its own, without those
            of its children.
        calls: At least one; of a child as many as of the layer that holds it, in the same order.
        children: Layers that this one holds and runs by itself, by the name of their role.
        passes_mask: Whether a mask of its first input is one of its output as well.
        learned: Names of the weights that training changes.
    """

    class_name: str
    name: str
    config: Mapping[str, Any]
    weights: Mapping[str, npt.NDArray[Any]]
    calls: tuple[Call, ...]
    children: Mapping[str, Layer] = field(default_factory=dict)
    passes_mask: bool = False
    learned: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """How messages name the layer."""
        return f"layer '{self.name}' ({self.class_name.removeprefix('ops.')})"


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A whole model, or a nested one.

    Attributes:
        name: The model's name.
        layers: In an order in which each layer follows those that it takes tensors from.
        inputs: The input layers' tensors, in the order of the model's inputs.
        outputs: The model's outputs, in order.
        output_names: One for each output: its key where the model returns a dict, else the name of
            its layer.
    """

    name: str
    layers: tuple[Layer, ...]
    inputs: tuple[TensorRef, ...]
    outputs: tuple[TensorRef, ...]
    output_names: tuple[str, ...]

    def spec(self, ref: TensorRef) -> Spec:
        """Shape and dtype of one of the graph's tensors."""
        layer = next(layer for layer in self.layers if layer.name == ref.layer)
        return layer.calls[ref.call].outputs[ref.output]

    @property
    def parameters(self) -> int:
        """Count of the weights' values; a weight that is shared counts once."""
        # By identity: layers of a shared nested model are in its graph once for each call.
        values = {
            id(value): int(np.size(value))
            for layer in all_layers(self.layers)
            for value in layer.weights.values()
        }
        return sum(values.values())


def all_layers(layers: Iterable[Layer]) -> Iterator[Layer]:
    """Yield layers together with those that they hold, and those of nested models."""
    for layer in layers:
        yield layer
        for call in layer.calls:
            if call.graph is not None:
                yield from all_layers(call.graph.layers)
        yield from all_layers(layer.children.values())
