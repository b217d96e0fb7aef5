"""The page of text-generator, on the model that its script would train for longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.browser.library import served
from tests.conftest import PRETRAINED
from tests.examples.run import clone_in

pytestmark = [pytest.mark.browser, pytest.mark.node]


@pytest.fixture
def clone(built_page: Path, tmp_path: Path) -> Path:
    """The repository's root before train.py has run."""
    del built_page
    clone = clone_in(tmp_path)
    (clone / "exported").mkdir()
    (clone / "exported" / "pretrained").symlink_to(PRETRAINED)
    return clone


@pytest.fixture
def page(tab: Tab, clone: Path) -> Iterator[Tab]:
    """Its page, ready to write."""
    (clone / "exported" / "text-generator").symlink_to(PRETRAINED / "char-lstm")
    for address in served(clone):
        tab.page.goto(f"{address}examples/text-generator/")
        say(tab, "Ready: it knows 65 characters.")
        yield tab


def say(tab: Tab, words: str) -> None:
    """Wait until the page says something."""
    expect(tab.page.locator("[role=status]")).to_contain_text(words, timeout=30_000)


def press(tab: Tab, name: str) -> None:
    """Click on a button."""
    tab.page.get_by_role("button", name=name, exact=True).click()


def text(tab: Tab, length: int) -> str:
    """What is written, once it is so long."""
    tab.page.wait_for_function(f"document.querySelector('#text').textContent.length >= {length}")
    return str(tab.page.locator("#text").evaluate("output => output.textContent"))


def start(tab: Tab, beginning: str, temperature: float) -> None:
    """Let it write on from a beginning."""
    tab.page.fill("#beginning", beginning)
    tab.page.locator("#temperature").fill(str(temperature))
    press(tab, "Start")


def test_it_writes_stops_and_goes_on(page: Tab) -> None:
    """Character by character, in a worker: the page itself does not load the library."""
    assert page.page.get_by_role("button", name="Go on").is_disabled()
    start(page, "ROMEO:\n", 0.5)
    text(page, 30)
    press(page, "Stop")
    say(page, "Stopped.")
    stopped = text(page, 30)
    assert stopped.startswith("ROMEO:\n")
    page.page.wait_for_timeout(100)
    assert text(page, 30) == stopped
    press(page, "Go on")
    assert text(page, len(stopped) + 10).startswith(stopped)
    assert len(page.page.workers) == 1
    # TensorFlow.js leaves its engine in the global object of whoever has loaded it.
    assert page.page.evaluate("globalThis._tfengine === undefined")
    assert page.page.workers[0].evaluate("globalThis._tfengine !== undefined")
    assert page.complaints == []


def test_it_stops_while_it_still_reads(page: Tab) -> None:
    """A long beginning; what is read then is not gone on from."""
    page.page.fill("#beginning", "O Romeo! " * 1000)
    page.page.evaluate("for (const id of ['start', 'stop']) document.getElementById(id).click()")
    say(page, "Stopped.")
    assert text(page, 9000) == "O Romeo! " * 1000


def test_the_temperature_counts(page: Tab) -> None:
    """Without any, the likeliest text comes each time; with one, others do."""
    found = []
    for temperature in (0, 0, 1.5):
        start(page, "The ", temperature)
        found.append(text(page, 40)[:40])
        press(page, "Stop")
        say(page, "Stopped.")
    assert found[0] == found[1] != found[2]


def test_it_says_what_it_cannot_read(page: Tab) -> None:
    """And takes another beginning; an empty one will do."""
    start(page, "日", 0.5)
    say(page, 'Character "日" in line 1, column 1: not in the vocabulary')
    start(page, "", 0.5)
    text(page, 10)


@pytest.mark.parametrize("width", [360, 1100])
def test_the_pretrained_model_is_there_without_a_training(
    tab: Tab, clone: Path, width: int
) -> None:
    """Of the other the page says that it is missing."""
    tab.page.set_viewport_size({"width": width, "height": 800})
    for address in served(clone):
        tab.page.goto(f"{address}examples/text-generator/")
        say(tab, "exported/text-generator/metadata.json: not found")
        assert tab.page.get_by_role("button", name="Start").is_disabled()
        tab.page.get_by_label("Model").select_option(label="Shakespeare, trained for hours")
        say(tab, "Ready: it knows 65 characters.")
        start(tab, "To be", 0.5)
        text(tab, 10)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
