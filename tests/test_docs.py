"""The README and docs/: links lead somewhere, commands and options exist; pages/ runs the code."""

from __future__ import annotations

import functools
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests import docs
from tests.cli.run import run_cli
from tests.cli.test_commands import COMMANDS
from tests.conftest import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NODE = ROOT / "web" / "node"
PROGRAMS = sorted(path.name for path in NODE.glob("*.mjs") if path.read_bytes()[:2] == b"#!")
COMMON_OPTIONS = {"--help", "--json", "--debug"}
# What commands in the pages write to `exported/`; the rest ships with the repository.
WRITTEN = {
    *("cnn", "mine", "sprite", "char-lstm-tutorial", "NAME"),
    *(page.parent.name for page in docs.EXAMPLES),
    *("flower-pictures", "digit-5", "digit-9", "new-digits", "photos"),
}
each_page = pytest.mark.parametrize("page", docs.PAGES, ids=docs.name)


@functools.cache
def options(program: str) -> frozenset[str]:
    """All options that the help of a command, or of a program for Node, names."""
    if program in COMMANDS:
        shown = run_cli(program, "--help").stdout
        return frozenset(re.findall(r"(?<=[│ ])(--[a-z][\w-]*)(?= )", shown))
    return _options_in("node", str(NODE / program), "--help")


@functools.cache
def options_by_npx(program: str) -> frozenset[str]:
    """All options of a program of the npm package's command."""
    return _options_in("node", str(NODE / "tfjs-bridge.mjs"), program, "--help")


def _options_in(*command: str) -> frozenset[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return frozenset(re.findall(r"^  (?:-\w, )?(--[\w-]+)", done.stdout, re.MULTILINE))


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    """To files of the repository, and to headings in them."""
    for link in docs.links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), link
        assert not anchor or anchor in docs.anchors(target), link


@each_page
def test_paths_exist(page: Path) -> None:
    """Files and folders of the repository that a page names; a star stands for several."""
    for path in docs.paths(page):
        if "node_modules" not in path.parts:
            assert [*path.parent.glob(path.name)], path


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    """A stranger reads it in one go, and finds the rest from there."""
    assert len(docs.read(docs.README).splitlines()) <= 130
    linked = {link.partition("#")[0] for page in docs.PAGES for link in docs.links(page)}
    for page in docs.DOCS:
        assert page.name in {Path(link).name for link in linked}, page.name


def test_nothing_is_said_twice() -> None:
    """Of two equal sentences one will be forgotten when the other changes."""
    sentences: Counter[str] = Counter()
    for page in docs.PAGES:
        text = re.sub(r"^[|#>].*$", "\n", docs.prose(page), flags=re.MULTILINE)
        plain = (re.sub(r"\s+", " ", part) for part in re.split(r"(?<=[.:])\s|\n\s*\n|^- ", text))
        sentences.update(sentence for sentence in plain if len(sentence.split()) > 5)
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@each_page
@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_commands_exist(page: Path) -> None:
    """Make targets, our commands and programs, and every option that they are given."""
    for first, *words in docs.commands(page):
        if first == "make":
            assert re.search(rf"^{words[0]}:", MAKEFILE, re.MULTILINE), words
        elif first == "node" and not words[0].startswith("web/node/"):
            is_written_by_new = words[0].startswith("my-app/")
            assert is_written_by_new or (ROOT / words[0]).is_file(), words
        elif first.endswith("tfjs-bridge") or first == "node":
            given = {word for word in words if word.startswith("--")}
            assert given <= options(Path(words[0]).name), words
        elif [first, *words[:1]] == ["npx", "tfjs-bridge"]:
            given = {word for word in words if word.startswith("--")}
            assert given <= options_by_npx(words[1]), words


@pytest.mark.parametrize(
    "program", [*COMMANDS, *(pytest.param(name, marks=pytest.mark.node) for name in PROGRAMS)]
)
def test_every_option_is_in_the_docs(program: str) -> None:
    """Once, in a table of its program's options, and no other is."""
    tables = [listed for owner, listed in docs.option_tables() if owner == program]
    own = options(program) - COMMON_OPTIONS
    assert tables == ([own] if own else [])


@each_page
def test_models_are_those_of_a_fresh_clone(page: Path) -> None:
    """Ships with the repository, or written by a command: `make run` writes exported/cnn."""
    for model in re.findall(r"\bexported/(pretrained(?:/[\w-]+)?|[\w-]+)", docs.read(page)):
        if model.startswith("pretrained"):
            assert (ROOT / "exported" / model).is_dir(), model
        else:
            assert model in WRITTEN, model


def test_the_plain_commands_are_those_of_make() -> None:
    """Who does without make gets the same environment and the same tests."""
    plain = "\n".join(docs.blocks(ROOT / "docs" / "installing.md", "sh"))
    recipes = re.findall(r"^\t\$\(BIN\)/(\S+ ?[^$\n]*)$", MAKEFILE, re.MULTILINE)
    elsewhere = ("tfjs-bridge serve", "python -m hatchling", "python site/")
    checked = [recipe for recipe in recipes if not recipe.startswith(elsewhere)]
    assert len(checked) >= 7
    for recipe in checked:
        assert f".venv/bin/{recipe.replace(' --quiet', '')}" in plain
