"""The Proof tab in a real Chromium: what was loaded, measured and compared, on every backend."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, Route, expect

from tests.browser.conftest import SOFTWARE_GRAPHICS, Tab, launch
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_ONE = json.loads((ROOT / "tests" / "vectors" / "strokes.json").read_text(encoding="utf-8"))[
    "digits"
][1]["strokes"]


def open_proof(tab: Tab) -> None:
    """Show the tab, and wait until it can be used."""
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]", timeout=30_000)


def prove_on(tab: Tab, backend: str) -> None:
    """Choose a backend and prove the models on it."""
    tab.page.check(f"#backends input[value={backend}]")
    tab.page.click("#prove")


def expect_proven(tab: Tab, backend: str) -> None:
    """All models give Keras's numbers on the backend."""
    expect(tab.page.locator(".record .chip")).to_have_text(
        f"Keras's numbers on {backend}", timeout=60_000
    )
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    found = tab.page.locator("[data-largest-difference]").last
    assert 0 <= float(found.get_attribute("data-largest-difference") or "nan") <= 1e-5


def test_it_shows_what_was_loaded_measured_and_compared(tab: Tab, address: str) -> None:
    """Files, difference, vectors, times, latencies and memory; then all on another backend."""
    tab.page.goto(address)
    tab.wait_for("ready")
    tab.draw(_ONE)
    tab.page.wait_for_selector("#demo[data-result=digit]")
    for _ in range(12):  # a histogram is shown of enough answers alone
        for digit in (3, 4):
            tab.page.click(f".sample >> nth={digit}")
            # Not wait_for_function, which polls by eval: the page's policy forbids that.
            expect(tab.page.locator("#prediction")).to_have_text(str(digit), timeout=30_000)
    open_proof(tab)
    record = tab.page.locator(".record")
    expect(record).to_have_count(1)
    expect(record).to_contain_text("10: the first test digit of each class")
    expect(record).to_contain_text("SHA-256 of every file")
    expect(record).to_contain_text("0.28 MB in 4 files")
    expect(record.locator(".latency-words")).to_contain_text("median")
    label = record.get_by_role("img").get_attribute("aria-label") or ""
    assert label.startswith("Histogram of latencies: most answers")
    record.locator("summary").click()
    expect(record.locator("tbody tr")).to_have_count(3)
    assert int(tab.page.locator("#tensors").inner_text()) > 0
    expect_proven(tab, "wasm")

    prove_on(tab, "cpu")
    expect_proven(tab, "cpu")
    expect(record.locator(".latency-words")).to_contain_text("answer")
    tab.page.click("#tab-digits")
    tab.page.click("#clear")
    tab.draw(_ONE)
    expect(tab.page.locator("#prediction")).to_have_text("1")
    assert tab.complaints == []


def test_it_can_be_seen_first_and_proven_again(tab: Tab, address: str) -> None:
    """A model is loaded where none was; what cannot be had says why not."""
    tab.page.goto(f"{address}#proof")
    open_proof(tab)
    expect(tab.page.locator(".record")).to_have_count(1)
    for option in tab.page.locator(".backend").all():
        is_disabled = option.locator("input").is_disabled()
        assert is_disabled == ("unavailable: " in option.inner_text())
    assert tab.page.locator("#backends input[value=cpu]").is_enabled()
    read = tab.page.locator(".record .fact", has_text="First run").inner_text()
    tab.page.click("#prove")
    expect(tab.page.locator(".record .fact", has_text="First run")).not_to_have_text(read)
    expect_proven(tab, "wasm")
    assert tab.complaints == []


def test_a_backend_that_fails_leaves_the_former_one(tab: Tab, address: str) -> None:
    """The .wasm files seem to be there and are not: the reason is shown, and cpu goes on."""

    def only_its_head(route: Route) -> None:
        route.fulfill(status=200 if route.request.method == "HEAD" else 404, body="")

    tab.page.route("**/*.wasm", only_its_head)
    tab.page.goto(address)
    tab.wait_for("ready")
    open_proof(tab)
    expect_proven(tab, "cpu")
    prove_on(tab, "wasm")
    error = tab.page.locator("#proof-error")
    expect(error).to_contain_text("backend wasm: does not start")
    expect(error).to_contain_text("the page continues with the backend it had")
    assert tab.page.locator("#backends input[value=cpu]").is_checked()
    expect_proven(tab, "cpu")
    tab.page.click("#tab-digits")
    tab.draw(_ONE)
    expect(tab.page.locator("#prediction")).to_have_text("1")


def test_without_a_model_it_says_so(tab: Tab, address: str) -> None:
    """The reason, and nothing to choose."""
    tab.page.route("**/cnn/*", lambda route: route.fulfill(status=404, body="none"))
    tab.page.goto(f"{address}#proof")
    tab.page.wait_for_selector("#proof-panel[data-state=failed]")
    expect(tab.page.locator("#proof-error")).to_contain_text("metadata.json: not found")


@pytest.fixture(scope="module")
def graphics_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with WebGL and WebGPU."""
    yield from launch(playwright, *SOFTWARE_GRAPHICS)


def test_graphics_processors_are_proven_too(graphics_browser: Browser, address: str) -> None:
    """Their code is loaded when they are chosen, and not before."""
    tab = Tab(graphics_browser.new_page())
    tab.page.goto(f"{address}#proof")
    open_proof(tab)
    assert not any("webg" in url for url in tab.requests)
    for backend in ("webgl", "webgpu"):
        prove_on(tab, backend)
        expect_proven(tab, backend)
        assert any(url.endswith(f"/{backend}.js") for url in tab.requests)
    expect(tab.page.locator("#graphics-bytes")).to_contain_text("MB")
    tab.page.close()
