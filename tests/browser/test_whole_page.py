"""What holds for all of the page: accessible, light, and there without a network."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Tab
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

TABS = ["digits", "text", "train", "own", "proof"]

# Code, styles and wasm that are loaded before the first answer, compressed; the model is apart.
BUDGET_BYTES = 300_000

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1100), ("dark", 390)], ids=["light", "dark-phone"]
)
def test_no_barrier_is_found(
    browser: Browser, address: str, name: str, scheme: str, width: int
) -> None:
    """By axe, of WCAG 2.2's levels A and AA; and nothing sticks out sideways."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",  # axe would measure colours that still change
    )
    tab = Tab(context.new_page())
    tab.page.goto(f"{address}#{name}")
    tab.page.wait_for_selector(f"[role=tabpanel][aria-labelledby=tab-{name}]:not([hidden]) *")
    tab.page.wait_for_load_state("networkidle")
    tab.page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = tab.page.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })"
    )
    barriers = {
        item["id"]: [node["html"] for node in item["nodes"]] for item in found["violations"]
    }
    assert barriers == {}
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_first_answer_costs_little(tab: Tab, address: str) -> None:
    """All code that came until then, as a server that compresses would send it."""
    tab.page.goto(address)
    tab.wait_for("ready")
    root = urlsplit(address).path.removesuffix("index.html")
    paths = {urlsplit(url).path for url in tab.requests if "/exported/" not in url}
    files = [ROOT / "web" / (path.removeprefix(root) or "index.html") for path in paths]
    code = [file for file in files if file.name != "page-files.json"]
    sizes = {file.name: _compressed(file) for file in code}
    assert "main.js" in sizes
    assert any(name.endswith(".wasm") for name in sizes)
    assert sum(sizes.values()) <= BUDGET_BYTES, sizes


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def test_it_goes_on_without_a_network(browser: Browser, plain_address: str) -> None:
    """After one visit to a server that knows nothing of it: every tab opens, a digit is read."""
    context = browser.new_context()
    tab = Tab(context.new_page())
    tab.page.goto(plain_address)
    tab.wait_for("ready")
    tab.page.wait_for_selector("html[data-offline=kept]")
    context.set_offline(True)
    tab.page.reload()
    tab.wait_for("ready")
    tab.draw([[[140, 40], [140, 240]]])
    tab.page.wait_for_selector("#demo[data-result=digit]")
    assert tab.page.locator("#prediction").inner_text() == "1"
    for name in TABS:
        tab.page.click(f"#tab-{name}")
        tab.page.wait_for_selector(f"[aria-labelledby=tab-{name}]:not([hidden]) *")
    context.close()
