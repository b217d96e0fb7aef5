"""Models that read pictures, in the tab for a model of one's own: files and a camera."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser.conftest import Tab, launch
from tests.browser.test_own_tab import expect_ready, open_own
from tests.conftest import PRETRAINED, ROOT
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.artifact.pictures import prepare_picture
from tfjs_bridge.convert.export import ModelCard, export

pytestmark = [pytest.mark.browser, pytest.mark.node]

COLOURS = ("red", "green", "blue")
_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
# A camera that shows a green picture, and a visitor who allows it.
_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
_GIVE_FILE = """([kind, name, base64, selector]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type: 'image/png' }));
  const target = document.querySelector(selector);
  target.dispatchEvent(kind === 'paste'
    ? new ClipboardEvent(kind, { clipboardData: files, bubbles: true })
    : new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
}"""


def classifier() -> Any:
    """A network that tells which colour prevails: 16 x 12 pixels, 0 to 255."""
    import keras

    photo = keras.Input((16, 12, 3), name="photo")
    x = keras.layers.Rescaling(1 / 255, name="first")(photo)
    x = keras.layers.Conv2D(3, 3, name="conv")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    model = keras.Model(photo, keras.layers.Dense(3, activation="softmax", name="kind")(x))
    kernel = np.zeros((3, 3, 3, 3), np.float32)
    kernel[1, 1] = np.eye(3)
    model.get_layer("conv").set_weights([kernel, np.zeros(3)])
    model.get_layer("kind").set_weights([4 * np.eye(3), np.zeros(3)])
    return model


def mapper() -> Any:
    """From grey pictures of any size: a map of two classes, a grey map, and raw scores."""
    import keras

    keras.utils.set_random_seed(0)
    sketch = keras.Input((None, None, 1), name="sketch")
    x = keras.layers.Conv2D(4, 3, padding="same", activation="relu")(sketch)
    mask = keras.layers.Conv2D(2, 1, activation="softmax", name="mask")(x)
    smooth = keras.layers.Conv2D(1, 1, activation="sigmoid", name="smooth")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(sketch, [mask, smooth, keras.layers.Dense(7, name="scores")(x)])


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of artifacts: colours and maps."""
    folder = tmp_path_factory.mktemp("models")
    export(classifier(), folder / "colours", card=ModelCard(labels=COLOURS))
    export(mapper(), folder / "maps", golden_shapes=(8, 12, 1))
    declared = {"kind": "picture", "scale": "auto", "fit": "crop", "method": "bilinear-antialias"}
    card = ModelCard(labels=COLOURS, preprocessing=declared)
    export(classifier(), folder / "declared", card=card)
    return folder


@pytest.fixture(scope="module")
def camera_browser(playwright: Playwright) -> Iterator[Browser]:
    """One with a camera."""
    yield from launch(playwright, "--disable-gpu", *_CAMERA)


def photo(colour: str, *, width: int = 90, height: int = 60) -> Any:
    """A picture of one colour with a patch of another, so that its place and size matter."""
    from PIL import Image

    image = Image.new("RGB", (width, height), colour)
    image.paste((200, 190, 60), (width // 2, height // 3, width, height // 2))
    return image


def encoded(image: Any, **options: Any) -> bytes:
    """The bytes of its file."""
    data = io.BytesIO()
    image.save(data, **({"format": "PNG"} | options))
    return data.getvalue()


def load(tab: Tab, address: str, folder: Path) -> None:
    """Bring a model, and wait for its panel."""
    open_own(tab, address)
    tab.page.set_input_files("#own-folder", folder)
    expect_ready(tab, f"{folder.name}: Keras's numbers here")
    expect(tab.page.locator("#own-picture-panel")).to_be_visible()


def choose(tab: Tab, name: str, data: bytes, mime: str = "image/png") -> None:
    """Choose a picture file."""
    file = {"name": name, "mimeType": mime, "buffer": data}
    tab.page.set_input_files("#own-picture-file", file)  # type: ignore[arg-type]


def answers(tab: Tab) -> dict[str, float]:
    """The bars, by their labels, in order."""
    rows = tab.page.locator(".picture-bars > li").all()
    value = {row.get_attribute("data-label"): row.get_attribute("data-value") for row in rows}
    return {str(label): float(number or "nan") for label, number in value.items()}


def test_a_picture_gets_keras_answer_with_labels(tab: Tab, address: str, models: Path) -> None:
    """The whole way from a file's bytes: decoded, resized, cropped, and run, as in Python."""
    import keras

    image, verdict = photo("#3040d0"), tab.page.locator("#own-picture-verdict")
    load(tab, address, models / "colours")
    hint = tab.page.locator("#own-picture-hint")
    expect(hint).to_have_text("Values: 0 to 255, since the model begins with the layer first.")
    choose(tab, "sea.png", encoded(image))
    expect(verdict).to_contain_text("blue: ")
    model, pixels = classifier(), np.asarray(image, np.float32)[np.newaxis]
    for fit, options in [("stretch", {}), ("crop", {"crop_to_aspect_ratio": True})]:
        tab.page.get_by_label("Other proportions are").select_option(fit, force=True)
        size = {"size": (16, 12), "data_format": "channels_last"}
        resized = keras.ops.image.resize(pixels, **size, **options)
        wanted = dict(zip(COLOURS, model.predict(resized, verbose=0)[0], strict=True))
        first = f"{100 * wanted['blue']:.1f} %"
        expect(verdict).to_have_text(f"blue: {first}")
        found = answers(tab)
        assert found == pytest.approx(wanted, abs=1e-5)
        assert list(found) == sorted(wanted, key=lambda label: -wanted[label])
    assert tab.complaints == []


def test_a_declared_picture_is_prepared_as_declared(tab: Tab, address: str, models: Path) -> None:
    """Without a choice or a guess; who wants another way can have it."""
    image, verdict = photo("#3040d0"), tab.page.locator("#own-picture-verdict")
    load(tab, address, models / "declared")
    hint = tab.page.locator("#own-picture-hint")
    expect(hint).to_have_text(
        "Prepared as the artifact says: a picture, as its metadata describes."
    )
    choose(tab, "sea.png", encoded(image))
    expect(verdict).to_contain_text("blue: ")
    spec = read_metadata(models / "declared").preprocessing
    assert spec is not None
    seen = prepare_picture(np.asarray(image), spec)[np.newaxis]
    wanted = dict(zip(COLOURS, classifier().predict(seen, verbose=0)[0], strict=True))
    assert answers(tab) == pytest.approx(wanted, abs=1e-5)
    assert tab.complaints == []


def test_pictures_are_dropped_pasted_and_turned(tab: Tab, address: str, models: Path) -> None:
    """And what is no picture says so, beside the last answer."""
    from PIL import Image

    load(tab, address, models / "colours")
    verdict = tab.page.locator("#own-picture-verdict")
    for kind, colour, label, place in [
        ("drop", "#d04040", "red", "#own-inspection"),
        ("paste", "#30a040", "green", "#own-inspection"),
        ("drop", "#3040d0", "blue", "#own-source"),  # where models are dropped
    ]:
        data = base64.b64encode(encoded(photo(colour))).decode("ascii")
        tab.page.evaluate(_GIVE_FILE, [kind, "it.png", data, place])
        expect(verdict).to_contain_text(f"{label}: ")

    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: 90 x 60 are stored, and 60 x 90 meant
    turned = encoded(photo("#3040d0"), format="JPEG", quality=95, exif=exif)
    choose(tab, "turned.jpg", turned, "image/jpeg")
    expect(verdict).to_contain_text("blue: ")
    shown = tab.page.get_by_label("turned.jpg, 60 × 90 pixels")  # noqa: RUF001
    expect(shown).to_be_visible()

    problem = tab.page.locator("#own-picture-error")
    for _ in range(3):  # the answer to the picture before may come later than the refusal
        choose(tab, "turned.jpg", turned, "image/jpeg")
        choose(tab, "notes.png", b"only words")
        tab.page.wait_for_timeout(300)
        expect(problem).to_contain_text("notes.png: cannot be read; expected a picture")
    choose(tab, "wide.png", encoded(Image.new("1", (5000, 2))))
    expect(problem).to_contain_text("wide.png: too large; expected at most 4096 x 4096 pixels")
    choose(tab, "again.png", encoded(photo("#d04040")))
    expect(verdict).to_contain_text("red: ")
    expect(problem).to_be_hidden()
    assert tab.complaints == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1100), ("dark", 390)])
def test_maps_and_scores_are_shown_as_what_they_are(
    browser: Browser, address: str, models: Path, scheme: str, width: int
) -> None:
    """Classes as colours, grey as grey, raw scores without bars; labels are the visitor's."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    tab = Tab(context.new_page())
    load(tab, address, models / "maps")
    expect(tab.page.locator("#own-picture-hint")).to_contain_text("which is a guess")
    choose(tab, "scene.png", encoded(photo("#888888")))
    expect(tab.page.get_by_label(re.compile("Output mask: mostly class "))).to_be_visible()
    grey = tab.page.get_by_label("Output smooth: Black is 0, white is 1.")
    assert grey.evaluate("it => [it.width, it.height]") == [228, 152]  # whole multiples of 12 x 8
    scores = tab.page.locator(".picture-output", has_text="Output scores")
    expect(scores).to_contain_text("they are not probabilities")
    expect(scores.locator("[role=meter]")).to_have_count(0)
    scores.get_by_label("apply softmax").check()
    expect(scores.locator("[role=meter]")).to_have_count(5)
    assert 5 / 7 <= sum(answers(tab).values()) <= 1  # the five largest of seven

    labels = tab.page.locator("#own-picture-labels")
    labels.set_input_files({"name": "few.txt", "mimeType": "text/plain", "buffer": b"one\n"})
    problem = tab.page.locator("#own-picture-error")
    expect(problem).to_contain_text("few.txt: wrong number of labels; expected one label for each")
    names = b'["ground", "thing"]'
    labels.set_input_files({"name": "two.json", "mimeType": "text/plain", "buffer": names})
    expect(tab.page.locator(".picture-legend").first).to_contain_text(re.compile("ground|thing"))
    tab.page.evaluate(_AXE.read_text(encoding="utf-8"))
    rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
    found = tab.page.evaluate(f"axe.run({{ runOnly: {rules} }})")
    assert [item["id"] for item in found["violations"]] == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []
    context.close()


@pytest.mark.parametrize("server", ["address", "express_address"])
def test_a_camera_answers_live_and_is_off_when_not_seen(
    camera_browser: Browser, request: pytest.FixtureRequest, models: Path, server: str
) -> None:
    """From both servers, whose headers must allow it; never before it is asked for."""
    context = camera_browser.new_context()
    tab = Tab(context.new_page())
    load(tab, request.getfixturevalue(server), models / "colours")
    video = tab.page.locator("#own-picture-video")
    is_on = "video => video.srcObject !== null && video.srcObject.active"
    assert not video.evaluate(is_on)
    for leave in ("button", "tab", "file"):
        tab.page.click("#own-picture-camera")
        expect(tab.page.locator("#own-picture-verdict")).to_contain_text("green: ")
        expect(tab.page.locator("#own-picture-verdict")).to_have_attribute("aria-live", "off")
        # The verdict may be that of the round before.
        video.evaluate("video => video.srcObject ?? new Promise((it) => (video.onplaying = it))")
        assert video.evaluate(is_on)
        stream = video.evaluate_handle("video => video.srcObject")
        if leave == "button":
            tab.page.click("#own-picture-camera")
        elif leave == "tab":
            tab.page.click("#tab-digits")
            tab.page.click("#tab-own")
        else:
            choose(tab, "other.png", encoded(photo("#d04040")))
            expect(tab.page.locator("#own-picture-verdict")).to_contain_text("red: ")
        expect(tab.page.locator("#own-picture-camera")).to_have_text("Use the camera")
        assert not stream.evaluate("stream => stream.active")
    assert tab.complaints == []
    context.close()


def test_a_camera_that_cannot_be_had_says_why(tab: Tab, address: str, models: Path) -> None:
    """Refused, or not there; and a picture can still be chosen."""
    load(tab, address, models / "colours")
    tab.page.click("#own-picture-camera")
    problem = tab.page.locator("#own-picture-error")
    expect(problem).to_contain_text(re.compile("camera: (not allowed|not found); expected a"))
    expect(tab.page.locator("#own-picture-camera")).to_have_text("Use the camera")
    choose(tab, "sea.png", encoded(photo("#3040d0")))
    expect(tab.page.locator("#own-picture-verdict")).to_contain_text("blue: ")
    expect(problem).to_be_hidden()


def test_digits_are_prepared_as_the_artifact_says(tab: Tab, address: str) -> None:
    """As in the Digits tab, unless the visitor says otherwise."""
    from PIL import Image, ImageDraw

    load(tab, address, PRETRAINED / "softmax")
    hint = tab.page.locator("#own-picture-hint")
    expect(hint).to_contain_text("as the artifact says: a digit")
    image = Image.new("L", (200, 120), 240)
    ImageDraw.Draw(image).line((30, 20, 30, 100), fill=20, width=9)
    choose(tab, "one.png", encoded(image))
    expect(tab.page.locator("#own-picture-verdict")).to_contain_text("1: ")
    tab.page.locator(".picture-settings summary").click()
    tab.page.get_by_label("As the artifact says").uncheck()
    expect(hint).to_contain_text("Values: 0 to 1, which is a guess")
    assert tab.complaints == []
