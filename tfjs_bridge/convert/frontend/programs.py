"""What a Keras model computes, as JAX's program for small sizes: to be read, or compiled."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.compiled import (
    Program,
    assigned_in_scope,
    compiled,
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
        signature: How the model is called.
        traced: JAX's `Traced`.
        inputs: JAX's `ShapeDtypeStruct`, for each input.
        variables: Keras's.
        names: The outputs'.
        begun: It is being compiled, if so.
    """

    signature: Signature
    traced: Any
    inputs: list[Any]
    variables: list[Any]
    names: list[str]
    begun: Future[Program] | None = None

    @property
    def program(self) -> Any:
        """A `jax.core.ClosedJaxpr`; its arguments are the variables, then the inputs."""
        return self.traced.jaxpr

    def compiled(self) -> Program:
        """Return what can be run: compile it, or wait until that is done."""
        return compiled(self.traced.lower()) if self.begun is None else self.begun.result()


@contextmanager
def compiling(small: SmallProgram) -> Iterator[SmallProgram]:
    """Compile a program while a block is run, which ends no sooner.

    A thread of its own does, for XLA needs nothing of Python: what it gives is the same.
    """
    with ThreadPoolExecutor(1) as thread:
        # In this thread: JAX's settings are each thread's own.
        yield replace(small, begun=thread.submit(compiled, small.traced.lower()))


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
    return SmallProgram(signature, traced, taken, variables, names)


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
