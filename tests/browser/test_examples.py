"""The pages of the examples, on models of the same kinds that are not trained here."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Tab
from tests.browser.library import served
from tests.conftest import PRETRAINED, ROOT
from tests.examples.run import clone_in
from tests.scaffold.artifacts import write_colours

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.needs("PIL")]


def test_the_page_of_flowers_classifies_a_picture(
    browser: Browser, built_page: Path, tmp_path: Path
) -> None:
    """Served from the repository's root, as its README says."""
    from PIL import Image

    del built_page  # its script imports what is built with it
    clone = clone_in(tmp_path)
    write_colours(clone / "exported" / "flowers")
    Image.new("RGB", (40, 30), (10, 200, 30)).save(tmp_path / "mine.png")
    for address in served(clone):
        page = browser.new_page()
        page.goto(f"{address}examples/flowers/")
        page.wait_for_selector("[role=status]:has-text('Ready: red, green, blue')", timeout=60_000)
        page.set_input_files("input", tmp_path / "mine.png")
        page.wait_for_selector("[role=status]:has-text('green, 9')")
        page.close()


@pytest.fixture
def digits(built_page: Path, tmp_path: Path) -> Path:
    """The artifact that the page of digits loads, in a clone: the pretrained network."""
    del built_page
    artifact = clone_in(tmp_path) / "exported" / "digits"
    shutil.copytree(PRETRAINED / "cnn", artifact)
    return artifact


@pytest.fixture
def digits_tab(tab: Tab, digits: Path) -> Iterator[Tab]:
    """Its page, which is loading."""
    for address in served(digits.parent.parent):
        tab.page.goto(f"{address}examples/digits/")
        yield tab


def wait_for_words(tab: Tab, words: str) -> None:
    """Wait until the page says them."""
    tab.page.locator("[role=status]", has_text=words).wait_for()


@pytest.mark.parametrize("width", [320, 1100])
def test_the_page_of_digits_reads_what_is_drawn(digits_tab: Tab, width: int) -> None:
    """With a mouse, whatever the size of the sheet; ten bars say how likely each digit is."""
    page = digits_tab.page
    page.set_viewport_size({"width": width, "height": 800})
    wait_for_words(digits_tab, "Ready")
    strokes = json.loads((ROOT / "tests/vectors/strokes.json").read_text("utf-8"))["digits"]
    for digit in (3, 4):
        digits_tab.draw(strokes[digit]["strokes"], "canvas")
        wait_for_words(digits_tab, f"This is a {digit}.")
        bars = page.locator("meter").evaluate_all("bars => bars.map((bar) => bar.value)")
        assert np.argmax(bars) == digit
        assert sum(bars) == pytest.approx(1, abs=1e-5)
        page.get_by_role("button", name="Clear").click()
        wait_for_words(digits_tab, "Ready: draw a digit.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert digits_tab.complaints == []


def test_the_page_of_digits_is_drawn_on_by_keys(digits_tab: Tab) -> None:
    """A seven in one stroke; Escape clears it."""
    wait_for_words(digits_tab, "Ready")
    digits_tab.page.keyboard.press("Tab")
    for key, times in (("ArrowRight", 5), ("ArrowDown", 10)):
        for _ in range(times):
            digits_tab.page.keyboard.press(key)
    wait_for_words(digits_tab, "This is a 7.")
    digits_tab.page.keyboard.press("Escape")
    wait_for_words(digits_tab, "Ready: draw a digit.")


def test_the_page_of_digits_says_that_its_model_failed(tab: Tab, digits: Path) -> None:
    """The model gives other numbers than Keras here; the files themselves are whole."""
    golden = np.fromfile(digits / "golden.bin", "<f4")
    golden[-100:] = golden[-100:][::-1]
    golden.tofile(digits / "golden.bin")
    metadata = json.loads((digits / "metadata.json").read_text("utf-8"))
    digest = hashlib.sha256((digits / "golden.bin").read_bytes()).hexdigest()
    metadata["files"]["golden.bin"]["sha256"] = digest
    (digits / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    for address in served(digits.parent.parent):
        tab.page.goto(f"{address}examples/digits/")
        wait_for_words(tab, "The model failed its self-test.")
        assert "expected" in tab.page.inner_text("[role=status]")
