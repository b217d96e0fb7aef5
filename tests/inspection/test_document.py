"""The document, and the page that it can be put into."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.inspection.files import layer, sequential, write, write_teachable_machine
from tfjs_bridge.errors import UsageError
from tfjs_bridge.inspection.inspect import inspect
from tfjs_bridge.inspection.page import inspection_page

ROOT = Path(__file__).resolve().parents[2]
PLACE = '<script type="application/json" id="inspection">null</script>'


def test_it_has_what_the_page_of_the_docs_lists(tmp_path: Path) -> None:
    """Every key of the document is described, and nothing else."""
    content = inspect(write_teachable_machine(tmp_path / "m")).to_json()
    page = (ROOT / "docs" / "inspecting.md").read_text("utf-8")
    (text,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    example = json.loads(text)
    assert content.keys() == example.keys()
    for key in ("source", "totals"):
        assert content[key].keys() == example[key].keys()
    for key in ("encodings", "inputs", "outputs"):
        assert content[key][0].keys() == example[key][0].keys()
    part, shown = (next(one for one in x["parts"] if one["weights"]) for x in (content, example))
    assert {*part, "export"} == shown.keys()
    assert part["weights"][0].keys() == shown["weights"][0].keys()
    assert part["outputs"][0].keys() == shown["outputs"][0].keys()


def _template(folder: Path, text: str) -> Path:
    (folder / "dist").mkdir()
    (folder / "dist" / "inspection.html").write_text(text, "utf-8")
    return folder


def test_the_page_holds_the_document(tmp_path: Path) -> None:
    """A name from a file cannot end the element that it is in."""
    evil = "</script><!--<script>\u2028&"
    topology = sequential(evil, layer("Dense", evil, units=1, batch_input_shape=[None, 1]))
    found = inspect(write(tmp_path / "m", topology))
    page = inspection_page(found, _template(tmp_path, f"<html>{PLACE}</html>"))
    assert page.count("</script>") == page.count("<script") == 1
    assert "<!--" not in page
    text = page.partition('id="inspection">')[2].partition("</script>")[0]
    assert json.loads(text) == found.to_json()
    assert json.loads(text)["name"] == evil


@pytest.mark.parametrize(
    ("template", "said"),
    [(None, "is missing"), ("<html></html>", "has no place"), (PLACE * 2, "has no place")],
)
def test_a_page_without_a_template_says_what_to_do(
    tmp_path: Path, template: str | None, said: str
) -> None:
    found = inspect(write_teachable_machine(tmp_path / "m"))
    web = tmp_path if template is None else _template(tmp_path, template)
    with pytest.raises(UsageError, match=f"{said}.*npm run build"):
        inspection_page(found, web)
