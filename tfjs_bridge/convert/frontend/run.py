"""Running a Keras model: what the golden vectors' outputs come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.calls import arguments, filled, named_refs, nodes_in_order
from tfjs_bridge.convert.frontend.compiled import CompiledModel
from tfjs_bridge.convert.frontend.graph import TensorRef
from tfjs_bridge.convert.frontend.numpy_patches import patched_operations
from tfjs_bridge.keras_backend import load_keras, without_tensorflow


def run_keras_model(model: Any, inputs: Sequence[npt.NDArray[Any]]) -> list[npt.NDArray[Any]]:
    """Run a Keras model as `model(inputs, training=False)` would, in less memory.

    Keras keeps what every layer gave until the last one is done; for ResNet50 and one picture that
    is more than its weights. Here each tensor goes when nothing needs it any more. Stateful layers
    begin at zero states, as in TensorFlow.js, and keep their own.

    Args:
        model: A built Keras model, or one that was compiled.
        inputs: One array for each input, in the order of a `Graph`'s inputs.

    Returns:
        The outputs, in the order of a `Graph`'s outputs; float32 unless the model was compiled.
    """
    if isinstance(model, CompiledModel):
        return model.run(inputs)
    with without_tensorflow():
        config = model.get_config()
    # Negated weights make roots of negative variances; a comparison sees what comes of them.
    with _fresh_states(model), patched_operations(), np.errstate(all="ignore"):
        if "input_layers" in config:
            results = _run_functional(model, config, inputs)
        else:
            results = load_keras().tree.flatten(model(inputs[0], training=False))
    return [np.asarray(output, np.float32) for output in results]


def keras_reason(error: Exception) -> str:
    """Return what Keras says in one line.

    Its layers put an error of their own in front of the cause, in bold; its deserialization puts
    the whole configuration there.
    """
    # Keras fails itself when it tells of some of JAX's errors, and hides them.
    while "_error_repr" in str(error) and isinstance(error.__context__, Exception):
        error = error.__context__
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).split("Exception encountered: ")[-1]
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    # Keras repeats this line for each layer around the one that failed.
    said = [line for line in lines if not line.startswith("Exception encountered when calling")]
    return f"{type(error).__name__}: {(said or lines or [''])[0]}".removesuffix(": ")


@contextmanager
def _fresh_states(model: Any) -> Iterator[None]:
    """Set the states of stateful layers to zero within a block, and back afterwards."""
    stateful = [layer for layer in model._flatten_layers() if getattr(layer, "stateful", False)]
    states = load_keras().tree.flatten([getattr(layer, "states", None) for layer in stateful])
    states = [state for state in states if state is not None]
    saved = [np.array(variable) for variable in states]
    for variable, value in zip(states, saved, strict=True):
        variable.assign(np.zeros_like(value))
    try:
        yield
    finally:
        for variable, value in zip(states, saved, strict=True):
            variable.assign(value)


def _run_functional(
    model: Any, config: dict[str, Any], inputs: Sequence[npt.NDArray[Any]]
) -> list[Any]:
    tree = load_keras().tree
    operations = {operation.name: operation for operation in model.operations}
    given = [ref for _, ref in named_refs(config["input_layers"], operations)]
    wanted = [ref for _, ref in named_refs(config["output_layers"], operations)]
    values: dict[TensorRef, Any] = dict(zip(given, inputs, strict=True))
    calls = [
        (ref, *arguments(operations[ref.layer], node))
        for ref, node in nodes_in_order(config["layers"], given)
    ]
    # The last call that takes each tensor; outputs outlive all of them.
    last = {ref: k for k, (_, *call) in enumerate(calls) for ref in instances(call, TensorRef)}
    last |= dict.fromkeys(wanted, len(calls))
    for k, (ref, args, kwargs) in enumerate(calls):
        named = {name: value for name, value in filled(kwargs, values).items() if value is not None}
        if getattr(operations[ref.layer], "_call_has_training_arg", False):
            named["training"] = False  # some layers' own default is True
        results = tree.flatten(operations[ref.layer](*filled(args, values), **named))
        values |= {TensorRef(ref.layer, ref.call, index): x for index, x in enumerate(results)}
        values = {ref: value for ref, value in values.items() if last.get(ref, -1) > k}
    return [values[ref] for ref in wanted]
