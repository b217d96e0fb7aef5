"""The drawn graph of a model, in *Your model* and as a file of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Tab
from tests.conftest import PRETRAINED, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_PLACE = '<script type="application/json" id="inspection">null</script>'
# Of a chain, or of residual blocks, about as many as MobileNetV2 and DenseNet201 have.
_LAYERS, _MANY_LAYERS = 155, 705

Draw = Callable[[dict[str, Any]], None]


def a_part(place: int, inputs: list[str], **more: Any) -> dict[str, Any]:
    """A convolution in a document."""
    name = f"block_{place // 5}_layer_{place}"
    weight = {"name": f"{name}/kernel", "shape": [3, 3, 8, 8], "dtype": "float32"}
    return {
        "id": f"{place}",
        "name": name,
        "kind": "Conv2D" if place else "InputLayer",
        "group": "",
        "inputs": inputs,
        "outputs": [{"shape": [None, 14, 14, 8], "dtype": "float32"}],
        "parameters": 576,
        "bytes": 576,
        "multiplyAdds": 112896,
        "weights": [{**weight, "encoding": "uint8", "bytes": 576}],
        "settings": {"filters": 8, "kernel_size": [3, 3]},
        **more,
    }


def document_of(count: int) -> dict[str, Any]:
    """Layers in a chain, with a line past each five, as residual networks have them."""
    parts = [
        a_part(i, [f"{j}" for j in (i - 1, i - 5) if j >= 0 and (j == i - 1 or i % 5 == 0)])
        for i in range(count)
    ]
    refused = {"layers": "refused", "graph": "exact", "reason": "</script><b>no such layer</b>"}
    parts[min(2, count - 1)] |= {"export": refused}
    end = {"name": "x", "shape": [None, 14, 14, 8], "dtype": "float32"}
    return {
        "format": "tfjs-bridge-inspection",
        "version": 1,
        "source": {
            "path": "model.keras",
            "kind": "keras",
            "writtenBy": "Keras 3",
            "madeBy": None,
            "fileBytes": 90_000,
        },
        "name": "<i>a model</i>",
        "inputs": [end],
        "outputs": [end],
        "totals": {
            "parts": count,
            "parameters": 576 * count,
            "weightBytes": 576 * count,
            "multiplyAdds": None,
        },
        "encodings": [{"encoding": "uint8", "weights": count, "values": count, "bytes": count}],
        "parts": parts,
        "warnings": ["One thing to know."],
    }


@pytest.fixture
def draw(tab: Tab, built_page: Path, tmp_path: Path) -> Draw:
    """Open a document as `inspect --html` writes it, from a file."""

    def opened(document: dict[str, Any]) -> None:
        page = (built_page / "dist" / "inspection.html").read_text("utf-8")
        assert page.count(_PLACE) == 1
        text = json.dumps(document).replace("<", "\\u003c")
        file = tmp_path / "drawn.html"
        file.write_text(page.replace(_PLACE, _PLACE.replace("null", text)), encoding="utf-8")
        tab.page.goto(file.as_uri())
        tab.page.wait_for_selector("main[data-state]")

    return opened


def test_a_file_draws_a_large_model_and_asks_for_nothing(tab: Tab, draw: Draw) -> None:
    """From the disk: no request but for itself; names are text, not HTML."""
    draw(document_of(_MANY_LAYERS))
    expect(tab.page.locator("h1")).to_have_text("<i>a model</i>")
    assert tab.page.locator(".graph-box").count() == _MANY_LAYERS
    shown = tab.page.locator(".graph-box:visible").count()
    assert 3 < shown < _MANY_LAYERS / 4  # what cannot be seen costs nothing
    expect(tab.page.locator(".graph-mark")).to_have_text("graph alone")
    assert {url.split(":")[0] for url in tab.requests} <= {"file", "data"}
    assert len([url for url in tab.requests if url.startswith("file")]) == 1
    assert tab.complaints == []


def test_a_search_goes_from_hit_to_hit(tab: Tab, draw: Draw) -> None:
    """Each in sight and with its details; the field keeps the keys."""
    draw(document_of(_LAYERS))
    find = tab.page.get_by_role("searchbox")
    find.fill("block_9")
    status = tab.page.locator(".graph-found")
    expect(status).to_have_text("1 of 5")
    title = tab.page.locator(".graph-title")
    expect(title).to_have_text("block_9_layer_45")
    find.press("Enter")
    find.press("Enter")
    find.press("Shift+Enter")
    expect(status).to_have_text("2 of 5")
    expect(title).to_have_text("block_9_layer_46")
    expect(tab.page.locator(".graph-box[aria-pressed=true]")).to_be_in_viewport()
    tab.page.get_by_role("button", name="Previous").click()
    expect(title).to_have_text("block_9_layer_45")
    assert tab.page.locator(".graph-hit").count() == 5
    find.fill("uint8")
    expect(status).to_have_text(f"1 of {_LAYERS}")
    find.fill("nowhere")
    expect(status).to_have_text("not found")


def test_it_is_walked_by_keyboard(tab: Tab, draw: Draw) -> None:
    """Along the lines, with details at each box; sizes too."""
    draw(document_of(_LAYERS))
    tab.page.locator(".graph-box[tabindex='0']").focus()
    keys = tab.page.keyboard
    title = tab.page.locator(".graph-title")
    for key, layer in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", 154)):
        keys.press(key)
        expect(title).to_contain_text(f"_layer_{layer}")
    expect(tab.page.locator(".graph-box:focus")).to_be_in_viewport()
    stage = tab.page.locator(".graph-svg > g")
    before = stage.get_attribute("transform")
    keys.press("+")
    assert stage.get_attribute("transform") != before
    keys.press("0")
    expect(tab.page.locator(".graph-svg")).to_have_class("graph-svg graph-far")
    keys.press("Home")
    details = tab.page.locator(".graph-details")
    details.get_by_role("button", name="block_0_layer_1").click()
    details.get_by_role("button", name="block_0_layer_2").click()
    expect(details).to_contain_text("</script><b>no such layer</b>")
    expect(details).to_contain_text("only a graph model can hold it")
    expect(details).to_contain_text("uint8 of float32")
    expect(details).to_contain_text("[3,3]")


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1100), ("dark", 390)], ids=["light", "dark-phone"]
)
def test_no_barrier_is_found(
    browser: Browser, draw: Draw, tab: Tab, scheme: str, width: int
) -> None:
    """By axe, with the list open; and nothing sticks out sideways."""
    draw(document_of(1 if width < 500 else 12))
    address = tab.page.url
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # axe is not in the file
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("main[data-state=ready]")
    for summary in page.locator("summary").all():
        summary.click()
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })"
    )
    barriers = {
        item["id"]: [node["html"] for node in item["nodes"]] for item in found["violations"]
    }
    assert barriers == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_template_alone_says_how_it_is_filled(tab: Tab, built_page: Path) -> None:
    """As the package carries it."""
    tab.page.goto((built_page / "dist" / "inspection.html").as_uri())
    expect(tab.page.get_by_role("alert")).to_contain_text("tfjs-bridge inspect MODEL --html")


def test_your_model_is_drawn_when_asked_for(tab: Tab, address: str) -> None:
    """The code for it is loaded then; another model takes the drawing's place."""
    tab.page.goto(f"{address}#own")
    expect(tab.page.locator("#own-status")).to_contain_text("No model yet")
    tab.page.set_input_files("#own-folder", PRETRAINED / "cnn")
    tab.page.wait_for_selector("#own[data-state=ready]", timeout=30_000)
    assert not any("graph-view.css" in url for url in tab.requests)
    button = tab.page.get_by_role("button", name="Draw the model")
    button.click()
    boxes = tab.page.locator("#own .graph-box")
    expect(boxes).to_have_count(11)
    boxes.nth(2).click()
    details = tab.page.locator("#own .graph-details")
    for words in ("Conv2D", "3 \u00d7 3 \u00d7 1 \u00d7 32", "1.15 kB", "115,200", "relu"):
        expect(details).to_contain_text(words)
    expect(button).to_be_hidden()
    tab.page.set_input_files("#own-folder", PRETRAINED / "softmax")
    expect(tab.page.locator("#own-status")).to_contain_text("softmax")
    expect(boxes).to_have_count(0)
    button.click()
    expect(boxes).to_have_count(3)
    assert tab.complaints == []
