"""Loops: programs that TensorFlow.js calls again and again, as functions of a graph's library."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Function, Tensor

# Emits a function's body for its arguments, and returns its results.
Body = Callable[[Builder, list[Tensor]], list[Tensor]]


def emit_while(b: Builder, state: Sequence[Tensor], condition: Body, body: Body) -> list[Tensor]:
    """Emit ``StatelessWhile``: the plain ``While`` is not seen as a loop by TensorFlow.js.

    Args:
        b: Emits the loop.
        state: The first values of what changes.
        condition: Emits whether to go on: one bool, shape ().
        body: Emits the next values, each of the shape and dtype that it had.

    Returns:
        The last values.
    """
    state = [b.local(x) for x in state]
    builders = [Builder(b), Builder(b)]
    arguments = [[own.argument(x.shape, x.dtype) for x in state] for own in builders]
    results = [
        emit(own, args)
        for own, args, emit in zip(builders, arguments, (condition, body), strict=True)
    ]
    # Both functions get the same arguments: what either needs from outside comes after the state.
    outside = list(dict.fromkeys(outer for own in builders for outer, _ in own.captured))
    functions = []
    for kind, own, args, values in zip(
        ("condition", "body"), builders, arguments, results, strict=True
    ):
        extra = [own.local(outer) for outer in outside]
        values = [own.local(value) for value in values]
        values = values + extra if kind == "body" else values
        name = f"loop_{len(b.functions) // 2}_{kind}"
        functions.append(Function(name, [*args, *extra], values, own))
    for function in functions:
        b.functions[function.name] = function
    given = [*state, *(b.local(outer) for outer in outside)]
    outputs = b.emit_many(
        "StatelessWhile",
        given,
        [(x.shape, x.dtype) for x in given],
        cond=functions[0],
        body=functions[1],
    )
    return outputs[: len(state)]
