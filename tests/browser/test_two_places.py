"""What ships and what was trained here: the page finds both, whoever serves it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import QuietHandler, Tab, running
from tests.conftest import PRETRAINED
from tfjs_bridge.serve.server import create_server, page_url

pytestmark = [pytest.mark.browser, pytest.mark.node]

MODELS = ["cnn", "mlp", "dense-dropout", "softmax"]


class _WithoutListings(QuietHandler):
    """A server that does not say what is in a folder, as many on the web do not."""

    def list_directory(self, path: Any) -> None:  # noqa: ARG002
        self.send_error(404)


@contextmanager
def ours(site: Path, node: str) -> Iterator[str]:
    """`tfjs-bridge serve`."""
    del node
    for it in running(create_server(web=site / "web", exported=site / "exported", port=0)):
        yield page_url(it)


@contextmanager
def express(site: Path, node: str) -> Iterator[str]:
    """`node web/node/server.mjs`."""
    program = (site / "web").resolve() / "node" / "server.mjs"
    options = ["--exported", str(site / "exported"), "--port", "0", "--json", "--quiet"]
    with subprocess.Popen([node, str(program), *options], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield json.loads(server.stdout.readline())["url"]
        finally:  # or whatever fails would wait for it for ever
            server.terminate()


@contextmanager
def plain(site: Path, node: str, handler: Any = QuietHandler) -> Iterator[str]:
    """`python -m http.server`."""
    del node
    served = partial(handler, directory=str(site))
    for it in running(ThreadingHTTPServer(("127.0.0.1", 0), served)):
        yield f"http://127.0.0.1:{it.server_address[1]}/web/index.html"


Serve = Callable[[Path, str], Any]


@pytest.fixture
def site(tmp_path: Path, built_page: Path) -> Path:
    """A clone as far as the page sees it: nothing was trained yet."""
    (tmp_path / "web").symlink_to(built_page)
    for name in ("cnn", "softmax", "char-lstm"):
        shutil.copytree(PRETRAINED / name, tmp_path / "exported" / "pretrained" / name)
    return tmp_path


def train(site: Path, name: str, accuracy: float) -> None:
    """Put a model where train-and-export does, with what it writes beside."""
    exported = site / "exported"
    shutil.copytree(PRETRAINED / name, exported / name)
    index = exported / name / "metadata.json"
    metadata = json.loads(index.read_text("utf-8"))
    metadata["training"]["metrics"]["test_accuracy"] = accuracy
    index.write_text(json.dumps(metadata), encoding="utf-8")
    for folder in (f"{name}.report", f"{name}.training"):
        (exported / folder).mkdir()
    (exported / f"{name}.keras").write_bytes(b"")


def accuracy(tab: Tab) -> str:
    """What the page says of the model in use."""
    tab.page.reload()
    tab.wait_for("ready")
    return tab.page.locator("#facts [data-fact=accuracy] dd").inner_text().split()[0]


@pytest.mark.parametrize("serve", [ours, express, plain], ids=["ours", "Express", "plain"])
def test_one_s_own_model_goes_before_the_pretrained_one(
    tab: Tab, site: Path, node: str, serve: Serve
) -> None:
    """From the training on until it is removed; and nothing is asked for that is not there."""
    with serve(site, node) as address:
        tab.page.goto(address)
        before = accuracy(tab)
        assert before.startswith("99.5")
        train(site, "cnn", 0.9871)
        assert accuracy(tab).startswith("98.71")
        options = tab.page.locator("#model option").all()
        assert [option.get_attribute("value") for option in options] == MODELS
        tab.page.select_option("#model", "softmax")
        tab.page.wait_for_selector("#demo[data-model=softmax]")
        shutil.rmtree(site / "exported" / "cnn")
        tab.page.goto(address)  # the address names the chosen one, which would be shown again
        assert accuracy(tab) == before
    assert tab.complaints == []


@pytest.mark.parametrize("serve", [ours, plain], ids=["ours", "plain"])
def test_one_s_own_models_alone_will_do(tab: Tab, site: Path, node: str, serve: Serve) -> None:
    """Where nothing is pretrained; what is not there is asked for once."""
    shutil.rmtree(site / "exported")
    train(site, "cnn", 0.9871)
    with serve(site, node) as address:
        tab.page.goto(address)
        assert accuracy(tab).startswith("98.71")
        assert tab.complaints == []
        tab.page.select_option("#model", "mlp")
        tab.page.locator("#model-note", has_text="tfjs-bridge train-and-export mlp").wait_for()
    assert len(tab.complaints) == 1


@pytest.mark.parametrize("serve", [ours, express, plain], ids=["ours", "Express", "plain"])
def test_a_folder_without_metadata_is_no_model(
    tab: Tab, site: Path, node: str, serve: Serve
) -> None:
    """So the pretrained one is taken. A damaged artifact is one, and is refused."""
    (site / "exported" / "cnn").mkdir()
    with serve(site, node) as address:
        tab.page.goto(address)
        assert accuracy(tab).startswith("99.5")
        (site / "exported" / "cnn").rmdir()
        train(site, "cnn", 0.9871)
        (site / "exported" / "cnn" / "golden.bin").unlink()
        tab.page.reload()
        tab.wait_for("failed")
    assert "cnn/golden.bin: not found" in tab.page.locator("#error-message").inner_text()


@pytest.mark.parametrize("name", ["text", "proof-panel"])
def test_other_tabs_find_pretrained_models_too(tab: Tab, site: Path, node: str, name: str) -> None:
    """From a plain server, as the first tab that is opened."""
    with plain(site, node) as address:
        tab.page.goto(f"{address}#{name.removesuffix('-panel')}")
        tab.page.wait_for_selector(f"#{name}[data-state=ready]")
    assert tab.complaints == []


@pytest.mark.parametrize("is_trained", [False, True], ids=["pretrained", "one's own"])
@pytest.mark.parametrize(
    "handler", [_WithoutListings, QuietHandler], ids=["no listings", "listings"]
)
def test_without_a_network_the_same_model_is_there(
    browser: Browser, site: Path, node: str, handler: Any, is_trained: bool
) -> None:
    """After one visit."""
    if is_trained:
        train(site, "cnn", 0.9871)
    context = browser.new_context()
    tab = Tab(context.new_page())
    with plain(site, node, handler) as address:
        tab.page.goto(address)
        tab.wait_for("ready")
        tab.page.wait_for_selector("html[data-offline=kept]")
        context.set_offline(True)
        assert accuracy(tab).startswith("98.71" if is_trained else "99.5")
    context.close()


def test_a_model_that_was_removed_is_not_kept(browser: Browser, site: Path, node: str) -> None:
    """Without a network the page shows what the server had last."""
    train(site, "cnn", 0.9871)
    context = browser.new_context()
    tab = Tab(context.new_page())
    with plain(site, node, _WithoutListings) as address:
        tab.page.goto(address)
        tab.page.wait_for_selector("html[data-offline=kept]")
        assert accuracy(tab).startswith("98.71")
        shutil.rmtree(site / "exported" / "cnn")
        assert accuracy(tab).startswith("99.5")
        context.set_offline(True)
        assert accuracy(tab).startswith("99.5")
    context.close()
