"""A third of all layers on WebGL, which computes by other kernels than cpu and wasm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import launch
from tests.browser.stock_webgl import open_tfjs, run_webgl
from tests.convert.cases import randomized
from tests.convert.layer_table.models import CASES
from tests.convert.layer_table.page import layer_classes
from tests.convert.layers_model.random_graphs import random_model, random_values
from tests.convert.models import cnn, seeded_keras
from tests.convert.parity import TOLERANCE, Array, largest_difference, random_inputs
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.encodings.plan import plan_for
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.rounding import rounded
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.handlers import supported
from tfjs_bridge.convert.layers_model.translate import translate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.node,
    pytest.mark.filterwarnings("ignore:.*does not support masking:UserWarning"),
]

_INSTALLED = {name for names in layer_classes() for name in names}
_SHOWN = [
    name
    for name in sorted(CASES)
    if name in _INSTALLED and name in supported() and supported()[name].treatment != "dropped"
]


@pytest.fixture(scope="module")
def webgl_page(playwright: Playwright) -> Iterator[Page]:
    """An empty page with TensorFlow.js, in a Chromium that draws in software."""
    for browser in launch(playwright, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"):
        page = browser.new_page()
        open_tfjs(page)
        yield page


def assert_webgl_parity(page: Page, model: Any, inputs: Sequence[Array]) -> None:
    """As `assert_parity`, on WebGL."""
    exported = translate(read_keras_model(model))
    outputs = run_webgl(page, exported, inputs)
    assert largest_difference(outputs, run_keras_model(model, inputs)) <= TOLERANCE


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("name", _SHOWN[::3])
def test_layers_on_webgl(webgl_page: Page, name: str) -> None:
    """The first model of every third class."""
    case = CASES[name][0]
    model = case.build()
    inputs = random_inputs(translate(read_keras_model(model)), high=case.high)
    assert_webgl_parity(webgl_page, model, inputs)


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("seed", range(200, 206))
def test_random_graphs_on_webgl(webgl_page: Page, seed: int) -> None:
    """Whole models of many layers."""
    model = random_model(seed)
    assert_webgl_parity(webgl_page, model, random_values(model, seed))


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("encoding", QUANTIZATIONS)
def test_encodings_on_webgl(webgl_page: Page, encoding: str) -> None:
    """Keras's outputs are those of the rounded weights."""
    model = randomized(cnn())
    with rounded(model, plan_for(encoding)) as record:
        exported = translate(read_keras_model(model))
        inputs = random_inputs(exported)
        outputs = run_webgl(webgl_page, exported, inputs, record)
        assert largest_difference(outputs, run_keras_model(model, inputs)) <= TOLERANCE


@pytest.mark.usefixtures("node")
def test_attention_that_sees_nothing_on_webgl(webgl_page: Page) -> None:
    """Masked queries: WebGL's softmax is NaN for scores that are all below -1e20."""
    keras = seeded_keras()
    ids = keras.Input((5,), dtype="int32")
    x = keras.layers.Embedding(9, 4, mask_zero=True)(ids)
    model = randomized(keras.Model(ids, keras.layers.MultiHeadAttention(2, 3)(x, x)))
    assert_webgl_parity(webgl_page, model, [np.array([[1, 2, 0, 0, 0], [0, 3, 4, 0, 5]], np.int32)])


@pytest.mark.usefixtures("node")
def test_a_backward_conv_lstm_on_webgl(webgl_page: Page) -> None:
    """WebGL reverses tensors of 4 axes at most."""
    keras = seeded_keras()
    layer = keras.layers.ConvLSTM2D(2, 3, padding="same", go_backwards=True, return_sequences=True)
    model = randomized(keras.Sequential([keras.Input((3, 5, 5, 2)), layer]))
    values = np.random.default_rng(0).normal(size=(2, 3, 5, 5, 2)).astype(np.float32)
    assert_webgl_parity(webgl_page, model, [values])


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("scale", [1e-10, 1.0, 1e10])
@pytest.mark.parametrize("name", ["divide", "greater", "log", "rsqrt", "sqrt"])
def test_functions_of_any_size_on_webgl(webgl_page: Page, name: str, scale: float) -> None:
    """Where a product overflows, WebGL's relu gives NaN."""
    keras = seeded_keras()
    x, function = keras.Input((4, 6)), getattr(keras.ops, name)
    y = function(x, 2 - x) if name in ("divide", "greater") else function(x)
    model = keras.Model(x, keras.ops.cast(y, "float32"))
    values = np.random.default_rng(0).uniform(0.01, 9, (3, 4, 6)) * scale
    assert_webgl_parity(webgl_page, model, [values.astype(np.float32)])


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("name", ["argmax", "cos", "erf", "exp", "floor", "round"])
def test_functions_on_webgl(webgl_page: Page, name: str) -> None:
    """Those that are built from how float32 rounds, or from tables."""
    keras = seeded_keras()
    x, function = keras.Input((4, 6)), getattr(keras.ops, name)
    model = keras.Model(x, function(x, axis=-1) if name == "argmax" else function(x))
    values = np.random.default_rng(0).uniform(-9, 9, (3, 4, 6)).astype(np.float32)
    assert_webgl_parity(webgl_page, model, [values])
