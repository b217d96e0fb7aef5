"""A third of the zoo of graph models, on WebGL in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import SOFTWARE_GRAPHICS, QuietHandler, launch, running
from tests.browser.graph_site import RUN, build_graph_site
from tests.convert.graph_model.exports import cases_for_webgl, exported

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow]

CASES = cases_for_webgl()


@pytest.fixture(scope="module")
def page(
    node: str, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page that can load the cases' artifacts."""
    folder = tmp_path_factory.mktemp("site")
    build_graph_site(node, folder)
    (folder / "zoo").symlink_to(exported(tmp_path_factory, CASES))
    handler = partial(QuietHandler, directory=str(folder))
    for server in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        for browser in launch(playwright, *SOFTWARE_GRAPHICS):
            tab = browser.new_page()
            tab.goto(f"http://127.0.0.1:{server.server_address[1]}/")
            yield tab


@pytest.mark.parametrize("name", CASES)
def test_webgl_gives_keras_numbers_and_leaks_nothing(page: Page, name: str) -> None:
    """Load after load and run after run."""
    found = page.evaluate(RUN, {"name": f"zoo/{name}/artifact", "backend": "webgl"})
    assert found["backend"] == "webgl"
    assert found["selfTest"]["ok"], found["selfTest"]
    assert found["after"] == found["held"]
    assert found["end"] == found["before"]
