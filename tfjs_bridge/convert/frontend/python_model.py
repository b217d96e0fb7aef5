"""Models written in Python: what they are called with, as far as Keras or the user says it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfjs_bridge.convert.frontend.calling import (
    Examples,
    InputSpec,
    Signature,
    fitted,
    given_shape,
)
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.errors import UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras

# Keras fills in this argument by itself where a layer before made a mask.
_MASK = ("mask",)

Pack = Callable[[Sequence[Any]], tuple[tuple[Any, ...], dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A shape, which is no container of others."""

    sizes: Shape


def read_python_model(
    model: Any, input_shapes: Mapping[str, Shape], examples: Examples | None
) -> Signature:
    """Find out how a model is called that is neither functional nor Sequential.

    Keras keeps the shapes of the first call where it has one argument; else the user has to say.

    Args:
        model: A `keras.Model`.
        input_shapes: Without the batch, by name.
        examples: Arrays for the inputs, in order or by name.

    Raises:
        UnsupportedModelError: It is not built, or nobody says it.
        UsageError: A given shape names no input, or does not fit it.
    """
    if not model.built:
        raise UnsupportedModelError(_not_built(model))
    arguments = _arguments(model, input_shapes, examples)
    tree = load_keras().tree
    names, leaves = [], []
    for argument, shape in arguments.items():
        for path, leaf in tree.flatten_with_path(shape):
            names.append(_name(argument, path, len(arguments)))
            leaves.append(leaf)
    values = dict(zip(names, leaves, strict=True))
    specs = [InputSpec(name, _opened(leaf.sizes), "float32") for name, leaf in values.items()]
    shaped = (
        [fitted(spec, given_shape(spec, specs, input_shapes), is_strict=False) for spec in specs]
        if _is_recorded(model)
        else specs
    )
    inputs = tuple(_typed(spec, place, examples) for place, spec in enumerate(shaped))
    has_training = bool(getattr(model, "_call_has_training_arg", False))
    return Signature(
        model, inputs, _packing(arguments), has_training, are_dtypes_guessed=examples is None
    )


def _opened(sizes: Shape) -> Shape:
    return (None, *sizes[1:]) if sizes else ()


def _name(argument: str, path: tuple[Any, ...], count: int) -> str:
    """Name one tensor: by its key in a dict, or by the argument and its place."""
    if count == 1 and path and isinstance(path[0], str):
        return "_".join(map(str, path))
    return "_".join(map(str, (argument, *path)))


def _typed(spec: InputSpec, place: int, examples: Examples | None) -> InputSpec:
    if examples is None:
        return spec
    array = examples.get(spec.name) if isinstance(examples, Mapping) else examples[place]
    if array is None:
        return spec
    kinds = {"b": "bool", "i": "int32", "u": "int32"}
    return InputSpec(spec.name, spec.shape, kinds.get(np.asarray(array).dtype.kind, "float32"))


def _packing(arguments: Mapping[str, Any]) -> Pack:
    tree = load_keras().tree

    def pack(tensors: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        values = iter(tensors)
        named = {
            argument: tree.pack_sequence_as(shape, [next(values) for _ in tree.flatten(shape)])
            for argument, shape in arguments.items()
        }
        first, *rest = named
        return (named[first],), {name: named[name] for name in rest}

    return pack


def _is_recorded(model: Any) -> bool:
    return bool(getattr(model, "_build_shapes_dict", None))


def _recorded(model: Any) -> dict[str, Any]:
    """Return the shapes of the first call by argument, as Keras keeps them."""
    recorded = getattr(model, "_build_shapes_dict", None) or {}
    parameters = _parameters(model)
    found = {}
    for place, (key, value) in enumerate(recorded.items()):
        name = key.removesuffix("_shape")
        found[name if name in parameters else parameters[place]] = _shapes(value)
    return found


def _shapes(value: Any) -> Any:
    """Return a structure of shapes with each shape as one leaf."""
    if isinstance(value, Mapping):
        return {key: _shapes(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        if all(item is None or isinstance(item, int) for item in value):
            return _Leaf(tuple(value))
        return [_shapes(item) for item in value]
    return value


def _told(
    model: Any, input_shapes: Mapping[str, Shape], examples: Examples | None
) -> dict[str, Any]:
    """Return shapes by argument from what the user gives; several names may be keys of one dict."""
    parameters = _parameters(model)
    shapes = {name: _Leaf((None, *sizes)) for name, sizes in input_shapes.items()}
    if isinstance(examples, Mapping):
        shapes = {name: _Leaf(np.shape(x)) for name, x in examples.items()} | shapes
    elif examples is not None:
        if len(examples) > len(parameters):
            return {parameters[0]: [_Leaf(np.shape(x)) for x in examples]}
        pairs = zip(parameters, examples, strict=False)
        shapes = {name: _Leaf(np.shape(x)) for name, x in pairs} | shapes
    if "" in shapes:
        shapes = {parameters[0]: shapes[""]}
    named = [*parameters, *_MASK]
    if set(shapes) <= set(named):
        return {name: shapes[name] for name in named if name in shapes}
    return {parameters[0]: dict(shapes)}


def _arguments(
    model: Any, input_shapes: Mapping[str, Shape], examples: Examples | None
) -> dict[str, Any]:
    """Return shapes by argument: what Keras has kept, and what the user adds to it.

    Raises:
        UnsupportedModelError: Neither says anything.
        UsageError: Some are missing.
    """
    recorded, told = _recorded(model), _told(model, input_shapes, examples)
    more = {name: shape for name, shape in told.items() if name not in recorded}
    known = recorded | more if set(more) <= {*_parameters(model), *_MASK} else recorded
    missing = [name for name in _required(model) if name not in known]
    if not known or (missing and not told):
        raise UnsupportedModelError(_unknown(model))
    if missing:
        raise UsageError(
            f"model '{model.name}': expected a shape for each of its inputs "
            f"{', '.join(_required(model))}, got none for {', '.join(missing)}. Give all."
        )
    return known


def _parameters(model: Any) -> list[str]:
    own = inspect.signature(model.call).parameters.values()
    named = (p.name for p in own if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY))
    return [name for name in named if name not in ("self", "training", *_MASK)]


def _required(model: Any) -> list[str]:
    own = inspect.signature(model.call).parameters
    return [name for name in _parameters(model) if own[name].default is inspect.Parameter.empty]


def _not_built(model: Any) -> str:
    return (
        f"model '{getattr(model, 'name', model)}' ({type(model).__name__}): not built, so it has "
        f"no weights yet; expected a model that has been trained or called. Call it on an example "
        f"and load its weights."
    )


def _unknown(model: Any) -> str:
    names = _parameters(model)
    example = ", ".join(f"'{name}': (8,)" for name in names)
    return (
        f"model '{getattr(model, 'name', model)}' ({type(model).__name__}): is written in Python, "
        f"and Keras does not keep what it is called with; expected its inputs' shapes. Give them "
        f"without the batch, as input_shapes={{{example}}}, or give golden inputs."
    )
