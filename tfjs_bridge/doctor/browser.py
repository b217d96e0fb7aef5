"""Finds Chrome or Chromium, and what Python would open a page with."""

from __future__ import annotations

import os
import shutil
import webbrowser
from pathlib import Path
from typing import Final

from tfjs_bridge.doctor.findings import Finding, State

_NAMES: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
)
_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


def find_browser() -> str | None:
    """Return the browser's path: of the variable CHROME_PATH, on the PATH, or its usual place."""
    given = os.environ.get("CHROME_PATH")
    if given:
        return shutil.which(given)
    found = (shutil.which(name) for name in _NAMES)
    placed = (place for place in _PLACES if Path(place).is_file())
    return next((path for path in (*found, *placed) if path), None)


def examine_browser() -> Finding:
    """Say which browser there is, and how ``serve --open`` would open the page."""
    path = find_browser()
    opener = _opener()
    opens = f"serve --open starts {opener}" if opener else "serve --open can start no browser"
    if path is not None:
        return Finding(name="Chrome or Chromium", kind="program", state="ok", path=path, note=opens)
    given = os.environ.get("CHROME_PATH")
    note = f"CHROME_PATH names no program; {opens}" if given else opens
    state: State = "broken" if given else "missing"
    return Finding(name="Chrome or Chromium", kind="program", state=state, note=note)


def _opener() -> str:
    """Return the name of what `webbrowser` would start; empty where it knows none."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return ""
    # Windows's and macOS's own have a class of their own and need no name.
    return str(getattr(browser, "name", "") or "the system's browser")
