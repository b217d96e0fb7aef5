"""Takes the pictures of the documentation: the real page, and the examples' real models in it.

``python site/gallery.py [EXPORTED]``, after each example's script was run, so that EXPORTED, or
else `exported/`, has its model. It needs the built page and a Chromium, as the browser tests do.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tfjs_bridge.doctor.browser import find_browser
from tfjs_bridge.serve.server import create_server, page_url

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GALLERY = DOCS / "gallery"
# Few colours are in the page, and the documentation is to be light.
_COLOURS = 64


def _picture(file: str) -> Callable[[Page, Path], str]:
    """Let the model see a picture; what is returned is the panel to take."""

    def show(page: Page, exported: Path) -> str:
        page.set_input_files("#own-picture-file", exported / file)
        page.wait_for_selector("#own-picture-panel .bar")
        return "#own-picture-panel"

    return show


def _text(page: Page, exported: Path) -> str:
    """Let the model judge a sentence."""
    del exported
    page.fill("#own-features-panel textarea", "not bad at all: a warm, clever script")
    page.wait_for_selector("#own-features-panel .bar")
    page.wait_for_timeout(500)  # it answers as one types, and the bars move
    return "#own-features-panel"


def _row(page: Page, exported: Path) -> str:
    """Leave the golden example that the form is filled with."""
    del exported
    page.wait_for_selector("#own-features-panel .bar")
    return "#own-features-panel"


def _numbers(page: Page, exported: Path) -> str:
    """Run the model on numbers."""
    del exported
    if page.get_attribute("#own-typed-panel", "open") is None:
        page.click("#own-typed-panel summary")
    page.click("#own-example")
    page.click("#own-run")
    page.wait_for_selector("#own-outputs table")
    return "#own-typed-panel"


def _digit(page: Page, exported: Path) -> None:
    """Draw on the sheet of the example's own page."""
    del exported
    page.wait_for_selector("[role=status]:has-text('Ready')")
    _draw(page, "canvas", digit=3)
    page.wait_for_selector("[role=status]:has-text('3')")


def _shakespeare(page: Page, exported: Path) -> None:
    """Let the pretrained model write: it is the same everywhere."""
    del exported
    page.select_option("#model", label="Shakespeare, trained for hours")
    page.wait_for_selector("[role=status]:has-text('Ready')")
    page.fill("#beginning", "ROMEO:\n")
    page.click("#start")
    page.wait_for_function("document.querySelector('#text').textContent.length > 400")
    page.click("#stop")
    page.wait_for_selector("[role=status]:has-text('Stopped')")


def _new_digits(page: Page, exported: Path) -> None:
    """Teach it three digits, and draw one of them."""
    page.wait_for_selector("[role=status]:has-text('Draw')")
    page.click("#more")
    for place, digit in enumerate("789"):
        row = page.locator("fieldset").nth(place)
        row.get_by_label("Name").fill(digit)
        files = sorted((exported / "new-digits").glob(f"{digit}-*.png"))[:5]
        row.locator("[type=file]").set_input_files(files)
        row.locator("canvas").nth(4).wait_for()
    page.click("#train")
    page.wait_for_selector("[role=status]:has-text('it knows')")
    _draw(page, "#pad", digit=7)
    page.wait_for_selector("#answer li")


def _fruit(page: Page, exported: Path) -> None:
    """Tell the measures of a lemon."""
    del exported
    page.wait_for_selector("#kinds li")
    page.fill("[name=length]", "85")
    page.fill("[name=width]", "60")
    page.fill("[name=weight]", "130")
    page.wait_for_selector("#kind:has-text('lemon')")


# How each is shown in the tab "Your model"; a few have a page of their own to be shown.
_MODELS = {
    "flowers": _picture("flower-pictures/rose/000.png"),
    "transfer": _picture("digit-9.png"),
    "series": _numbers,
    "structured-data": _row,
    "sentiment": _text,
}
_PAGES = {
    "digits": _digit,
    "text-generator": _shakespeare,
    "transfer-in-the-browser": _new_digits,
    "vite-app/dist": _fruit,  # as its README has built it
}


def _open(browser: Browser, width: int, address: str) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(address)
    return page


def _draw(page: Page, pad: str, *, digit: int) -> None:
    """Draw a digit with the mouse."""
    vectors = json.loads((ROOT / "tests/vectors/strokes.json").read_text(encoding="utf-8"))
    box = page.locator(pad).bounding_box()
    if box is None:
        raise RuntimeError(f"{pad}: not seen; expected a sheet to draw on")
    scale = box["width"] / vectors["pad_size"]
    for stroke in vectors["digits"][digit]["strokes"]:
        for index, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + x * scale, box["y"] + y * scale)
            if index == 0:
                page.mouse.down()
        page.mouse.up()


def _save(shot: bytes, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _take_models(browser: Browser, exported: Path, address: str) -> None:
    """Take the tab "Your model" with each example's model."""
    for name, show in _MODELS.items():
        page = _open(browser, 1000, f"{address}#own")
        page.fill("#own-url", f"../exported/{name}/")
        page.click("#own-address button")
        page.wait_for_selector("#own[data-state=ready]")
        panel = show(page, exported)
        _save(page.locator(panel).screenshot(), GALLERY / f"{name}.png")
        page.close()


def _take_readme_picture(browser: Browser, address: str) -> None:
    """Take the tab "Digits", with the model that `make run` has trained."""
    page = _open(browser, 1100, address)
    page.wait_for_selector("#facts .fact")
    _draw(page, "#pad", digit=3)
    page.wait_for_selector("#demo[data-result=digit]")
    page.wait_for_timeout(500)  # the bars move
    _save(page.screenshot(full_page=True), DOCS / "page.png")


@contextmanager
def _served_clone(exported: Path) -> Iterator[str]:
    """Serve the repository's root as the READMEs do, but with the models of another folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, target in {"exported": exported.resolve(), "examples": ROOT / "examples"}.items():
            Path(folder, name).symlink_to(target)
        Path(folder, "web").symlink_to(ROOT / "web")
        handler = partial(SimpleHTTPRequestHandler, directory=folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/examples"
        server.shutdown()


def _take_pages(browser: Browser, exported: Path) -> None:
    """Take the examples' own pages."""
    with _served_clone(exported) as address:
        for name, show in _PAGES.items():
            page = _open(browser, 800, f"{address}/{name}/")
            show(page, exported)
            _save(page.locator("body").screenshot(), GALLERY / f"{name.partition('/')[0]}.png")
            page.close()


def main(exported: Path) -> None:
    """Write a picture for each example, and that of the README.

    Args:
        exported: Where the examples' scripts have written their models.
    """
    server = create_server(web=ROOT / "web", exported=exported, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        _take_models(browser, exported, page_url(server))
        _take_pages(browser, exported)
        _take_readme_picture(browser, page_url(server))
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "exported")
