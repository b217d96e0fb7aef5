"""A third of the zoo of graph models, on WebGL in a real Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import SOFTWARE_GRAPHICS, launch, running
from tests.browser.graph_site import RUN, build_graph_site
from tests.conftest import ROOT
from tests.convert.graph_model.zoo.case import all_cases

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow]

# WebGL's sine is a driver's own: Chromium's in software is off by up to 7e-4 in these two, whose
# lengths or loops make them compute sines when they run. The proof refuses WebGL there.
_SINES = frozenset({"loop_in_a_loop", "sinusoids_and_rotations"})
# Each third one of those whose outputs can be compared: some of every family.
CASES = [
    case
    for case in all_cases().values()
    if not case.refused and not case.slow and not case.random and case.tolerance <= 1e-4
][::3]
CASES = [case for case in CASES if case.name not in _SINES]


@pytest.fixture(scope="module")
def page(
    node: str, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page that can load the cases' artifacts."""
    folder = tmp_path_factory.mktemp("site")
    build_graph_site(node, folder)
    names = [case.name for case in CASES]
    command = [sys.executable, "-m", "tests.convert.graph_model.zoo", str(folder / "zoo"), *names]
    env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    for server in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        for browser in launch(playwright, *SOFTWARE_GRAPHICS):
            tab = browser.new_page()
            tab.goto(f"http://127.0.0.1:{server.server_address[1]}/")
            yield tab


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_webgl_gives_keras_numbers_and_leaks_nothing(page: Page, name: str) -> None:
    """Load after load and run after run."""
    found = page.evaluate(RUN, {"name": f"zoo/{name}/artifact", "backend": "webgl"})
    assert found["backend"] == "webgl"
    assert found["selfTest"]["ok"], found["selfTest"]
    assert found["after"] == found["held"]
    assert found["end"] == found["before"]
