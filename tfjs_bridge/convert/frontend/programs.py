"""What a Keras model computes, as JAX's program for its smallest sizes: to be read, never run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.compiled import (
    assigned_in_scope,
    in_scope,
    is_seed,
    seeded,
    variables_of,
)


@dataclass(frozen=True, slots=True, eq=False)
class SmallProgram:
    """A model's program with 1 for each open size.

    Attributes:
        program: A `jax.core.ClosedJaxpr`; its arguments are the variables, then the inputs.
        variables: Keras's.
        names: The outputs'.
    """

    program: Any
    variables: list[Any]
    names: list[str]


def small_program(signature: Signature) -> SmallProgram:
    """Trace a model.

    Raises:
        Exception: Keras's or JAX's own, where it cannot be called.
    """
    import jax

    variables = variables_of(signature.model)
    names: list[str] = []

    def run(values: list[Any], inputs: list[Any]) -> list[Any]:
        found = in_scope(signature, variables, values, inputs)
        names.extend(found)  # JAX would sort a dict's
        return list(found.values())

    with seeded():
        program = jax.make_jaxpr(run)(*_arguments(signature, variables))
    return SmallProgram(program, variables, names)


def assigned_variables(signature: Signature) -> list[Any]:
    """Return the variables that a call assigns, but for those of random numbers.

    Raises:
        Exception: Keras's or JAX's own, where it cannot be called.
    """
    import jax

    variables = variables_of(signature.model)
    assigned: list[Any] = []

    def run(values: list[Any], inputs: list[Any]) -> None:
        assigned.extend(assigned_in_scope(signature, variables, values, inputs))

    with seeded():
        jax.eval_shape(run, *_arguments(signature, variables))
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


def _arguments(signature: Signature, variables: list[Any]) -> tuple[list[Any], list[Any]]:
    import jax

    values = [jax.ShapeDtypeStruct(tuple(v.shape), v.dtype) for v in variables]
    inputs = [
        jax.ShapeDtypeStruct(tuple(size or 1 for size in spec.shape), spec.dtype)
        for spec in signature.inputs
    ]
    return values, inputs
