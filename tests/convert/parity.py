"""Parity: what plain TensorFlow.js computes with an exported model, against Keras."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Mapping, Sequence
from math import inf, isnan
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.convert.node_process import ask
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate
from tfjs_bridge.convert.writers import bridge

Array = npt.NDArray[Any]

# Of the output's largest value. Kernels add in another order than Keras's; in deep networks their
# float32 rounding errors add up.
TOLERANCE = 1e-4
BACKENDS = ("cpu", "wasm")
BATCH = 3

_STOCK = Path(__file__).with_name("stock_tfjs.mjs")
_MODEL_CHECK = Path(__file__).with_name("model_check.mjs")


def assert_parity(
    model: Any,
    inputs: Sequence[Array] | None = None,
    *,
    input_shapes: Mapping[str, Shape] | None = None,
    repeat: int = 2,
    backends: Sequence[str] = BACKENDS,
) -> float:
    """Export a live Keras model, run it in plain TensorFlow.js on cpu and wasm, and compare.

    Args:
        model: A built Keras model.
        inputs: One array for each input; random ones by default (see `random_inputs`).
        input_shapes: As for `read_keras_model`.
        repeat: How often the model is run before its outputs are read; what one run leaves behind
            must not change the next one. 1 for stateful models.
        backends: Of TensorFlow.js.

    Returns:
        The largest difference found, as a part of the output's largest value.
    """
    exported = translate(read_keras_model(model, input_shapes))
    inputs = random_inputs(exported) if inputs is None else inputs
    expected = run_keras_model(model, inputs)
    return compare(exported, inputs, expected, repeat=repeat, backends=backends)


def compare(
    exported: LayersModel,
    inputs: Sequence[Array],
    expected: Sequence[Array],
    *,
    repeat: int = 2,
    backends: Sequence[str] = BACKENDS,
) -> float:
    """Run an exported model, and what TensorFlow.js saves of it; returns as `assert_parity`."""
    assert all(np.isfinite(x).all() for x in expected), "Keras's own output is not finite"
    with tempfile.TemporaryDirectory() as name:
        bridge.write(exported, Path(name))
        assert_accepted(Path(name))
        differences = [
            largest_difference(run_stock(Path(name), backend, inputs, repeat=repeat), expected)
            for backend in backends
        ]
        again = run_stock(Path(name), backends[-1], inputs, repeat=repeat, resave=True)
        differences.append(largest_difference(again, expected))
    ways = [*backends, "saved again"]
    assert max(differences) <= TOLERANCE, dict(zip(ways, differences, strict=True))
    return max(differences)


def largest_difference(outputs: Sequence[Array], expected: Sequence[Array]) -> float:
    """By the verifier's own measure; infinite where a value is not a number."""
    assert [x.shape for x in outputs] == [x.shape for x in expected]
    differences = [difference(x, right) for x, right in zip(outputs, expected, strict=True)]
    return max((inf if isnan(x) else x for x in differences), default=0.0)


def random_inputs(exported: LayersModel, *, seed: int = 0, high: int = 2) -> list[Array]:
    """Normally distributed float32, or whole numbers below `high`; every size has to be fixed."""
    generator = np.random.default_rng(seed)
    arrays: list[Array] = []
    for spec in exported.inputs:
        shape = (BATCH, *(size for size in spec.shape[1:] if size is not None))
        if spec.dtype == "float32":
            arrays.append(generator.normal(size=shape).astype(np.float32))
        else:
            arrays.append(generator.integers(0, high, shape).astype(spec.dtype))
    return arrays


def run_stock(
    folder: Path,
    backend: str,
    inputs: Sequence[Array],
    *,
    repeat: int = 1,
    resave: bool = False,
) -> list[Array]:
    """Load an artifact's model with `tf.loadLayersModel` and return `predict`'s outputs.

    Args:
        folder: The artifact's.
        backend: Of TensorFlow.js.
        inputs: One array for each input.
        repeat: How often the model is run before its outputs are read.
        resave: Save the model with `model.save` first, and run what is loaded from that.

    Raises:
        RuntimeError: With TensorFlow.js's own error.
    """
    request = {"folder": str(folder), "backend": backend, "repeat": repeat, "resave": resave}
    answer = _ask_stock(request, inputs)
    return [
        np.frombuffer(base64.b64decode(x["base64"]), "<f4").reshape(x["shape"])
        for x in answer["outputs"]
    ]


def fit_stock(
    exported: LayersModel,
    inputs: Sequence[Array],
    targets: Sequence[Array] = (),
    *,
    resave: bool = False,
) -> dict[str, Any]:
    """One step of `fit` in plain TensorFlow.js, on its cpu backend.

    Args:
        exported: The model; with its own optimizer and loss if it is compiled.
        inputs: One array for each input.
        targets: One array for each output; by default something that the model does not give.
        resave: Save the model with `model.save` first, and train what is loaded from that.

    Returns:
        ``loss`` of the step; ``known``, the same loss by `evaluate`; ``weights``: name,
        isTrainable, isFinite and isChanged of each; ``optimizer``; ``metrics``; and the
        ``warnings`` of loading.

    Raises:
        RuntimeError: With TensorFlow.js's own error.
    """
    with tempfile.TemporaryDirectory() as name:
        bridge.write(exported, Path(name))
        request = {"folder": name, "fit": True, "resave": resave, "targets": _sent(targets)}
        return _ask_stock(request, inputs)


def _ask_stock(request: Mapping[str, Any], inputs: Sequence[Array]) -> dict[str, Any]:
    answer = ask(_STOCK, json.dumps({**request, "inputs": _sent(inputs)}))
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer


def _sent(arrays: Sequence[Array]) -> list[dict[str, Any]]:
    return [
        {
            "shape": x.shape,
            "dtype": x.dtype.name,
            "base64": base64.b64encode(np.ascontiguousarray(x).tobytes()).decode(),
        }
        for x in arrays
    ]


def assert_accepted(folder: Path) -> None:
    """What hostile artifacts are refused by must let everything pass that is exported."""
    assert ask(_MODEL_CHECK, str(folder)) == {}
