"""Programs that are compiled in a thread, and run in several: nothing is lost, or left running."""

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


def batches(count: int) -> list[list[Any]]:
    """So many examples, each by itself."""
    generator = np.random.default_rng(0)
    return [[generator.normal(size=EXAMPLE).astype(np.float32)] for _ in range(count)]


def test_what_a_thread_compiles_is_what_is_run() -> None:
    """Compiled once, in the thread; the outputs are those of a program that is compiled here."""
    program = small()
    with compiling(program) as begun:
        there = CompiledModel(program.signature, begun.inputs, begun.compiled).run(batches(1)[0])
    assert begun.begun is not None
    assert begun.compiled() is begun.begun.result()
    here = CompiledModel(program.signature, program.inputs, program.compiled).run(batches(1)[0])
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


@pytest.mark.parametrize("count", [1, 2, 5])
def test_batches_that_run_together_give_what_each_gives_alone(count: int) -> None:
    """To the bit, and in their order."""
    program = small()
    model = CompiledModel(program.signature, program.inputs, program.compiled)
    each = [model.run(batch) for batch in batches(count)]
    together = model.run_each(batches(count), together=2)
    np.testing.assert_array_equal(np.array(together), np.array(each))
    assert len(np.unique(np.array(each))) > count  # they differ


def test_an_error_of_one_batch_is_raised() -> None:
    """And not the outputs of the others."""
    program = small()
    model = CompiledModel(program.signature, program.inputs, program.compiled)
    wrong = [np.zeros((2, 6), np.float32)]
    with pytest.raises(TypeError):
        model.run_each([*batches(3), wrong], together=2)
