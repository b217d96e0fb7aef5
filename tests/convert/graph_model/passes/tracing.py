"""Graphs of plain JAX functions, as those of models are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.convert.graph_model.passes.comparing import Build
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.shapes import broadcast_to
from tfjs_bridge.convert.graph_model.ir import Size, Tensor
from tfjs_bridge.convert.graph_model.sizes import shape_of
from tfjs_bridge.convert.graph_model.translate import Translation


def traced(function: Callable[..., Any]) -> Build:
    """Return what emits a function of float32 arrays with one result."""

    def build(b: Builder, *inputs: Tensor) -> Tensor:
        import jax

        arguments = [jax.ShapeDtypeStruct(_jax_shape(x), x.dtype) for x in inputs]
        program = jax.jit(function).trace(*arguments).jaxpr
        translation = Translation(b)
        (result,) = translation.run_closed(program, list(inputs))
        assert not translation.reasons
        return broadcast_to(b, result, shape_of(program.jaxpr.outvars[0].aval.shape))

    return build


def _jax_shape(x: Tensor) -> tuple[Any, ...]:
    return tuple(size.expression if isinstance(size, Size) else size for size in x.shape)
