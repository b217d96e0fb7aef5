"""Takes the pictures of the examples for docs/examples.md: the real page, with their real models.

``python site/gallery.py [EXPORTED]``, after each example's script was run, so that EXPORTED, or
else `exported/`, has its model. It needs the built page and a Chromium, as the browser tests do.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tfjs_bridge.doctor.browser import find_browser
from tfjs_bridge.serve.server import create_server, page_url

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "gallery"
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


_EXAMPLES = {
    "flowers": _picture("flower-pictures/rose/000.png"),
    "transfer": _picture("digit-9.png"),
    "series": _numbers,
    "structured-data": _row,
    "sentiment": _text,
}


def main(exported: Path) -> None:
    """Write a picture for each example.

    Args:
        exported: Where the examples' scripts have written their models.
    """
    PICTURES.mkdir(exist_ok=True)
    server = create_server(web=ROOT / "web", exported=exported, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, show in _EXAMPLES.items():
            page = browser.new_page(
                viewport={"width": 1000, "height": 900}, reduced_motion="reduce"
            )
            page.goto(f"{page_url(server)}#own")
            page.fill("#own-url", f"../exported/{name}/")
            page.click("#own-address button")
            page.wait_for_selector("#own[data-state=ready]")
            panel = show(page, exported)
            shot = Image.open(io.BytesIO(page.locator(panel).screenshot()))
            small = shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            small.save(PICTURES / f"{name}.png", optimize=True)
            page.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "exported")
