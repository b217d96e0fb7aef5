"""The notebook as it is committed: without outputs, in the form that Jupyter writes."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest

from tests import docs
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "examples").rglob("*.ipynb"))
REPOSITORY = "https://github.com/tfjs-bridge/tfjs-bridge/blob/main/"
COLAB = "https://colab.research.google.com/github/tfjs-bridge/tfjs-bridge/blob/main/"
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=docs.name)


@each
def test_it_has_no_outputs_and_nothing_of_the_machine_that_wrote_it(path: Path) -> None:
    """So that a change of it shows what was changed, and opening and saving it changes nothing."""
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert text == json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"] == {"kernelspec": kernel, "language_info": {"name": "python"}}
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


@each
def test_its_cells_have_names_and_explanations(path: Path) -> None:
    """Of which the tests speak; and whoever reads it is told first what a cell is for."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names = [cell["id"] for cell in cells]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names), names
    kinds = [cell["cell_type"] for cell in cells]
    assert kinds[0] == kinds[-1] == "markdown"
    assert ("code", "code") not in itertools.pairwise(kinds)


@each
def test_its_links_lead_somewhere(path: Path) -> None:
    """To pages and headings of the repository; a relative one would lead nowhere in Colab."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    found = re.findall(r"\]\(([^)\s]+)\)", prose)
    assert COLAB + docs.name(path) in found
    for link in found:
        target, _, anchor = link.partition("#")
        assert target.startswith((REPOSITORY, COLAB)), link
        file = ROOT / target.removeprefix(REPOSITORY).removeprefix(COLAB)
        assert file.is_file(), link
        assert not anchor or anchor in docs.anchors(file), link


@each
def test_the_documentation_opens_it_in_colab(path: Path) -> None:
    """From the page of the examples."""
    page = docs.read(ROOT / "docs" / "examples.md")
    assert f"]({COLAB}{docs.name(path)})" in page
    assert f"`{docs.name(path)}`" in page
