"""Which backend of Keras gives the golden outputs: one that can, and that is fast."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge import export
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.convert.export import ModelCard
from tfjs_bridge.convert.golden.cost import Cost
from tfjs_bridge.convert.golden.other_process import faster_backend
from tfjs_bridge.keras_backend import load_keras

# Most start a process with another backend.
pytestmark = pytest.mark.slow


def one_hot() -> Any:
    """Keras's numpy backend refuses float32 as an index; JAX's does not."""
    return models.one_layer(
        lambda layers: layers.CategoryEncoding(num_tokens=5, output_mode="one_hot"), (1,)
    )


def counts() -> Any:
    """The same, of several values."""
    return models.one_layer(
        lambda layers: layers.CategoryEncoding(num_tokens=6, output_mode="count"), (4,)
    )


def softmax_of_two_axes() -> Any:
    """Its numpy backend takes no list of axes; a file's becomes a tuple, a live model's stays."""
    return models.one_layer(lambda layers: layers.Softmax(axis=[1, 2]), (3, 4))


@pytest.mark.parametrize("make", [one_hot, counts, softmax_of_two_axes])
def test_a_model_that_this_backend_cannot_run(tmp_path: Path, make: Any) -> None:
    """Another one that is installed runs it, and is named in the metadata."""
    assert load_keras().backend.backend() == "numpy"
    metadata = export(make(), tmp_path / "out")
    assert "jax" in metadata.versions or make is softmax_of_two_axes
    assert metadata.golden.sensitivity is not None
    assert min(metadata.golden.sensitivity.variation) > 0.1


def test_the_file_is_read_again(tmp_path: Path) -> None:
    """With the golden inputs that were given, and weights rounded to float16."""
    keras = models.seeded_keras()
    x = keras.Input((1,), name="x")
    encoded = keras.layers.CategoryEncoding(num_tokens=5, output_mode="one_hot")(x)
    keras.Model(x, keras.layers.Dense(2, use_bias=False)(encoded)).save(tmp_path / "model.keras")
    inputs = np.array([[4], [0], [2]], np.float32)
    metadata = export(
        tmp_path / "model.keras",
        tmp_path / "out",
        card=ModelCard(golden_inputs=(inputs,), golden_source="three"),
        quantize="float16",
    )
    golden = read_golden(tmp_path / "out", metadata.golden)
    np.testing.assert_array_equal(golden.inputs[0].value, inputs)
    outputs = golden.outputs[0].value
    np.testing.assert_array_equal(outputs, outputs.astype(np.float16).astype(np.float32))


def test_only_costly_models_leave_the_process() -> None:
    """By count, so that the choice is the same each time."""
    small = Cost(10**7, 0, 10**5, 20, 1000, 1000)
    assert faster_backend(small) is None
    large = Cost(10**11, 10**9, 10**9, 200, 1000, 1000)
    assert faster_backend(large) in ("tensorflow", "jax", "torch")
