"""Keras's own classes, by the names that a file gives.

Only what Keras has imported by itself is looked at. Keras would import whichever of its modules a
file names (serialization_lib.py, `_retrieve_class_or_fn`), its own tests among them.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from tfjs_bridge.keras_backend import load_keras

# Keras exports no class for operations such as x + y, nor for these layers of its networks.
_OPERATIONS = re.compile(r"keras\.src\.(ops|activations|quantizers)\.\w+\Z")
_LAYERS = re.compile(r"keras\.layers\Z|keras\.src\.applications\.\w+\Z")
_OTHERS = re.compile(
    r"keras(\.(initializers|regularizers|constraints|models|dtype_policies|quantizers"
    r"|losses|metrics|optimizers|optimizers\.schedules|random"
    r"|src\.models\.(sequential|functional|model)|src\.dtype_policies\.\w+))?\Z"
)
# They have no calculation of their own: the first two are bases, the last is a graph.
_NOT_COMPLETE = frozenset({"Layer", "Wrapper", "Operation", "Function"})


def own_layer(module: Any, name: str) -> bool:
    """Whether Keras has a layer of that name, which is more than a base of others."""
    found = _found(_LAYERS, module, name)
    return isinstance(found, type) and issubclass(found, load_keras().layers.Layer)


def own_operation(module: Any, name: str) -> bool:
    """Whether Keras has an operation of that name, such as `Add` in ``keras.src.ops.numpy``."""
    found = _found(_OPERATIONS, module, name)
    keras = load_keras()
    return (
        isinstance(found, type)
        and issubclass(found, keras.Operation)
        and not issubclass(found, keras.layers.Layer)
        and found.__module__ == module
    )


def own_object(module: Any, name: str) -> bool:
    """Whether Keras has a class of that name that belongs to layers: an initializer, a policy."""
    return isinstance(_found(_OTHERS, module, name), type)


def own_activation(module: Any, name: str) -> bool:
    """Whether Keras has a function of that name among its activations."""
    known = set(vars(load_keras().activations)) - {"deserialize", "get", "serialize"}
    return module == "keras.activations" and name in known


def is_own_name(name: str) -> bool:
    """Whether Keras takes a text such as ``"relu"`` for something of its own in a layer."""
    keras = load_keras()
    places = (keras.activations, keras.initializers, keras.regularizers, keras.constraints)
    return any(name in vars(place) for place in (*places, keras.layers))


def _found(modules: re.Pattern[str], module: Any, name: str) -> Any:
    # In a name with dots Keras would look further: "utils.get_file" in "keras".
    if not isinstance(module, str) or not modules.match(module) or not name.isidentifier():
        return None
    if name in _NOT_COMPLETE or name.startswith("_"):
        return None
    load_keras()
    return vars(sys.modules[module]).get(name) if module in sys.modules else None
