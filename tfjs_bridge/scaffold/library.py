"""The JavaScript library in a project: a copy of this installation's, which fits its artifact."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tfjs_bridge.assets import web_folder
from tfjs_bridge.errors import UsageError

# What only the other template needs stays at home: most of its bytes.
_ONLY_IN_NODE: Final = frozenset({"node.mjs", "node.d.mts", "node.mjs.LEGAL.txt", "webp.wasm"})
_ONLY_IN_PAGES: Final = ("tfjs-bridge.js", "webgl.js", "webgpu.js", "worker.js")


def copy_library(target: Path, *, for_node: bool) -> None:
    """Copy the npm package `tfjs-bridge`, which has no dependencies of its own.

    Args:
        target: A folder, which is created.
        for_node: Whether a program uses it, and not a page.

    Raises:
        UsageError: This is a checkout whose web side has not been built.
    """
    source = library_folder()
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        left_out = name.name.startswith(_ONLY_IN_PAGES) if for_node else name.name in _ONLY_IN_NODE
        if path.is_file() and not left_out:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)


def library_folder() -> Path:
    """Return where the built package is.

    Raises:
        UsageError: It has not been built.
    """
    folder = web_folder() / "dist" / "package"
    if not (folder / "package.json").is_file():
        raise UsageError(
            f"{folder}: not there; expected the JavaScript library, built. Run: "
            f"npm ci --prefix {web_folder()} && npm run build --prefix {web_folder()}"
        )
    return folder
