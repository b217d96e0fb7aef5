"""docs/offline.md: a page of its code works without a server, and follows new versions."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests import docs
from tests.browser.conftest import QuietHandler, running
from tests.browser.library import build_site
from tests.conftest import PRETRAINED, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_BLOCKS = docs.blocks(ROOT / "docs" / "offline.md", "js")
_HEAD = """<!doctype html>
<link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "tfjs-bridge": "./lib/index.js" } }</script>
<script type="module" src="main.js"></script>
"""
_DONE = "Object.assign(document.documentElement.dataset, { backend: model.backend });"
_VERSIONS = "document.documentElement.dataset.latest = latest.name;"


@pytest.fixture(scope="module")
def site(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the documented code."""
    folder = tmp_path_factory.mktemp("site")
    build_site(node, folder)
    (folder / "cnn").rename(folder / "model")
    load, worker, keep, room, _ = _BLOCKS
    (folder / "service-worker.js").write_text(worker, "utf-8")
    (folder / "main.js").write_text("\n".join([load, keep, room, _DONE]), "utf-8")
    (folder / "index.html").write_text(_HEAD, "utf-8")
    return folder


@pytest.fixture
def asked() -> list[str]:
    """The paths that the server was asked for, with the status of each answer."""
    return []


@pytest.fixture
def address(site: Path, asked: list[str]) -> Iterator[str]:
    """The site, from a server whose files of the folder `models` never change."""

    class Handler(QuietHandler):
        def end_headers(self) -> None:
            if self.path.startswith("/models/"):
                self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            super().end_headers()

        def send_response(self, code: int, message: str | None = None) -> None:
            asked.append(f"{self.path} {int(code)}")
            super().send_response(code, message)

    for it in running(ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))):
        yield f"http://127.0.0.1:{it.server_address[1]}/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, in which nothing is kept."""
    context = browser.new_context()
    yield context
    context.close()


def test_the_page_opens_without_a_network(
    context: BrowserContext, address: str, asked: list[str]
) -> None:
    """After one visit: page, scripts, WebAssembly and model; and no file is kept twice."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda it: said.append(it.text) if it.type == "log" else None)
    page.goto(address)
    page.wait_for_selector("html[data-backend=wasm]", state="attached", timeout=60_000)
    assert any(text.endswith("bytes are left") for text in said)
    kept = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
      async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)])))"""
    found = page.evaluate(kept)
    assert set(found) == {"my-page", "tfjs-bridge"}
    assert not [url for url in found["my-page"] if "/model/" in url]
    assert [url for url in found["my-page"] if url.endswith(".wasm")]
    context.set_offline(True)
    before = len(asked)
    page.goto(address)
    page.wait_for_selector("html[data-backend=wasm]", state="attached", timeout=60_000)
    assert asked[before:] == []
    context.set_offline(False)
    page.goto(address)
    page.wait_for_selector("html[data-backend=wasm]", state="attached", timeout=60_000)
    assert [line for line in asked[before:] if "/model/" in line] == ["/model/metadata.json 304"]


def test_a_version_takes_the_place_of_the_one_before(
    context: BrowserContext, site: Path, address: str, asked: list[str]
) -> None:
    """Each has an address of its own, at which the server is asked once."""
    (commands,) = docs.blocks(ROOT / "docs" / "offline.md", "sh")
    copying = commands.partition("\n")[2]  # without the export
    page = context.new_page()
    names = []
    for model in ("mlp", "cnn"):
        shutil.copytree(PRETRAINED / model, site / "exported" / "mine", dirs_exist_ok=False)
        script = copying.replace("site/", f"{site}/") + "\nprintf %s $version"
        done = subprocess.run(
            ["sh", "-ec", script], cwd=site, check=True, capture_output=True, text=True
        )
        shutil.rmtree(site / "exported")
        code = _BLOCKS[4].replace("3f2a9c81d07e", done.stdout)
        assert done.stdout in code
        main = f"import {{ loadModel }} from 'tfjs-bridge';\n{code}{_VERSIONS}"
        # A name for each: of one that is changed within a second the server would say it was not.
        (site / f"{model}.js").write_text(main, "utf-8")
        (site / f"{model}.html").write_text(_HEAD.replace("main.js", f"{model}.js"), "utf-8")
        asked.clear()
        for _ in range(2):
            page.goto(f"{address}{model}.html")
            page.wait_for_selector("html[data-latest]", state="attached", timeout=60_000)
        names.append(page.evaluate("document.documentElement.dataset.latest"))
        files = json.loads((site / "models" / done.stdout / "metadata.json").read_text())["files"]
        expected = [f"/models/{done.stdout}/{name} 200" for name in (*files, "metadata.json")]
        assert sorted(line for line in asked if "/models/" in line) == sorted(expected)
        keys = "caches.open('tfjs-bridge').then((it) => it.keys()).then((all) => all.length)"
        assert page.evaluate(keys) == len(expected)
    assert names[0] != names[1]
