"""Finds Node.js and npm."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

from tfjs_bridge.doctor.findings import Finding, State
from tfjs_bridge.verification.node import MINIMUM_NODE, locate_node, major_version, node_version

_TIMEOUT_S: Final = 5.0


def examine_node() -> Finding:
    """Say whether Node.js is on the PATH, and new enough."""
    path = locate_node()
    if path is None:
        return _program("Node.js", "missing", note="not on the PATH")
    try:
        version = node_version(path, timeout_s=_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        return _program("Node.js", "broken", path=path, note=f"cannot be run: {_reason(error)}")
    major = major_version(version)
    if major is None:
        return _program("Node.js", "broken", path=path, note="says no version")
    if major < MINIMUM_NODE:
        note = f"too old; {MINIMUM_NODE} or newer is needed"
        return _program("Node.js", "old", version=version[1:], path=path, note=note)
    return _program("Node.js", "ok", version=version[1:], path=path)


def examine_npm() -> Finding:
    """Say whether npm is on the PATH; its version is read, since npm takes half a second."""
    path = shutil.which("npm")
    if path is None:
        return _program("npm", "missing", note="not on the PATH; only a checkout needs it")
    # npm's own file is bin/npm-cli.js, to which the PATH has a link; on Windows it has none.
    for folder in (Path(path).resolve().parent.parent, Path(path).parent / "node_modules" / "npm"):
        version = _package_version(folder / "package.json")
        if version:
            return _program("npm", "ok", version=version, path=path)
    return _program("npm", "ok", path=path)


def _package_version(path: Path) -> str:
    try:
        described = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return ""
    is_npm = isinstance(described, dict) and described.get("name") == "npm"
    return str(described.get("version", "")) if is_npm else ""


def _program(
    name: str, state: State, *, version: str = "", path: str = "", note: str = ""
) -> Finding:
    return Finding(name=name, kind="program", state=state, version=version, path=path, note=note)


def _reason(error: OSError | subprocess.TimeoutExpired) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"no version within {error.timeout:g} s"
    return error.strerror or str(error)
