"""Branches and loops."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.frontend.uses import scan_counts
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.functions import emit_while
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Tensor, dtype_of
from tfjs_bridge.convert.graph_model.sizes import dim_of, shape_of
from tfjs_bridge.convert.graph_model.translate import Translation, inlines

# Of a loop with so many steps and less, each is a part of the graph: a loop of TensorFlow.js takes
# three times as long, and such a model has to be run with `executeAsync`.
MOST_STEPS = 64
_MOST_NODES = 20_000


@inlines("cond")
def cond(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``cond`` -> all of its branches, and ``SelectV2``: they have no effects."""
    which, *operands = inputs
    branches = [t.run_closed(branch, operands) for branch in equation.params["branches"]]
    return [_chosen(t.b, which, cases) for cases in zip(*branches, strict=True)]


def _chosen(b: Builder, which: Tensor, cases: tuple[Tensor, ...]) -> Tensor:
    if which.dtype == "bool":
        return e.select(b, which, cases[1], cases[0])
    result = cases[-1]
    for number in range(len(cases) - 2, -1, -1):
        is_it = e.binary(b, "LessEqual", which, b.const(number, "int32"))
        result = e.select(b, is_it, cases[number], result)
    return result


@inlines("while")
def while_(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``while`` -> ``StatelessWhile``."""
    params = equation.params
    first, second = params["cond_nconsts"], params["body_nconsts"]
    test_consts, consts = inputs[:first], inputs[first : first + second]
    shapes = [shape_of(v.aval.shape) for v in equation.outvars]
    state = [
        s.broadcast_to(t.b, x, n) for x, n in zip(inputs[first + second :], shapes, strict=True)
    ]

    def condition(b: Builder, values: list[Tensor]) -> list[Tensor]:
        inner = Translation(b, t)
        return inner.run_closed(params["cond_jaxpr"], [*map(b.local, test_consts), *values])

    def body(b: Builder, values: list[Tensor]) -> list[Tensor]:
        inner = Translation(b, t)
        results = inner.run_closed(params["body_jaxpr"], [*map(b.local, consts), *values])
        return [_fresh(b, s.broadcast_to(b, x, n)) for x, n in zip(results, shapes, strict=True)]

    return emit_while(t.b, state, condition, body)


def _fresh(b: Builder, x: Tensor) -> Tensor:
    # A constant that a body returned would be disposed of as the next turn's old state.
    return b.emit("Identity", (x,), x.shape, x.dtype) if x.node.op in ("Const", "_Arg") else x


@inlines("scan")
def scan(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``scan`` -> its steps one after another, or ``StatelessWhile`` where these are many."""
    loop = _Scan(t, equation, inputs)
    steps = loop.length if isinstance(loop.length, int) else _MOST_NODES
    if steps <= MOST_STEPS and steps * len(loop.program.jaxpr.eqns) <= _MOST_NODES:
        return loop.unrolled()
    return loop.looped()


class _Scan:
    """One ``scan``: constants, a state, and sequences that are gone through and made."""

    def __init__(self, t: Translation, equation: Any, inputs: list[Tensor]) -> None:
        params = equation.params
        consts, carried = scan_counts(params)
        self.t, self.b = t, t.b
        self.program = params["jaxpr"]
        self.length: Dim = dim_of(params["length"])
        self.reverse = bool(params["reverse"])
        self.consts = inputs[:consts]
        shapes = [shape_of(v.aval.shape) for v in equation.invars]
        whole = [s.broadcast_to(self.b, x, n) for x, n in zip(inputs, shapes, strict=True)]
        self.state = whole[consts : consts + carried]
        self.given = whole[consts + carried :]
        self.made = [
            (shape_of(v.aval.shape)[1:], dtype_of(v.aval.dtype)) for v in equation.outvars[carried:]
        ]

    def unrolled(self) -> list[Tensor]:
        """Emit each step."""
        steps = int(str(self.length))
        rows = [self._rows(x, steps) for x in self.given]
        made: list[list[Tensor]] = [[] for _ in self.made]
        state = self.state
        for step in reversed(range(steps)) if self.reverse else range(steps):
            inputs = [*self.consts, *state, *(row[step] for row in rows)]
            results = self.t.run_closed(self.program, inputs)
            state = results[: len(state)]
            for parts, part in zip(made, results[len(state) :], strict=True):
                parts.append(part)
        if self.reverse:
            made = [parts[::-1] for parts in made]
        stacked = [self._stacked(parts, *kind) for parts, kind in zip(made, self.made, strict=True)]
        return [*state, *stacked]

    def _rows(self, x: Tensor, steps: int) -> list[Tensor]:
        if x.dtype == "bool":
            rows = self._rows(e.cast(self.b, x, "int32"), steps)
            return [e.cast(self.b, row, "bool") for row in rows]
        if x.value is not None:
            return [self.b.const(x.value[k]) for k in range(steps)]
        results = [(x.shape[1:], x.dtype)] * steps
        return self.b.emit_many("Unpack", (x,), results, axis=0, num=steps)

    def _stacked(self, parts: list[Tensor], shape: Shape, dtype: str) -> Tensor:
        if not parts:
            return self.b.const(np.zeros([0, *(int(str(size)) for size in shape)], dtype))
        whole = [e.cast(self.b, s.broadcast_to(self.b, x, shape), _numeric(dtype)) for x in parts]
        stack = self.b.emit("Pack", whole, (len(whole), *shape), _numeric(dtype), axis=0)
        return e.cast(self.b, stack, dtype)

    def looped(self) -> list[Tensor]:
        """Emit a loop; what it makes is put into lists."""
        b, carried, count = self.b, len(self.state), len(self.made)
        zero = b.const(0, "int32")
        lists = [self._list(shape, dtype) for shape, dtype in self.made]
        latest = [self._zeros(shape, dtype) for shape, dtype in self.made]
        length = b.size(self.length)

        def condition(inner: Builder, values: list[Tensor]) -> list[Tensor]:
            return [e.binary(inner, "Less", values[0], inner.local(length))]

        def body(inner: Builder, values: list[Tensor]) -> list[Tensor]:
            turn, state = values[0], values[1 : 1 + carried]
            held = values[1 + carried + count :]
            place = turn
            if self.reverse:
                last = e.sub(inner, inner.local(length), 1)
                place = e.sub(inner, last, turn)
            rows = [_row(inner, inner.local(x), place) for x in self.given]
            consts = [inner.local(x) for x in self.consts]
            results = Translation(inner, self.t).run_closed(self.program, [*consts, *state, *rows])
            next_state = [
                _fresh(inner, s.broadcast_to(inner, x, before.shape))
                for x, before in zip(results[:carried], state, strict=True)
            ]
            parts = [
                e.cast(inner, s.broadcast_to(inner, x, shape), _numeric(dtype))
                for x, (shape, dtype) in zip(results[carried:], self.made, strict=True)
            ]
            kept, elements = _put(inner, held, place, parts)
            return [e.add(inner, turn, 1), *next_state, *elements, *kept]

        ends = emit_while(b, [zero, *self.state, *latest, *lists], condition, body)
        stacks = [
            self._from_list(x, *kind)
            for x, kind in zip(ends[1 + carried + count :], self.made, strict=True)
        ]
        return [*ends[1 : 1 + carried], *stacks]

    def _list(self, shape: Shape, dtype: str) -> Tensor:
        ends = (_element_shape(self.b, shape), self.b.size(self.length))
        return self.b.emit("TensorListReserve", ends, (), "variant", element_dtype=_numeric(dtype))

    def _zeros(self, shape: Shape, dtype: str) -> Tensor:
        zero = self.b.const(np.zeros((), _numeric(dtype)))
        return self.b.emit("Fill", (self.b.shape(shape), zero), shape, _numeric(dtype))

    def _from_list(self, x: Tensor, shape: Shape, dtype: str) -> Tensor:
        stack = self.b.emit(
            "TensorListStack",
            (x, _element_shape(self.b, shape)),
            (self.length, *shape),
            _numeric(dtype),
            element_dtype=_numeric(dtype),
            num_elements=-1,
        )
        return e.cast(self.b, stack, dtype)


def _put(
    b: Builder, lists: list[Tensor], place: Tensor, parts: list[Tensor]
) -> tuple[list[Tensor], list[Tensor]]:
    """Emit lists with one element more each, and the elements.

    What a body does not return is disposed of after it, also an element that a list holds
    (executeFunctionAsync in graph_executor.ts): so it is returned too, once it is in the list.
    """
    kept, elements = [], []
    for held, part in zip(lists, parts, strict=True):
        kept.append(
            b.emit(
                "TensorListSetItem", (held, place, part), (), "variant", element_dtype=part.dtype
            )
        )
        element = b.emit("Identity", (part,), part.shape, part.dtype)
        element.node.control.append(kept[-1].node)
        elements.append(element)
    return kept, elements


def _row(b: Builder, x: Tensor, place: Tensor) -> Tensor:
    number = e.cast(b, x, _numeric(x.dtype))
    ends = (number, place, b.const(0, "int32"))
    return e.cast(b, b.emit("GatherV2", ends, x.shape[1:], number.dtype, batch_dims=0), x.dtype)


def _element_shape(b: Builder, shape: Shape) -> Tensor:
    return b.const(np.array([s if isinstance(s, int) else -1 for s in shape], np.int32).reshape(-1))


def _numeric(dtype: str) -> str:
    return "int32" if dtype == "bool" else dtype
