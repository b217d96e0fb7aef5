"""All examples have one shape: who knows one of them finds their way in the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import docs
from tests.conftest import ROOT

# In this order, below a title and a paragraph that says what is shown, and for whom.
PARTS = ["Run", "Files", "Result", "Next"]
# What Python and npm leave in a folder that was used.
LEFT_BEHIND = {"__pycache__", "node_modules", "dist"}
SCREEN = 40  # lines

FOLDERS = sorted(
    path for path in (ROOT / "examples").iterdir() if path.is_dir() and path.name[0] not in "._"
)
each_example = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def files(folder: Path) -> set[str]:
    """What an example consists of, its README left out."""
    found = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return found - LEFT_BEHIND - {"README.md"}


def parts(folder: Path) -> dict[str, str]:
    """The parts of a README by their headings; the first, under "", is what is above them."""
    first, *others = re.split(r"^## ", docs.read(folder / "README.md"), flags=re.MULTILINE)
    return {"": first} | {text.partition("\n")[0]: text.partition("\n")[2] for text in others}


def described(folder: Path) -> list[str]:
    """The files that the list in a README begins its points with."""
    points = re.findall(r"^- ((?:`[^`]+`(?:, | and )?)+)", parts(folder)["Files"], re.MULTILINE)
    return [name for point in points for name in re.findall(r"`([^`]+)`", point)]


@each_example
def test_one_script_trains_and_one_thing_uses_what_it_exports(folder: Path) -> None:
    """A page with a script or a worker of its own; a program for Node; or a project of npm."""
    found = files(folder)
    assert {name for name in found if name.endswith(".py")} == {"train.py"}
    assert len((folder / "train.py").read_text("utf-8").splitlines()) <= 200
    if "package.json" in found:
        return
    used = found - {"train.py"}
    if "index.html" in found:
        assert used <= {"index.html", "main.js", "worker.js"}
    else:
        assert [Path(name).suffix for name in used] == [".mjs"]


@each_example
def test_a_readme_has_its_parts_in_order_on_one_screen(folder: Path) -> None:
    """What it shows and for whom, commands, files, one measured result, and where to go next."""
    found = parts(folder)
    assert list(found) == ["", *PARTS]
    assert len(docs.read(folder / "README.md").splitlines()) <= SCREEN
    title, paragraph = found[""].strip().split("\n\n")
    assert title.startswith("# ")
    assert "for you if" in paragraph.replace("\n", " ")
    assert re.search(r"\d", found["Result"])
    assert "](" in found["Next"]


@each_example
def test_commands_begin_with_set_up_and_training(folder: Path) -> None:
    """They run from the repository's root."""
    assert "[Set up](../../docs/examples.md), then:\n\n```sh\n" in parts(folder)["Run"]
    first, *others = docs.commands(folder / "README.md")
    assert first == ["python", f"examples/{folder.name}/train.py"]
    assert others


@each_example
def test_every_file_is_described(folder: Path) -> None:
    """The script first; of a project what one would open."""
    names = described(folder)
    assert names[0] == "train.py"
    if "package.json" in files(folder):
        assert all((folder / name).exists() for name in names)
        assert len(names) > 1
    else:
        assert sorted(names) == sorted(files(folder))


def test_the_table_has_them_in_the_order_of_their_folders() -> None:
    """One row for each, and a heading in the gallery."""
    page = ROOT / "docs" / "examples.md"
    rows = re.findall(r"^\| `examples/([\w-]+)/` \|", docs.read(page), re.MULTILINE)
    assert rows == [folder.name for folder in FOLDERS]
    shown = re.findall(r"^### (.+)$", docs.read(page), re.MULTILINE)
    assert [name.lower().replace(" ", "-") for name in shown] == rows
