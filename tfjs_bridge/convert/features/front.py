"""The front of a model as declared steps: what is looked up, and all that prepares it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfjs_bridge.convert.features.calls import Call, Calls, Ref
from tfjs_bridge.convert.features.steps import (
    DTYPES,
    NotDeclaredError,
    Reading,
    Step,
    Value,
    handler_for,
)
from tfjs_bridge.convert.front_layers import FEATURE_SPACE_LAYERS, is_front_layer

# TensorFlow.js finds weights under these letters alone, and so are the inputs called.
_ODD = re.compile(r"[^-A-Za-z0-9._]")


@dataclass(frozen=True, slots=True)
class DeclaredStep:
    """A step, and the layer that it is from.

    Attributes:
        entry: As the metadata has it.
        call: Of the layer; `None` where nothing but a dtype is changed.
        value: What it gives.
    """

    entry: Mapping[str, Any]
    call: Call | None
    value: Value


@dataclass(slots=True, eq=False)
class Front:
    """What a model does before its network.

    Attributes:
        inputs: The model's inputs.
        steps: In an order in which each follows those that it reads.
        values: Inputs and what steps give, by the tensors that they are in Keras.
        problems: Refusals, one line each.
        calls: Those that the steps are from.
        is_of_file: Whether layers are stand-ins, which Keras cannot run.
    """

    inputs: list[Value] = field(default_factory=list)
    steps: list[DeclaredStep] = field(default_factory=list)
    values: dict[Ref, Value] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    calls: Sequence[Call] = ()
    is_of_file: bool = False

    def declared(self, used: Collection[str]) -> dict[str, Any]:
        """Return the metadata's `preprocessing`, without what nobody reads.

        Args:
            used: Names of what the network reads.
        """
        wanted, steps = set(used), list[Mapping[str, Any]]()
        for step in reversed(self.steps):
            if step.entry["output"] in wanted:
                wanted |= {*step.entry["inputs"]}
                steps.insert(0, step.entry)
        return {
            "kind": "features",
            "inputs": [_spec(value) for value in self.inputs if value.name in wanted],
            "steps": steps,
        }


def _spec(value: Value) -> dict[str, Any]:
    return {"name": value.name, "shape": [None, *value.shape[1:]], "dtype": value.dtype}


class Names:
    """Gives each value of a front a name of its own."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def of(self, wanted: str) -> str:
        """Return a name like the wanted one that nothing has yet."""
        base = _ODD.sub("_", wanted)
        base = base if re.match(r"[A-Za-z0-9]", base) else f"step{base}"
        name, number = base, 0
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name


def front_calls(calls: Calls) -> list[Call]:
    """Return the calls that are declared: of front layers, and all that these depend on."""
    makers = {ref: call for call in calls.calls for ref in call.outputs}
    found: set[int] = set()
    stack = [call for call in calls.calls if _begins(call)]
    while stack:
        call = stack.pop()
        if id(call) in found:
            continue
        found.add(id(call))
        # Of what stands behind a network its way back leads through all of that.
        if not getattr(call.operation, "invert", False):
            stack += [makers[ref] for ref in call.inputs if ref in makers]
    return [call for call in calls.calls if id(call) in found]


def _begins(call: Call) -> bool:
    is_behind = type(call.operation).__name__ in FEATURE_SPACE_LAYERS
    return is_front_layer(call.operation) and not is_behind


def read_front(calls: Calls, chosen: Sequence[Call], taken: Collection[str]) -> Front:
    """Declare calls as steps.

    Args:
        calls: The whole model.
        chosen: Those to be declared, in their order.
        taken: Names that no step may have.
    """
    front = Front(calls=chosen, is_of_file=any(map(_stands_in, chosen)))
    for ref, name in zip(calls.inputs, calls.input_names, strict=True):
        value = _raw(calls.tensors[ref.number], name)
        front.inputs.append(value)
        front.values[ref] = value
    names = Names([*taken, *calls.input_names])
    for call in chosen:
        front.problems += _add(front, calls, call, names)
    return front


def _stands_in(call: Call) -> bool:
    return bool(getattr(type(call.operation), "is_placeholder", False))


def _raw(tensor: Any, name: str) -> Value:
    return Value(name, (None, *tensor.shape[1:]), DTYPES[str(tensor.dtype)])


def _add(front: Front, calls: Calls, call: Call, names: Names) -> Iterator[str]:
    """Add the steps of a call; yield why that cannot be."""
    refs = call.inputs
    if any(ref not in front.values for ref in refs):
        # Of what is refused already, nothing is known; a lookup behind a network says so itself.
        if getattr(call.operation, "invert", False):
            yield f"{call.label}: {_INVERTED}"
        return
    handler = handler_for(call.operation)
    if handler is None or len(call.outputs) != 1:
        yield (
            f"{call.label}: computes what text or lookups are made of behind it, and declared "
            f"preprocessing has no such step; expected lookups, hashes and texts at the model's "
            f"front. Do this step before the model, or put it behind them."
        )
        return
    tensor = calls.tensors[call.outputs[0].number]
    values = tuple(front.values[ref] for ref in refs)
    try:
        made = handler(Reading(call.operation, values, call.kwargs, tuple(tensor.shape)))
    except NotDeclaredError as error:
        yield f"{call.label}: {error}."
        return
    if isinstance(made, Step):
        made = _named(front, call, made, values, names)
    front.values[call.outputs[0]] = made


_INVERTED = (
    "turns indices back into words (invert=True), which TensorFlow.js has no layer for. Leave it "
    "out, and give the words as labels."
)


def _named(front: Front, call: Call, step: Step, values: tuple[Value, ...], names: Names) -> Value:
    """Add a step under a new name, and casts of what it reads before it."""
    read = [_cast(front, value, step.reads, names) for value in values]
    name = names.of(str(call.operation.name))
    value = Value(name, step.shape, step.dtype)
    inputs = [value.name for value in read]
    entry = {"op": step.op, "inputs": inputs, "output": name, **step.settings}
    front.steps.append(DeclaredStep(entry, call, value))
    return value


def _cast(front: Front, value: Value, dtype: str | None, names: Names) -> Value:
    if dtype is None or value.dtype == dtype:
        return value
    cast = Value(names.of(f"{value.name}_{dtype}"), value.shape, dtype)
    entry = {"op": "cast", "inputs": [value.name], "output": cast.name, "dtype": dtype}
    front.steps.append(DeclaredStep(entry, None, cast))
    return cast
