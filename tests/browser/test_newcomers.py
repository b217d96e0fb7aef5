"""What a newcomer needs: a way onward, plain names, room for fingers, and no empty places."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import QuietHandler, Tab, running
from tests.browser.test_whole_page import TABS
from tests.conftest import PRETRAINED, ROOT
from tfjs_bridge.serve.server import create_server, page_url

pytestmark = [pytest.mark.browser, pytest.mark.node]

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"

# The least that WCAG 2.2 asks for (2.5.8, AA), and what fingers need (2.5.5).
LEAST_PX, FINGER_PX = 24, 44

# Everything that can be pressed and is seen, with the label that belongs to it.
_TARGETS = """() => Array.from(
  document.querySelectorAll('a, button, input, select, textarea, summary, [role=tab]'),
  (element) => {
    const target = element.closest('label') ?? element;
    const { width, height } = target.getBoundingClientRect();
    const name = element.id || element.className || element.textContent.trim();
    return { name, width, height, isSeen: element.checkVisibility() };
  },
).filter(({ isSeen }) => isSeen)"""


@pytest.fixture
def both(tmp_path: Path, built_page: Path) -> Iterator[str]:
    """Where a cnn of one's own is beside the pretrained ones."""
    exported = tmp_path / "exported"
    shutil.copytree(PRETRAINED, exported / "pretrained")
    shutil.copytree(PRETRAINED / "cnn", exported / "cnn")
    shutil.copytree(PRETRAINED / "softmax", exported / "my & own")
    for server in running(create_server(web=built_page, exported=exported, port=0)):
        yield page_url(server)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Tab]:
    """A phone that is held upright, with fingers."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield Tab(context.new_page())
    context.close()


def open_tab(tab: Tab, address: str, name: str) -> None:
    """Show a tab, and wait until nothing comes any more."""
    tab.page.goto(f"{address}#{name}")
    tab.page.wait_for_selector(f"[role=tabpanel][aria-labelledby=tab-{name}]:not([hidden])")
    tab.page.wait_for_load_state("networkidle")


def barriers(page: Page) -> dict[str, list[str]]:
    """What axe finds, of WCAG 2.2's levels A and AA."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
    return {item["id"]: [node["html"] for node in item["nodes"]] for item in found["violations"]}


def test_the_way_onward(tab: Tab, address: str) -> None:
    """Documentation, source and licence are served with the page, and lead back to it."""
    tab.page.goto(address)
    links = tab.page.locator("footer.onward a")
    assert links.all_inner_texts() == ["Documentation", "Source code", "Licence: MIT"]
    for index, words in enumerate(["golden vectors", "web/page", "MIT licence"]):
        links.nth(index).click()
        expect(tab.page.locator("main")).to_contain_text(words)
        assert barriers(tab.page) == {}
        tab.page.click("text=Back to the page")
        expect(tab.page).to_have_title("Trained in Keras, running here - tfjs-bridge")
    tab.wait_for("ready")
    assert tab.complaints == []


def test_a_model_of_the_server_is_tried_with_a_click(tab: Tab, both: str) -> None:
    """One's own first; names as a newcomer reads them, and code that is copied whole."""
    open_tab(tab, both, "own")
    samples = tab.page.locator(".own-sample")
    expect(samples).to_have_count(7)
    assert samples.nth(0).inner_text() == "Convolutional network (cnn)\nexported/cnn"
    assert samples.nth(1).inner_text() == "my & own\nexported/my & own"
    assert samples.nth(2).inner_text().endswith("exported/pretrained/char-lstm")
    assert tab.page.input_value("#own-url") == ""
    samples.nth(1).click()
    tab.page.wait_for_selector("#own[data-state=ready]")
    expect(tab.page.locator("#own-inspection")).to_contain_text("7,850")
    expect(samples).to_have_count(7)  # another one can be tried

    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.click(".code-copy >> nth=0")
    expect(tab.page.locator(".code-copied >> nth=0")).to_have_text("Copied")
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied == "tfjs-bridge export model.keras my-model"
    tab.page.click(".code-copy >> nth=1")
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("import { loadModel }")
    assert copied.endswith("model.dispose();")
    assert tab.complaints == []


def test_plain_servers_list_models_too(tab: Tab, tmp_path: Path, built_page: Path) -> None:
    """`python -m http.server`; what training writes beside a model is none."""
    (tmp_path / "web").symlink_to(built_page)
    shutil.copytree(PRETRAINED / "softmax", tmp_path / "exported" / "pretrained" / "softmax")
    shutil.copytree(PRETRAINED / "softmax", tmp_path / "exported" / "softmax")
    (tmp_path / "exported" / "softmax.report").mkdir()
    handler = partial(QuietHandler, directory=str(tmp_path))
    for server in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        address = f"http://127.0.0.1:{server.server_address[1]}/web/index.html"
        open_tab(tab, address, "own")
        places = tab.page.locator(".own-sample-place")
        assert places.all_inner_texts() == ["exported/softmax", "exported/pretrained/softmax"]
        tab.page.click(".own-sample >> nth=1")
        tab.page.wait_for_selector("#own[data-state=ready]")
    assert tab.complaints == []


def test_without_models_there_is_still_a_way(tab: Tab, tmp_path: Path, built_page: Path) -> None:
    """No empty list, but the command and the code."""
    for server in running(create_server(web=built_page, exported=tmp_path, port=0)):
        open_tab(tab, page_url(server), "own")
        expect(tab.page.locator(".code")).to_have_count(4)
        assert not tab.page.is_visible("text=Or try one of these")


@pytest.mark.parametrize("name", TABS)
def test_fingers_have_room_and_the_header_leaves_it(phone: Tab, address: str, name: str) -> None:
    """On a phone: 24 px for each target, 44 px for what is pressed most."""
    open_tab(phone, address, name)
    top = phone.page.evaluate(
        f"document.querySelector('[aria-labelledby=tab-{name}]').getBoundingClientRect().top"
    )
    assert top < 170
    small = {
        target["name"]: (target["width"], target["height"])
        for target in phone.page.evaluate(_TARGETS)
        if min(target["width"], target["height"]) < LEAST_PX
    }
    assert small == {}
    for selector in ("[role=tab]", ".sample", ".button", "select", ".onward a"):
        for target in phone.page.locator(selector).all():
            if target.is_visible():
                box = target.bounding_box()
                assert box is not None
                assert box["height"] >= FINGER_PX, (selector, box)
    last = phone.page.locator("[role=tab]").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 390  # no tab is out of sight
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_cut_says_that_it_scrolls(phone: Tab, address: str) -> None:
    """In words and by a shadow, until its end is reached; columns are not cut on a phone."""
    open_tab(phone, address, "own")
    phone.page.click(".own-sample >> nth=1")
    phone.page.wait_for_selector("#own[data-state=ready]")
    boxes = phone.page.locator("#own-inspection .scroll-box")
    layers = boxes.nth(1)
    assert layers.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
    layers.evaluate("box => { box.style.maxHeight = '8rem'; }")
    expect(layers).to_have_attribute("data-more", "below")
    words = phone.page.locator("#own-inspection .scroll-words").nth(1)
    expect(words).to_have_text("Scroll for more: below")
    shadow = "box => getComputedStyle(box).boxShadow"
    before = layers.evaluate(shadow)
    layers.evaluate("box => box.scrollTo(0, box.scrollHeight)")
    expect(layers).to_have_attribute("data-more", "above")
    assert layers.evaluate(shadow) != before
    layers.evaluate("box => { box.style.maxHeight = 'none'; }")
    expect(words).to_have_text("")


def test_words_are_explained_by_keyboard(tab: Tab, address: str) -> None:
    """Enter shows it and says so, Escape takes it away, and the focus stays."""
    tab.page.goto(address)
    tab.wait_for("ready")
    assert not any("explain" in url for url in tab.requests)  # only when it is asked for
    word = tab.page.locator("#facts [data-fact=difference] .term")
    word.focus()
    tab.page.keyboard.press("Enter")
    box = tab.page.locator(".explanation:popover-open")
    expect(box).to_contain_text("10\u207b\u2076 is a millionth")
    expect(word).to_have_attribute("aria-expanded", "true")  # set in an event after the box is open
    assert word.get_attribute("aria-describedby") == box.get_attribute("id")
    assert barriers(tab.page) == {}
    tab.page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(word).to_have_attribute("aria-expanded", "false")
    assert word.evaluate("word => word === document.activeElement")
    tab.page.keyboard.press("Enter")
    expect(box).to_have_count(1)
    tab.page.keyboard.press("Enter")
    expect(box).to_have_count(0)
    assert tab.complaints == []


def test_words_are_explained_by_touch(phone: Tab, address: str) -> None:
    """Within the screen; a tap elsewhere takes it away; it follows the model that is chosen."""
    phone.page.goto(address)
    phone.wait_for("ready")
    about = phone.page.locator("#model-about")
    box = phone.page.locator(".explanation:popover-open")
    about.tap()
    expect(box).to_contain_text("A convolutional network slides")
    shown = box.bounding_box()
    assert shown is not None
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= 390
    phone.page.touchscreen.tap(200, 30)
    expect(box).to_have_count(0)
    phone.page.select_option("#model", "softmax")
    phone.page.wait_for_selector("#demo[data-model=softmax]")
    about.tap()
    expect(box).to_contain_text("The simplest one")


def test_two_models_of_one_name_say_which_is_which(tab: Tab, both: str) -> None:
    """In the Proof tab; of few answers no 95th percentile is told."""
    tab.page.goto(both)
    tab.wait_for("ready")
    tab.page.click("#tab-own")
    tab.page.locator(".own-sample", has_text="exported/pretrained/cnn").click()
    tab.page.wait_for_selector("#own[data-state=ready]")
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    assert tab.page.locator(".record h3").all_inner_texts() == ["Convolutional network (cnn)"] * 2
    assert tab.page.locator(".record-label").all_inner_texts() == [
        "Exported on this server: exported/cnn",
        "Came with tfjs-bridge: exported/pretrained/cnn",
    ]
    assert "95th" not in tab.page.locator("#records").inner_text()
    assert tab.page.locator(".histogram").first.is_hidden()


def test_before_and_after_training_nothing_is_empty(tab: Tab, address: str) -> None:
    """First an invitation, then what is drawn while it trains, then the curves alone."""
    open_tab(tab, address, "train")
    note = tab.page.locator("#train-charts-note")
    expect(note).to_contain_text("Press Train")
    assert tab.page.locator(".train-chart").first.is_hidden()
    assert tab.page.locator(".train-epochs").is_hidden()
    tab.page.wait_for_selector("#train-start:not([disabled])")
    tab.page.fill("#train-epochs", "1")
    tab.page.fill("#train-digits", "128")
    tab.page.click("#train-start")
    expect(note).to_have_text("The curves appear while it trains.")
    tab.page.wait_for_selector("#train[data-state=trained]", timeout=60_000)
    tab.page.wait_for_selector("#train-batch-loss canvas")
    # The last ones are drawn after it has ended.
    tab.page.wait_for_selector("#train-epoch-accuracy canvas")
    expect(note).to_be_hidden()
    assert tab.page.locator(".train-epochs tbody tr").count() == 1
    assert tab.complaints == []
