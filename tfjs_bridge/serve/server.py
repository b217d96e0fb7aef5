"""A static web server for the page and the artifacts, and for nothing else."""

from __future__ import annotations

import errno
import io
import os
import socket
from collections.abc import Mapping
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote, urlsplit

from tfjs_bridge.artifact.places import PRETRAINED, artifact_names, find_artifact
from tfjs_bridge.errors import UsageError

# Ours and no other: the system's table decides elsewhere, and on some systems calls .js text/plain.
MIME_TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
_HIDDEN = frozenset({"node_modules"})
_LISTING = "/exported/?list"


def create_server(
    *, web: Path, exported: Path, host: str = "127.0.0.1", port: int = 8000
) -> ThreadingHTTPServer:
    """Bind a server; `serve_forever` starts it.

    ``/web/`` is the page's folder, ``/exported/`` the artifacts', and ``/`` leads to the page. An
    artifact that is not there is looked for among the pretrained ones. No other file is served: no
    hidden one, none under node_modules, none that a link leads to outside of its folder. No folder
    is listed, but ``/exported/?list`` tells the page which artifacts there are.

    Args:
        web: The page.
        exported: The folder of the artifacts.
        host: The address to listen on; only this machine by default.
        port: 0 for any free one.

    Raises:
        UsageError: The page is not built, or the address cannot be had.
    """
    if not (web / "dist" / "main.js").is_file():
        raise UsageError(
            f"{web / 'dist' / 'main.js'}: missing; expected the page's built script. Build it: "
            f"npm ci --prefix {web} && npm run build --prefix {web}"
        )
    mounts = {"web": web.resolve(), "exported": exported.resolve()}
    try:
        return ThreadingHTTPServer((host, port), partial(_Handler, mounts=mounts))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"port {port}: taken by another program on {host}. {_way_out(host, port)}"
            ) from error
        raise UsageError(
            f"{host}:{port}: cannot listen there ({error.strerror}). Choose another --host or "
            f"--port."
        ) from error


def _way_out(host: str, taken: int) -> str:
    """What to do about a taken port: the next free one by name, where one is near."""
    for port in range(taken + 1, min(taken + 100, 65536)):
        with socket.socket() as probe:
            # As the server binds: a port whose last connection is only fading is free to it.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
        return f"The next free one is {port}: --port {port}. Or stop that program."
    return "Choose another with --port, or --port 0 for any free one."


def page_url(server: ThreadingHTTPServer) -> str:
    """The address of the page, for a browser on this machine."""
    host, port = str(server.server_address[0]), server.server_address[1]
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/web/"  # noqa: S104


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "tfjs-bridge"
    sys_version = ""
    extensions_map = {"": "application/octet-stream", **MIME_TYPES}  # noqa: RUF012
    timeout = 30

    def __init__(self, *args: Any, mounts: Mapping[str, Path], **kwargs: Any) -> None:
        self._mounts = mounts
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if urlsplit(self.path).path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", "/web/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        return self._send_listing() if self.path == _LISTING else super().send_head()

    def _send_listing(self) -> io.BytesIO:
        content = list_artifacts(self._mounts["exported"]).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", MIME_TYPES[".html"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def translate_path(self, path: str) -> str:
        found = _resolve(self._mounts, path)
        return os.devnull + "/none" if found is None else str(found)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return MIME_TYPES.get(Path(path).suffix.lower(), self.extensions_map[""])

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002
        self.send_error(HTTPStatus.NOT_FOUND, "File not found")

    def end_headers(self) -> None:
        # A newly exported model must be seen at the next reload.
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: the browser shows what fails."""


def list_artifacts(exported: Path) -> str:
    """A page of links to the artifacts in a folder, and to the folder of pretrained ones.

    In the form of ``python -m http.server``, so that our page reads both.
    """
    names = {*artifact_names(exported)}
    if artifact_names(exported / PRETRAINED):
        names.add(PRETRAINED)
    links = [f'<li><a href="{quote(name)}/">{escape(name)}/</a></li>' for name in sorted(names)]
    return "\n".join(["<!doctype html><title>Artifacts</title>", "<ul>", *links, "</ul>", ""])


def _resolve(mounts: Mapping[str, Path], url_path: str) -> Path | None:
    """The file or folder that a request may see, or `None`."""
    path = unquote(urlsplit(url_path).path)
    if "\\" in path or "\0" in path or ":" in path:
        return None
    mount, *parts = path.lstrip("/").split("/")
    root = mounts.get(mount)
    if root is not None and mount == "exported":
        parts = _with_pretrained(root, parts)
    hidden = any(part.startswith(".") or part in _HIDDEN for part in parts)
    if root is None or hidden:
        return None
    target = root.joinpath(*parts).resolve()
    return target if target.is_relative_to(root) else None


def _with_pretrained(exported: Path, parts: list[str]) -> list[str]:
    """The path of an artifact's file, where the artifact is one of the pretrained ones."""
    name, *rest = parts or [""]
    found = find_artifact(exported, name) if rest and name not in ("", ".", "..") else None
    return parts if found in (None, exported / name) else [PRETRAINED, *parts]
