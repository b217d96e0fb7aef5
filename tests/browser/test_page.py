"""The page in a real Chromium: it proves itself, reads drawn digits, and says what is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Tab, running
from tests.conftest import PRETRAINED, ROOT
from tfjs_bridge.serve.server import create_server, page_url

pytestmark = [pytest.mark.browser, pytest.mark.node]

STROKES = json.loads((ROOT / "tests" / "vectors" / "strokes.json").read_text(encoding="utf-8"))


@pytest.fixture
def own_copy(tmp_path: Path, built_page: Path) -> Iterator[tuple[Path, str]]:
    """The committed artifact's copy, to be damaged, and the address of a page that loads it."""
    folder = tmp_path / "exported" / "cnn"
    shutil.copytree(PRETRAINED / "cnn", folder)
    for server in running(create_server(web=built_page, exported=folder.parent, port=0)):
        yield folder, page_url(server)


def test_it_proves_itself_and_reads_drawn_digits(tab: Tab, address: str) -> None:
    """Keras's numbers within the tolerance on this browser, and at least nine of ten digits."""
    tab.page.goto(address)
    tab.wait_for("ready")
    proof = tab.page.locator("#proof")
    difference = float(proof.get_attribute("data-largest-difference") or "nan")
    assert 0 <= difference <= 1e-5
    assert float(proof.get_attribute("data-tolerance") or "nan") == pytest.approx(1e-4)
    assert tab.page.locator("#demo").get_attribute("data-result") == "empty"

    read = []
    for entry in STROKES["digits"]:
        tab.page.click("#clear")
        tab.draw(entry["strokes"])
        tab.page.wait_for_selector("#demo[data-result=digit]")
        tab.page.wait_for_timeout(150)
        read.append(tab.page.locator("#prediction").inner_text())
    assert sum(text == str(digit) for digit, text in enumerate(read)) >= 9, read

    chances = [
        float(bar.get_attribute("data-probability") or "nan")
        for bar in tab.page.locator("#bars > li").all()
    ]
    assert len(chances) == 10
    assert sum(chances) == pytest.approx(1, abs=1e-4)
    tab.page.click("#clear")
    tab.page.wait_for_selector("#demo[data-result=empty]")

    origin = address.split("/web/")[0]
    assert all(url.startswith((origin, "data:", "blob:")) for url in tab.requests), tab.requests
    assert tab.complaints == []


def test_a_plain_server_will_do(tab: Tab, plain_address: str) -> None:
    """As a clone of the repository has it: `python -m http.server` at its root."""
    tab.page.goto(plain_address)
    tab.wait_for("ready")
    tab.draw(STROKES["digits"][1]["strokes"])
    tab.page.wait_for_selector("#demo[data-result=digit]")
    assert tab.page.locator("#prediction").inner_text() == "1"
    assert tab.complaints == []


def test_it_says_what_was_loaded(tab: Tab, address: str) -> None:
    """Model, parameters, data, accuracy and backend, as the artifact records them."""
    metadata = json.loads((PRETRAINED / "cnn" / "metadata.json").read_text("utf-8"))
    tab.page.goto(address)
    tab.wait_for("ready")
    facts = tab.page.locator("#facts")
    assert "60,554" in facts.locator("[data-fact=parameters]").inner_text()
    assert "wasm" in facts.locator("[data-fact=backend]").inner_text()
    accuracy = metadata["training"]["metrics"]["test_accuracy"]
    assert f"{accuracy:.2%}"[:-1] in facts.locator("[data-fact=accuracy]").inner_text()


def test_a_finger_draws_too(browser: object, address: str) -> None:
    """Touch on a phone-sized screen, without scrolling the page."""
    context = browser.new_context(  # type: ignore[attr-defined]
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    tab = Tab(context.new_page())
    tab.page.goto(address)
    tab.wait_for("ready")
    client = context.new_cdp_session(tab.page)
    box = tab.page.locator("#pad").bounding_box()
    assert box is not None
    assert box["width"] <= 390

    def touch(kind: str, points: list[dict[str, float]]) -> None:
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    scale = box["width"] / STROKES["pad_size"]
    for stroke in STROKES["digits"][1]["strokes"]:
        points = [{"x": box["x"] + x * scale, "y": box["y"] + y * scale} for x, y in stroke]
        touch("touchStart", points[:1])
        for point in points[1:]:
            touch("touchMove", [point])
        touch("touchEnd", [])
    tab.page.wait_for_selector("#demo[data-result=digit]")
    assert tab.page.evaluate("scrollY") == 0
    assert tab.complaints == []
    context.close()


def test_a_flipped_bit_is_refused(tab: Tab, own_copy: tuple[Path, str]) -> None:
    """The shard's digest is checked before TensorFlow.js sees it, and the page says so."""
    folder, address = own_copy
    shard = folder / "group1-shard1of1.bin"
    data = bytearray(shard.read_bytes())
    data[1000] ^= 1
    shard.write_bytes(data)
    tab.page.goto(address)
    tab.wait_for("failed")
    message = tab.page.locator("#error-message").inner_text()
    assert "group1-shard1of1.bin" in message
    assert "SHA-256" in message


def test_a_missing_model_is_said_so(tab: Tab, own_copy: tuple[Path, str]) -> None:
    """With what to do."""
    folder, address = own_copy
    shutil.rmtree(folder)
    tab.page.goto(address)
    tab.wait_for("failed")
    assert "metadata.json" in tab.page.locator("#error-message").inner_text()


def test_other_numbers_than_keras_are_refused(tab: Tab, own_copy: tuple[Path, str]) -> None:
    """Whole files whose golden outputs are not this model's: no backend is right, none is used."""
    folder, address = own_copy
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    metadata["golden"]["tolerance"] = 1e-12
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    tab.page.goto(address)
    tab.wait_for("failed")
    message = tab.page.locator("#error-message").inner_text()
    assert "wasm" in message
    assert "cpu" in message


def test_without_wasm_the_cpu_answers(tab: Tab, address: str) -> None:
    """The next backend is tried, and checked in the same way."""
    tab.page.route("**/*.wasm", lambda route: route.fulfill(status=404, body="none"))
    tab.page.goto(address)
    tab.wait_for("ready")
    assert "cpu" in tab.page.locator("#facts [data-fact=backend]").inner_text()


def test_a_page_opened_as_a_file_says_what_to_do(tab: Tab, built_page: Path) -> None:
    """Browsers load no model from file:, so the commands that serve it are shown."""
    tab.page.goto((built_page / "index.html").as_uri())
    tab.page.wait_for_timeout(1500)
    note = tab.page.locator("#setup-note")
    assert note.is_visible()
    assert "python -m http.server" in note.inner_text()
