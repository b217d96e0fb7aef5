"""The page from the Express server, whose headers are stricter than a plain web server's."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.node]


def test_every_tab_works(tab: Tab, express_address: str) -> None:
    """A digit is read, a network is trained on one batch in the worker, and all is proven."""
    tab.page.goto(express_address)
    tab.wait_for("ready")
    tab.draw([[[140, 40], [140, 240]]])
    tab.page.wait_for_selector("#demo[data-result=digit]")
    assert tab.page.locator("#prediction").inner_text() == "1"
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    tab.page.click("#tab-train")
    tab.page.wait_for_selector("#train-start:not([disabled])")
    tab.page.fill("#train-epochs", "1")
    tab.page.fill("#train-digits", "64")
    tab.page.click("#train-start")
    tab.page.wait_for_selector("#train[data-state=trained]", timeout=60_000)
    tab.page.click("#tab-own")
    tab.page.wait_for_selector("#own:not([hidden])")
    assert tab.complaints == []
