"""What of a file may be loaded for the graph format: Keras's own classes, supported or not.

What Keras computes with them is found out when the model is traced. Here is decided what may run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tfjs_bridge.convert.files.legacy.functions import HARD_SIGMOID, OWN_CLASSES
from tfjs_bridge.convert.files.legacy.tensorflow.layer import CLASS_NAME
from tfjs_bridge.convert.files.own_classes import (
    own_activation,
    own_layer,
    own_object,
    own_operation,
)
from tfjs_bridge.convert.files.user_objects import LAMBDA, UserObjects
from tfjs_bridge.convert.layers_model.handlers import refused, refused_class
from tfjs_bridge.convert.refusals import foreign_code, foreign_object, held_code
from tfjs_bridge.keras_backend import load_keras

# They open programs or vocabularies by paths that a file gives, or unpickle what it holds
# (TorchModuleWrapper). Where strings and tables are split off, placeholders take their place.
_NEVER = frozenset(
    {
        *("TFSMLayer", "TorchModuleWrapper"),
        *("HashedCrossing", "Hashing", "IntegerLookup", "StringLookup", "TextVectorization"),
    }
)
# Their configurations hold functions.
_WITH_CODE = frozenset({"FlaxLayer", "JaxLayer", "Lambda"})

Problem = tuple[str, str | None]


def graph_object_problem(
    objects: UserObjects | None,
) -> Callable[[dict[str, Any], str, Any, str], Problem]:
    """Return the function that says what is wrong with one object; see `config_problems`.

    Args:
        objects: What a file may use beside Keras's own; `None`: it may run no code.
    """

    def problem(value: dict[str, Any], name: str, module: Any, label: str) -> Problem:
        settings = value["config"] if isinstance(value["config"], dict) else {}
        own = f"layer '{settings.get('name') or value.get('name')}' ({name.removeprefix('None.')})"
        if objects is not None and objects.find(value) is not None:
            return (own if "trainable" in settings else label), None
        if name == LAMBDA:
            return label, None if objects else held_code(label)
        if own_operation(module, name):
            return own, None
        if own_layer(module, name) or (module == "keras.layers" and name in _OWN):
            return own, _layer_problem(own, name, settings, objects)
        if value == HARD_SIGMOID or own_object(module, name) or _is_activation(value, module):
            return label, None
        if name in refused():
            return own, refused_class(own, name)
        # Of a layer of Keras 2 that is not taken, the name alone is left.
        where = own if "trainable" in settings or module == "keras.layers" else label
        return where, _foreign(where, value, None if objects is None else objects.code.modules)

    return problem


def _foreign(label: str, entry: dict[str, Any], named: Sequence[str] | None) -> str:
    is_function = entry["class_name"] == "function"
    name = str(entry["config"] if is_function else entry["class_name"])
    module = _home(str(entry.get("module")))
    # In files of Keras 2 the module is a part of the name, where the class is not registered.
    before, _, bare = name.rpartition(".")
    if before and not is_function:
        module, name = module or _home(before), bare
    # Keras saves a function of `keras.ops` by its name alone, and does not find it again.
    if not module and is_function and hasattr(load_keras().ops, name):
        module = "keras.ops"
    if str(entry.get("module")).startswith("keras.") and entry["module"] != "keras.layers":
        return foreign_object(label, f"{entry['module']}.{name}", entry["config"])
    full = f"{module}.{name}" if module and not is_function else name
    return foreign_code(label, f"{'function' if is_function else 'class'} {full}", module, named)


def _home(module: str) -> str:
    """Return the module to import for a class, as far as a file says it."""
    if module.split(".")[0] in ("None", "keras", "builtins", "__main__"):
        return ""
    # Packages keep what they offer in `src`, and register all of it when they are imported.
    return module.split(".src.")[0]


_FUNCTIONS = ("activation", "recurrent_activation")
_OWN = OWN_CLASSES | {CLASS_NAME}


def _layer_problem(
    own: str, name: str, settings: dict[str, Any], objects: UserObjects | None
) -> str | None:
    if name in _NEVER:
        return refused_class(own, name)
    if any(isinstance(settings.get(key), dict) and "value" in settings[key] for key in _FUNCTIONS):
        return (
            f"{own}: its activation is a lambda function, which Keras saves and cannot load. Give "
            f"the function a name, in a module, or put it into a Lambda layer."
        )
    if name not in _WITH_CODE:
        return None
    if name == "Lambda" and "function" not in settings:
        return (
            f"{own}: holds Python code in a file of Keras 2, which the Python of today cannot run. "
            f"Build the model in its code in Keras 3, load the weights, and save it as .keras."
        )
    function = settings.get("function")
    # One that has a name is looked at by itself: its module has to be named as well.
    kind = function.get("class_name") if isinstance(function, dict) else None
    if name == "Lambda" and kind == "function":
        return None
    return None if objects else held_code(own)


def _is_activation(value: dict[str, Any], module: Any) -> bool:
    return value["class_name"] == "function" and own_activation(module, str(value["config"]))
