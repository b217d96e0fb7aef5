"""Puts the built web side into the wheel, so that an installed package can serve and verify."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FILES = {
    "web/index.html": "tfjs_bridge/_web/index.html",
    "web/style.css": "tfjs_bridge/_web/style.css",
    "web/service-worker.js": "tfjs_bridge/_web/service-worker.js",
    "web/icon.svg": "tfjs_bridge/_web/icon.svg",
    "web/dist/node": "tfjs_bridge/_web/node",
    "web/dist/digits": "tfjs_bridge/_web/dist/digits",
    "web/dist/docs": "tfjs_bridge/_web/dist/docs",
    "web/dist/package": "tfjs_bridge/_web/dist/package",
}
_PAGE = "web/dist"


class WebBuildHook(BuildHookInterface):
    """Adds `web/` to a wheel; an editable install reads it from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds."""
        if version == "editable" or self.target_name != "wheel":
            return
        page = sorted(path.name for path in (Path(self.root) / _PAGE).glob("[!.]*.*"))
        files = _FILES | {f"{_PAGE}/{name}": f"tfjs_bridge/_web/dist/{name}" for name in page}
        for source, target in files.items():
            if not (Path(self.root) / source).exists():
                raise RuntimeError(
                    f"{source}: missing; the wheel carries the built page. Build it first: "
                    f"npm ci --prefix web && npm run build --prefix web"
                )
            build_data["force_include"][source] = target
