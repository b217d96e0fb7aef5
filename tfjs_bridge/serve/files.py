"""Which files a request may see, and which artifacts there are."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tfjs_bridge.artifact.places import PRETRAINED, artifact_names, find_artifact

_PAGE_FILES = frozenset({"", "index.html", "style.css", "icon.svg", "service-worker.js"})


def list_artifacts(exported: Path) -> str:
    """Return a page of links to the artifacts in a folder, and to the folder of pretrained ones.

    It has the form of ``python -m http.server``, so that our page can read both. The pretrained
    artifacts, whose folder has no list of its own, are named by `<link>`.
    """
    names = {*artifact_names(exported)}
    pretrained = sorted(artifact_names(exported / PRETRAINED))
    if pretrained:
        names.add(PRETRAINED)
    items = [f'<link rel="item" href="{PRETRAINED}/{quote(name)}/">' for name in pretrained]
    links = [f'<li><a href="{quote(name)}/">{escape(name)}/</a></li>' for name in sorted(names)]
    page = ["<!doctype html><title>Artifacts</title>", *items, "<ul>", *links, "</ul>", ""]
    return "\n".join(page)


def find_file(mounts: Mapping[str, Path], url_path: str) -> Path | None:
    """Return the file or folder that a request may see, or `None`.

    Args:
        mounts: Folders by the first part of the path; resolved, without links.
        url_path: As the request has it, escaped and perhaps with a query.
    """
    path = unquote(urlsplit(url_path).path)
    # On Windows the first separates folders and the third names a drive; NUL is an error to all.
    if "\\" in path or "\0" in path or ":" in path:
        return None
    mount, *parts = path.lstrip("/").split("/")
    root = mounts.get(mount)
    # Also `..`, and files such as .git that happen to lie in a folder of artifacts.
    hidden = any(part.startswith(".") for part in parts)
    if root is None or hidden or (mount == "web" and not _is_of_page(parts)):
        return None
    if mount == "exported":
        parts = _with_pretrained(root, parts)
    # Resolved, since a link may lead anywhere on the disk.
    target = root.joinpath(*parts).resolve()
    return target if target.is_relative_to(root) else None


def _with_pretrained(exported: Path, parts: list[str]) -> list[str]:
    """Return a path, which leads to the pretrained artifact where there is no other."""
    name, *rest = parts or [""]
    found = find_artifact(exported, name) if rest and name not in ("", ".", "..") else None
    return parts if found in (None, exported / name) else [PRETRAINED, *parts]


def _is_of_page(parts: list[str]) -> bool:
    """Whether a path below ``/web`` is of the page, and not of what the page is made from."""
    if len(parts) <= 1:
        return not parts or parts[0] in _PAGE_FILES
    return parts[0] == "dist" and parts[1] != "node"
