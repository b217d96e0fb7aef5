"""The Digits tab beyond drawing: test digits, pictures, feature maps, and other models."""

from __future__ import annotations

import base64
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.browser.conftest import Tab, running
from tests.conftest import PRETRAINED, ROOT
from tfjs_bridge.serve.server import create_server, page_url

pytestmark = [pytest.mark.browser, pytest.mark.node]

STROKES = json.loads((ROOT / "tests" / "vectors" / "strokes.json").read_text(encoding="utf-8"))

_GIVE_FILE = """([kind, name, type, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type }));
  if (kind === 'paste') {
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: files, bubbles: true }));
  } else {
    const options = { dataTransfer: files, bubbles: true, cancelable: true };
    document.querySelector('#bars').dispatchEvent(new DragEvent(kind, options));
  }
}"""


@pytest.fixture
def some_models(tmp_path: Path, built_page: Path) -> Iterator[tuple[Path, str]]:
    """Where cnn and softmax are, and mlp and dense-dropout are not; and the page's address."""
    exported = tmp_path / "exported"
    for name in ("cnn", "softmax"):
        shutil.copytree(PRETRAINED / name, exported / name)
    for server in running(create_server(web=built_page, exported=exported, port=0)):
        yield exported, page_url(server)


@pytest.fixture
def ready(tab: Tab, some_models: tuple[Path, str]) -> Tab:
    """The page, with cnn in use."""
    tab.page.goto(some_models[1])
    tab.wait_for("ready")
    return tab


def picture_of(digit: int, size: int, ink: str, ground: str) -> bytes:
    """A PNG of a drawn digit, twice as high as wide, with the digit in its lower half."""
    image = Image.new("RGB", (size, 2 * size), ground)
    pen = ImageDraw.Draw(image)
    scale = size / STROKES["pad_size"]
    for stroke in STROKES["digits"][digit]["strokes"]:
        points = [(x * scale, size + y * scale) for x, y in stroke]
        pen.line(points, fill=ink, width=round(24 * scale), joint="curve")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def give(tab: Tab, kind: str, name: str, content: bytes, mime: str = "image/png") -> None:
    """Drop or paste a file, as a browser would tell the page of it."""
    tab.page.evaluate(_GIVE_FILE, [kind, name, mime, base64.b64encode(content).decode("ascii")])


def wait_for_digit(tab: Tab, digit: int) -> None:
    """Wait until the page says which digit it is."""
    tab.page.locator("#prediction", has_text=str(digit)).wait_for()


def test_test_digits_are_picked_with_the_keyboard_and_give_keras_numbers(ready: Tab) -> None:
    """The network sees each exactly as Keras did, so that the probabilities are Keras's."""
    metadata = json.loads((PRETRAINED / "cnn" / "metadata.json").read_text("utf-8"))
    outputs = 10 * 10
    golden = np.fromfile(PRETRAINED / "cnn" / "golden.bin", "<f4")[-outputs:]
    ready.page.locator("#choose-picture").focus()
    for digit in range(10):
        ready.page.keyboard.press("Tab")
        ready.page.keyboard.press("Enter")
        wait_for_digit(ready, digit)
        bars = ready.page.locator("#bars > li").all()
        chances = [float(bar.get_attribute("data-probability") or "nan") for bar in bars]
        keras = golden.reshape(10, 10)[digit]
        np.testing.assert_allclose(chances, keras, atol=metadata["golden"]["tolerance"])
    assert "first 9 of the test digits" in ready.page.locator("#picture-note").inner_text()
    assert ready.complaints == []


def test_a_picked_digit_can_be_drawn_on(ready: Tab) -> None:
    """Both are on the sheet: a 1 with a roof and a floor is no plain 1 any more."""
    ready.page.click(".sample >> nth=1")
    wait_for_digit(ready, 1)
    seen = "document.querySelector('#network-input').toDataURL()"
    before = ready.page.evaluate(seen)
    ready.draw([[[60, 250], [220, 250]]])
    assert "Or pick a test digit" in ready.page.locator("#picture-note").inner_text()
    ready.page.wait_for_timeout(150)
    assert ready.page.evaluate(seen) != before
    ready.page.click("#clear")
    ready.page.wait_for_selector("#demo[data-result=empty]")
    assert ready.page.locator("#status").inner_text() == "Draw a digit."


def test_pictures_are_chosen_dropped_and_pasted(ready: Tab) -> None:
    """Of any size, dark on light or light on dark, with the digit anywhere in them."""
    photo = picture_of(3, 1600, "#223", "#ddd")
    with ready.page.expect_file_chooser() as chooser:
        ready.page.click("#choose-picture")
    chooser.value.set_files({"name": "photo.png", "mimeType": "image/png", "buffer": photo})
    wait_for_digit(ready, 3)
    assert "photo.png" in ready.page.locator("#picture-note").inner_text()

    dark = picture_of(2, 90, "#fff", "#103040")
    give(ready, "dragover", "dark.png", dark)
    assert ready.page.locator("#demo[data-drop=true]").count() == 1
    give(ready, "drop", "dark.png", dark)
    wait_for_digit(ready, 2)
    assert ready.page.locator("#demo[data-drop=false]").count() == 1

    give(ready, "paste", "", picture_of(7, 28, "#000", "#fff"))
    wait_for_digit(ready, 7)
    assert ready.complaints == []


@pytest.mark.parametrize(
    ("content", "mime", "message"),
    [
        pytest.param(b"seven", "text/plain", "it.png: cannot be read; expected", id="no picture"),
        pytest.param(picture_of(1, 40, "#eee", "#eee"), "image/png", "it.png: empty;", id="empty"),
    ],
)
def test_a_file_without_a_digit_is_said_so(
    ready: Tab, content: bytes, mime: str, message: str
) -> None:
    """What was on the sheet stays."""
    ready.page.click(".sample >> nth=5")
    give(ready, "drop", "it.png", content, mime)
    ready.page.locator("#picture-note", has_text=message).wait_for()
    wait_for_digit(ready, 5)


def test_feature_maps_follow_the_drawing_and_the_model(ready: Tab) -> None:
    """One picture for each filter of each convolution; softmax has none, and says so."""
    ready.page.click("#maps summary")
    note = ready.page.locator("#maps-note")
    note.get_by_text("Draw a digit to see").wait_for()
    ready.page.click(".sample >> nth=4")
    ready.page.wait_for_selector(".maps-layer[data-maps=drawn]")
    layers = ready.page.locator(".maps-layer")
    shapes = layers.locator(".maps-shape").all_inner_texts()
    assert [shape.split()[0] for shape in shapes] == ["32", "64", "64"]
    assert [shape.split()[-1] for shape in shapes] == ["20", "8", "2"]
    assert [layer.locator("canvas").count() for layer in layers.all()] == [32, 64, 64]
    ready.page.click("#clear")
    ready.page.wait_for_selector(".maps-layer[data-maps=empty]")

    ready.page.select_option("#model", "softmax")
    note.get_by_text("softmax has no convolution layers").wait_for()
    assert layers.count() == 0
    assert ready.complaints == []


def test_another_model_is_chosen(ready: Tab) -> None:
    """It answers for what is on the sheet, and the page says which one it is."""
    ready.page.click(".sample >> nth=6")
    ready.page.select_option("#model", "softmax")
    ready.page.wait_for_selector("#demo[data-model=softmax]")
    assert "7,850 parameters" in ready.page.locator("#model-note").inner_text()
    assert ready.page.locator("#facts [data-fact=model] dd").inner_text() == "softmax"
    wait_for_digit(ready, 6)
    assert ready.complaints == []


def test_a_missing_model_is_said_so_and_the_former_stays(
    ready: Tab, some_models: tuple[Path, str]
) -> None:
    """With the command that makes it; once it is made, it can be chosen."""
    ready.page.select_option("#model", "mlp")
    note = ready.page.locator("#model-note", has_text="tfjs-bridge train-and-export mlp")
    note.wait_for()
    assert ready.page.input_value("#model") == "cnn"
    ready.page.click(".sample >> nth=8")
    wait_for_digit(ready, 8)
    shutil.copytree(PRETRAINED / "mlp", some_models[0] / "mlp")
    ready.page.select_option("#model", "mlp")
    ready.page.wait_for_selector("#demo[data-model=mlp]")


def test_without_the_first_model_the_page_begins_with_another(
    tab: Tab, some_models: tuple[Path, str]
) -> None:
    """Who has trained one network sees it; the others say how they are made."""
    exported, address = some_models
    shutil.rmtree(exported / "cnn")
    tab.page.goto(address)
    tab.wait_for("ready")
    tab.page.wait_for_selector("#demo[data-model=softmax]")
    tab.page.click(".sample >> nth=0")
    wait_for_digit(tab, 0)
    assert tab.complaints == []
    tab.page.select_option("#model", "cnn")
    tab.page.locator("#model-note[data-state=failed]", has_text="train-and-export cnn").wait_for()


def test_without_any_model_the_page_says_what_to_do(
    tab: Tab, some_models: tuple[Path, str]
) -> None:
    """And takes a model as soon as there is one."""
    exported, address = some_models
    shutil.rmtree(exported / "cnn")
    softmax = (exported / "softmax").rename(exported.parent / "softmax")
    tab.page.goto(address)
    tab.wait_for("failed")
    assert "train-and-export cnn" in tab.page.locator("#error-message").inner_text()
    shutil.copytree(softmax, exported / "softmax")
    tab.page.select_option("#model", "softmax")
    tab.wait_for("ready")


def test_all_models_answer_side_by_side(ready: Tab) -> None:
    """Each that is there, with how sure it is and how long it took; the others say why not."""
    ready.draw(STROKES["digits"][3]["strokes"])
    ready.page.click("#compare summary")
    for name in ("cnn", "softmax"):
        row = ready.page.locator(f"#compare-rows [data-model={name}][data-state=ready]")
        row.locator(".compare-digit", has_text="3").wait_for()
        assert row.locator(".bar-percent").inner_text().endswith(" %")
        assert row.locator(".compare-time").inner_text().endswith(" ms")
    for name in ("mlp", "dense-dropout"):
        row = ready.page.locator(f"#compare-rows [data-model={name}][data-state=failed]")
        assert f"train-and-export {name}" in row.inner_text()
    assert ready.page.locator("#compare-note").inner_text() == "They agree."
    ready.page.click("#clear")
    ready.page.locator("#compare-note", has_text="Draw a digit").wait_for()
    # Chromium tells of the two that are missing by itself.
    assert len(ready.complaints) == 2
