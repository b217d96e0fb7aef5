"""The front of a model as declared steps: what is looked up, and all that prepares it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tfjs_bridge.convert.features.calls import Call, Calls, Ref
from tfjs_bridge.convert.features.steps import (
    DTYPES,
    NoContentError,
    NotDeclaredError,
    Reading,
    Step,
    Value,
    handler_for,
)
from tfjs_bridge.convert.front_layers import FEATURE_SPACE_LAYERS, is_front_layer
from tfjs_bridge.convert.layers_model.names import tfjs_name


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


class Names:
    """Gives each value of a front a name of its own."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def of(self, wanted: str) -> str:
        """Return a name like the wanted one that nothing has yet."""
        # Names that TensorFlow.js's weights may have, and inputs that are called as layers are.
        base = tfjs_name(wanted).replace("/", "_")
        name, number = base, 0
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name


@dataclass(slots=True, eq=False)
class Front:
    """What a model does before its network.

    Attributes:
        inputs: The model's inputs.
        steps: In an order in which each follows those that it reads.
        values: Inputs and what steps give, by the tensors that they are in Keras.
        problems: Refusals, one line each.
        missing: The same of vocabularies that layers do not have, or not yet.
        calls: Those that the steps are from.
        is_of_file: Whether layers are placeholders, which Keras cannot run.
        names: Of inputs and steps, so that none is given twice.
        given: Names of the network's inputs that have a value.
    """

    inputs: list[Value] = field(default_factory=list)
    steps: list[DeclaredStep] = field(default_factory=list)
    values: dict[Ref, Value] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    calls: Sequence[Call] = ()
    is_of_file: bool = False
    names: Names = field(default_factory=lambda: Names(()))
    given: set[str] = field(default_factory=set)

    def give(self, value: Value, name: str, sizes: Sequence[int] | None, dtype: str) -> None:
        """Give a value to the network's input of a name, reshaped and cast where that is needed.

        Args:
            value: A raw input, or what a step gives.
            name: Of the input.
            sizes: Of the input, without the examples; `None` where they are the value's.
            dtype: Of the input.
        """
        if value.name == name:
            return
        is_raw = value.name in [each.name for each in self.inputs]
        if sizes is None and value.dtype == dtype and not is_raw and value.name not in self.given:
            self._rename(value.name, name)
            return
        self.given.add(name)
        if sizes is not None:
            shape = (value.shape[0], *(None if size == -1 else size for size in sizes))
            is_last = value.dtype == dtype
            between = Value(name if is_last else self.names.of(f"{name}_shape"), shape, value.dtype)
            self._add("reshape", value, between, {"shape": list(sizes)})
            value = between
        # A step of its own as well where nothing but the name is another one.
        if value.name != name:
            self._add("cast", value, Value(name, value.shape, dtype), {"dtype": dtype})

    def _rename(self, old: str, new: str) -> None:
        def renamed(value: Value) -> Value:
            return replace(value, name=new) if value.name == old else value

        def entry(step: DeclaredStep) -> dict[str, Any]:
            inputs = [new if name == old else name for name in step.entry["inputs"]]
            output = renamed(step.value).name
            return {**step.entry, "inputs": inputs, "output": output}

        self.given.add(new)
        self.steps = [
            replace(step, entry=entry(step), value=renamed(step.value)) for step in self.steps
        ]
        self.values = {ref: renamed(value) for ref, value in self.values.items()}

    def _add(self, op: str, read: Value, given: Value, settings: Mapping[str, Any]) -> None:
        entry = {"op": op, "inputs": [read.name], "output": given.name, **settings}
        self.steps.append(DeclaredStep(entry, None, given))

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
    found |= set(map(id, _encodings(calls, found)))
    return [call for call in calls.calls if id(call) in found]


def _encodings(calls: Calls, found: Collection[int]) -> Iterator[Call]:
    """Yield encodings of open lengths behind a front: TensorFlow.js takes fixed ones alone."""
    given = {ref for call in calls.calls if id(call) in found for ref in call.outputs}
    for call in calls.calls:
        is_encoding = type(call.operation).__name__ == "CategoryEncoding"
        if is_encoding and given.issuperset(call.inputs) and None in _sizes(calls, call):
            yield call


def _sizes(calls: Calls, call: Call) -> Sequence[int | None]:
    return tuple(calls.tensors[call.inputs[0].number].shape[1:])


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
    names = Names([*taken, *calls.input_names])
    front = Front(calls=chosen, is_of_file=any(map(_stands_in, chosen)), names=names)
    for ref, name in zip(calls.inputs, calls.input_names, strict=True):
        value = _raw(calls.tensors[ref.number], name)
        front.inputs.append(value)
        front.values[ref] = value
    for call in chosen:
        front.problems += _add(front, calls, call)
    return front


def _stands_in(call: Call) -> bool:
    return bool(getattr(type(call.operation), "is_placeholder", False))


def _raw(tensor: Any, name: str) -> Value:
    return Value(name, (None, *tensor.shape[1:]), DTYPES[str(tensor.dtype)])


def _add(front: Front, calls: Calls, call: Call) -> Iterator[str]:
    """Add the steps of a call; yield why that cannot be."""
    refs = call.inputs
    if any(ref not in front.values for ref in refs):
        # Of what is refused already, nothing is known; a lookup behind a network says so itself.
        if getattr(call.operation, "invert", False):
            yield f"{call.label}: {_INVERTED}"
        return
    handler = handler_for(call.operation)
    if handler is None or len(call.outputs) != 1:
        yield f"{call.label}: {_NO_STEP}"
        return
    tensor = calls.tensors[call.outputs[0].number]
    values = tuple(front.values[ref] for ref in refs)
    try:
        made = handler(Reading(call.operation, values, call.kwargs, tuple(tensor.shape)))
    except NoContentError as error:
        front.missing.append(f"{call.label}: {error}.")
        return
    except NotDeclaredError as error:
        yield f"{call.label}: {error}."
        return
    if isinstance(made, Step):
        made = _named(front, call, made, values)
    front.values[call.outputs[0]] = made


_NO_STEP = (
    "text or lookups depend on it, and declared preprocessing has no such step; expected layers "
    "such as StringLookup, Discretization or Reshape there. Do this step before the model, or put "
    "it behind them."
)
_INVERTED = (
    "turns indices back into words (invert=True), which TensorFlow.js has no layer for. Leave it "
    "out, and give the words as labels."
)


def _named(front: Front, call: Call, step: Step, values: tuple[Value, ...]) -> Value:
    """Add a step under a new name, and casts of what it reads before it."""
    read = [_cast(front, value, step.reads) for value in values]
    name = front.names.of(str(call.operation.name))
    value = Value(name, step.shape, step.dtype)
    inputs = [value.name for value in read]
    entry = {"op": step.op, "inputs": inputs, "output": name, **step.settings}
    front.steps.append(DeclaredStep(entry, call, value))
    return value


def _cast(front: Front, value: Value, dtype: str | None) -> Value:
    if dtype is None or value.dtype == dtype:
        return value
    cast = Value(front.names.of(f"{value.name}_{dtype}"), value.shape, dtype)
    entry = {"op": "cast", "inputs": [value.name], "output": cast.name, "dtype": dtype}
    front.steps.append(DeclaredStep(entry, None, cast))
    return cast
