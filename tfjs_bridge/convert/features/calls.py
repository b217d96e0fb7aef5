"""A live functional or Sequential model as a row of calls; models within it may be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfjs_bridge.convert.containers import instances, map_tree
from tfjs_bridge.convert.front_layers import is_front_layer
from tfjs_bridge.keras_backend import load_keras


@dataclass(frozen=True, slots=True)
class Ref:
    """One tensor: its number among those of a `Calls`."""

    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One call of a layer or an operation.

    Attributes:
        operation: The live object.
        args: As Keras was called, with a `Ref` in the place of each tensor.
        kwargs: Likewise.
        outputs: In the order in which Keras flattens them.
    """

    operation: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    outputs: tuple[Ref, ...]

    @property
    def inputs(self) -> list[Ref]:
        """All tensors that it takes, in order."""
        return list(instances((self.args, self.kwargs), Ref))

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"layer '{self.operation.name}' ({type(self.operation).__name__})"


@dataclass(slots=True, eq=False)
class Calls:
    """A whole model.

    Attributes:
        name: The model's.
        inputs: In the order of the model's inputs.
        input_names: One for each of them.
        outputs: As the model returns them: a `Ref`, or a list or dict of these.
        calls: Each after those whose tensors it takes.
        tensors: Keras's symbolic tensors, by number.
        nodes: Keras's record of these calls.
    """

    name: str
    inputs: list[Ref] = field(default_factory=list)
    input_names: list[str] = field(default_factory=list)
    outputs: Any = None
    calls: list[Call] = field(default_factory=list)
    tensors: list[Any] = field(default_factory=list)
    nodes: list[Any] = field(default_factory=list)

    def added(self, tensor: Any) -> Ref:
        """Number a tensor."""
        self.tensors.append(tensor)
        return Ref(len(self.tensors) - 1)


def functional_of(model: Any) -> Any:
    """Return the graph of a functional or Sequential model; `None` where there is none."""
    if hasattr(model, "_nodes_by_depth"):
        return model
    return getattr(model, "_functional", None)


def has_front(model: Any) -> bool:
    """Whether a model, or one within it, calls a layer that is split off."""
    # Anything may be asked about: whoever exports it says what is wrong with it.
    operations = getattr(functional_of(model), "_operations", ())
    return any(is_front_layer(operation) or has_front(operation) for operation in operations)


def read_calls(model: Any, *, opens: Callable[[Any], bool] = has_front) -> Calls:
    """Read a model's calls.

    Args:
        model: A built functional or Sequential model.
        opens: Whether the calls of a model within it are to take its place.
    """
    graph = functional_of(model)
    calls = Calls(model.name)
    for tensor in graph._inputs:
        calls.inputs.append(calls.added(tensor))
        calls.input_names.append(str(tensor._keras_history.operation.name))
    calls.outputs = _read(calls, graph, calls.inputs, opens)
    return calls


def _read(calls: Calls, graph: Any, given: Sequence[Ref], opens: Callable[[Any], bool]) -> Any:
    """Add a graph's calls, and return its outputs."""
    known = {id(tensor): ref for tensor, ref in zip(graph._inputs, given, strict=True)}

    def fill(value: Any) -> Any:
        return known.get(id(value), value)

    for node in _nodes(graph):
        calls.nodes.append(node)
        if all(id(tensor) in known for tensor in node.outputs):
            continue  # of an input layer
        args, kwargs = (
            map_tree(fill, part) for part in (node.arguments.args, node.arguments.kwargs)
        )
        outputs = _outputs(calls, Call(node.operation, args, kwargs, ()), node, opens)
        known |= {id(t): ref for t, ref in zip(node.outputs, outputs, strict=True)}
    return map_tree(fill, graph._outputs_struct)


def _nodes(graph: Any) -> Iterator[Any]:
    for depth in sorted(graph._nodes_by_depth, reverse=True):
        yield from graph._nodes_by_depth[depth]


def _outputs(calls: Calls, call: Call, node: Any, opens: Callable[[Any], bool]) -> list[Ref]:
    inner = functional_of(call.operation)
    if inner is None or not opens(call.operation):
        refs = [calls.added(tensor) for tensor in node.outputs]
        calls.calls.append(Call(call.operation, call.args, call.kwargs, tuple(refs)))
        return refs
    given = _flat_inputs(inner, call.args[0])
    fitted = [_fitted(calls, ref, tensor) for ref, tensor in zip(given, inner._inputs, strict=True)]
    # In Keras's order of a dict's keys, as those of a node are.
    return list(load_keras().tree.flatten(_read(calls, inner, fitted, opens)))


def _flat_inputs(inner: Any, given: Any) -> list[Ref]:
    """Return what a model within is called with, in the order of its inputs."""
    if isinstance(given, dict) and not isinstance(inner._inputs_struct, dict):
        return [given[tensor.name] for tensor in inner._inputs]
    return list(load_keras().tree.flatten(given))


def _fitted(calls: Calls, ref: Ref, wanted: Any) -> Ref:
    """Return a tensor as a model within takes it: of its rank and dtype (`Functional.call`)."""
    keras = load_keras()
    own = calls.tensors[ref.number]
    operation: Any = None
    if len(own.shape) == len(wanted.shape) + 1:
        operation = keras.src.ops.numpy.Squeeze(axis=-1)
    elif len(own.shape) == len(wanted.shape) - 1:
        operation = keras.src.ops.numpy.ExpandDims(axis=-1)
    elif str(own.dtype) != str(wanted.dtype):
        operation = keras.src.ops.core.Cast(str(wanted.dtype))
    if operation is None:
        return ref
    result = calls.added(keras.KerasTensor(wanted.shape, str(wanted.dtype)))
    calls.calls.append(Call(operation, (ref,), {}, (result,)))
    return result
