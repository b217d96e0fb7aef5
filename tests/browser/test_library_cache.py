"""Artifacts that a browser keeps: loaded again without a server, and never unchecked."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import QuietHandler, running
from tests.browser.library import build_site
from tests.conftest import PRETRAINED

pytestmark = [pytest.mark.browser, pytest.mark.node]

_OPEN = """async ([options, location]) => {
  const { openArtifact } = globalThis.library;
  try {
    const { metadata, integrity } = await openArtifact(location ?? 'cnn', options);
    return { name: metadata.model.name, integrity };
  } catch (error) {
    return { error: error.name, message: error.message };
  }
}"""
_KEYS = "caches.open('tfjs-bridge').then((it) => it.keys()).then((all) => all.map((i) => i.url))"
_WORKER = """import { loadBundle } from './index.js';
loadBundle('../cnn', { backend: 'cpu' }).then(
  ({ backend, label }) => postMessage({ backend, label }),
  (error) => postMessage({ error: error.message }));"""


@pytest.fixture(scope="module")
def built(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's folder."""
    folder = tmp_path_factory.mktemp("site")
    build_site(node, folder)
    (folder / "lib" / "worker.js").write_text(_WORKER)
    return folder


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "site"))


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A page in a fresh profile, which has the library; its server knows the requests."""
    context = browser.new_context()
    page = context.new_page()
    handler = partial(QuietHandler, directory=str(site))
    for it in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        page.goto(f"http://127.0.0.1:{it.server_address[1]}/")
        page.evaluate("import('/lib/index.js').then((it) => { globalThis.library = it; })")
        yield page
        context.close()


def _open(page: Page, cache: object = True) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(_OPEN, [{"cache": cache}, None])
    return found


def _shut_down(page: Page) -> None:
    page.context.set_offline(True)


def test_it_loads_again_without_a_network(page: Page) -> None:
    """And every byte is checked again; without the option it is not there."""
    first = _open(page)
    _shut_down(page)
    assert _open(page) == first == {"name": "cnn", "integrity": "SHA-256"}
    assert _open(page, cache=False)["error"] == "ArtifactError"


def test_only_metadata_is_asked_for_again(page: Page) -> None:
    """While the server answers, it decides which files are the right ones."""
    _open(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    _open(page)
    assert asked == ["metadata.json"]


def test_a_damaged_entry_is_fetched_again(page: Page) -> None:
    """Offline it is refused."""
    _open(page)
    damage = """async () => {
      const cache = await caches.open('tfjs-bridge');
      for (const request of await cache.keys()) {
        if (!request.url.endsWith('.bin')) continue;
        const response = await cache.match(request);
        const bytes = new Uint8Array(await response.arrayBuffer());
        bytes[5] ^= 1;
        await cache.put(request, new Response(bytes, { headers: response.headers }));
      }
    }"""
    page.evaluate(damage)
    _shut_down(page)
    assert _open(page)["error"] == "ArtifactError"
    page.context.set_offline(False)
    assert _open(page)["name"] == "cnn"
    _shut_down(page)
    assert _open(page)["name"] == "cnn"


def test_a_new_export_replaces_the_old_one(page: Page, site: Path) -> None:
    """Its files are fetched, and those that it no longer has are removed."""
    _open(page)
    before = page.evaluate(_KEYS)
    path = site / "cnn" / "metadata.json"
    shutil.rmtree(site / "cnn")
    shutil.copytree(PRETRAINED / "mlp", site / "cnn", copy_function=shutil.copyfile)
    os.utime(path, (time.time() + 10, time.time() + 10))  # the server compares whole seconds
    assert _open(page)["name"] == json.loads(path.read_text("utf-8"))["model"]["name"]
    after = page.evaluate(_KEYS)
    assert len(after) == len(json.loads(path.read_text("utf-8"))["files"]) + 1
    assert set(before) & set(after) == {url for url in before if url.endswith("/metadata.json")}
    _shut_down(page)
    assert "error" not in _open(page)


def test_a_full_disk_is_no_obstacle(page: Page) -> None:
    """It is loaded, and a warning says that it is not kept."""
    warnings: list[str] = []
    page.on("console", lambda it: warnings.append(it.text) if it.type == "warning" else None)
    full = """() => { Cache.prototype.put = async () => {
      throw new DOMException('full', 'QuotaExceededError'); }; }"""
    page.evaluate(full)
    assert _open(page)["name"] == "cnn"
    assert _open(page)["name"] == "cnn"
    assert warnings == ["tfjs-bridge: cnn is loaded, but cannot be cached (full)"]


def test_a_name_stands_for_an_address_that_changes(page: Page) -> None:
    """As where a token is in the query."""
    page.evaluate(_OPEN, [{"cache": "digits"}, "cnn?token=1"])
    _shut_down(page)
    assert page.evaluate(_OPEN, [{"cache": "digits"}, "cnn?token=2"])["name"] == "cnn"
    assert "error" in page.evaluate(_OPEN, [{"cache": True}, "cnn?token=2"])


@pytest.mark.parametrize("kind", ["module", "blob"])
def test_a_worker_finds_relative_addresses(page: Page, kind: str) -> None:
    """Relative to its script; to the site, where that is a blob."""
    answer = page.evaluate(
        """(kind) => new Promise((resolve, reject) => {
          const code = `import { loadBundle } from '${location.origin}/lib/index.js';
            loadBundle('../cnn', { backend: 'cpu' }).then(
              ({ backend, label }) => postMessage({ backend, label }),
              (error) => postMessage({ error: error.message }));`;
          const script = kind === 'blob'
            ? URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
            : '/lib/worker.js';
          const worker = new Worker(script, { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message));
        })""",
        kind,
    )
    assert answer == {"backend": "cpu", "label": "cnn"}
