"""A third of all layers on WebGL, which computes by other kernels than cpu and wasm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import launch
from tests.browser.stock_webgl import open_tfjs, run_webgl
from tests.convert.cases import CASES
from tests.convert.layer_table import layer_classes
from tests.convert.parity import TOLERANCE, largest_difference, random_inputs
from tests.convert.random_graphs import random_model
from tfjs_bridge.convert.frontend.keras_model import read_keras_model
from tfjs_bridge.convert.frontend.keras_run import run_keras_model
from tfjs_bridge.convert.handlers import supported
from tfjs_bridge.convert.translate import translate

pytestmark = [pytest.mark.browser, pytest.mark.node]

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


def assert_webgl_parity(page: Page, model: Any, high: int = 2) -> None:
    """As `assert_parity`, on WebGL."""
    exported = translate(read_keras_model(model))
    inputs = random_inputs(exported, high=high)
    outputs = run_webgl(page, exported, inputs)
    assert largest_difference(outputs, run_keras_model(model, inputs)) <= TOLERANCE


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("name", _SHOWN[::3])
def test_layers_on_webgl(webgl_page: Page, name: str) -> None:
    """The first model of every third class."""
    case = CASES[name][0]
    assert_webgl_parity(webgl_page, case.build(), case.high)


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("seed", range(200, 206))
def test_random_graphs_on_webgl(webgl_page: Page, seed: int) -> None:
    """Whole models of many layers."""
    assert_webgl_parity(webgl_page, random_model(seed))
