"""How a Keras model is called, whatever kind it is: named inputs, and named outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.errors import UsageError
from tfjs_bridge.keras_backend import load_keras

Examples = Sequence[npt.NDArray[Any]] | Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input of a model.

    Attributes:
        name: Its name.
        shape: Its sizes, `None` where one is open; the batch first.
        dtype: Of numpy's.
        is_state: Whether it is what the model kept from the call before.
    """

    name: str
    shape: Shape
    dtype: str
    is_state: bool = False


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
        states: Variables that are inputs, the last ones, and outputs as well: what the model
            keeps from one call to the next.
        skipped: Names of outputs that are left out.
        proven: Variables that the others depend on, where some are left out; `None`: all.
    """

    model: Any
    inputs: tuple[InputSpec, ...]
    pack: Callable[[Sequence[Any]], tuple[tuple[Any, ...], dict[str, Any]]]
    has_training: bool = True
    are_dtypes_guessed: bool = False
    states: tuple[Any, ...] = ()
    skipped: frozenset[str] = frozenset()
    proven: Sequence[Any] | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return str(self.model.name)

    @property
    def weights(self) -> list[Any]:
        """Keras's variables that hold what was learned."""
        states = {id(state) for state in self.states}
        weights = [weight for weight in self.model.weights if id(weight) not in states]
        proven = {id(variable) for variable in self.proven or weights}
        return [weight for weight in weights if id(weight) in proven]

    def call(self, tensors: Sequence[Any]) -> dict[str, Any]:
        """Call the model as for a prediction; return its outputs by name, in order.

        Where it has states, this has to be within a `keras.StatelessScope`.
        """
        count = len(tensors) - len(self.states)
        for state, value in zip(self.states, tensors[count:], strict=True):
            state.assign(value)
        args, kwargs = self.pack(tensors[:count])
        if self.has_training:
            kwargs = {**kwargs, "training": False}
        outputs = named_outputs(self.model, self.model(*args, **kwargs))
        names = (spec.name for spec in self.inputs[count:])
        outputs |= {name: state.value for name, state in zip(names, self.states, strict=True)}
        return {name: x for name, x in outputs.items() if name not in self.skipped}


def one_by_one(signature: Signature) -> Signature:
    """Return the same model for any number of whole inputs, each of which it is called with alone.

    For models without a batch, such as those that return one number for all of their input.
    """
    return _OneByOne(
        signature.model,
        tuple(replace(spec, shape=(None, *spec.shape)) for spec in signature.inputs),
        signature.pack,
        signature.has_training,
        states=signature.states,
        skipped=signature.skipped,
    )


class _OneByOne(Signature):
    """Runs examples one after another, within one program."""

    __slots__ = ()

    def call(self, tensors: Sequence[Any]) -> dict[str, Any]:
        import jax

        names: list[str] = []
        each = super().call

        def one(example: Sequence[Any]) -> list[Any]:
            outputs = each(list(example))
            names[:] = outputs  # JAX would sort a dict's
            return list(outputs.values())

        outputs = jax.lax.map(one, tuple(tensors))
        return dict(zip(names, outputs, strict=True))


def given_shape(
    spec: InputSpec, specs: Sequence[InputSpec], shapes: Mapping[str, Shape]
) -> Shape | None:
    """Return the shape, without the batch, that a user gives for one of a model's inputs.

    Raises:
        UsageError: A shape is given for what is no input.
    """
    names = [other.name for other in specs]
    for name in shapes:
        if name not in names and (name or len(names) > 1):
            raise UsageError(
                f"input shape: the model has no input '{name}'; expected one of "
                f"{', '.join(names)}. Write NAME=SIZE,SIZE,..."
            )
    return shapes.get(spec.name, shapes.get("") if len(names) == 1 else None)


def fitted(spec: InputSpec, sizes: Shape | None, *, is_strict: bool) -> InputSpec:
    """Return an input with other sizes.

    Args:
        spec: The input.
        sizes: Without the batch; `None` changes nothing.
        is_strict: Whether only open sizes can be changed.

    Raises:
        UsageError: They do not fit.
    """
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
    return replace(spec, shape=(own[0], *sizes))


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
