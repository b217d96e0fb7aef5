"""Cases as Keras models, and what Keras gives for them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tests.convert.operation_table.case import Array, Case
from tfjs_bridge.convert.frontend.calling import InputSpec, Signature
from tfjs_bridge.keras_backend import load_keras

# Each program is run once: it is compiled in half the time.
_QUICKLY = {"xla_backend_optimization_level": 0}


def model_of(name: str, cases: Sequence[Case], *, is_open: bool) -> Signature:
    """A model with the inputs and the outputs of some cases of one function.

    Args:
        name: Of the function, as `public_functions` has it.
        cases: Whose inputs and outputs stand side by side.
        is_open: Leave the first axis of the inputs open, where the cases allow it.
    """
    keras = load_keras()
    calls = [functools.partial(case.call, _function(name, case)) for case in cases]
    counts = [len(case.inputs) for case in cases]

    class Cases(keras.Model):  # type: ignore[misc, name-defined]
        """Calls the function."""

        def call(self, tensors: Sequence[Any]) -> dict[str, Any]:
            return _outputs(calls, counts, tensors)

    specs = [
        InputSpec(f"x{k}_{place}", shape, str(array.dtype))
        for k, case in enumerate(cases)
        for place, (array, shape) in enumerate(
            zip(case.inputs, _shapes(case, is_open), strict=True)
        )
    ]
    # Symbols are counted by input: all cases share the batch, so that each case needs a model.
    return Signature(Cases(name="cases"), tuple(specs), lambda xs: ((list(xs),), {}), False)


def _function(name: str, case: Case) -> Callable[..., Any]:
    from tests.convert.operation_table.functions import public_functions

    function = public_functions()[name]
    if not case.is_random:
        return function
    return functools.partial(function, seed=load_keras().random.SeedGenerator(1))


def _outputs(
    calls: Sequence[Callable[..., Any]], counts: Sequence[int], tensors: Sequence[Any]
) -> dict[str, Any]:
    """Each case's outputs, by a name of its own."""
    outputs, rest = {}, list(tensors)
    for k, (call, count) in enumerate(zip(calls, counts, strict=True)):
        given, rest = rest[:count], rest[count:]
        for place, output in enumerate(_flat(call(*given))):
            outputs[f"y{k}_{place}"] = output
    return outputs


def _flat(value: Any) -> list[Any]:
    """The tensors of a result; a complex one as its two parts."""
    ops = load_keras().ops
    tensors: list[Any] = []
    for leaf in load_keras().tree.flatten(value):
        tensor = ops.convert_to_tensor(leaf)
        is_complex = "complex" in str(tensor.dtype)
        tensors += [ops.real(tensor), ops.imag(tensor)] if is_complex else [tensor]
    return tensors


def batch_of(case: Case) -> int | None:
    """The size of the first axis of the first input of most axes; `None` if they have none."""
    rank = max(array.ndim for array in case.inputs)
    return next((x.shape[0] for x in case.inputs if x.ndim == rank and rank), None)


def _shapes(case: Case, is_open: bool) -> list[tuple[int | None, ...]]:
    """The inputs' shapes, with an open batch where one has it."""
    batch = batch_of(case)
    return [
        (None, *x.shape[1:]) if is_open and x.ndim and x.shape[0] == batch else x.shape
        for x in case.inputs
    ]


def expected(name: str, cases: Sequence[Case]) -> list[list[Array]]:
    """What Keras gives for each case."""
    import jax

    calls = [functools.partial(case.call, _function(name, case)) for case in cases]
    if any(case.is_random for case in cases):  # their states are no part of a compiled program
        results = [_flat(call(*case.inputs)) for call, case in zip(calls, cases, strict=True)]
    else:

        def run(inputs: list[tuple[Any, ...]]) -> list[list[Any]]:
            return [_flat(call(*given)) for call, given in zip(calls, inputs, strict=True)]

        given = [case.inputs for case in cases]
        results = jax.jit(run).lower(given).compile(compiler_options=_QUICKLY)(given)
    return [[np.asarray(array) for array in arrays] for arrays in results]
