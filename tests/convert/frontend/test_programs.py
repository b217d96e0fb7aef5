"""Programs that are compiled in a thread: nothing is lost, or left running."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.convert.frontend.compiled import CompiledModel
from tfjs_bridge.convert.frontend.programs import SmallProgram, compiling
from tfjs_bridge.convert.frontend.signature import read_signature

pytestmark = pytest.mark.needs("jax")

EXAMPLE = (1, 6)


def small() -> SmallProgram:
    """A dense layer's program for one example, traced by JAX alone: Keras may be on any backend."""
    import jax

    keras = seeded_keras()
    model = keras.Sequential([keras.Input(EXAMPLE[1:]), keras.layers.Dense(3)])
    values = [jax.ShapeDtypeStruct(tuple(v.shape), "float32") for v in model.variables]
    inputs = [jax.ShapeDtypeStruct(EXAMPLE, "float32")]

    def run(values: list[Any], inputs: list[Any]) -> list[Any]:
        return [inputs[0] @ values[0] + values[1]]

    traced = jax.jit(run).trace(values, inputs)
    return SmallProgram(read_signature(model), traced, inputs, list(model.variables), ["dense"])


def example() -> list[Any]:
    """One that is drawn."""
    return [np.random.default_rng(0).normal(size=EXAMPLE).astype(np.float32)]


def test_what_a_thread_compiles_is_what_is_run() -> None:
    """Compiled once, in the thread; the outputs are those of a program that is compiled here."""
    program = small()
    with compiling(program) as begun:
        there = CompiledModel(program.signature, begun.inputs, begun.compiled).run(example())
    assert begun.begun is not None
    assert begun.compiled() is begun.begun.result()
    here = CompiledModel(program.signature, program.inputs, program.compiled).run(example())
    np.testing.assert_array_equal(there[0], here[0])


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_the_thread_has_ended_when_the_block_has(error: type[BaseException]) -> None:
    """Whatever ends it."""
    seen: list[SmallProgram] = []

    def interrupted() -> None:
        with compiling(small()) as program:
            seen.append(program)
            raise error

    with pytest.raises(error):
        interrupted()
    assert seen[0].begun is not None
    assert seen[0].begun.done()
