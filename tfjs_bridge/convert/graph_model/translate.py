"""JAX's program of a model to a graph of TensorFlow's operations."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.shapes import broadcast_to
from tfjs_bridge.convert.graph_model.ir import Complex, Shape, Tensor, dtype_of
from tfjs_bridge.convert.graph_model.registry import (
    Application,
    NotExpressibleError,
    lowerings,
    refusal,
)
from tfjs_bridge.convert.graph_model.sizes import shape_of

# Emits an equation that holds programs, or needs more than its inputs' values.
Inlining = Callable[["Translation", Any, list[Tensor]], list[Tensor]]
_INLINED: dict[str, Inlining] = {}
_REPLACED: dict[str, Inlining] = {}
# The node in place of a key for random numbers.
KEY = "_RandomKey"


def inlines(*names: str) -> Callable[[Inlining], Inlining]:
    """Register a function as what primitives become that hold programs."""

    def register(function: Inlining) -> Inlining:
        _INLINED.update(dict.fromkeys(names, function))
        return function

    return register


def replaces(*names: str) -> Callable[[Inlining], Inlining]:
    """Register a function as what functions of JAX become, by the names that JAX gives them."""

    def register(function: Inlining) -> Inlining:
        _REPLACED.update(dict.fromkeys(names, function))
        return function

    return register


class Refused(Exception):  # noqa: N818 - nothing fails: the walk goes on, to find all of them
    """Collects why parts of a model cannot be expressed: pairs of a layer's path and a reason."""

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{layer}: {reason}" for layer, reason in reasons))
        self.reasons = tuple(dict.fromkeys(reasons))


class Translation:
    """Walks through a program once; programs within it are walked through where they are used."""

    def __init__(self, b: Builder, outer: Translation | None = None) -> None:
        self.b = b
        self.scopes: tuple[str, ...] = outer.scopes if outer else ()
        self.reasons: list[tuple[str, str]] = outer.reasons if outer else []

    def run(self, jaxpr: Any, consts: Sequence[Tensor], inputs: Sequence[Tensor]) -> list[Tensor]:
        """Emit a program, and return its results, whose equal values may not be written out.

        Args:
            jaxpr: A `jax.core.Jaxpr`.
            consts: For its constants.
            inputs: For its arguments.
        """
        values = dict(zip(jaxpr.constvars, consts, strict=True))
        values |= dict(zip(jaxpr.invars, inputs, strict=True))
        needed = _needed(jaxpr)
        for place, equation in enumerate(jaxpr.eqns):
            if place not in needed:
                continue
            given = [self._read(values, atom) for atom in equation.invars]
            results = self._equation(equation, given)
            values |= dict(zip(equation.outvars, results, strict=True))
        return [self._read(values, atom) for atom in jaxpr.outvars]

    def run_closed(self, closed: Any, inputs: Sequence[Tensor]) -> list[Tensor]:
        """Emit a program with its constants, a `jax.core.ClosedJaxpr`."""
        consts = [self._const(np.asarray(value)) for value in closed.consts]
        return self.run(closed.jaxpr, consts, inputs)

    def _read(self, values: dict[Any, Any], atom: Any) -> Any:
        if hasattr(atom, "val"):  # a literal
            return self._const(np.asarray(atom.val, atom.aval.dtype))
        return values[atom]

    def _const(self, value: Any) -> Any:
        if np.iscomplexobj(value):
            return Complex(self.b.const(value.real), self.b.const(value.imag))
        return self.b.const(value, dtype_of(value.dtype))

    def _equation(self, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
        name = equation.primitive.name
        before = self.scopes
        self.scopes = (*before, str(equation.source_info.name_stack))
        self.b.scope = self.layer
        try:
            lowerings()  # registers the functions below as well
            special = _INLINED.get(name)
            if special is None and _takes_key(equation):
                special = _INLINED["random_wrap"]
            if special is None and _is_complex(equation):
                special = _INLINED["complex"]
            if special is not None:
                return special(self, equation, inputs)
            return self._primitive(equation, inputs)
        finally:
            self.scopes = before

    @property
    def layer(self) -> str:
        """The path of the layer whose part is being emitted."""
        return "/".join(filter(None, self.scopes))

    def _primitive(self, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
        name = equation.primitive.name
        try:
            lowering = lowerings().get(name)
            if lowering is None:
                raise NotExpressibleError(refusal(name))
            application = self._application(equation)
            if not lowering.is_lazy:
                pairs = zip(inputs, application.shapes, strict=True)
                inputs = [broadcast_to(self.b, x, shape) for x, shape in pairs]
            results = lowering.handler(application, *inputs)
        except NotExpressibleError as error:
            known = _computed(equation, inputs)
            if known is None:
                return self.refuse(equation, str(error))
            return [self.b.const(value, dtype) for value, dtype in known]
        return [results] if isinstance(results, Tensor) else list(results)

    def refuse(self, equation: Any, reason: str) -> list[Tensor]:
        """Note why an equation cannot be expressed, and go on with something in its place."""
        self.reasons.append((self.layer, reason))
        return [
            self.b.emit("Placeholder", (), shape_of(v.aval.shape), _safe_dtype(v.aval.dtype))
            for v in equation.outvars
        ]

    def _application(self, equation: Any) -> Application:
        ins, outs = equation.invars, equation.outvars
        try:
            results = tuple((shape_of(v.aval.shape), dtype_of(v.aval.dtype)) for v in outs)
            shapes = tuple(_shape(v) for v in ins)
        except TypeError as error:
            raise NotExpressibleError(f"computes with values of {error}") from None
        return Application(
            self.b,
            equation.primitive.name,
            equation.params,
            shapes,
            tuple(_name(v.aval.dtype) for v in ins),
            results,
            tuple(_name(v.aval.dtype) for v in outs),
        )


def _computed(equation: Any, inputs: list[Tensor]) -> list[tuple[Any, str]] | None:
    """Let JAX compute what is the same in each run; `None` if it is not.

    So what TensorFlow.js has no operation for may be done with constants, such as the inverse of a
    matrix that a layer has in its settings.
    """
    if any(x.value is None for x in inputs) or not inputs:
        return None
    given = [
        np.broadcast_to(np.asarray(x.value), v.aval.shape).astype(v.aval.dtype)
        for x, v in zip(inputs, equation.invars, strict=True)
    ]
    results = equation.primitive.bind(*given, **equation.params)
    values = results if equation.primitive.multiple_results else [results]
    variables = zip(values, equation.outvars, strict=True)
    return [(np.asarray(value), dtype_of(v.aval.dtype)) for value, v in variables]


def _takes_key(equation: Any) -> bool:
    return any(_name(v.aval.dtype).startswith("key<") for v in equation.invars)


def _is_complex(equation: Any) -> bool:
    return any(
        _name(v.aval.dtype).startswith("complex") for v in (*equation.invars, *equation.outvars)
    )


@functools.cache  # numpy takes longer to name a dtype than to look one up
def _name(dtype: Any) -> str:
    return str(dtype)


def _shape(atom: Any) -> Shape:
    return shape_of(getattr(atom.aval, "shape", ()))


def _safe_dtype(dtype: Any) -> str:
    try:
        return dtype_of(dtype)
    except TypeError:
        return "float32"


def _needed(jaxpr: Any) -> set[int]:
    """Return the places of equations that the results depend on; the others are not emitted.

    What nothing needs may be what cannot be expressed, such as the seed of a dropout that is off.
    """
    wanted = {v for v in jaxpr.outvars if not hasattr(v, "val")}
    needed = set()
    for place in reversed(range(len(jaxpr.eqns))):
        equation = jaxpr.eqns[place]
        if wanted.isdisjoint(equation.outvars):
            continue
        needed.add(place)
        wanted.update(v for v in equation.invars if not hasattr(v, "val"))
    return needed


@inlines(
    *("jit", "pjit", "closed_call", "core_call", "remat", "remat2", "checkpoint"),
    *("custom_jvp_call", "custom_vjp_call", "custom_vjp_call_jaxpr", "custom_lin"),
)
def _inner(translation: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """Emit a program that is called once, in place; or what is known to compute the same."""
    params = equation.params
    known = _REPLACED.get(str(params.get("name")))
    if known is not None and equation.primitive.name in ("jit", "pjit"):
        return known(translation, equation, inputs)
    keys = ("jaxpr", "call_jaxpr", "fun_jaxpr")
    program = next(params[key] for key in keys if key in params)
    if hasattr(program, "consts"):
        return translation.run_closed(program, inputs)
    return translation.run(program, (), inputs)


def layers_of(reasons: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield one line for each layer and reason."""
    for layer, reason in dict.fromkeys(reasons):
        yield f"layer '{layer}': {reason}" if layer else f"the model: {reason}"
