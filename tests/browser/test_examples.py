"""The page of the example with flowers, on a model of the same kind that was not trained."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.library import served
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
