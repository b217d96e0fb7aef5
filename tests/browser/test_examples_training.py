"""The page of transfer-in-the-browser, on a base whose weights were drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.browser.library import served
from tests.browser.training_base import downloads_by, write_base
from tests.examples.run import clone_in

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.needs("PIL")]

_MEMORY = """async () => {
  const { tf } = await import('/web/dist/package/tfjs-bridge.js');
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return [numTensors, numDataBuffers, numBytes];
}"""


@pytest.fixture(scope="module")
def site(node: str, built_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The repository's root as its README serves it, with the base."""
    del built_page
    clone = clone_in(tmp_path_factory.mktemp("clone"))
    write_base(node, clone / "exported" / "transfer-in-the-browser")
    yield from served(clone)


@pytest.fixture(scope="module")
def strokes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Pictures of two kinds: strokes that stand, and strokes that lie."""
    from PIL import Image

    folder, random = tmp_path_factory.mktemp("strokes"), np.random.default_rng(1)
    found: dict[str, list[Path]] = {"standing": [], "lying": []}
    for number in range(4):
        pixels = np.full((60, 60), 255, np.uint8)
        left, top = random.integers(5, 25, size=2)
        pixels[top : top + 30, left : left + 4 + number] = 0
        for name, picture in (("standing", pixels), ("lying", pixels.T)):
            found[name].append(folder / f"{name}-{number}.png")
            Image.fromarray(picture).save(found[name][-1])
    return found


def say(tab: Tab, words: str) -> None:
    """Wait until the page says something."""
    expect(tab.page.locator("[role=status]")).to_contain_text(words, timeout=30_000)


def press(tab: Tab, name: str) -> None:
    """Click on a button."""
    tab.page.get_by_role("button", name=name, exact=True).click()


def teach(tab: Tab, classes: dict[str, list[Path]]) -> None:
    """Name the classes, choose the pictures of each, and train."""
    say(tab, "Draw a few examples")
    for number, (name, pictures) in enumerate(classes.items()):
        row = tab.page.locator("fieldset").nth(number)
        row.get_by_label("Name").fill(name)
        row.locator("[type=file]").set_input_files(pictures)
        expect(row.locator("canvas")).to_have_count(len(pictures))
    press(tab, "Train")
    say(tab, f"it knows {', '.join(classes)}.")


def best(tab: Tab, stroke: list[list[float]]) -> str:
    """Draw a stroke on the empty pad; what the page takes it for."""
    press(tab, "Clear")
    tab.draw([stroke])
    expect(tab.page.locator("#answer li").first).to_be_visible()
    answers = tab.page.locator("#answer li").all_inner_texts()
    shares = {text.split()[0]: int(text.split()[1]) for text in answers}
    assert 98 <= sum(shares.values()) <= 102
    return max(shares, key=lambda name: shares[name])


STANDING = [[140.0, 60.0], [140.0, 220.0]]
LYING = [[60.0, 140.0], [220.0, 140.0]]


@pytest.fixture
def taught(tab: Tab, site: str, strokes: dict[str, list[Path]]) -> Tab:
    """The page, when it has learned the two kinds of strokes."""
    tab.page.goto(f"{site}examples/transfer-in-the-browser/")
    teach(tab, strokes)
    return tab


@pytest.mark.parametrize("width", [360, 1100])
def test_it_learns_from_a_few_pictures(taught: Tab, width: int) -> None:
    """On a phone as on a desk, without a complaint."""
    taught.page.set_viewport_size({"width": width, "height": 800})
    assert taught.page.evaluate("document.documentElement.scrollWidth") <= width
    scores = taught.page.inner_text("#scores")
    assert scores.startswith("epoch 60: loss 0.")
    assert scores.endswith(", 100 % of the examples right")
    assert [best(taught, STANDING), best(taught, LYING)] == ["standing", "lying"]
    assert taught.complaints == []


def test_it_learns_what_is_drawn(taught: Tab) -> None:
    """A third class, added by drawing; an example that went wrong is taken out again."""
    page = taught.page
    press(taught, "Another class")
    row = page.locator("fieldset").nth(2)
    row.get_by_label("Name").fill("corner")
    for shift in (0.0, 20.0, 40.0):
        taught.draw([[[80 + shift, 60.0], [80 + shift, 180.0], [220.0, 180.0]]])
        row.get_by_role("button", name="Add the drawing").click()
        expect(page.locator("#answer li")).to_have_count(0)
    expect(row.locator("canvas")).to_have_count(3)
    row.locator(".examples button").first.click()
    expect(row.locator("canvas")).to_have_count(2)
    press(taught, "Train")
    say(taught, "standing, lying, corner.")
    assert best(taught, [[90.0, 50.0], [90.0, 190.0], [210.0, 190.0]]) == "corner"


def test_nothing_is_left_in_memory(taught: Tab) -> None:
    """By trainings, drawings, and what is kept and downloaded."""
    before = taught.page.evaluate(_MEMORY)
    for _ in range(2):
        press(taught, "Train")
        say(taught, "it knows")
        best(taught, LYING)
    press(taught, "Keep in this browser")
    say(taught, "Kept")
    press(taught, "Download")
    say(taught, "For Keras")
    press(taught, "Load what was kept")
    say(taught, "it knows")
    assert taught.page.evaluate(_MEMORY) == before


def test_what_was_kept_is_there_again(taught: Tab) -> None:
    """With the names of its classes, when the page is opened the next time."""
    expect(taught.page.get_by_role("button", name="Load what was kept")).to_be_disabled()
    press(taught, "Keep in this browser")
    say(taught, "Kept")
    taught.page.reload()
    press(taught, "Load what was kept")
    say(taught, "it knows standing, lying.")
    assert best(taught, STANDING) == "standing"


def test_the_download_goes_back_to_keras(
    taught: Tab, strokes: dict[str, list[Path]], tmp_path: Path
) -> None:
    """As one model that takes a drawing; its base is frozen, and the same as before."""
    from tfjs_bridge import import_layers_model

    for download in downloads_by(taught.page, lambda: press(taught, "Download"), 2):
        download.save_as(tmp_path / download.suggested_filename)
    say(taught, "tfjs-bridge import my-classes.json my-classes.keras")
    saved = json.loads((tmp_path / "my-classes.json").read_text("utf-8"))
    assert saved["userDefinedMetadata"] == {"labels": list(strokes)}
    model = import_layers_model(tmp_path / "my-classes.json")
    assert [layer.name for layer in model.layers if layer.trainable_weights] == ["classes"]
    assert model.output_shape == (None, 2)


def test_it_says_that_there_is_no_base(tab: Tab, built_page: Path, tmp_path: Path) -> None:
    """Before train.py has run."""
    del built_page
    for address in served(clone_in(tmp_path)):
        tab.page.goto(f"{address}examples/transfer-in-the-browser/")
        say(tab, "exported/transfer-in-the-browser/metadata.json: not found")
