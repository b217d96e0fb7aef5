"""A real Chromium, and the repository served as a user would serve it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, sync_playwright

from tests.browser.find_browser import HOW_TO_GET_ONE
from tests.conftest import PRETRAINED, ROOT, require
from tfjs_bridge.doctor.browser import find_browser
from tfjs_bridge.serve.server import create_server, page_url

# WebGL and WebGPU in software, so that they run where there is no graphics processor.
SOFTWARE_GRAPHICS = (
    *("--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader"),
    *("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"),
)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers; a process can have one."""
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright: Playwright, *switches: str) -> Iterator[Browser]:
    """A browser, without a sandbox so that it runs as root in containers too."""
    path = find_browser()
    require(path is not None, HOW_TO_GET_ONE)
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *switches])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests of the page."""
    yield from launch(playwright, "--disable-gpu", "--disable-quic")


# What Chromium itself says where a page asks for WebGPU, as it does for every model that is slow at
# that moment, and there is no graphics processor.
NO_ADAPTER = "No available adapters."


class QuietHandler(SimpleHTTPRequestHandler):
    """Python's own server, which says nothing of requests: between tests nobody would catch it."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class Tab:
    """A page together with everything it complained of and asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning") and message.text != NO_ADAPTER:
            self.complaints.append(message.text)

    def wait_for(self, state: str) -> None:
        """Wait until the demo is in a state; its error message is shown if that does not come."""
        try:
            self.page.wait_for_selector(f"#demo[data-state={state}]", timeout=30_000)
        except Exception as error:
            shown = self.page.locator("#demo").inner_text()
            raise AssertionError(f"not {state}: {shown!r} {self.complaints}") from error

    def draw(self, strokes: list[list[list[float]]], pad: str | Locator = "#pad") -> None:
        """Draw with the mouse; points are in the pad's own 280 x 280 pixels."""
        drawn_on = self.page.locator(pad) if isinstance(pad, str) else pad
        box = drawn_on.bounding_box()
        assert box is not None
        scale = box["width"] / 280
        for stroke in strokes:
            for index, (x, y) in enumerate(stroke):
                self.page.mouse.move(box["x"] + x * scale, box["y"] + y * scale, steps=2)
                if index == 0:
                    self.page.mouse.down()
            self.page.mouse.up()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A fresh page in a fresh profile."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    yield Tab(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def built_page(node: str) -> Path:
    """The page's folder, with its scripts built."""
    if not (ROOT / "web" / "dist" / "main.js").is_file():
        subprocess.run([node, "build.mjs"], cwd=ROOT / "web", check=True)
    return ROOT / "web"


def running(server: ThreadingHTTPServer) -> Iterator[ThreadingHTTPServer]:
    """Run a server in a thread until the test is done.

    The loop looks every 10 ms whether it is to end: by default twice a second, which each test
    would wait for.
    """
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield server
    finally:  # also where a test fails in a loop over this, or the thread would never end
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address(built_page: Path) -> Iterator[str]:
    """The page's address, from our server, with the models that ship with the repository."""
    server = create_server(web=built_page, exported=PRETRAINED, port=0)
    for it in running(server):
        yield page_url(it)


@pytest.fixture
def plain_address(built_page: Path) -> Iterator[str]:
    """The page's address, from Python's own server at the repository's root."""
    del built_page  # it is served from where it is
    handler = partial(QuietHandler, directory=str(ROOT))
    for it in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        yield f"http://127.0.0.1:{it.server_address[1]}/web/index.html"


@pytest.fixture
def express_address(node: str, built_page: Path) -> Iterator[str]:
    """The page's address; the server is started as a user would start it."""
    program = built_page / "node" / "server.mjs"
    command = [node, str(program), "--port", "0", "--json", "--quiet"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())["url"]
        server.terminate()
