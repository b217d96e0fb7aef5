"""What a model file is loaded for, on which depends what may be in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

from tfjs_bridge.convert.files.legacy.config import Takes
from tfjs_bridge.convert.files.own_classes import own_layer
from tfjs_bridge.convert.files.user_objects import UserObjects
from tfjs_bridge.convert.front_layers import FRONT_LAYERS
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.handlers import supported

Target = Literal["layers", "graph"]
Split = Callable[[Any], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a model file is loaded for.

    Attributes:
        input_shapes: As for `read_keras_model`.
        target: The format to be exported to.
        objects: What the file may use beside Keras's own classes; `None`: it may run no code.
        split: Splits off what a model does with text and lookups, and gives its network; such
            layers may be in the file then. `None`: they are refused.
        with_values: Whether weights get the file's values. Without them a `.keras` file is read
            faster, and the weights' shapes are compared all the same.
    """

    input_shapes: Mapping[str, Shape] | None = None
    target: Target = "layers"
    objects: UserObjects | None = None
    split: Split | None = None
    with_values: bool = True

    def keras2_layers(self) -> Takes | None:
        """Return what `keras3_config` takes: whether layers of a class can be in the model."""
        return None if self.target == "layers" else self._takes

    def front_layers(self) -> frozenset[str]:
        """Return the classes of text and lookups that can be in it beside those."""
        return frozenset() if self.split is None else FRONT_LAYERS

    def _takes(self, class_name: str) -> bool:
        if class_name in supported():
            return True
        entry = {"module": "keras.layers", "class_name": class_name, "config": {}}
        is_users = self.objects is not None and self.objects.find(entry) is not None
        # Of a Lambda the bytecode is of a Python of that time.
        return is_users or (own_layer("keras.layers", class_name) and class_name != "Lambda")


FOR_LAYERS = Purpose()
"""A model whose layers become TensorFlow.js's; nothing of its file is run."""
