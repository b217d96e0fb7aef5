"""The network behind a front: a Keras model of the remaining layers, which stay the user's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tfjs_bridge.convert.containers import instances, map_tree
from tfjs_bridge.convert.features.calls import Call, Calls, Ref
from tfjs_bridge.convert.features.front import Front
from tfjs_bridge.convert.features.steps import Value
from tfjs_bridge.convert.front_layers import is_front_layer
from tfjs_bridge.keras_backend import load_keras, without_tensorflow

_DTYPES = {"int64": "int32"}


def network_problems(calls: Calls, rest: Collection[Call], front: Front) -> Iterator[str]:
    """Yield why the remaining calls are no network: they read text, or there are none."""
    outputs = set(instances(calls.outputs, Ref))
    made = {ref for call in rest for ref in call.outputs}
    if not outputs & made:
        yield (
            f"model '{calls.name}': prepares its inputs and does nothing else, so that there is no "
            f"network; expected layers behind. Export the model that reads what this one gives, "
            f"with this one as its preprocessing."
        )
    for call in rest:
        if any(str(calls.tensors[ref.number].dtype) == "string" for ref in call.inputs):
            yield (
                f"{call.label}: reads text that no lookup has made numbers of; expected numbers. "
                f"Do this step before the model."
            )
    for ref in outputs - made:
        if ref in front.values and front.values[ref].dtype == "string":
            yield f"model '{calls.name}': gives text as an output. Leave that output out."


def used_refs(calls: Calls, rest: Collection[Call]) -> list[Ref]:
    """Return what the network reads, in the order of the model's inputs and steps."""
    made = {ref for call in rest for ref in call.outputs}
    read = {ref for call in rest for ref in call.inputs} | set(instances(calls.outputs, Ref))
    return sorted(read - made, key=lambda ref: ref.number)


@contextmanager
def network_of(calls: Calls, rest: Sequence[Call], values: Mapping[Ref, Value]) -> Iterator[Any]:
    """Make a model of calls; afterwards their layers are as they were.

    Args:
        calls: The whole model.
        rest: The calls of the network, in their order.
        values: What it reads: names, shapes and dtypes by the tensors' places in the whole model.
    """
    operations = list({id(op): op for op in (call.operation for call in rest)}.values())
    saved = [(op, op.name, list(op._inbound_nodes), list(op._outbound_nodes)) for op in operations]
    try:
        with without_tensorflow():
            _rename(operations, {value.name for value in values.values()})
            model = _model(calls, rest, values)
        _forget(operations, saved, calls.nodes)
        yield model
    finally:
        for operation, name, inbound, outbound in saved:
            operation.name = name
            operation._inbound_nodes[:] = inbound
            operation._outbound_nodes[:] = outbound


def _rename(operations: Sequence[Any], taken: set[str]) -> None:
    """Give operations different names: those of models within are now beside the others."""
    for operation in operations:
        name, number = operation.name, 0
        while name in taken:
            number += 1
            name = f"{operation.name}_{number}"
        taken.add(name)
        if name != operation.name:
            operation.name = name


def _model(calls: Calls, rest: Sequence[Call], values: Mapping[Ref, Value]) -> Any:
    keras = load_keras()
    inputs: dict[str, Any] = {}
    tensors: dict[Ref, Any] = {}
    for ref, value in values.items():
        if value.name not in inputs:
            shape = (calls.tensors[ref.number].shape[0], *value.shape[1:])
            dtype = _DTYPES.get(value.dtype, value.dtype)
            inputs[value.name] = keras.Input(batch_shape=shape, dtype=dtype, name=value.name)
        tensors[ref] = inputs[value.name]

    def filled(part: Any) -> Any:
        return map_tree(lambda leaf: tensors[leaf] if isinstance(leaf, Ref) else leaf, part)

    for call in rest:
        result = _called(keras, call, filled(call.args), filled(call.kwargs))
        tensors |= dict(zip(call.outputs, keras.tree.flatten(result), strict=True))
    given = list(inputs.values())
    # As Keras is mostly given one: of a list of one it warns where it is called without.
    return keras.Model(
        given if len(given) > 1 else given[0], filled(calls.outputs), name=calls.name
    )


def _called(keras: Any, call: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    name, operation = type(call.operation).__name__, call.operation
    if not is_front_layer(operation):
        return operation(*args, **kwargs)
    # FeatureSpace's own classes, which do what public ones do.
    if name == "TFDIdentity":
        return args[0]
    return keras.layers.Concatenate(axis=operation.axis, name=operation.name)(*args)


def _forget(operations: Sequence[Any], saved: Sequence[Any], old: Sequence[Any]) -> None:
    """Cut the network off from the whole model, for whom it is carried to another process.

    Keras finds a call by its number, so that each has to stay at its place.
    """
    known = {id(node) for node in old}
    for operation, (_, _, inbound, _) in zip(operations, saved, strict=True):
        nodes = operation._inbound_nodes
        if len(nodes) == len(inbound):
            continue  # nothing was called: another layer has taken its place
        nodes[:] = [_blank(node) if id(node) in known else node for node in list(nodes)]
        outbound = operation._outbound_nodes
        outbound[:] = [node for node in outbound if id(node) not in known]


def _blank(node: Any) -> Any:
    """Return a record of a call of nothing, to fill a place."""
    return type(node)(node.operation, call_args=(), call_kwargs={}, outputs=[])
