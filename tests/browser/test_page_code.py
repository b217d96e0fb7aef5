"""The pages' JavaScript and HTML that need a browser, line by line as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import docs
from tests.browser.conftest import NO_ADAPTER
from tests.browser.library import served
from tests.conftest import ROOT
from tests.pages.printed import PRINTS

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow, pytest.mark.needs("jax")]

_PAGE = """<!doctype html>
<link rel="icon" href="data:,">
<script type="importmap">{{"imports": {{"tfjs-bridge": "/tfjs-bridge.js"}}}}</script>
<canvas></canvas>
<script type="module">
{code}
</script>
"""
_MODELS = """
import sys
from pathlib import Path
from tests.pages.files import segments, write_all
write_all(Path(sys.argv[1]))
segments(Path(sys.argv[1]))
"""
_WORKER = "import { hostModels } from './tfjs-bridge.js'; hostModels();"
_LOADED = "load().then((model) => console.log(model.inputs.map(({ name }) => name).join()));"
_COLOURED = """
const canvas = document.querySelector('canvas');
const shares = await colour(canvas, 'photo.png');
console.log(canvas.width, canvas.height, JSON.stringify(shares));
"""


def _programs() -> Iterator[tuple[str, str, str]]:
    """Names, pages and what they print."""
    for number, code in enumerate(docs.blocks(docs.README, "js")):
        yield f"README {number}", code, PRINTS["README.md", "js", number].removesuffix(r"\n")
    predicting = docs.blocks(ROOT / "docs" / "predicting.md", "js")
    (code,) = [code for code in predicting if "new Worker" in code]
    yield "worker", f"{code}{_LOADED}", "photo,age"
    (code,) = [code for code in predicting if "createImageSegmenter" in code]
    yield "segmenter", f"{code.replace('exported/mine', 'exported/map')}{_COLOURED}", "40 30 .*"


PAGES = [(name, _PAGE.format(code=code), printed) for name, code, printed in _programs()]
PAGES += [
    ("html", html, r"wasm \d\S*") for html in docs.blocks(ROOT / "docs" / "javascript.md", "html")
]


@pytest.fixture(scope="module")
def site(built_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with the library, the models, and a page for each program; its address."""
    folder = tmp_path_factory.mktemp("site")
    for file in (built_page / "dist" / "package").iterdir():
        (folder / file.name).symlink_to(file)
    env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", _MODELS, folder], env=env, check=True)
    (folder / "worker.js").write_text(_WORKER, encoding="utf-8")
    for number, (_, page, _) in enumerate(PAGES):
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    yield from served(folder)


@pytest.mark.parametrize(
    ("number", "printed"),
    [(number, page[2]) for number, page in enumerate(PAGES)],
    ids=[page[0] for page in PAGES],
)
def test_it_runs_in_a_page(browser: Browser, site: str, number: int, printed: str) -> None:
    """What is in the README says there what it says in Node."""
    found = _printed_by(browser, f"{site}{number}.html")
    assert re.fullmatch(printed, found, re.DOTALL), found


def _printed_by(browser: Browser, address: str) -> str:
    """What a page's program logs; or its error, where that comes first."""
    page = browser.new_page()
    page.on("pageerror", lambda error: page.evaluate("(text) => console.log(text)", str(error)))
    # A browser asks for an icon, which the pages do not name.
    said = page.expect_console_message(
        lambda it: "favicon" not in it.location["url"] and it.text != NO_ADAPTER, timeout=60_000
    )
    with said as message:
        page.goto(address)
    text = message.value.text
    page.close()
    return text
