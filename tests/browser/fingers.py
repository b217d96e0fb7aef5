"""Strokes of a finger, as a touch screen reports them."""

from __future__ import annotations

from playwright.sync_api import Page


def stroke_down(page: Page, sheet: str) -> None:
    """Draw a quick vertical stroke: a one, and to Chromium a swipe, unless the page says otherwise.

    Args:
        page: Of a context with `has_touch`.
        sheet: A selector of what is drawn on, at least 260 pixels high.
    """
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        given = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})

    box = page.locator(sheet).bounding_box()
    assert box is not None
    x, top = box["x"] + box["width"] / 2, box["y"] + 60
    send("touchStart", (x, top))
    for step in range(10):
        send("touchMove", (x, top + 20 * step))
    send("touchEnd")
