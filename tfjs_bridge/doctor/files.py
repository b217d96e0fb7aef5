"""The built page, and the data that was downloaded."""

from __future__ import annotations

from pathlib import Path

from tfjs_bridge.assets import web_folder
from tfjs_bridge.data.cache import CACHE_VARIABLE
from tfjs_bridge.data.cache_state import CacheState, cache_states
from tfjs_bridge.doctor.findings import Finding, State
from tfjs_bridge.doctor.installing import is_checkout


def examine_page() -> Finding:
    """Say whether there is a page to serve."""
    script = web_folder() / "dist" / "main.js"
    built = "built in this checkout" if is_checkout() else "carried by the wheel"
    if script.is_file():
        return Finding(
            name="demo page", kind="page", state="ok", path=str(script.parent), note=built
        )
    return Finding(name="demo page", kind="page", state="missing", note="not built")


def find_verifier() -> Path | None:
    """Return the program that runs an artifact in Node.js, if all that it needs is beside it."""
    web = web_folder()
    packages = web / "node_modules" / "@tensorflow" / "tfjs-layers"
    program = web / "node" / "verify.mjs"
    # A wheel's program is a bundle and needs no packages.
    return program if program.is_file() and (packages.is_dir() or not is_checkout()) else None


def examine_caches() -> list[Finding]:
    """Say of each dataset whether it was downloaded, and is what it should be."""
    return [_finding(state) for state in cache_states()]


def _finding(cache: CacheState) -> Finding:
    if cache.damaged:
        note = f"{', '.join(cache.damaged)}: damaged; downloaded again when needed"
        state: State = "broken"
    elif cache.missing:
        some = f"{len(cache.missing)} of {cache.files} files missing; " if cache.bytes else ""
        note, state = f"{some}downloaded when needed", "missing"
    else:
        note, state = "whole", "ok"
    return Finding(
        name=cache.name, kind="data", state=state, path=str(cache.folder), note=_sized(note, cache)
    )


def _sized(note: str, cache: CacheState) -> str:
    size = f", {cache.bytes / 1e6:.1f} MB" if cache.bytes else ""
    moved = f", moved by {CACHE_VARIABLE}" if cache.is_moved else ""
    return f"{note}{size}{moved}"
