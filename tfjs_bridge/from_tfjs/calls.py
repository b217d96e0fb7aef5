"""The order in which TensorFlow.js makes a model's calls, and in which it runs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.from_tfjs.topology import Call, LayerSpec, ModelSpec, Ref

CallKey = tuple[str, int]
"""A layer's name, and the number of one of its calls."""


@dataclass(frozen=True, slots=True, eq=False)
class NumberedCall:
    """One call.

    Attributes:
        layer: The one that is called.
        node: The call's number, by which others refer to it.
        inputs: What it is called with.
    """

    layer: LayerSpec
    node: int
    inputs: Call

    @property
    def key(self) -> CallKey:
        """By which others refer to it."""
        return self.layer.name, self.node


def numbered_calls(label: str, model: ModelSpec) -> list[NumberedCall]:
    """Number the calls of a model's layers as container.ts does in `fromConfig`.

    A call gets its number when it is made, and it is made when all that it refers to is there: the
    order in the file does not decide alone.

    Args:
        label: The file, for messages.
        model: The model.

    Returns:
        All calls, each behind those that it needs.

    Raises:
        ArtifactError: A call refers to what is not there, or calls need each other.
    """
    made = {layer.name: int(layer.model is not None) for layer in model.layers}
    made |= {layer.name: 1 for layer in model.layers if layer.class_name == "InputLayer"}
    waiting = {layer.name: list(layer.calls) for layer in model.layers if layer.calls}
    calls: list[NumberedCall] = []
    while waiting:
        before = len(calls)
        for layer in model.layers:
            for call in waiting.pop(layer.name, ()):
                if all(made.get(ref.layer, 0) > ref.node for ref in call):
                    calls.append(NumberedCall(layer, made[layer.name], call))
                    made[layer.name] += 1
                else:
                    waiting.setdefault(layer.name, []).append(call)
        if len(calls) == before:
            # TensorFlow.js would wait for ever.
            name, (call, *_) = next(iter(waiting.items()))
            missing = next(ref for ref in call if made.get(ref.layer, 0) <= ref.node)
            raise ArtifactError(
                f"{label}: layer '{name}' takes a tensor that is never there, of call "
                f"{missing.node} of '{missing.layer}'; expected the outputs of other layers. "
                f"Save or convert the model again."
            )
    return calls


def running_order(model: ModelSpec, calls: Mapping[CallKey, Call]) -> Iterator[CallKey]:
    """Yield calls in the order in which executor.ts runs them in `predict`.

    It looks for each output's inputs depth first, and begins with the last of them. Masks go from
    one layer to the next in this order, whether they are connected or not.

    Args:
        model: The model.
        calls: What each call takes.
    """
    done: set[Ref] = set(model.inputs)
    seen: set[CallKey] = set()
    for fetch in model.outputs:
        stack: list[tuple[Ref, bool]] = [(fetch, False)]
        while stack:
            ref, is_open = stack.pop()
            if ref in done:
                continue
            inputs = calls.get((ref.layer, ref.node), ())
            if not is_open and inputs:
                stack.append((ref, True))
                stack += [(each, False) for each in inputs if each not in done]
                continue
            done.add(ref)
            if inputs and (ref.layer, ref.node) not in seen:
                seen.add((ref.layer, ref.node))
                yield ref.layer, ref.node
