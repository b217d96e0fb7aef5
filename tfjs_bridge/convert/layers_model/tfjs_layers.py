"""Layers and tensors of the TensorFlow.js model that an export becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Shape

Call = tuple[str, int]
"""A layer's name, and the number of one of its calls."""

ZEROS = {"class_name": "Zeros", "config": {}}
"""Initializer of every exported weight: loading overwrites it, and it costs nothing to run."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor of the TensorFlow.js model.

    Attributes:
        layer: The layer that gives it, by its name there.
        node: Number of that layer's call.
        index: Number of the call's output.
        shape: With the batch size first; `None` where a size is not fixed.
        dtype: As Keras has it. TensorFlow.js computes with what it is fed.
    """

    layer: str
    node: int
    index: int
    shape: Shape
    dtype: str = "float32"

    @property
    def source(self) -> Call:
        """The call that gives it."""
        return self.layer, self.node

    @property
    def rank(self) -> int:
        """Count of axes, the batch included."""
        return len(self.shape)


# Compared by identity: calls are added to it later, and arrays have no truth value.
@dataclass(slots=True, eq=False)
class TfjsLayer:
    """One layer of the TensorFlow.js model.

    Attributes:
        name: Unique in the model.
        class_name: TensorFlow.js's class.
        config: Its settings, without name, in the spelling of Keras 2.
        weights: By TensorFlow.js's name within the layer, in its order.
        nodes: The tensors that each call takes.
    """

    name: str
    class_name: str
    config: Mapping[str, Any]
    weights: Mapping[str, npt.NDArray[Any]]
    nodes: list[tuple[Tensor, ...]] = field(default_factory=list)
