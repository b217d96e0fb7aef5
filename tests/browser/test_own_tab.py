"""The tab for a model of one's own, in a real Chromium: chosen, dropped or addressed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.conftest import PRETRAINED, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

SOFTMAX = PRETRAINED / "softmax"
_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def open_own(tab: Tab, address: str) -> None:
    """Show the tab, and wait until it can be used."""
    tab.page.goto(f"{address}#own")
    expect(tab.page.locator("#own-status")).to_contain_text("No model yet")


def expect_ready(tab: Tab, words: str) -> None:
    """A model is shown, and the status says this of it."""
    tab.page.wait_for_selector("#own[data-state=ready]", timeout=30_000)
    expect(tab.page.locator("#own-status")).to_contain_text(words)


def test_a_folder_is_proven_inspected_and_run(tab: Tab, address: str) -> None:
    """On the inputs that it brings, on numbers that are typed, and in the Digits tab."""
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", SOFTMAX)
    expect_ready(tab, "softmax: Keras's numbers here, to within")
    inspection = tab.page.locator("#own-inspection")
    expect(inspection).to_contain_text("7,850")
    expect(inspection).to_contain_text("any \u00d7 28 \u00d7 28 \u00d7 1")
    expect(inspection).to_contain_text("92.5 %")
    assert inspection.locator("table").nth(1).locator("tbody tr").count() >= 3

    tab.page.select_option("#own-vector", index=7)
    expect(tab.page.locator("#own-golden tbody tr")).to_have_count(10)
    expect(tab.page.locator("#own-golden-words")).to_contain_text("Largest difference from Keras")

    numbers = tab.page.locator("#own-inputs textarea")
    expect(numbers).to_be_hidden()  # the panel for pictures is there instead
    tab.page.click("#own-typed-panel summary")
    numbers.fill("[1, 2, 3]")
    tab.page.click("#own-run")
    expect(tab.page.locator("#own-typed-error")).to_contain_text(
        "input image: wrong shape; expected 28 \u00d7 28 \u00d7 1 numbers as JSON, got 3 numbers."
    )
    tab.page.click("#own-example")
    tab.page.click("#own-run")
    expect(tab.page.locator("#own-outputs tbody tr")).to_have_count(10)
    expect(tab.page.locator("#own-typed-error")).to_be_hidden()

    tab.page.click("#own-digits button")
    tab.page.click("#own-registered a")
    expect(tab.page.locator("#demo")).to_be_visible()
    assert tab.complaints == []


@pytest.mark.parametrize("is_plain", [False, True], ids=["artifact", "plain model"])
def test_a_cycle_ends_in_time(tab: Tab, address: str, tmp_path: Path, is_plain: bool) -> None:
    """TensorFlow.js would go round for ever, and the page with it."""
    folder = tmp_path / "round"
    shutil.copytree(SOFTMAX, folder)
    model = json.loads((folder / "model.json").read_bytes())
    layers = model["modelTopology"]["model_config"]["config"]["layers"]
    layers[1]["inbound_nodes"] = [[[layers[-1]["name"], 0, 0, {}]]]
    data = json.dumps(model).encode()
    (folder / "model.json").write_bytes(data)
    metadata = json.loads((folder / "metadata.json").read_bytes())
    digest = hashlib.sha256(data).hexdigest()
    metadata["files"]["model.json"] = {"bytes": len(data), "sha256": digest}
    (folder / "metadata.json").write_text(json.dumps(metadata))
    if is_plain:
        (folder / "metadata.json").unlink()
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", folder)
    tab.page.wait_for_selector("#own[data-state=failed]", timeout=10_000)
    expect(tab.page.locator("#own-error")).to_contain_text("form a cycle")


def test_a_plain_model_runs_without_a_proof(tab: Tab, address: str) -> None:
    """TensorFlow.js's own files, such as model.save() writes them."""
    open_own(tab, address)
    files = [SOFTMAX / "model.json", SOFTMAX / "group1-shard1of1.bin"]
    tab.page.set_input_files("#own-files", files)
    expect_ready(tab, "comes with nothing to prove its numbers")
    expect(tab.page.locator("#own-inspection")).to_contain_text("7,850")
    expect(tab.page.locator("#own-golden-panel")).to_be_hidden()
    tab.page.click("#own-typed-panel summary")
    tab.page.click("#own-example")
    tab.page.click("#own-run")
    expect(tab.page.locator("#own-outputs tbody tr")).to_have_count(10)
    assert tab.complaints == []


def test_a_dropped_folder_of_folders_asks_which(tab: Tab, address: str, tmp_path: Path) -> None:
    """As the browser's own drag and drop gives it."""
    shutil.copytree(SOFTMAX, tmp_path / "models" / "one")
    shutil.copytree(SOFTMAX, tmp_path / "models" / "two")
    open_own(tab, address)
    box = tab.page.locator("#own-source").bounding_box()
    assert box is not None
    client = tab.page.context.new_cdp_session(tab.page)
    data = {"items": [], "files": [str(tmp_path / "models")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        place = {"x": box["x"] + 30, "y": box["y"] + 30}
        client.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
    expect(tab.page.locator("#own-choices button")).to_have_text(["models/one", "models/two"])
    tab.page.click("#own-choices button >> nth=1")
    expect_ready(tab, "models/two: Keras's numbers here")
    assert tab.complaints == []


def test_an_address_is_loaded_and_proven_on_another_backend(tab: Tab, address: str) -> None:
    """It goes on with the backend that all go on with."""
    open_own(tab, address)
    tab.page.fill("#own-url", "../exported/softmax/model.json")
    tab.page.click("#own-address button")
    expect_ready(tab, "exported/softmax: Keras's numbers here")
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    tab.page.check("#backends input[value=cpu]")
    tab.page.click("#prove")
    expect(tab.page.locator(".record .chip")).to_have_text("Keras's numbers on cpu")
    tab.page.click("#tab-own")
    expect(tab.page.locator("#own-inspection .fact", has_text="Runs on")).to_contain_text("cpu")


def test_what_cannot_be_used_says_why(tab: Tab, address: str, tmp_path: Path) -> None:
    """Damaged files, other numbers, no model, another server; and then one that can be used."""
    damaged = shutil.copytree(SOFTMAX, tmp_path / "damaged")
    shard = damaged / "group1-shard1of1.bin"
    shard.write_bytes(b"\1" + shard.read_bytes()[1:])
    wrong = shutil.copytree(SOFTMAX, tmp_path / "wrong")
    metadata = json.loads((wrong / "metadata.json").read_text("utf-8"))
    metadata["golden"]["tolerance"] = 1e-12
    (wrong / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("nothing")

    open_own(tab, address)
    message = tab.page.locator("#own-error")
    for folder, words in [
        (damaged, "group1-shard1of1.bin: damaged or changed"),
        (wrong, "no backend gives Keras's numbers on this device"),
        (other, "no model is among them"),
    ]:
        tab.page.set_input_files("#own-folder", folder)
        expect(message).to_contain_text(words)
        expect(tab.page.locator(".own-model")).to_be_hidden()
    tab.page.fill("#own-url", "https://example.org/model/")
    tab.page.click("#own-address button")
    expect(message).to_contain_text("address: on another server")

    tab.page.set_input_files("#own-folder", SOFTMAX)
    expect_ready(tab, "softmax: Keras's numbers here")
    expect(message).to_be_hidden()
    assert tab.complaints == []


def test_a_proof_that_shows_little_says_so(tab: Tab, address: str, tmp_path: Path) -> None:
    """In the tab, and in the Proof tab; calmly, since the numbers are Keras's."""
    blind = shutil.copytree(SOFTMAX, tmp_path / "blind")
    metadata = json.loads((blind / "metadata.json").read_text("utf-8"))
    metadata["golden"]["sensitivity"] = {"variation": [0.5], "reaction": 1e-7}
    (blind / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", blind)
    expect_ready(tab, "blind: Keras's numbers here")
    notice = "output probabilities: it hardly moves with the weights on the golden vectors"
    expect(tab.page.locator("#own-inspection .blind-notice")).to_contain_text(notice)
    tab.page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = tab.page.evaluate("axe.run('.blind-notice', { runOnly: ['wcag2a', 'wcag2aa'] })")
    assert found["violations"] == []
    assert tab.complaints == []  # the Proof tab asks for WebGPU, of which Chromium complains
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    expect(tab.page.locator(".record .blind-notice")).to_contain_text(notice)

    tab.page.click("#tab-own")
    tab.page.set_input_files("#own-folder", SOFTMAX)
    expect_ready(tab, "softmax: Keras's numbers here")
    expect(tab.page.locator("#own-inspection .blind-notice")).to_have_count(0)
