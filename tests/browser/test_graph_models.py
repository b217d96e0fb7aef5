"""Graph models in a real Chromium: on each backend, leaking nothing, and in the page's tab."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.conftest import SOFTWARE_GRAPHICS, QuietHandler, Tab, launch, running
from tests.browser.graph_site import NAMES, RUN, build_graph_site
from tests.browser.test_own_tab import expect_ready, open_own
from tests.browser.test_proof_tab import prove_on
from tests.conftest import ROOT
from tests.convert.graph_model.on_jax import FASTEST_COMPILER

pytestmark = [pytest.mark.browser, pytest.mark.node]

# A convolution, and a recurrent layer of so many steps that it becomes a loop.
EXPORT = """
import sys
from tests.convert.models import seeded_keras
import tfjs_bridge
keras = seeded_keras()
layers = keras.layers
model = keras.Sequential([
    keras.Input((80, 4), name="steps"),
    layers.Conv1D(8, 3, padding="same", activation="relu"),
    layers.BatchNormalization(),
    layers.GRU(8),
    layers.Dense(3, activation="softmax"),
])
tfjs_bridge.export(model, sys.argv[1], format="graph")
"""


@pytest.fixture(scope="module")
def artifacts(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, with the artifacts in it."""
    folder = tmp_path_factory.mktemp("site")
    build_graph_site(node, folder)
    return folder


@pytest.fixture(scope="module")
def graphics_page(playwright: Playwright, artifacts: Path) -> Iterator[Page]:
    """A page of the site, in a Chromium with WebGL and WebGPU in software."""
    handler = partial(QuietHandler, directory=str(artifacts))
    for server in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        for browser in launch(playwright, *SOFTWARE_GRAPHICS):
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
            yield page


@pytest.mark.parametrize("backend", ["cpu", "wasm", "webgl", "webgpu"])
@pytest.mark.parametrize("name", NAMES)
def test_each_backend_is_right_and_leaks_nothing(
    graphics_page: Page, name: str, backend: str
) -> None:
    """Neither a tensor nor a byte stays, load after load and run after run."""
    found = graphics_page.evaluate(RUN, {"name": name, "backend": backend})
    assert (found["backend"], found["format"]) == (backend, "graph")
    assert found["selfTest"]["ok"]
    assert found["difference"] <= 1e-5
    assert found["after"] == found["held"]
    assert found["end"] == found["before"]


@pytest.fixture(scope="module")
def exported(artifacts: Path) -> str:
    """A Keras model with a convolution and a loop of 80 steps, exported as a graph."""
    # What is traced runs on JAX anyway.
    environment = {"XLA_FLAGS": FASTEST_COMPILER, **os.environ, "KERAS_BACKEND": "jax"}
    command = [sys.executable, "-c", EXPORT, str(artifacts / "exported")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return "exported"


@pytest.mark.parametrize("backend", ["wasm", "webgl"])
def test_an_export_gives_keras_numbers_and_leaks_nothing(
    graphics_page: Page, exported: str, backend: str
) -> None:
    """A whole model of Keras, with what tracing makes of it."""
    found = graphics_page.evaluate(RUN, {"name": exported, "backend": backend})
    assert (found["backend"], found["selfTest"]["ok"]) == (backend, True)
    assert found["difference"] <= 1e-5
    assert found["after"] == found["held"]
    assert found["end"] == found["before"]


def test_a_folder_is_proven_inspected_and_run(tab: Tab, address: str, artifacts: Path) -> None:
    """Its nodes stand where the layers of another model stand."""
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", artifacts / "digits")
    expect_ready(tab, "digits: Keras's numbers here, to within")
    inspection = tab.page.locator("#own-inspection")
    expect(inspection).to_contain_text("graph of operations")
    expect(inspection).to_contain_text("8 nodes")
    rows = inspection.locator("table").nth(2).locator("tbody tr")
    expect(rows).to_have_count(8)
    expect(rows.first).to_contain_text("Placeholder")
    expect(rows.first).to_contain_text("any \u00d7 28 \u00d7 28 \u00d7 1")
    expect(inspection.locator("table").nth(1).locator("tbody tr").first).to_have_text("Const3")
    tab.page.select_option("#own-vector", index=7)
    expect(tab.page.locator("#own-golden tbody tr")).to_have_count(10)
    tab.page.click("#own-digits button")
    tab.page.click("#own-registered a")
    expect(tab.page.locator("#demo")).to_be_visible()
    tab.page.wait_for_selector("#demo[data-state=ready]")
    tab.draw([[[140, 40], [140, 240]]])
    tab.page.wait_for_selector("#demo[data-result=digit]")
    tab.page.click("#maps summary")
    expect(tab.page.locator("#maps-note")).to_contain_text("is a graph of operations")
    assert tab.complaints == []


def test_a_loop_is_run_on_numbers_that_are_typed(tab: Tab, address: str, artifacts: Path) -> None:
    """By executeAsync(), and its functions' nodes are shown with their functions."""
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", artifacts / "loop")
    expect_ready(tab, "loop: Keras's numbers here")
    expect(tab.page.locator("#own-inspection")).to_contain_text("value (in turn)")
    tab.page.locator("#own-inputs textarea").fill("[32, 0]")
    tab.page.click("#own-run")
    first = tab.page.locator("#own-outputs tbody tr").first
    expect(first).to_contain_text("2.9375")
    assert tab.complaints == []


def test_a_plain_graph_runs_without_a_proof(
    tab: Tab, address: str, artifacts: Path, tmp_path: Path
) -> None:
    """TensorFlow.js's own files, such as its converter writes them."""
    folder = tmp_path / "plain"
    shutil.copytree(artifacts / "two", folder)
    (folder / "metadata.json").unlink()
    open_own(tab, address)
    tab.page.set_input_files("#own-files", [folder / "model.json", folder / "group1-shard1of1.bin"])
    expect_ready(tab, "comes with nothing to prove its numbers")
    tab.page.click("#own-example")
    tab.page.click("#own-run")
    expect(tab.page.locator("#own-outputs table")).to_have_count(2)
    assert tab.complaints == []


def test_the_loader_comes_with_the_first_graph_alone(
    tab: Tab, address: str, artifacts: Path
) -> None:
    """A page of layers models does not wait for it."""
    open_own(tab, address)
    is_loader = "tfjs-converter.js"
    tab.page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').map(({name}) => name).join(' ')"
    assert is_loader not in tab.page.evaluate(loaded)
    tab.page.set_input_files("#own-folder", artifacts / "fused")
    expect_ready(tab, "fused: Keras's numbers here")
    assert is_loader in tab.page.evaluate(loaded)


def test_the_page_goes_on_after_a_backend_change(
    browser: Browser, address: str, artifacts: Path
) -> None:
    """The model is rebuilt and proven on the other one."""
    tab = Tab(browser.new_page())
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", artifacts / "loop")
    expect_ready(tab, "loop: Keras's numbers here")
    tab.page.click("#tab-proof")
    prove_on(tab, "cpu")
    tab.page.click("#tab-own")
    expect(tab.page.locator("#own-inspection")).to_contain_text("Runs oncpu", timeout=30_000)
    tab.page.close()
