"""What a model keeps from one call to the next, as inputs and outputs of one step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tfjs_bridge.convert.frontend.calling import InputSpec, Signature
from tfjs_bridge.convert.frontend.compiled import state_variables, variables_of
from tfjs_bridge.convert.frontend.programs import assigned_variables
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.errors import UnsupportedModelError, UsageError

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")


def with_states(signature: Signature) -> Signature:
    """Return a model whose states are inputs ``state_<layer>_<number>``, and outputs likewise.

    States are those of stateful recurrent layers, and all variables that the call assigns, such as
    a cache of keys and values.

    Args:
        signature: How the model is called.

    Raises:
        UsageError: It keeps nothing from one call to the next.
        UnsupportedModelError: Keras cannot run it on its JAX backend.
    """
    states = _states(signature)
    if not states:
        raise UsageError(
            f"states of model '{signature.name}': there are none; expected a recurrent layer with "
            f"stateful=True, or a variable that the model's call assigns. Leave the option out."
        )
    taken = {spec.name for spec in signature.inputs}
    names = _names(signature.model, states, taken)
    specs = tuple(
        InputSpec(name, tuple(state.shape), _dtype(state), is_state=True)
        for name, state in zip(names, states, strict=True)
    )
    return replace(signature, inputs=(*signature.inputs, *specs), states=tuple(states))


def _states(signature: Signature) -> list[Any]:
    try:
        assigned = assigned_variables(signature)
    except Exception as error:  # Keras and JAX raise anything
        raise UnsupportedModelError(
            f"model '{signature.name}': Keras cannot run it on its JAX backend "
            f"({keras_reason(error)}), so its states are not known. Give input shapes and golden "
            f"inputs that it takes."
        ) from error
    own = {id(state) for state in (*state_variables(signature.model), *assigned)}
    return [variable for variable in variables_of(signature.model) if id(variable) in own]


def _names(model: Any, states: Sequence[Any], taken: set[str]) -> Iterator[str]:
    """Yield a name for each state: of the layer that holds it, and its number there."""
    holders = dict(_holders(model))
    numbers: dict[str, int] = {}
    for state in states:
        layer = _NOT_IN_NAMES.sub("_", holders.get(id(state), str(model.name)))
        name = None
        while name is None or name in taken:
            number = numbers.get(layer, 0)
            numbers[layer] = number + 1
            name = f"state_{layer}_{number}"
        taken.add(name)
        yield name


def _holders(model: Any) -> Iterator[tuple[int, str]]:
    """Yield pairs of a variable's identity and its layer's name, inner layers last."""
    for layer in model._flatten_layers():
        yield from ((id(variable), str(layer.name)) for variable in layer.variables)
    for layer in model._flatten_layers():
        yield from ((id(state), str(layer.name)) for state in _of_layer(layer))


def _of_layer(layer: Any) -> Iterable[Any]:
    return state_variables(layer) if getattr(layer, "stateful", False) else ()


def _dtype(variable: Any) -> str:
    name = str(variable.dtype)
    return "bool" if name == "bool" else "float32" if "float" in name else "int32"
