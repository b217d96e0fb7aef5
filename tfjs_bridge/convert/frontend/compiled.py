"""Keras models on its JAX backend, compiled as a whole."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.depthwise import depthwise_as_sums
from tfjs_bridge.convert.frontend.once_per_shape import once_per_shape
from tfjs_bridge.convert.frontend.open_lengths import all_steps_at_once
from tfjs_bridge.keras_backend import load_keras

# Takes values for the variables, and arrays for the inputs; returns the outputs.
Program = Callable[[Sequence[Any], Sequence[Any]], Sequence[Any]]

# Each shape is run about ten times: MobileNetV2 compiles in a quarter of the time, and takes 48 ms
# for a run in place of 13.
_PLAINLY: dict[str, Any] = {"xla_backend_optimization_level": 0}
_QUICKLY: dict[str, Any] = {
    **_PLAINLY,
    "xla_llvm_disable_expensive_passes": True,
    "xla_cpu_parallel_codegen_split_count": 1,
    "xla_cpu_use_fusion_emitters": False,
}


class CompiledModel:
    """A model that is run as one program.

    Layer by layer, JAX compiles each of them by itself: MobileNetV2 takes ten times as long.

    Attributes:
        signature: How it is called.
    """

    def __init__(
        self,
        signature: Signature,
        inputs: Sequence[Any] = (),
        known: Callable[[], Program] | None = None,
    ) -> None:
        """Take a model.

        Args:
            signature: How it is called.
            inputs: Of one size: anything that has a shape and a dtype.
            known: Returns the program for that size, if there is one already.
        """
        self.signature = signature
        self._known = {} if known is None else {_key(inputs): known}
        self._programs: dict[Any, Program] = {}

    @property
    def name(self) -> str:
        """The model's name."""
        return self.signature.name

    @property
    def weights(self) -> list[Any]:
        """Keras's variables, which may be assigned between two runs."""
        return self.signature.weights

    def run(self, inputs: Sequence[npt.NDArray[Any]]) -> list[npt.NDArray[Any]]:
        """Return the outputs for one array of each input, stateful layers being at zero states.

        They are float32, int32 or bool, as TensorFlow.js has them.
        """
        variables = variables_of(self.signature.model)
        values = first_values(self.signature.model)
        program = self._program(variables, values, inputs)
        return [_as_in_tfjs(np.asarray(x)) for x in program(values, list(inputs))]

    def _program(
        self, variables: list[Any], values: list[Any], inputs: Sequence[npt.NDArray[Any]]
    ) -> Program:
        key = _key(inputs)
        if key not in self._programs:
            known = self._known.pop(key, None)
            if known is None:
                lowered = self._trace(variables, values, inputs).lower()
                known = functools.partial(compiled, lowered)
            self._programs[key] = known()
        return self._programs[key]

    def _trace(self, variables: list[Any], values: list[Any], inputs: Sequence[Any]) -> Any:
        import jax

        def run(values: list[Any], inputs: list[Any]) -> list[Any]:
            return list(in_scope(self.signature, variables, values, inputs).values())

        with traceable(), depthwise_as_sums():
            return jax.jit(run).trace(values, list(inputs))


def _key(inputs: Sequence[Any]) -> tuple[Any, ...]:
    return tuple((tuple(x.shape), str(x.dtype)) for x in inputs)


def compiled(lowered: Any) -> Program:
    """Compile JAX's `Lowered`; other threads run meanwhile."""
    import jax

    try:
        return lowered.compile(compiler_options=_QUICKLY)  # type: ignore[no-any-return]
    except jax.errors.JaxRuntimeError:  # options come and go with XLA's releases
        return lowered.compile(compiler_options=_PLAINLY)  # type: ignore[no-any-return]


def in_scope(
    signature: Signature, variables: Sequence[Any], values: Sequence[Any], inputs: Sequence[Any]
) -> dict[str, Any]:
    """Call a model with values for its variables, and keep nothing that it assigns."""
    scope = load_keras().StatelessScope(state_mapping=list(zip(variables, values, strict=True)))
    with scope:
        return signature.call(inputs)


def assigned_in_scope(
    signature: Signature, variables: Sequence[Any], values: Sequence[Any], inputs: Sequence[Any]
) -> list[Any]:
    """Call a model likewise, and return the variables that it assigns."""
    scope = load_keras().StatelessScope(state_mapping=list(zip(variables, values, strict=True)))
    before = [scope.get_current_value(variable) for variable in variables]
    with scope:
        signature.call(inputs)
    pairs = zip(variables, before, strict=True)
    return [v for v, value in pairs if scope.get_current_value(v) is not value]


def _as_in_tfjs(output: npt.NDArray[Any]) -> npt.NDArray[Any]:
    kinds = {"b": "bool", "i": "int32", "u": "int32"}
    return np.asarray(output, kinds.get(output.dtype.kind, "float32"))


@contextmanager
def traceable() -> Iterator[None]:
    """Let Keras be traced by JAX where it would refuse, or ask TensorFlow.

    Random operations without a seed are refused, for the seed is fixed: in a graph model they
    become TensorFlow.js's own, which draw anew each time. Preprocessing layers ask TensorFlow
    whether it is tracing them, and import it for that.
    """
    from keras.src.random import seed_generator
    from keras.src.utils import backend_utils

    own = seed_generator.SeedGenerator(0)
    before = seed_generator.global_seed_generator, backend_utils.in_tf_graph
    seed_generator.global_seed_generator = lambda: own
    backend_utils.in_tf_graph = lambda: False
    try:
        with all_steps_at_once(), once_per_shape():
            yield
    finally:
        seed_generator.global_seed_generator, backend_utils.in_tf_graph = before


def variables_of(model: Any) -> list[Any]:
    """Return all variables of a model; Keras leaves out the states of recurrent layers."""
    known = list(model.variables)
    found = {id(variable) for variable in known}
    return [*known, *(state for state in state_variables(model) if id(state) not in found)]


def first_values(model: Any) -> list[Any]:
    """Return the values with which a prediction begins: those of `variables_of`.

    Recurrent layers' states are zeros, whatever the model has been run on; so are the states of
    random numbers, or the golden vectors would not be the same the next time.
    """
    states = {id(variable) for variable in state_variables(model)}
    return [
        np.zeros(variable.shape, variable.dtype)
        if id(variable) in states or is_seed(variable)
        else variable.value
        for variable in variables_of(model)
    ]


def is_seed(variable: Any) -> bool:
    """Tell whether a variable is the state of a `keras.random.SeedGenerator`."""
    return str(variable.name) == "seed_generator_state"


def state_variables(model: Any) -> list[Any]:
    """Return the variables in which stateful layers keep what they have seen."""
    stateful = [layer for layer in model._flatten_layers() if getattr(layer, "stateful", False)]
    states = load_keras().tree.flatten([getattr(layer, "states", None) for layer in stateful])
    return [state for state in states if state is not None]
