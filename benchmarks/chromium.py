"""Runs a benchmark's page in Chromium, for the benchmarks beside this file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

HERE = Path(__file__).parent


def build_page(script: Path, folder: Path) -> None:
    """Bundle a page's script into a folder, from which it is served."""
    subprocess.run(["node", HERE / "build-page.mjs", script, folder], check=True)


def measure_in_chromium(folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Open the page of a folder, and return what its `window.measure(given)` answers."""
    from playwright.sync_api import sync_playwright

    with served(folder) as address, sync_playwright() as playwright:
        path = os.environ.get("CHROME_PATH") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("() => window.measure")
        found: dict[str, Any] = page.evaluate("(given) => window.measure(given)", given)
        browser.close()
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback."""
    handler = partial(_Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *arguments: object) -> None:
        """Nothing."""
