"""What a program does with its arguments: whether they are whole numbers, or true or false."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import numpy as np


class Use(Enum):
    """What an argument is taken for.

    Attributes:
        TRUTH: Only matters whether it is 0.
        WHOLE: It becomes a whole number, or is compared with counted places.
        SCALED: Likewise, after it was multiplied.
        NUMBER: Anything else.
    """

    TRUTH = 0
    WHOLE = 1
    SCALED = 2
    NUMBER = 3


# `None`: nothing is done with it.
Uses = list[Use | None]

_SAME_VALUES = frozenset(
    {
        *("reshape", "broadcast_in_dim", "squeeze", "expand_dims", "transpose", "slice", "rev"),
        *("copy", "copy_p", "stop_gradient", "concatenate", "pad", "optimization_barrier", "split"),
        *("gather", "dynamic_slice", "dynamic_update_slice", "select_n", "reduce_precision"),
    }
)
# Of these, whole numbers give whole numbers.
_WHOLE = frozenset({"add", "sub", "max", "min", "clamp", "rem", "floor", "round", "sort", "neg"})
_COMPARISONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})
_PROGRAMS = ("jaxpr", "call_jaxpr", "fun_jaxpr")


def uses_of_arguments(program: Any) -> Uses:
    """Return what each argument of a program is taken for; `None` where it is not used.

    Args:
        program: A `jax.core.ClosedJaxpr`.
    """
    return _uses(program, [Use.NUMBER] * len(program.jaxpr.outvars))


def _uses(program: Any, results: Sequence[Use | None]) -> Uses:
    """Go backwards through a program, from what its results are taken for."""
    jaxpr = getattr(program, "jaxpr", program)
    counted = _counted(jaxpr)
    found: dict[Any, Use | None] = {}

    def note(atom: Any, use: Use | None) -> None:
        if not hasattr(atom, "val"):  # a literal has a value
            found[atom] = _both(found.get(atom), use)

    for atom, use in zip(jaxpr.outvars, results, strict=True):
        note(atom, use)
    for equation in reversed(jaxpr.eqns):
        wanted = [found.get(variable) for variable in equation.outvars]
        for atom, use in zip(equation.invars, _before(equation, wanted, counted), strict=True):
            note(atom, use)
    return [found.get(variable) for variable in jaxpr.invars]


def _both(one: Use | None, other: Use | None) -> Use | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=lambda use: use.value)


def _before(equation: Any, wanted: list[Use | None], counted: set[Any]) -> Uses:
    """Return what an equation's arguments are taken for, given what its results are."""
    name, count = equation.primitive.name, len(equation.invars)
    if all(use is None for use in wanted):
        return [None] * count
    inner = _INNER.get(name)
    if inner is not None:
        return inner(equation.params, wanted, count)
    program = next((equation.params[k] for k in _PROGRAMS if k in equation.params), None)
    if program is not None:
        return _uses(program, wanted)
    if name == "convert_element_type":
        kind = np.dtype(equation.params["new_dtype"]).kind
        return [Use.WHOLE if kind in "iu" else Use.TRUTH if kind == "b" else wanted[0]]
    if name in _COMPARISONS:
        return _compared(equation, counted)
    if name in _SAME_VALUES:
        return [wanted[0]] * count
    if name in _WHOLE or name == "mul":
        use = Use.SCALED if name == "mul" and wanted[0] is Use.WHOLE else wanted[0]
        is_whole = use in (Use.WHOLE, Use.SCALED) and all(map(_may_be_whole, equation.invars))
        return [use if is_whole else Use.NUMBER] * count
    return [Use.NUMBER] * count


def _compared(equation: Any, counted: set[Any]) -> Uses:
    one, other = equation.invars
    return [_beside(equation.primitive.name, x, counted) for x in (other, one)]


def _beside(name: str, other: Any, counted: set[Any]) -> Use | None:
    """Return what is compared with another atom."""
    if hasattr(other, "val"):
        if name == "ne" and not np.any(other.val):
            return Use.TRUTH
        # Any number may be compared with a whole one: other uses have to say it.
        return None if _may_be_whole(other) else Use.NUMBER
    return Use.WHOLE if other in counted else Use.NUMBER


def _may_be_whole(atom: Any) -> bool:
    if not hasattr(atom, "val"):
        return True
    return bool(np.all(np.equal(np.mod(np.asarray(atom.val, float), 1), 0)))


def _counted(jaxpr: Any) -> set[Any]:
    """Return the variables that hold places, counted from 0 on."""
    counted: set[Any] = set()
    for equation in jaxpr.eqns:
        name = equation.primitive.name
        handed_on = name in _SAME_VALUES or name in ("convert_element_type", "add")
        given = [v for v in equation.invars if not hasattr(v, "val")]
        if name == "iota" or (handed_on and given and all(v in counted for v in given)):
            counted.update(equation.outvars)
        elif "jaxpr" in equation.params and not given:  # `arange`, in a program of its own
            inner = getattr(equation.params["jaxpr"], "jaxpr", equation.params["jaxpr"])
            if set(inner.outvars) <= _counted(inner):
                counted.update(equation.outvars)
    return counted


def _branches(params: Any, wanted: list[Use | None], count: int) -> Uses:
    found: Uses = [None] * (count - 1)
    for branch in params["branches"]:
        found = [_both(x, y) for x, y in zip(found, _uses(branch, wanted), strict=True)]
    return [Use.WHOLE, *found]


def _while(params: Any, wanted: list[Use | None], count: int) -> Uses:
    tests, consts = params["cond_nconsts"], params["body_nconsts"]
    test = _uses(params["cond_jaxpr"], [Use.NUMBER])
    # What a turn gives is taken by the next one: for numbers, where nobody looks further.
    body = _uses(params["body_jaxpr"], [use or Use.NUMBER for use in wanted])
    state = zip(wanted, test[tests:], body[consts:], strict=True)
    return [*test[:tests], *body[:consts], *(_both(x, _both(y, z)) for x, y, z in state)]


def scan_counts(params: Any) -> tuple[int, int]:
    """Return how many of a scan's inputs are constants, and how many its state.

    Args:
        params: Of JAX's equation; since 0.11 they hold the parts and not their numbers.
    """
    if "num_consts" in params:
        return params["num_consts"], params["num_carry"]
    consts, state, _ = params["ft_in"].unpack()
    return len(consts), len(state)


def _scan(params: Any, wanted: list[Use | None], count: int) -> Uses:
    _, carried = scan_counts(params)
    results = [use or Use.NUMBER if k < carried else use for k, use in enumerate(wanted)]
    return _uses(params["jaxpr"], results)


_INNER: dict[str, Callable[[Any, list[Use | None], int], Uses]] = {
    "cond": _branches,
    "while": _while,
    "scan": _scan,
}
