"""The README's JavaScript in a page, line by line as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import docs
from tests.browser.library import served
from tests.test_docs import FLOWERS, export_flowers, run_python

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow, pytest.mark.needs("PIL")]

_PAGE = """<!doctype html>
<link rel="icon" href="data:,">
<script type="importmap">{{"imports": {{"tfjs-bridge": "/lib/tfjs-bridge.js"}}}}</script>
<script type="module">
{code}
</script>
"""


@pytest.fixture(scope="module")
def site(built_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the README's model, the flowers, and a page for each of its programs."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "lib").symlink_to(built_page / "dist" / "package")
    (model,) = docs.blocks(docs.README, "python")
    run_python(model, folder)
    export_flowers(folder)
    for number, code in enumerate(docs.blocks(docs.README, "js")):
        (folder / f"{number}.html").write_text(_PAGE.format(code=code), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, r"-?\d\S* \[(\S+, ){2}\S+\] wasm \d\S*"),
        (1, rf"({'|'.join(FLOWERS)}) 0\.\d+"),
    ],
    ids=["inputs and outputs", "a picture"],
)
def test_it_runs_in_a_page(browser: Browser, site: Path, number: int, printed: str) -> None:
    """And says there what it says in Node."""
    for address in served(site):
        assert re.fullmatch(printed, _printed_by(browser, f"{address}{number}.html"))


def _printed_by(browser: Browser, address: str) -> str:
    """What a page's program logs; or its error, where that comes first."""
    page = browser.new_page()
    page.on("pageerror", lambda error: page.evaluate("(text) => console.log(text)", str(error)))
    with page.expect_console_message(timeout=60_000) as message:
        page.goto(address)
    text = message.value.text
    page.close()
    return text
