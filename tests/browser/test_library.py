"""The JavaScript library in a real Chromium, on each backend that a browser has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.conftest import SOFTWARE_GRAPHICS, launch
from tests.browser.library import build_site, load_script, served

pytestmark = [pytest.mark.browser, pytest.mark.node]


@pytest.fixture(scope="module")
def site(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address."""
    folder = tmp_path_factory.mktemp("site")
    build_site(node, folder)
    yield from served(folder)


@pytest.fixture(scope="module")
def graphics_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with WebGL and WebGPU."""
    yield from launch(playwright, *SOFTWARE_GRAPHICS)


@pytest.fixture
def page(graphics_browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page of the site: what TensorFlow.js has loaded is kept for a page's life."""
    page = graphics_browser.new_page()
    page.goto(site)
    yield page
    page.close()


@pytest.mark.parametrize("backend", ["cpu", "wasm", "webgl", "webgpu"])
def test_a_named_backend_gives_keras_numbers(page: Page, backend: str) -> None:
    """Each reads a digit from a canvas, and was measured against the golden vectors."""
    loaded = page.evaluate(load_script("cnn", {"backend": backend}))
    assert loaded.get("message") is None
    assert loaded["backend"] == backend
    assert loaded["selfTest"]["ok"]
    assert loaded["selfTest"]["largestDifference"] <= 1e-5
    assert loaded["label"] == "1"
    assert loaded["progress"] == 1
    assert loaded["integrity"] == "SHA-256"


def test_auto_takes_wasm_and_tries_no_graphics_in_software(page: Page) -> None:
    """A small model's self-test is over before a graphics processor would have begun."""
    loaded = page.evaluate(load_script("cnn", {}))
    assert [trial["backend"] for trial in loaded["trials"]] == ["wasm"]
    assert loaded["backend"] == "wasm"


def test_auto_goes_on_without_the_wasm_files(page: Page) -> None:
    """Where they are not served, plain JavaScript answers."""
    loaded = page.evaluate(load_script("cnn", {"wasmFolder": "/nowhere/"}))
    assert loaded["backend"] == "cpu"
    assert loaded["selfTest"]["ok"]


@pytest.mark.parametrize(
    ("location", "options", "error", "message"),
    [
        pytest.param("cnn", {"backend": "gpu"}, "UsageError", "backend: unknown;", id="unknown"),
        pytest.param(
            "cnn", {"backend": "tensorflow"}, "VerificationError", "this is a browser", id="node"
        ),
        pytest.param("gone", {}, "ArtifactError", "gone/metadata.json: not found", id="gone"),
    ],
)
def test_a_refusal_says_what_is_wrong(
    page: Page, location: str, options: dict[str, object], error: str, message: str
) -> None:
    """As in Node."""
    refused = page.evaluate(load_script(location, options))
    assert refused["error"] == error
    assert message in refused["message"]


def test_a_browser_without_webgpu_says_so(browser: Browser, site: str) -> None:
    """The backend is refused by name, and nothing else is taken in its place."""
    page = browser.new_page()
    page.goto(site)
    refused = page.evaluate(load_script("cnn", {"backend": "webgpu"}))
    page.close()
    assert refused["error"] == "VerificationError"
    assert "backend webgpu: does not start; expected a browser with WebGPU" in refused["message"]
