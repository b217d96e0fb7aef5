"""Keras on its JAX backend: a model's calculation as JAX's program, with open sizes as symbols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.frontend.calling import InputSpec, Signature
from tfjs_bridge.convert.frontend.compiled import first_values, in_scope, traceable, variables_of
from tfjs_bridge.convert.graph_model.ir import Shape, Size
from tfjs_bridge.convert.graph_model.naming import Naming, names_in


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A traced model.

    Attributes:
        jaxpr: A `jax.core.ClosedJaxpr`; its arguments are the variables, then the inputs.
        variables: Keras's, in the order of the arguments.
        values: With which the variables begin; recurrent layers' states are zeros.
        inputs: The shapes of the inputs, with symbols for open sizes.
        outputs: The outputs' names.
    """

    jaxpr: Any
    variables: tuple[Any, ...]
    values: tuple[Any, ...]
    inputs: tuple[Shape, ...]
    outputs: tuple[str, ...]


def trace(
    signature: Signature, constraints: Sequence[str] = (), naming: Naming | None = None
) -> Program:
    """Trace a Keras model's prediction.

    Args:
        signature: Of the model.
        constraints: What is known of the open sizes, such as ``"s0_1 <= 512"``.
        naming: Of the open sizes; each is its own if `None`.

    Raises:
        Exception: What Keras and JAX raise where the model cannot be traced with these sizes.
    """
    import jax

    specs = signature.inputs
    shapes = _symbolic_shapes(specs, constraints, naming or Naming())
    variables = variables_of(signature.model)
    names: list[str] = []

    def run(values: list[Any], inputs: list[Any]) -> list[Any]:
        outputs = in_scope(signature, variables, values, inputs)
        names.extend(outputs)
        return list(outputs.values())

    arguments = [jax.ShapeDtypeStruct(tuple(v.shape), v.dtype) for v in variables]
    inputs = [
        jax.ShapeDtypeStruct(shape, spec.dtype) for shape, spec in zip(shapes, specs, strict=True)
    ]
    with traceable():
        traced = jax.jit(run).trace(arguments, inputs)
    return Program(
        traced.jaxpr,
        tuple(variables),
        tuple(first_values(signature.model)),
        tuple(map(_ours, shapes)),
        tuple(names),
    )


def _symbolic_shapes(
    specs: Sequence[InputSpec], constraints: Sequence[str], naming: Naming
) -> list[Any]:
    """Return JAX's shapes; all open sizes are of one scope, so that they can be compared."""
    from jax import export

    names = [naming.symbols(spec, k) for k, spec in enumerate(specs)]
    symbols = {name for shape in names for size in shape for name in names_in(size)}
    if not symbols:
        return [spec.shape for spec in specs]
    scope = export.SymbolicScope([c for c in constraints if names_in(c) & symbols])
    return [export.symbolic_shape(", ".join(shape), scope=scope) for shape in names]


def _ours(shape: Sequence[Any]) -> Shape:
    return tuple(size if isinstance(size, int) else Size(str(size), size) for size in shape)
