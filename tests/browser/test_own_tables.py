"""Models that read tables and texts, in the tab for a model of one's own: a form for each."""

from __future__ import annotations

import base64
import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Tab
from tests.browser.test_own_tab import expect_ready, open_own
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
_DROP = """([base64, selector]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], 'people.csv', { type: 'text/csv' }));
  const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(drop);
}"""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of artifacts: a table and a text."""
    folder = tmp_path_factory.mktemp("models")
    command = [sys.executable, "-m", "tests.browser.feature_models", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def load(tab: Tab, address: str, folder: Path) -> None:
    """Bring a model, and wait for its panel."""
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", folder)
    expect_ready(tab, f"{folder.name}: Keras's numbers here")
    expect(tab.page.locator("#own-features-panel")).to_be_visible()
    expect(tab.page.locator("#own-picture-panel")).to_have_count(0)
    expect(tab.page.locator("#own-inputs")).to_be_hidden()  # the network's numbers are folded in


def answers(tab: Tab) -> dict[str, float]:
    """The values, by their labels, in order."""
    rows = tab.page.locator(".picture-bars > li").all()
    value = {row.get_attribute("data-label"): row.get_attribute("data-value") for row in rows}
    return {str(label): float(number or "nan") for label, number in value.items()}


def softmax(scores: Sequence[float]) -> list[float]:
    """Shares that add up to 1."""
    powers = np.exp(scores)
    return [float(share) for share in powers / powers.sum()]


def best_of(wanted: dict[str, float]) -> re.Pattern[str]:
    """How the verdict ends: an answer to what was there before has another share."""
    best = max(wanted, key=lambda label: wanted[label])
    return re.compile(rf"{best}: {100 * wanted[best]:.1f}\s%")


def test_a_row_of_a_table_gets_keras_answer_with_labels(
    tab: Tab, address: str, models: Path
) -> None:
    """The first golden example at once, then what is typed; what is wrong is said at its field."""
    load(tab, address, models / "table")
    expect(tab.page.locator("#own-status")).to_contain_text(
        "raw examples were prepared as in Python"
    )
    examples = json.loads((models / "table" / "golden-examples.json").read_text("utf-8"))["inputs"]
    work = tab.page.get_by_label("work", exact=True)
    expect(work).to_have_value(examples["work"][0][0])
    expect(tab.page.get_by_label("zip", exact=True)).to_have_value(str(examples["zip"][0][0]))
    sizes = [tab.page.get_by_label(f"size, {place} of 3") for place in (1, 2, 3)]
    assert [float(size.input_value()) for size in sizes] == pytest.approx(examples["size"][0])
    verdict = tab.page.locator("#own-features-verdict")
    expect(verdict).to_have_text(re.compile(r"^amount: -?[\d.]+; risk: "))

    for typed, scores in [("nurse", [0, 0, 4]), ("clerk", [0, 4, 0]), ("cook", [4, 0, 0])]:
        work.fill(typed)  # answers come by themselves
        wanted = dict(zip(("low", "middle", "high"), softmax(scores), strict=True))
        expect(verdict).to_contain_text(best_of(wanted))
        found = answers(tab)
        assert "amount" in found
        assert {label: found[label] for label in wanted} == pytest.approx(wanted, abs=1e-5)
    assert tab.complaints == []


def test_fields_fit_what_is_declared(tab: Tab, address: str, models: Path) -> None:
    """Known values are offered; where there are no others, nothing else can be chosen."""
    load(tab, address, models / "table")
    page = tab.page
    assert page.get_by_label("city").locator("option").all_inner_texts() == ["Bern", "Wien"]
    offered = "input => Array.from(input.list.options, ({ value }) => value)"
    assert page.get_by_label("work", exact=True).evaluate(offered) == ["clerk", "nurse"]
    assert len(page.get_by_label("zip").evaluate(offered)) == 100
    visits = page.get_by_label("visits")
    assert visits.evaluate("it => [it.type, it.step, it.min]") == ["number", "1", "-2147483648"]
    assert page.get_by_label("size, 1 of 3").get_attribute("step") == "any"
    assert tab.complaints == []


def test_what_is_wrong_is_said_at_its_field(tab: Tab, address: str, models: Path) -> None:
    """By the form, by what checks the values, and by what prepares them."""
    load(tab, address, models / "table")
    bars, answer = tab.page.locator(".picture-bars").first, tab.page.locator("#own-features-answer")
    for name, typed, right, words in [
        ("visits", "", "3", "input visits: not a number; expected a whole number, got nothing."),
        ("visits", "1.5", "3", "input visits[0][0]: not a value of its dtype; expected a whole"),
        ("zip", "7", "1003", "input zip[0][0]: a value that the vocabulary of"),
    ]:
        field = tab.page.get_by_label(name)
        expect(bars).to_be_visible()
        field.fill(typed)
        answer.click()
        problem = tab.page.locator(".feature-field", has=field).locator(".feature-problem")
        expect(problem).to_contain_text(words)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()
        expect(bars).to_be_hidden()  # it would be an answer to something else
        expect(tab.page.locator("#own-features-error")).to_be_hidden()
        field.fill(right)
        field.press("Enter")
        expect(problem).to_be_empty()
    expect(bars).to_be_visible()
    tab.page.click("#own-features-example")
    expect(tab.page.locator("#own-features-example")).to_have_text(
        re.compile("Fill in example 3 of ")
    )
    assert tab.complaints == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1100), ("dark", 390)])
@pytest.mark.parametrize("name", ["table", "text"])
def test_a_form_has_no_barriers(
    browser: Browser, address: str, models: Path, name: str, scheme: str, width: int
) -> None:
    """By axe, with an error too; and nothing sticks out sideways."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    tab = Tab(context.new_page())
    load(tab, address, models / name)
    if name == "table":
        tab.page.get_by_label("visits").fill("")
        expect(tab.page.locator("[aria-invalid]")).to_have_count(1)
        tab.page.locator(".feature-table summary").click()
    tab.page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = tab.page.evaluate(f"axe.run({{ runOnly: {_RULES} }})")
    assert [item["id"] for item in found["violations"]] == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []
    context.close()


def test_a_text_gets_keras_answer_with_labels(tab: Tab, address: str, models: Path) -> None:
    """In a field of several lines; another model brings its own form."""
    load(tab, address, models / "text")
    review = tab.page.get_by_label("review")
    assert review.evaluate("field => field.tagName") == "TEXTAREA"
    verdict = tab.page.locator("#own-features-verdict")
    for typed, scores in [("It is GOOD!\ngood, so good", [6.0, -6.0]), ("so bad", [-2.0, 2.0])]:
        review.fill(typed)
        wanted = dict(zip(("good", "bad"), softmax(scores), strict=True))
        expect(verdict).to_contain_text(best_of(wanted))
        expect(tab.page.locator(".picture-bars > li")).to_have_count(2)
        assert answers(tab) == pytest.approx(wanted, abs=1e-5)
    tab.page.set_input_files("#own-folder", models / "table")
    expect_ready(tab, "table: Keras's numbers here")
    expect(review).to_have_count(0)
    expect(tab.page.get_by_label("city")).to_be_visible()
    assert tab.complaints == []


def test_what_is_typed_stays_on_another_backend(tab: Tab, address: str, models: Path) -> None:
    """The model is built anew, and the former one disposed of."""
    load(tab, address, models / "text")
    tab.page.get_by_label("review").fill("so bad, bad")
    verdict = tab.page.locator("#own-features-verdict")
    expect(verdict).to_have_text(re.compile(r"bad: 100.0\s%"))
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    tab.page.check("#backends input[value=cpu]")
    tab.page.click("#prove")
    expect(tab.page.locator(".record .chip")).to_have_text("Keras's numbers on cpu")
    tab.page.click("#tab-own")
    expect(tab.page.locator("#own-inspection .fact", has_text="Runs on")).to_contain_text("cpu")
    expect(tab.page.get_by_label("review")).to_have_value("so bad, bad")
    tab.page.get_by_label("review").fill("so good, good")
    expect(verdict).to_have_text(re.compile(r"good: 100.0\s%"))
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"review\nbad\ngood\n"}
    tab.page.locator(".feature-table summary").click()
    tab.page.set_input_files("#own-features-table", file)  # type: ignore[arg-type]
    expect(tab.page.locator("#own-features-table-words")).to_have_text("2 rows answered")


def test_many_rows_come_from_a_file_and_go_into_one(tab: Tab, address: str, models: Path) -> None:
    """More than a batch, chosen and dropped; what is wrong names the row."""
    load(tab, address, models / "table")
    heads = ["id", "work", "city", "zip", "visits", "size[0]", "size[1]", "size[2]"]
    works = [("nurse", "high"), ("clerk", "middle"), ("cook", "low")]
    rows = [
        [f"{i}", works[i % 3][0], "Bern", f"{1000 + i}", f"{i}", "1.5", "-2", "3"]
        for i in range(50)
    ]
    page = tab.page
    page.locator(".feature-table summary").click()

    def given(*, city: str = "Bern") -> bytes:
        lines = [heads, *rows[:-1], [*rows[-1][:2], city, *rows[-1][3:]]]
        return "\n".join(",".join(line) for line in lines).encode()

    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": given()}
    page.set_input_files("#own-features-table", file)  # type: ignore[arg-type]
    expect(page.locator("#own-features-table-words")).to_have_text("50 rows answered")
    expect(page.locator(".feature-table tbody tr")).to_have_count(20)
    with page.expect_download() as download:
        page.click("#own-features-download")
    assert download.value.suggested_filename == "people-answers.csv"
    with Path(download.value.path()).open(encoding="utf-8", newline="") as saved:
        answered = list(csv.DictReader(saved))
    assert [row["risk"] for row in answered] == [works[i % 3][1] for i in range(50)]
    assert [float(row["risk: high"]) for row in answered[:3]] == pytest.approx(
        [softmax(scores)[2] for scores in ([0, 0, 4], [0, 4, 0], [4, 0, 0])], abs=1e-5
    )
    assert [row["id"] for row in answered] == [str(i) for i in range(50)]

    wrong = base64.b64encode(given(city="Rom")).decode("ascii")
    for place in ("#own-features-panel", "#own-source"):  # where models are dropped
        page.evaluate(_DROP, [wrong, place])
        expect(page.locator("#own-features-table-error")).to_contain_text(
            "input city[49][0]: a value that the vocabulary of"
        )
        expect(page.locator("#own-features-download")).to_be_hidden()
        page.set_input_files("#own-features-table", file)  # type: ignore[arg-type]
        expect(page.locator("#own-features-table-error")).to_be_hidden()
    expect(page.locator("#own-features-table-words")).to_have_text("50 rows answered")
    assert tab.complaints == []


def test_examples_that_are_prepared_otherwise_are_refused(
    tab: Tab, address: str, models: Path, tmp_path: Path
) -> None:
    """The network alone gives Keras's numbers; what it would be given here is something else."""
    folder = tmp_path / "other"
    shutil.copytree(models / "table", folder)
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    works = next(step for step in metadata["preprocessing"]["steps"] if step["inputs"] == ["work"])
    works["tokens"].reverse()
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", folder)
    expect(tab.page.locator("#own-error")).to_contain_text(
        "golden examples: prepared as the artifact declares, they do not give Keras's inputs"
    )
    expect(tab.page.locator(".own-model")).to_be_hidden()
