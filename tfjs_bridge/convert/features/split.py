"""Split a model: its front is declared, and the network stays a Keras model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.features.calls import Calls, has_front, read_calls
from tfjs_bridge.convert.features.front import Front, front_calls, read_front
from tfjs_bridge.convert.features.network import network_of, network_problems, used_refs
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import UnsupportedModelError


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The two parts of a model.

    Attributes:
        network: A Keras model; it lives as long as the block that it was made for.
        front: What comes before it.
        preprocessing: The same for the metadata; `None` where there is none.
        calls: The whole model.
    """

    network: Any
    front: Front
    preprocessing: dict[str, Any] | None
    calls: Calls

    @property
    def read(self) -> list[str]:
        """Names of what the network reads, in the order of its inputs."""
        return [tensor._keras_history.operation.name for tensor in self.network._inputs]


@contextmanager
def split_model(model: Any) -> Iterator[Split | None]:
    """Split a live model; `None` where it has nothing to be split off.

    Args:
        model: A Keras model. Its layers are the network's too, and as before after the block.

    Raises:
        UnsupportedModelError: The front cannot be declared; the message has every reason.
    """
    if not has_front(model):
        yield None
        return
    calls = read_calls(model)
    chosen = front_calls(calls)
    ids = {id(call) for call in chosen}
    rest = [call for call in calls.calls if id(call) not in ids]
    front = read_front(calls, chosen, {call.operation.name for call in rest})
    problems = [*front.problems, *network_problems(calls, rest, front)]
    if problems:
        raise UnsupportedModelError(in_groups(problems))
    values = {ref: front.values[ref] for ref in used_refs(calls, rest)}
    with network_of(calls, rest, values) as network:
        used = {value.name for value in values.values()}
        # Of FeatureSpace's layers alone nothing is declared.
        declared = front.declared(used) if front.steps else None
        yield Split(network, front, declared, calls)


@contextmanager
def only_network(model: Any) -> Iterator[Any]:
    """Give a model's network alone; the model itself where nothing is split off."""
    with split_model(model) as split:
        yield model if split is None else split.network
