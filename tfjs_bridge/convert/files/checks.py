"""The check of a model's configuration before Keras sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.containers import items, map_dicts
from tfjs_bridge.convert.files.front_placeholders import ObjectProblem, with_front
from tfjs_bridge.convert.files.graph_checks import graph_object_problem
from tfjs_bridge.convert.files.legacy.functions import HARD_SIGMOID
from tfjs_bridge.convert.files.legacy.tensorflow.layer import CLASS_NAME
from tfjs_bridge.convert.files.placeholder_layers import further_refusals
from tfjs_bridge.convert.files.precision import quantized, quantized_mode
from tfjs_bridge.convert.files.purpose import FOR_LAYERS, Purpose
from tfjs_bridge.convert.files.user_objects import is_object
from tfjs_bridge.convert.keras_classes import KERAS_CLASSES, MODELS
from tfjs_bridge.convert.layers_model.handlers import refused_class, supported
from tfjs_bridge.convert.penalties import read_penalty
from tfjs_bridge.convert.refusals import foreign_object, in_groups, python_model
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

# Only from these does Keras get to look up a name that the file gives. By itself it looks in all of
# its modules, but for a list of names that newer releases refuse (serialization_lib.py,
# `_retrieve_class_or_fn`); any other function may do harm when it is called, as
# keras.utils.get_file did (CVE-2025-8747).
_MODULES = re.compile(
    r"keras(\.(layers|initializers|regularizers|constraints|activations|models"
    r"|src\.models\.(sequential|functional|model)|src\.dtype_policies\.\w+))?\Z"
)
_LAYER_MODULES = frozenset(known.module for known in KERAS_CLASSES.values() if not known.is_model)
# Calculations such as x + y: Keras exports no public class for them.
_OPERATIONS = re.compile(r"keras\.src\.ops\.\w+\Z")
# Each model within another adds 3 to 4 levels. Functions below, and Keras's own, call themselves
# for each level, so that a file could otherwise end the process with a RecursionError.
_DEEPEST = 200
# Keras's notation for tensors and constants, which names no class to look up.
_PLAIN_OBJECTS = frozenset(
    {"__keras_tensor__", "__tensor__", "__numpy__", "__slice__", "__ellipsis__"}
)


def parse_config(path: Path, text: str | bytes) -> dict[str, Any]:
    """Parse a model's configuration, and leave out what only training needs.

    Optimizers, losses, regularizers and the like may be anyone's own; of L1 and L2 penalties alone
    the numbers stay. Weights begin as zeros, since the file has their values: drawing them takes
    seconds, and numpy cannot for half precision.

    Raises:
        ArtifactError: It is not a JSON object, or nested deeper than any model is.
    """
    try:
        config = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArtifactError(
            f"{path}: the model's configuration is not valid JSON ({error}). "
            f"Save or copy the model again."
        ) from error
    if not isinstance(config, dict):
        raise ArtifactError(
            f"{path}: the model's configuration is not a JSON object. Save the model again."
        )
    if _depth(config) > _DEEPEST:
        raise ArtifactError(
            f"{path}: the model's configuration is nested deeper than any model that Keras saved. "
            f"Do not use this file."
        )
    parsed: dict[str, Any] = map_dicts(_for_inference, config)
    return parsed


def _for_inference(settings: dict[str, Any]) -> dict[str, Any]:
    return {key: _setting(key, value) for key, value in settings.items()}


def _setting(key: str, value: Any) -> Any:
    if key.endswith("_regularizer") and key != "activity_regularizer":
        penalty = read_penalty(value)
        return None if penalty is None else penalty.for_keras()
    if key == "compile_config" or key.endswith(("_regularizer", "_constraint")):
        return None
    if key.endswith("_initializer"):
        return value and "zeros"
    return value


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [inner for item in level for inner in items(item)]
    return depth


def check_config(
    path: Path,
    config: dict[str, Any],
    known: tuple[str, ...] = (),
    purpose: Purpose = FOR_LAYERS,
) -> None:
    """Refuse what must not or cannot be deserialized, naming all of it.

    Args:
        path: The file, for messages.
        config: The model as a `.keras` file holds it.
        known: Refusals that are known already.
        purpose: What the model is loaded for.

    Raises:
        ArtifactError: It does not describe a model.
        UnsupportedModelError: With one line for each reason, those of the translation among them.
    """
    if config.get("class_name") not in MODELS:
        _check_python_model(config, purpose)
        return
    settings = config.get("config")
    layers = settings.get("layers") if isinstance(settings, dict) else None
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise ArtifactError(
            f"{path}: the model's configuration has no list of layers. Save the model again."
        )
    if purpose.target == "graph":
        problems = [*known, *_graph_problems(config, purpose)]
    else:
        find = _layers_problems(purpose)
        problems = [*known, *find(config)]
        if problems:
            problems += further_refusals(config, find, purpose.input_shapes, purpose.split)
    if problems:
        raise UnsupportedModelError(in_groups(problems))


def _check_python_model(config: dict[str, Any], purpose: Purpose) -> None:
    """Refuse a model whose class is not Keras's own; for graph, unless it is the user's."""
    label = f"model of class {config.get('class_name')}"
    if purpose.target == "layers" or not is_object(config):
        raise UnsupportedModelError(python_model(label))
    problems = list(_graph_problems(config, purpose, label))
    if problems:
        raise UnsupportedModelError(in_groups(problems))


def _graph_problems(config: Any, purpose: Purpose, label: str = "model") -> Iterator[str]:
    problem = graph_object_problem(purpose.objects)
    return config_problems(config, label, problem if purpose.split is None else with_front(problem))


def _layers_problems(purpose: Purpose) -> Callable[[Any], Iterator[str]]:
    if purpose.split is None:
        return config_problems
    return partial(config_problems, object_problem=with_front(_object_problem))


def config_problems(
    value: Any, label: str = "model", object_problem: ObjectProblem | None = None
) -> Iterator[str]:
    """Find every object in a configuration that cannot be exported, or not be loaded safely.

    Args:
        value: A configuration or a part of it.
        label: Of the layer that it is in, for messages.
        object_problem: Returns the label for what is within an object, and what is wrong with the
            object itself; by default for the layers format.

    Yields:
        A refusal for each, one line.
    """
    if isinstance(value, dict):
        name, module = value.get("class_name"), value.get("module")
        if isinstance(name, str) and "config" in value and name not in _PLAIN_OBJECTS:
            label, problem = (object_problem or _object_problem)(value, name, module, label)
            if problem:
                # What is within a refused layer is its own: a line for each would hide the reason.
                yield problem
                return
    for item in items(value):
        yield from config_problems(item, label, object_problem)


def _object_problem(
    value: dict[str, Any], name: str, module: Any, label: str
) -> tuple[str, str | None]:
    """Return the label for what is within an object, and what is wrong with the object itself."""
    if isinstance(module, str) and _OPERATIONS.match(module):
        known = f"ops.{name}" in supported()
        own = f"layer '{value.get('name', name)}' ({name})"
        return own, None if known else refused_class(own, f"ops.{name}")
    settings = value["config"] if isinstance(value["config"], dict) else {}
    own = f"layer '{settings.get('name') or value.get('name')}' ({name})"
    if module in _LAYER_MODULES:
        if name == CLASS_NAME:
            return own, None  # it runs functions of this package alone
        if name not in supported():
            return own, refused_class(own, name)
        mode = quantized_mode(settings)
        return own, None if mode is None else quantized(own, mode)
    # The one function of this package that a configuration may name: the translation of Keras 2's
    # files writes it. It is compared as a whole, so that no other module or name passes.
    if value == HARD_SIGMOID:
        return label, None
    if not (isinstance(module, str) and _MODULES.match(module)):
        # Every layer saves this (keras/src/layers/layer.py, `get_config`).
        if "trainable" in settings:
            return own, refused_class(own, name)
        return label, foreign_object(label, f"{module}.{name}", value["config"])
    return label, None
