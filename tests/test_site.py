"""The documentation site: built without a warning, complete, and alone with its own files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

import tfjs_bridge
from tests import docs
from tests.cli.test_commands import COMMANDS
from tests.conftest import ROOT
from tests.makefile import make

pytestmark = [pytest.mark.slow, pytest.mark.node]


@pytest.fixture(scope="module")
def site(node: str) -> Path:
    """The built site."""
    # What pip and npm say is not about the site.
    make("setup", ".venvs/docs/.installed", "site/node_modules/.installed")
    said = make("docs")
    assert not re.search(r"warning|error", said, re.IGNORECASE), said
    return ROOT / "dist" / "docs"


def read(page: Path) -> str:
    """The HTML of a page."""
    return page.read_text(encoding="utf-8")


def test_every_page_is_there(site: Path) -> None:
    """In the navigation too: mkdocs would warn of one that is in none."""
    for page in docs.DOCS:
        assert (site / page.relative_to(ROOT / "docs")).with_suffix(".html").is_file(), page


def test_the_navigation_names_every_page(site: Path) -> None:
    """Material makes a page called index the heading of its section, and shows its name nowhere."""
    settings = (ROOT / "site" / "mkdocs.yml").read_text(encoding="utf-8")
    pages = re.findall(r"^ +- (.+): (\S+)\.md$", settings, re.MULTILINE)
    assert len(pages) > 30
    shown = read(site / "examples.html")
    for title, page in pages:
        link = rf'href="{page}\.html"[^>]*>\s*(<span[^>]*>\s*)*{re.escape(title)}\s*<'
        assert page in {"index", "examples"} or re.search(link, shown), title


def test_the_references_have_all_that_is_offered(site: Path) -> None:
    """Each command; each name of the Python package and of the npm package."""
    commands = read(site / "reference" / "commands.html")
    for name in COMMANDS:
        assert f'id="tfjs-bridge-{name}"' in commands, name
    python = read(site / "reference" / "python.html")
    for name in tfjs_bridge.__all__:
        assert name == "__version__" or f'id="tfjs_bridge.{name}"' in python, name
    index = (ROOT / "web" / "src" / "index.js").read_text(encoding="utf-8")
    exported = re.findall(r"\w+", " ".join(re.findall(r"export \{(.*?)\}", index, re.DOTALL)))
    javascript = read(site / "reference" / "javascript" / "index.html")
    assert len(exported) > 25
    for name in exported:
        assert f'id="{name.lower()}"' in javascript, name


def addresses(page: Path) -> Iterator[tuple[str, str]]:
    """The addresses in a page, each with the tag that it is in."""
    for tag, rest in re.findall(r"<(a|link|script|img|iframe)\b([^>]*)>", read(page)):
        for address in re.findall(r"\b(?:href|src)=\"?([^\"\s>]+)", rest):
            yield tag, address


def test_links_lead_somewhere_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """Within the site, to headings too; mkdocs knows nothing of those that we generate."""
    ids = {page: set(re.findall(r'\bid="?([^"\s>]+)', read(page))) for page in site.rglob("*.html")}
    assert len(ids) > 20
    for page in ids:
        for tag, address in addresses(page):
            if re.match(r"[a-z]+:", address):
                assert tag == "a", (page, address)
                continue
            path, _, anchor = unquote(address).partition("#")
            root = site if path.startswith("/") else page.parent
            target = (root / path.lstrip("/")).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (page, address)
            assert not anchor or target.suffix != ".html" or anchor in ids[target], (page, address)
