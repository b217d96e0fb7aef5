"""The README's JavaScript in a page, line by line as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import docs
from tests.browser.library import served
from tests.test_docs import FLOWERS, export_flowers

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
    subprocess.run([sys.executable, "-c", model], cwd=folder, check=True)
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
        page = browser.new_page()
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        with page.expect_console_message(timeout=60_000) as message:
            page.goto(f"{address}{number}.html")
        assert re.fullmatch(printed, message.value.text), (message.value.text, failures)
        page.close()
