"""Keras on its JAX backend: a model's calculation as JAX's program, with open sizes as symbols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.convert.graph_model.ir import Shape, Size
from tfjs_bridge.keras_backend import load_keras


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input of a model.

    Attributes:
        name: Its name.
        shape: Its sizes, `None` where one is open.
        dtype: Of numpy's.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A traced model.

    Attributes:
        jaxpr: A `jax.core.ClosedJaxpr`; its arguments are the variables, then the inputs.
        variables: Keras's, in the order of the arguments.
        inputs: The shapes of the inputs, with symbols for open sizes.
    """

    jaxpr: Any
    variables: tuple[Any, ...]
    inputs: tuple[Shape, ...]


def trace(
    call: Any, variables: Sequence[Any], specs: Sequence[InputSpec], constraints: Sequence[str] = ()
) -> Program:
    """Trace a function of tensors that calls a Keras model.

    Args:
        call: Takes a list of one tensor for each input, and returns a list of tensors.
        variables: All that it reads: the model's.
        specs: Of the inputs.
        constraints: What is known of the open sizes, such as ``"s1 <= 512"``.

    Raises:
        Exception: What Keras and JAX raise where the model cannot be traced with these sizes.
    """
    import jax

    shapes = _symbolic_shapes(specs, constraints)
    keras = load_keras()

    def run(values: list[Any], inputs: list[Any]) -> Any:
        # In a scope of their own, so that nothing that the model assigns is kept.
        with keras.StatelessScope(state_mapping=list(zip(variables, values, strict=True))):
            return call(inputs)

    arguments = [jax.ShapeDtypeStruct(tuple(v.shape), v.dtype) for v in variables]
    inputs = [
        jax.ShapeDtypeStruct(shape, spec.dtype) for shape, spec in zip(shapes, specs, strict=True)
    ]
    traced = jax.jit(run).trace(arguments, inputs)
    return Program(traced.jaxpr, tuple(variables), tuple(map(_ours, shapes)))


def _symbolic_shapes(specs: Sequence[InputSpec], constraints: Sequence[str]) -> list[Any]:
    """Return JAX's shapes; all open sizes are of one scope, so that they can be compared."""
    from jax import export

    names = [_symbols(spec, k) for k, spec in enumerate(specs)]
    symbols = sorted({name for shape in names for name in shape if name.isidentifier()})
    if not symbols:
        return [spec.shape for spec in specs]
    scope = export.SymbolicScope([c for c in constraints if c.split()[0] in symbols])
    return [export.symbolic_shape(", ".join(shape), scope=scope) for shape in names]


def _symbols(spec: InputSpec, place: int) -> list[str]:
    """Name open sizes: the batch is the same for all inputs, each other one is its own."""
    return [
        str(size) if size is not None else "b" if axis == 0 else f"s{place}_{axis}"
        for axis, size in enumerate(spec.shape)
    ]


def _ours(shape: Sequence[Any]) -> Shape:
    return tuple(size if isinstance(size, int) else Size(str(size), size) for size in shape)
