"""What a Keras model computes, as JAX's program for small sizes: to be read, never run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.compiled import (
    assigned_in_scope,
    in_scope,
    is_seed,
    traceable,
    variables_of,
)
from tfjs_bridge.convert.frontend.graph import Shape

# Of inputs whose sizes are open, until one is large enough.
_SMALL_SIZES = (1, 4, 8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True, eq=False)
class SmallProgram:
    """A model's program with 1 for each open size.

    Attributes:
        traced: JAX's `Traced`, which can be compiled.
        inputs: JAX's `ShapeDtypeStruct`, for each input.
        variables: Keras's.
        names: The outputs'.
    """

    traced: Any
    inputs: list[Any]
    variables: list[Any]
    names: list[str]

    @property
    def program(self) -> Any:
        """A `jax.core.ClosedJaxpr`; its arguments are the variables, then the inputs."""
        return self.traced.jaxpr


def small_program(signature: Signature) -> SmallProgram:
    """Trace a model.

    Raises:
        Exception: Keras's or JAX's own, where it cannot be called.
    """
    import jax

    variables = variables_of(signature.model)
    names: list[str] = []
    taken: list[Any] = []

    def run(values: list[Any], inputs: list[Any]) -> list[Any]:
        taken[:] = [jax.ShapeDtypeStruct(x.shape, x.dtype) for x in inputs]
        found = in_scope(signature, variables, values, inputs)
        names[:] = found  # JAX would sort a dict's
        return list(found.values())

    traced = _in_small(signature, variables, jax.jit(run).trace)
    return SmallProgram(traced, taken, variables, names)


def assigned_variables(signature: Signature) -> list[Any]:
    """Return the variables that a call assigns, but for those of random numbers.

    Raises:
        Exception: Keras's or JAX's own, where it cannot be called.
    """
    import jax

    variables = variables_of(signature.model)
    assigned: list[Any] = []

    def run(values: list[Any], inputs: list[Any]) -> None:
        assigned[:] = assigned_in_scope(signature, variables, values, inputs)

    _in_small(signature, variables, functools.partial(jax.eval_shape, run))
    return [variable for variable in assigned if not is_seed(variable)]


def variables_behind(signature: Signature) -> list[Any]:
    """Return the variables that a model's outputs depend on."""
    small = small_program(signature)
    jaxpr = small.program.jaxpr
    wanted = {v for v in jaxpr.outvars if not hasattr(v, "val")}  # a literal has a value
    for equation in reversed(jaxpr.eqns):
        if not wanted.isdisjoint(equation.outvars):
            wanted.update(v for v in equation.invars if not hasattr(v, "val"))
    pairs = zip(small.variables, jaxpr.invars, strict=False)
    return [variable for variable, argument in pairs if argument in wanted]


def _in_small(
    signature: Signature, variables: list[Any], traced: Callable[[list[Any], list[Any]], Any]
) -> Any:
    """Trace with the smallest of some sizes that is large enough for what is open."""
    import jax

    values = [jax.ShapeDtypeStruct(tuple(v.shape), v.dtype) for v in variables]
    failures = []
    for size in _SMALL_SIZES:
        inputs = [
            jax.ShapeDtypeStruct(_sizes(spec.shape, size), spec.dtype) for spec in signature.inputs
        ]
        try:
            with traceable():
                return traced(values, inputs)
        except Exception as error:  # Keras and JAX raise anything where an input is too small
            failures.append(error)
        if all(None not in spec.shape[1:] for spec in signature.inputs):
            break
    raise failures[0]


def _sizes(shape: Shape, open_size: int) -> tuple[int, ...]:
    return tuple(size or (open_size if axis else 1) for axis, size in enumerate(shape))
