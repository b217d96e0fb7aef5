"""Links that are shared: the tab, the model and the settings of a text stand in the address."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.conftest import PRETRAINED

pytestmark = [pytest.mark.browser, pytest.mark.node]

FIELDS = {"prompt": "ROMEO:", "temperature": "0.8", "length": "500", "top-k": "", "seed": "0"}


def fields(tab: Tab) -> dict[str, str]:
    """The settings of the text, as the form has them."""
    return {name: tab.page.input_value(f"#text-{name}") for name in FIELDS}


def write(tab: Tab) -> str:
    """Write a text, and return what the model wrote."""
    tab.page.wait_for_selector("#text[data-state=ready]")
    tab.page.click("#text-write")
    tab.page.wait_for_selector("#text[data-run=done]")
    return "".join(tab.page.locator("#text-output .text-character").all_text_contents())


def test_a_copied_link_writes_the_same_text(tab: Tab, address: str) -> None:
    """The address follows what is chosen without new entries in the history."""
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.goto(f"{address}#text")
    tab.page.wait_for_selector("#text[data-state=ready]")
    assert tab.page.url == f"{address}#text"  # nothing was chosen yet
    entries = tab.page.evaluate("history.length")
    chosen = {"prompt": "O 100% &?#\n", "temperature": "1.2", "length": "40", "top-k": "5"}
    for name, value in chosen.items():
        tab.page.fill(f"#text-{name}", value)
    tab.page.fill("#text-prompt", "Now, gentle friends & foes:\n")
    tab.page.click("#text-new-seed")
    seed = tab.page.input_value("#text-seed")
    query = "model=char-lstm&start=Now%2C+gentle+friends+%26+foes%3A%0A&temperature=1.2"
    assert tab.page.url == f"{address}#text?{query}&length=40&top-k=5&seed={seed}"
    text = write(tab)
    tab.page.click("#text-link")
    expect(tab.page.locator("#text-status")).to_have_text("Link copied")
    link = tab.page.evaluate("navigator.clipboard.readText()")
    assert link == tab.page.url
    tab.page.click("#tab-digits")
    tab.page.click("#tab-text")
    assert tab.page.url == link
    assert tab.page.evaluate("history.length") == entries

    other = Tab(tab.page.context.new_page())
    other.page.goto(link)
    other.page.wait_for_selector("#text[data-run=idle]")  # a link alone writes nothing
    assert write(other) == text
    assert other.page.locator("#link-note").inner_text() == ""
    assert tab.complaints + other.complaints == []


def test_what_a_link_cannot_ask_for_is_told(tab: Tab, address: str) -> None:
    """Text is text, numbers have bounds, and what is of no use leaves the form as it is."""
    note = tab.page.locator("#link-note")
    tab.page.goto(f"{address}#text?%E0%A4%A&=&seed=&__proto__=x")
    tab.page.wait_for_selector("#text[data-state=ready]")
    expect(note).to_have_text('Not everything in this link could be used: seed cannot be "".')
    assert fields(tab) == FIELDS

    follow = "hash => { location.hash = hash; }"
    evil = "<img src=x onerror=alert(1)>"
    numbers = "temperature=2.01&length=1e9&top-k=0.5&seed=-1"
    tab.page.evaluate(follow, f"#text?model={quote(evil)}&start={quote(evil)}&{numbers}")
    expect(note).to_contain_text(f'there is no model "{evil}" in this tab')
    for words in ('temperature cannot be "2.01"', 'length cannot be "1e9"', "top-k", "seed"):
        expect(note).to_contain_text(words)
    assert tab.page.locator("#link-note *").count() == 0
    assert fields(tab) == {**FIELDS, "prompt": evil}
    expect(tab.page.locator("#text-unknown")).to_contain_text("does not know")

    tab.page.evaluate(follow, f"#text?start={'a' * 1001}&temperature=0.5")
    expect(note).to_contain_text("its beginning has more than 1000 characters")
    assert fields(tab) == {**FIELDS, "temperature": "0.5"}
    tab.page.evaluate(follow, f"#text?start={'a' * 20_000}&temperature=1")
    expect(note).to_be_empty()
    assert fields(tab) == {**FIELDS, "temperature": "0.5"}
    tab.page.evaluate(follow, "#%E0%A4%A?model=mlp")
    expect(tab.page.locator("#demo")).to_be_visible()
    assert tab.complaints == []


def test_a_link_chooses_a_digit_model(tab: Tab, address: str) -> None:
    """One that is there; the card tells what its artifact says, and gives the link."""
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    note = tab.page.locator("#link-note")
    tab.page.goto(f"{address}#digits?model=softmax")
    tab.wait_for("ready")
    assert tab.page.get_attribute("#demo", "data-model") == "softmax"
    assert not any("pretrained/cnn" in url for url in tab.requests)
    folder = PRETRAINED / "softmax"
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    facts = tab.page.locator("#facts")
    size = sum(file.stat().st_size for file in folder.iterdir())
    expect(facts.locator("[data-fact=size]")).to_contain_text(f"({size:,} bytes)")
    expect(facts.locator("[data-fact=exported]")).to_contain_text(metadata["versions"]["keras"])
    expect(facts.locator("[data-fact=reads]")).to_contain_text("one digit")

    tab.page.select_option("#model", "mlp")
    tab.page.wait_for_url(f"{address}#digits?model=mlp")
    tab.page.click("#digits-link")
    expect(tab.page.locator("#digits-link-said")).to_have_text("Link copied")
    assert tab.page.evaluate("navigator.clipboard.readText()") == tab.page.url
    tab.page.evaluate("location.hash = '#digits?model=nobody'")
    expect(note).to_contain_text('there is no model "nobody" in this tab')
    assert tab.page.get_attribute("#demo", "data-model") == "mlp"
    tab.page.select_option("#model", "softmax")
    tab.page.wait_for_url(f"{address}#digits?model=softmax")
    expect(note).to_be_empty()
    assert tab.complaints == []
