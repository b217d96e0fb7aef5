"""Finds the web side: `web/` of a checkout, or its built copy inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def web_folder() -> Path:
    """Return the folder that holds `index.html`, `dist/` and `node/verify.mjs`."""
    installed = _PACKAGE / "_web"
    return installed if installed.is_dir() else _PACKAGE.parent / "web"
