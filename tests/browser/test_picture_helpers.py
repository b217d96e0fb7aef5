"""The helpers over models of pictures, in a page: the same answers as in Node and in Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.library import build_site, served
from tests.conftest import ROOT
from tests.convert.pictures.helper_models import check_answers, export_all, picture

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.needs("PIL", "tensorflow")]

_SCRIPT = """async () => {
  const library = await import('/lib/index.js');
  const { answersOf } = await import('/helpers.mjs');
  return await answersOf(library, (name) => name, '/picture.png');
}"""


def test_the_helpers_say_what_follows_from_keras(
    browser: Browser, node: str, tmp_path: Path
) -> None:
    """All of them in one page."""
    from PIL import Image

    build_site(node, tmp_path)
    outputs = export_all(tmp_path)
    Image.fromarray(picture()).save(tmp_path / "picture.png")
    shutil.copy(ROOT / "tests" / "convert" / "pictures" / "helpers.mjs", tmp_path)
    for address in served(tmp_path):
        page = browser.new_page()
        page.goto(address)
        answers = page.evaluate(_SCRIPT)
        page.close()
        check_answers(answers, outputs)
