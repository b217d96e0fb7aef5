"""The Text tab in a real Chromium: a model of characters writes, and says what it does not know."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab, running
from tests.conftest import ROOT
from tfjs_bridge.serve.server import create_server, page_url

pytestmark = [pytest.mark.browser, pytest.mark.node]

_MAKE = """
import { makeLargeTextModel, makeTextArtifact } from './test/helpers/make-text-artifact.mjs';
await makeTextArtifact(process.argv.at(-1), 16, makeLargeTextModel);
"""


@pytest.fixture(scope="module")
def exported(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exported models, of which one writes; it knows a, b, c, the space, a face and line breaks."""
    folder = tmp_path_factory.mktemp("exported")
    command = [node, "--input-type=module", "-e", _MAKE, str(folder / "char-lstm")]
    subprocess.run(command, cwd=ROOT / "web", check=True)
    return folder


@pytest.fixture
def address(exported: Path, built_page: Path) -> Iterator[str]:
    """The tab's address."""
    for server in running(create_server(web=built_page, exported=exported, port=0)):
        yield page_url(server) + "#text"


@pytest.fixture
def own_folder(tmp_path: Path, built_page: Path) -> Iterator[tuple[Path, str]]:
    """A folder for exported models, still empty, and the tab's address there."""
    for server in running(create_server(web=built_page, exported=tmp_path, port=0)):
        yield tmp_path, page_url(server) + "#text"


def open_text(tab: Tab, address: str) -> None:
    """Go to the tab and wait until it can write."""
    tab.page.goto(address)
    tab.page.wait_for_selector("#text[data-state=ready]")


def start(tab: Tab, *, prompt: str = "abc", length: int = 200, **fields: str) -> None:
    """Fill the settings in and press Write."""
    for name, value in {"prompt": prompt, "length": str(length), **fields}.items():
        tab.page.fill(f"#text-{name.replace('_', '-')}", value)
    tab.page.click("#text-write")


def wait_for_run(tab: Tab, state: str) -> None:
    """Wait until the writing is in a state."""
    tab.page.wait_for_selector(f"#text[data-run={state}]")


def written(tab: Tab) -> str:
    """What the model wrote, without what it began with."""
    return "".join(tab.page.locator("#text-output .text-character").all_text_contents())


def count_of(tab: Tab) -> int:
    """How many characters were written, as the page says."""
    return int(tab.page.get_attribute("#text-count", "data-written") or "nan")


def node_text(node: str, artifact: Path, *options: str) -> str:
    """What the command for Node writes."""
    command = [node, "node/generate.mjs", str(artifact), "--json", *options]
    done = subprocess.run(command, cwd=ROOT / "web", check=True, capture_output=True)
    text: str = json.loads(done.stdout)["text"]
    return text


def test_the_same_seed_gives_the_text_that_node_writes(
    tab: Tab, address: str, node: str, exported: Path
) -> None:
    """200 characters, and what they go on with; then, with other settings, others."""
    open_text(tab, address)
    assert "Same numbers as Keras" in tab.page.inner_text("#text-proof")
    assert "kernel" in tab.page.inner_text("#text-facts [data-fact=engine]")
    assert "Runs on" not in tab.page.inner_text("#text-facts")
    start(tab, temperature="0.7", top_k="4", seed="11")
    wait_for_run(tab, "done")
    assert tab.page.inner_text("#text-status") == "Done: 200 characters"
    # The speed is said once.
    assert tab.page.inner_text("#text .text-head").count("per second") == 1
    tab.page.click("#text-continue")
    expect(tab.page.locator("#text-status")).to_contain_text("Done: 400 characters")
    options = ["--seed-text", "abc", "--length", "400", "--temperature", "0.7", "--top-k", "4"]
    expected = node_text(node, exported / "char-lstm", *options, "--random-seed", "11")
    assert written(tab) == expected
    assert tab.page.inner_text("#text-output .text-start") == "abc"

    start(tab, prompt="", length=30, temperature="0", top_k="")
    wait_for_run(tab, "done")
    expected = node_text(
        node, exported / "char-lstm", "--length", "30", "--temperature", "0", "--random-seed", "11"
    )
    assert written(tab) == expected
    assert tab.complaints == []


def test_it_pauses_goes_on_stops_and_copies(tab: Tab, address: str) -> None:
    """Each by its button, and whoever pressed one by keyboard stays at the buttons."""
    open_text(tab, address)
    start(tab, length=100_000)
    wait_for_run(tab, "writing")
    tab.page.wait_for_selector(".text-character >> nth=20")
    tab.page.press("#text-pause", "Enter")
    wait_for_run(tab, "paused")
    count = tab.page.inner_text("#text-count")
    tab.page.wait_for_timeout(100)
    assert tab.page.inner_text("#text-count") == count
    assert "Paused" in tab.page.inner_text("#text-status")
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#text-count")).not_to_have_text(count)
    tab.page.press("#text-stop", "Enter")
    wait_for_run(tab, "stopped")
    assert tab.page.evaluate("document.activeElement.id") == "text-continue"
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.click("#text-copy")
    expect(tab.page.locator("#text-status")).to_have_text("Copied")
    assert tab.page.evaluate("navigator.clipboard.readText()") == "abc" + written(tab)
    assert tab.complaints == []


def test_each_character_shows_what_it_was_drawn_by(tab: Tab, address: str) -> None:
    """By pointer and by keyboard, from one stop of the Tab key."""
    open_text(tab, address)
    start(tab, length=300)
    wait_for_run(tab, "done")
    assert tab.page.locator("#text-output [tabindex]").count() == 1
    characters = tab.page.locator(".text-character")
    characters.nth(7).hover()
    assert tab.page.get_attribute("#text-output", "data-place") == "7"
    heading = tab.page.locator("#text-probabilities-heading")
    assert "had a probability of" in heading.inner_text()
    shares = tab.page.locator("#text-probabilities .bar-percent").all_inner_texts()
    chances = [float(share.removesuffix(" %")) for share in shares]
    assert len(chances) == 5
    assert chances == sorted(chances, reverse=True)
    assert 50 < sum(chances) <= 100.3

    tab.page.focus("#text-output [tabindex]")
    places = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowUp", "ArrowDown", "Home"):
        tab.page.keyboard.press(key)
        places.append(int(tab.page.get_attribute("#text-output", "data-place") or "-1"))
    assert places[:4] == [1, 2, 1, 299]
    assert places[4] < 299
    assert places[4] < places[5] <= 299
    assert places[6] == 0
    assert tab.page.locator("#text-output [tabindex]").count() == 1
    assert tab.page.get_attribute(":focus", "aria-describedby") == "text-probabilities"


def test_what_the_model_does_not_know_is_pointed_out(tab: Tab, address: str) -> None:
    """Nothing is written, and nothing left out, before the user says so."""
    open_text(tab, address)
    start(tab, prompt="abé\nc\tb")
    note = tab.page.inner_text("#text-unknown")
    assert "“é” (line 1, column 3), a tab (line 2, column 2)" in note
    assert tab.page.locator("#text-marks mark").all_text_contents() == ["é", "\t"]
    assert "Nothing was written" in tab.page.inner_text("#text-status")
    assert tab.page.get_attribute("#text", "data-run") == "idle"
    assert tab.page.evaluate("document.activeElement.id") == "text-prompt"
    tab.page.click("#text-remove-unknown")
    assert tab.page.input_value("#text-prompt") == "ab\ncb"
    tab.page.click("#text-write")
    wait_for_run(tab, "done")
    assert len(written(tab)) == 200
    assert tab.complaints == []


def test_a_missing_model_is_said_kindly(
    tab: Tab, exported: Path, own_folder: tuple[Path, str]
) -> None:
    """With the command that makes one; once it is there, it is loaded without a reload."""
    folder, address = own_folder
    tab.page.goto(address)
    tab.page.wait_for_selector("#text[data-state=missing]")
    shown = tab.page.inner_text("#text-trouble")
    assert "tfjs-bridge train-and-export char-lstm --recipe quick" in shown
    assert tab.page.is_disabled("#text-write")
    shutil.copytree(exported / "char-lstm", folder / "char-lstm")
    tab.page.click("#text-again")
    tab.page.wait_for_selector("#text[data-state=ready]")
    assert not tab.page.is_visible("#text-trouble")


def test_a_damaged_model_is_refused(tab: Tab, exported: Path, own_folder: tuple[Path, str]) -> None:
    """With the file's name and what was expected."""
    folder, address = own_folder
    shutil.copytree(exported / "char-lstm", folder / "char-lstm")
    (folder / "char-lstm" / "golden.bin").write_bytes(b"short")
    tab.page.goto(address)
    tab.page.wait_for_selector("#text[data-state=failed]")
    assert "golden.bin: truncated; expected" in tab.page.inner_text("#text-error-message")


def test_a_long_text_is_kept_within_bounds(tab: Tab, address: str) -> None:
    """The latest characters are shown, the page draws its frames, and what is copied is whole."""
    tab.page.goto(address.removesuffix("text"))
    tab.page.evaluate("document.querySelector('#text-output').dataset.kept = '800'")
    tab.page.click("#tab-text")
    tab.page.wait_for_selector("#text[data-state=ready]")
    tab.page.evaluate(
        """() => {
          const text = document.querySelector('#text');
          text.dataset.frames = '0';
          const count = () => {
            if (text.dataset.run === 'writing') {
              text.dataset.frames = String(Number(text.dataset.frames) + 1);
            }
            requestAnimationFrame(count);
          };
          count();
        }"""
    )
    start(tab, length=2000)
    wait_for_run(tab, "done")
    frames = int(tab.page.get_attribute("#text", "data-frames") or "0")
    assert frames >= 5
    assert tab.page.locator(".text-character").count() == 800
    assert tab.page.inner_text("#text-count").endswith("the latest 800 shown")
    assert tab.page.evaluate("document.querySelector('#text-output').scrollTop") > 0
    tab.page.focus("#text-output [tabindex]")
    assert tab.page.get_attribute("#text-output", "data-place") == "1200"
    assert "had a probability of" in tab.page.inner_text("#text-probabilities-heading")


def test_another_backend_goes_on_with_the_text(
    tab: Tab, address: str, node: str, exported: Path
) -> None:
    """What was being written comes to rest; the model is proven and built anew."""
    open_text(tab, address)
    start(tab, length=100_000)
    tab.page.wait_for_selector(".text-character >> nth=20")
    tab.page.click("#tab-proof")
    tab.page.wait_for_selector("#proof-panel[data-state=ready]")
    tab.page.check("#backends input[value=cpu]")
    tab.page.click("#prove")
    tab.page.click("#tab-text")
    backend = tab.page.locator("#text-facts [data-fact=backend]")
    expect(backend).to_contain_text("cpu", timeout=60_000)
    assert tab.page.get_attribute("#text", "data-run") == "stopped"
    count = count_of(tab)
    tab.page.fill("#text-length", "50")
    tab.page.click("#text-continue")
    wait_for_run(tab, "done")
    assert count_of(tab) == count + 50
    start(tab, length=100, seed="5")
    wait_for_run(tab, "done")
    options = ["--seed-text", "abc", "--length", "100", "--random-seed", "5"]
    assert written(tab) == node_text(node, exported / "char-lstm", *options)
