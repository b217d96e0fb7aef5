"""Which values a model's inputs may hold: read from what its program does with them.

An index that is out of range is no error on JAX: it is moved to the last row, or gives NaN, and so
would hide what the model computes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# What hands values on as they are, or chooses among them: all of their arguments.
_SAME_VALUES = frozenset(
    {
        *("reshape", "broadcast_in_dim", "squeeze", "expand_dims", "transpose", "slice", "rev"),
        *("convert_element_type", "copy", "copy_p", "stop_gradient", "concatenate", "pad"),
        *("optimization_barrier", "sort", "floor", "round", "max", "min", "clamp", "reduce_max"),
        *("reduce_min", "split", "device_put", "reduce_precision"),
    }
)
_COMPARISONS = frozenset({"lt", "le", "gt", "ge"})
# Arrays of more values are not indices that a model counts up.
_LARGEST_CONSTANT = 100_000


@dataclass(frozen=True, slots=True)
class _Origin:
    """A value is at most ``scale * x + offset`` of an input's value x, which is 0 or more."""

    place: int
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class _Value:
    """What is known of a tensor.

    Attributes:
        origins: Inputs that its values come from.
        span: Least and largest value of a constant.
        count: Of the whole numbers from 0 on that it consists of; 0: it is not such a range.
    """

    origins: tuple[_Origin, ...] = ()
    span: tuple[float, float] | None = None
    count: int = 0


_UNKNOWN = _Value()


def index_bounds(program: Any, first: int) -> dict[int, int]:
    """Return how many values an input may have that a model takes for indices.

    Args:
        program: A `jax.core.ClosedJaxpr`; its sizes are numbers.
        first: The number of its arguments that come before the inputs.

    Returns:
        By the input's place. Its values are to be from 0 up to one less.
    """
    walk = _Walk()
    count = len(program.jaxpr.invars) - first
    inputs = [_Value((_Origin(place),)) for place in range(count)]
    walk.closed(program, [*[_UNKNOWN] * first, *inputs])
    return {**walk.compared, **walk.looked_up}


class _Walk:
    """Goes through a program once, with the programs in it.

    Attributes:
        looked_up: Bounds of indices.
        compared: Bounds of what is compared with counted places, such as lengths.
    """

    def __init__(self) -> None:
        self.looked_up: dict[int, int] = {}
        self.compared: dict[int, int] = {}

    def closed(self, program: Any, values: Sequence[_Value]) -> list[_Value]:
        """Go through a program with its constants."""
        return self.run(program.jaxpr, [_constant(x) for x in program.consts], values)

    def run(self, jaxpr: Any, consts: Sequence[_Value], values: Sequence[_Value]) -> list[_Value]:
        """Go through a program; return what is known of its results."""
        known = dict(zip(jaxpr.constvars, consts, strict=True))
        known |= dict(zip(jaxpr.invars, values, strict=True))

        def read(atom: Any) -> _Value:
            return _constant(atom.val) if hasattr(atom, "val") else known.get(atom, _UNKNOWN)

        for equation in jaxpr.eqns:
            results = self._equation(equation, [read(atom) for atom in equation.invars])
            known |= dict(zip(equation.outvars, results, strict=False))
        return [read(atom) for atom in jaxpr.outvars]

    def _equation(self, equation: Any, values: list[_Value]) -> Sequence[_Value]:
        name = equation.primitive.name
        inner = _INNER.get(name)
        if inner is not None:
            return inner(self, equation.params, values)
        program = next((equation.params[k] for k in _PROGRAMS if k in equation.params), None)
        if program is not None:
            return (
                self.closed(program, values)
                if hasattr(program, "consts")
                else self.run(program, (), values)
            )
        if not any(value.origins for value in values):
            return [_counted(equation, values)]
        self._note(equation, values)
        return [_after(name, values)] * len(equation.outvars)

    def _note(self, equation: Any, values: list[_Value]) -> None:
        name = equation.primitive.name
        limits = _LIMITS.get(name)
        if limits is not None:
            for value, limit in zip(values, limits(equation), strict=True):
                self._limit(self.looked_up, value, limit)
        elif name == "eq" or name in _COMPARISONS:
            more = 0 if name == "eq" else 1
            bounds = self.looked_up if name == "eq" else self.compared
            for value, other in zip(values, reversed(values), strict=True):
                if other.count > 1:
                    self._limit(bounds, value, other.count + more)

    @staticmethod
    def _limit(bounds: dict[int, int], value: _Value, limit: int | None) -> None:
        """Note that a value has to be less than `limit`."""
        if limit is None:
            return
        for origin in value.origins:
            most = math.floor((limit - 1 - origin.offset) / origin.scale) + 1
            if most > 0:
                bounds[origin.place] = min(most, bounds.get(origin.place, most))


def _constant(value: Any) -> _Value:
    try:
        array = np.asarray(value)
    except Exception:  # JAX's keys for random numbers, and sizes that are open
        return _UNKNOWN
    if array.dtype.kind not in "iuf" or not 0 < array.size <= _LARGEST_CONSTANT:
        return _UNKNOWN
    least, most = float(array.min()), float(array.max())
    is_range = least == 0 and array.size > 1 and np.unique(array).size == most + 1
    return _Value((), (least, most), int(most) + 1 if is_range else 0)


def _counted(equation: Any, values: list[_Value]) -> _Value:
    """Return what is known of a result that comes from no input."""
    if equation.primitive.name == "iota":
        size = equation.params["shape"][equation.params["dimension"]]
        return _Value((), (0.0, float(size - 1)), int(size)) if isinstance(size, int) else _UNKNOWN
    if equation.primitive.name in _SAME_VALUES and len(values) == 1:
        return values[0]
    spans = [value.span for value in values]
    if equation.primitive.name == "add":
        ends = [span for span in spans if span is not None]
        if len(ends) == 2:
            least, most = map(sum, zip(*ends, strict=True))
            return _Value((), (least, most))
    return _UNKNOWN


def _after(name: str, values: list[_Value]) -> _Value:
    """Return what is known of a result that comes from an input."""
    if name in _SAME_VALUES:
        return _joined(values)
    if name in ("gather", "dynamic_slice"):
        return values[0]
    if name == "dynamic_update_slice":
        return _joined(values[:2])
    if name == "select_n":  # the first says which of the others
        return _joined(values[1:])
    if name in _ARITHMETIC and len(values) == 2:
        one, other = values
        if other.origins and not one.origins and name in ("add", "mul"):
            one, other = other, one
        if one.origins and other.span is not None:
            moved = [_ARITHMETIC[name](origin, *other.span) for origin in one.origins]
            return _Value(tuple(origin for origin in moved if origin is not None))
    return _UNKNOWN


def _joined(values: Iterable[_Value]) -> _Value:
    """Return what is known of values of which each is one of several.

    Negative indices are counted from the end by choosing ``x`` or ``x + size``: the first is meant.
    """
    best: dict[int, _Origin] = {}
    for origin in (origin for value in values for origin in value.origins):
        known = best.get(origin.place)
        if known is None or abs(origin.offset) < abs(known.offset):
            best[origin.place] = origin
    return _Value(tuple(best.values()))


def _plus(origin: _Origin, least: float, most: float) -> _Origin:
    return _Origin(origin.place, origin.scale, origin.offset + most)


def _minus(origin: _Origin, least: float, most: float) -> _Origin:
    return _Origin(origin.place, origin.scale, origin.offset - least)


def _times(origin: _Origin, least: float, most: float) -> _Origin | None:
    return _Origin(origin.place, origin.scale * most, origin.offset * most) if most > 0 else None


def _divided(origin: _Origin, least: float, most: float) -> _Origin | None:
    return _times(origin, 1 / most, 1 / least) if least > 0 else None


_ARITHMETIC: dict[str, Callable[[_Origin, float, float], _Origin | None]] = {
    "add": _plus,
    "sub": _minus,
    "mul": _times,
    "div": _divided,
}


def _gathered(equation: Any) -> list[int | None]:
    operand, sizes = equation.invars[0].aval.shape, equation.params["slice_sizes"]
    mapped = equation.params["dimension_numbers"].start_index_map
    return [None, min((operand[axis] - sizes[axis] + 1 for axis in mapped), default=None)]


def _scattered(equation: Any) -> list[int | None]:
    operand = equation.invars[0].aval.shape
    numbers = equation.params["dimension_numbers"]
    updates = equation.invars[2].aval.shape
    skipped = {*numbers.inserted_window_dims, *getattr(numbers, "operand_batching_dims", ())}
    kept = [axis for axis in range(len(operand)) if axis not in skipped]
    windows = dict(zip(kept, (updates[axis] for axis in numbers.update_window_dims), strict=True))
    mapped = numbers.scatter_dims_to_operand_dims
    limit = min((operand[axis] - windows.get(axis, 1) + 1 for axis in mapped), default=None)
    return [None, limit, None]


def _sliced(equation: Any) -> list[int | None]:
    operand, sizes = equation.invars[0].aval.shape, equation.params["slice_sizes"]
    return [None, *(a - b + 1 for a, b in zip(operand, sizes, strict=True))]


def _updated(equation: Any) -> list[int | None]:
    operand, update = (x.aval.shape for x in equation.invars[:2])
    return [None, None, *(a - b + 1 for a, b in zip(operand, update, strict=True))]


# For each argument, what it has to be less than.
_LIMITS: dict[str, Callable[[Any], list[int | None]]] = {
    "gather": _gathered,
    "dynamic_slice": _sliced,
    "dynamic_update_slice": _updated,
    **dict.fromkeys(("scatter", "scatter-add", "scatter-mul"), _scattered),
    **dict.fromkeys(("scatter-min", "scatter-max"), _scattered),
}


def _branches(walk: _Walk, params: Any, values: list[_Value]) -> list[_Value]:
    results = [walk.closed(branch, values[1:]) for branch in params["branches"]]
    return [_joined(each) for each in zip(*results, strict=True)]


def _while(walk: _Walk, params: Any, values: list[_Value]) -> list[_Value]:
    tests, consts = params["cond_nconsts"], params["body_nconsts"]
    state = values[tests + consts :]
    walk.closed(params["cond_jaxpr"], [*values[:tests], *state])
    after = walk.closed(params["body_jaxpr"], values[tests:])
    return [_joined(each) for each in zip(state, after, strict=True)]


def _scan(walk: _Walk, params: Any, values: list[_Value]) -> list[_Value]:
    return walk.closed(params["jaxpr"], values)


_PROGRAMS = ("jaxpr", "call_jaxpr", "fun_jaxpr")
_INNER: dict[str, Callable[[_Walk, Any, list[_Value]], list[_Value]]] = {
    "cond": _branches,
    "while": _while,
    "scan": _scan,
}
