"""Any Keras model as a function of named tensors: functional, Sequential, or written in Python."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.refusals import not_built
from tfjs_bridge.errors import UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input of a model.

    Attributes:
        name: Its name.
        shape: Its sizes, `None` where one is open; the batch first.
        dtype: Of numpy's.
    """

    name: str
    shape: Shape
    dtype: str


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """How a model is called.

    Attributes:
        model: The Keras model.
        inputs: In order.
        pack: Makes the model's arguments of one tensor for each input.
        has_training: Whether its call takes ``training``.
        are_dtypes_guessed: Whether the inputs' dtypes are not known: Keras keeps no dtypes of what
            a model written in Python was called with.
    """

    model: Any
    inputs: tuple[InputSpec, ...]
    pack: Callable[[Sequence[Any]], tuple[tuple[Any, ...], dict[str, Any]]]
    has_training: bool = True
    are_dtypes_guessed: bool = False

    @property
    def name(self) -> str:
        """The model's name."""
        return str(self.model.name)

    @property
    def weights(self) -> list[Any]:
        """Keras's variables that hold what was learned."""
        return list(self.model.weights)

    def call(self, tensors: Sequence[Any]) -> dict[str, Any]:
        """Call the model as for a prediction; return its outputs by name, in order."""
        args, kwargs = self.pack(tensors)
        if self.has_training:
            kwargs = {**kwargs, "training": False}
        return named_outputs(self.model, self.model(*args, **kwargs))


def one_by_one(signature: Signature) -> Signature:
    """Return the same model for any number of whole inputs, each of which it is called with alone.

    For models without a batch, such as those that return one number for all of their input.
    """
    return _OneByOne(
        signature.model,
        tuple(replace(spec, shape=(None, *spec.shape)) for spec in signature.inputs),
        signature.pack,
        signature.has_training,
    )


class _OneByOne(Signature):
    """Runs examples one after another, within one program."""

    __slots__ = ()

    def call(self, tensors: Sequence[Any]) -> dict[str, Any]:
        import jax

        each = super(_OneByOne, self).call
        return dict(jax.lax.map(lambda xs: each(list(xs)), tuple(tensors)))


def read_signature(model: Any, input_shapes: Mapping[str, Shape] | None = None) -> Signature:
    """Find out how a built model is called.

    Args:
        model: Any `keras.Model`.
        input_shapes: Shapes without the batch for some inputs, by name; ``""`` names a model's only
            input. A functional model's open sizes can be fixed; of a model written in Python any
            size can be changed, and opened with `None`.

    Raises:
        UnsupportedModelError: It is not built, or does not say what it is called with.
        UsageError: A given shape names no input, or does not fit it.
    """
    keras = load_keras()
    if isinstance(model, keras.Sequential) and model.built and model.inputs:
        functional, names = model, _sequential_names(model)
        struct = model.inputs[0]
    elif hasattr(model, "_inputs_struct"):
        functional, struct = model, model._inputs_struct
        names = [x._keras_history.operation.name for x in model.inputs]
    else:
        return _of_python_model(model, input_shapes or {})
    specs = [InputSpec(name, tuple(x.shape), _dtype(x)) for name, x in
             zip(names, functional.inputs, strict=True)]
    fitted = tuple(_fitted(spec, _given(spec, specs, input_shapes or {}), is_strict=True)
                   for spec in specs)
    return Signature(model, fitted, lambda xs: ((keras.tree.pack_sequence_as(struct, list(xs)),), {}))


def _sequential_names(model: Any) -> list[str]:
    first = model._layers[0] if model._layers else None
    is_input = type(first).__name__ == "InputLayer"
    return [first.name if is_input and first is not None else model.inputs[0].name]


def _dtype(x: Any) -> str:
    return str(x.dtype)


def _given(
    spec: InputSpec, specs: Sequence[InputSpec], shapes: Mapping[str, Shape]
) -> Shape | None:
    names = [other.name for other in specs]
    for name in shapes:
        if name not in names and (name or len(names) > 1):
            raise UsageError(
                f"input shape: the model has no input '{name}'; expected one of "
                f"{', '.join(names)}. Write NAME=SIZE,SIZE,..."
            )
    return shapes.get(spec.name, shapes.get("") if len(names) == 1 else None)


def _fitted(spec: InputSpec, sizes: Shape | None, *, is_strict: bool) -> InputSpec:
    if sizes is None:
        return spec
    own = spec.shape
    fits = len(sizes) == len(own) - 1 and (
        not is_strict or all(a in (None, b) for a, b in zip(own[1:], sizes, strict=True))
    )
    if not fits:
        raise UsageError(
            f"input shape: {list(sizes)} does not fit input '{spec.name}'; expected a shape like "
            f"{list(own[1:])}. Give sizes for what is None there."
        )
    return InputSpec(spec.name, (own[0], *sizes), spec.dtype)


def _of_python_model(model: Any, input_shapes: Mapping[str, Shape]) -> Signature:
    """Read what a model written in Python was built with: Keras keeps the shapes of its first call."""
    recorded = getattr(model, "_build_shapes_dict", None)
    if not recorded:
        raise UnsupportedModelError(
            f"{not_built(getattr(model, 'name', str(model)))} Or call it on an example once, "
            f"before it is exported."
        )
    tree = load_keras().tree
    by_argument = {_argument(model, key): _shapes(value) for key, value in recorded.items()}
    names, shapes = [], []
    for argument, shape in by_argument.items():
        for path, leaf in tree.flatten_with_path(shape):
            names.append("_".join(map(str, path)) if len(by_argument) == 1 and path and
                         isinstance(path[0], str) else "_".join(map(str, (argument, *path))))
            shapes.append(leaf)
    specs = [InputSpec(name, (None, *leaf.sizes[1:]) if leaf.sizes else (), "float32")
             for name, leaf in zip(names, shapes, strict=True)]
    fitted = tuple(_fitted(spec, _given(spec, specs, input_shapes), is_strict=False)
                   for spec in specs)

    def pack(xs: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        values = iter(xs)
        named = {
            argument: tree.pack_sequence_as(shape, [next(values) for _ in tree.flatten(shape)])
            for argument, shape in by_argument.items()
        }
        first, *rest = named
        return (named[first],), {name: named[name] for name in rest}

    return Signature(model, fitted, pack, _takes_training(model), are_dtypes_guessed=True)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A shape, which is no container of others."""

    sizes: tuple[int | None, ...]


def _shapes(value: Any) -> Any:
    """Return a structure of shapes with each shape as one leaf."""
    if isinstance(value, Mapping):
        return {key: _shapes(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        if all(item is None or isinstance(item, int) for item in value):
            return _Leaf(tuple(value))
        return [_shapes(item) for item in value]
    return value


def _argument(model: Any, key: str) -> str:
    """Return the argument of `call` that a recorded shape is of."""
    parameters = [name for name in inspect.signature(model.call).parameters if name != "self"]
    name = key.removesuffix("_shape")
    return name if name in parameters else parameters[0]


def _takes_training(model: Any) -> bool:
    return bool(getattr(model, "_call_has_training_arg", False))


def named_outputs(model: Any, result: Any) -> dict[str, Any]:
    """Return a model's outputs by names, each of its own.

    A dict's are its keys, those of a functional model its layers' names, others are numbered.
    """
    tree = load_keras().tree
    leaves = [(path, leaf) for path, leaf in tree.flatten_with_path(result) if leaf is not None]
    layers = _output_layers(model, len(leaves))
    named: dict[str, Any] = {}
    for place, (path, leaf) in enumerate(leaves):
        wanted = _output_name(path, layers[place] if layers else None)
        name, number = wanted, 1
        while name in named:
            name, number = f"{wanted}_{number}", number + 1
        named[name] = leaf
    return named


def _output_name(path: tuple[Any, ...], layer: str | None) -> str:
    if path and isinstance(path[-1], str) and all(isinstance(key, str) for key in path):
        return "_".join(path)
    return layer or "_".join(["output", *map(str, path)])


def _output_layers(model: Any, count: int) -> list[str] | None:
    outputs = getattr(model, "outputs", None) or []
    if len(outputs) != count or not hasattr(outputs[0], "_keras_history"):
        return None
    return [x._keras_history.operation.name for x in outputs]
