"""Reads the repository's own Markdown: READMEs, CONTRIBUTING and docs/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
EXAMPLES = sorted((ROOT / "examples").glob("*/README.md"))
OTHERS = [
    ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md", "site/index.md", "web/README.md")
]
PAGES = [README, *OTHERS, *DOCS, *EXAMPLES]


def name(path: Path) -> str:
    """A page's path in the repository, as an id for tests."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """The text of a page."""
    return path.read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    """A page's code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", read(path), re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Attributes:
        page: The page's path in the repository.
        language: What its fence says; empty where it says nothing.
        number: Its place among the page's blocks of that language, from 0.
        line: Of its fence, from 1.
        code: What is in it.
    """

    page: str
    language: str
    number: int
    line: int
    code: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}-{self.language}"


def all_blocks(path: Path) -> list[Block]:
    """All blocks of a page, of any language, also those that are indented."""
    text, found = read(path), list[Block]()
    for match in re.finditer(r"^( *)(```+|~~~+)(.*)\n((?:.*\n)*?)\1\2 *$", text, re.MULTILINE):
        language, line = match[3].strip(), text.count("\n", 0, match.start()) + 1
        number = sum(block.language == language for block in found)
        code = re.sub(f"^{match[1]}", "", match[4], flags=re.MULTILINE)
        found.append(Block(name(path), language, number, line, code))
    return found


def command_lines(code: str) -> list[str]:
    """The command lines of a shell block; continued lines are joined, comments left out."""
    lines = code.replace("\\\n", " ").splitlines()
    plain = (re.sub(r"(^|\s+)#.*", "", line).strip() for line in lines)
    return [line for line in plain if line]


def prose(path: Path) -> str:
    """A page without its code blocks."""
    return re.sub(r"^```.*?^```\n", "", read(path), flags=re.DOTALL | re.MULTILINE)


def links(path: Path) -> list[str]:
    """Where a page's links and pictures point to, web addresses left out."""
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(path))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def paths(path: Path) -> Iterator[Path]:
    """The files and folders of the repository that a page names; CONTRIBUTING's, of the package."""
    for written in re.findall(r"`((?:[\w.*-]+/)+[\w.*-]*)`", prose(path)):
        first = written.partition("/")[0]
        if first in {"benchmarks", "docs", "examples", "site", "tests", "tfjs_bridge", "web"}:
            yield ROOT / written
        elif path.name == "CONTRIBUTING.md":
            yield ROOT / "tfjs_bridge" / written


def commands(path: Path) -> list[list[str]]:
    """The words of each command line in a page's shell blocks."""
    return [line.split() for code in blocks(path, "sh") for line in command_lines(code)]


def option_tables() -> Iterator[tuple[str, set[str]]]:
    """Each program whose options a page of docs/ lists, and the options."""
    for path in DOCS:
        for part in re.split(r"^#+ ", prose(path), flags=re.MULTILINE):
            heading, _, body = part.partition("\n")
            program = re.fullmatch(r"Options of `(?:tfjs-bridge )?([\w.-]+)`", heading)
            if program is not None:
                cells = " ".join(re.findall(r"^\|([^|]*)\|", body, re.MULTILINE))
                yield program[1], set(re.findall(r"--[a-z][\w-]*", cells))
