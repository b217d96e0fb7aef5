"""Split a model: its front is declared, and the network stays a Keras model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.features.calls import (
    Call,
    Calls,
    Ref,
    functional_of,
    has_front,
    read_calls,
)
from tfjs_bridge.convert.features.front import Front, front_calls, read_front
from tfjs_bridge.convert.features.network import network_of, network_problems, used_refs
from tfjs_bridge.convert.features.steps import DTYPES, Value
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.names import tfjs_name
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import UnsupportedModelError


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The two parts of a model.

    Attributes:
        network: A Keras model; it lives as long as the block that it was made for.
        front: What comes before it.
        preprocessing: The same for the metadata; `None` where there is none.
    """

    network: Any
    front: Front
    preprocessing: dict[str, Any] | None

    @property
    def read(self) -> list[str]:
        """Names of what the network reads, in the order of its inputs."""
        inputs = functional_of(self.network)._inputs
        return [str(x._keras_history.operation.name) for x in inputs]


@contextmanager
def split_model(model: Any, *, is_layers: bool = False) -> Iterator[Split | None]:
    """Split a live model; `None` where it has nothing to be split off.

    Args:
        model: A Keras model. Its layers are the network's too, and as before after the block.
        is_layers: Whether a refusal is to name what the layers format refuses of the network too.

    Raises:
        UnsupportedModelError: The front cannot be declared; the message has every reason.
    """
    if not has_front(model):
        yield None
        return
    parts = _parts(model)
    problems = [*parts.front.problems, *parts.front.missing]
    problems = problems or list(network_problems(parts.calls, parts.rest, parts.front))
    if problems:
        raise UnsupportedModelError(
            in_groups([*problems, *(_refusals(model) if is_layers else ())])
        )
    front = parts.front
    values = {ref: _readable(front, front.values[ref]) for ref in parts.read}
    with network_of(parts.calls, parts.rest, values) as network:
        used = {value.name for value in values.values()}
        # Of FeatureSpace's layers alone nothing is declared.
        declared = front.declared(used) if front.steps else None
        yield Split(network, front, declared)


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    calls: Calls
    rest: list[Call]
    front: Front

    @property
    def read(self) -> list[Ref]:
        return used_refs(self.calls, self.rest)


def _parts(model: Any) -> _Parts:
    calls = read_calls(model)
    chosen = front_calls(calls)
    ids = {id(call) for call in chosen}
    rest = [call for call in calls.calls if id(call) not in ids]
    return _Parts(calls, rest, read_front(calls, chosen, {call.operation.name for call in rest}))


def _readable(front: Front, value: Value) -> Value:
    """Return a value under a name that the network's input can have in TensorFlow.js."""
    if tfjs_name(value.name) == value.name:
        return value
    dtype = "int32" if value.dtype == "int64" else value.dtype
    named = Value(front.names.of(value.name), value.shape, dtype)
    front.give(value, named.name, None, dtype)
    return named


@contextmanager
def any_network(model: Any) -> Iterator[Any]:
    """Give a model's network for its refusals, to which those of the front are added.

    Args:
        model: A Keras model; itself where nothing is split off. Vocabularies may be missing.

    Raises:
        UnsupportedModelError: The block raises it, or the front cannot be declared.
    """
    if not has_front(model):
        yield model
        return
    parts = _parts(model)
    values = {}
    for ref in parts.read:
        tensor = parts.calls.tensors[ref.number]
        dtype = str(tensor.dtype)
        guess = Value(parts.front.names.of("front"), tuple(tensor.shape), DTYPES[dtype])
        values[ref] = parts.front.values.get(ref, guess)
    problems = list(parts.front.problems)
    with network_of(parts.calls, parts.rest, values) as network:
        try:
            yield network
        except UnsupportedModelError as error:
            raise UnsupportedModelError("\n".join([*problems, str(error)])) from error
        if problems:
            raise UnsupportedModelError("\n".join(problems))


def _refusals(model: Any) -> list[str]:
    """Return why the layers format refuses a model's network."""
    try:
        with any_network(model) as network:
            translate(read_keras_model(network))
    except UnsupportedModelError as error:
        return str(error).splitlines()
    except Exception:  # of a guess that Keras cannot go on with
        return []
    return []
