"""A static web server for the page and the artifacts, and for nothing else."""

from __future__ import annotations

import errno
import io
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tfjs_bridge.errors import UsageError
from tfjs_bridge.serve.deadline import DeadlineReader
from tfjs_bridge.serve.files import find_file, list_artifacts
from tfjs_bridge.serve.hosts import is_own_host
from tfjs_bridge.serve.ranges import parse_range

# Not the system's table: on some Windows systems it calls .js text/plain, which no browser runs.
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
_METHODS = "GET, HEAD, OPTIONS"
# A request is a few hundred bytes; a client that takes longer only holds a thread.
_REQUEST_S = 30
_MOST_CONNECTIONS = 256  # each holds a thread; a browser opens about six
_PIECE_BYTES = 64 * 1024


def create_server(
    *,
    web: Path,
    exported: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    any_host: bool = False,
    request_s: float = _REQUEST_S,
) -> ThreadingHTTPServer:
    """Bind a server, which `serve_forever` starts.

    ``/web/`` is the page, ``/exported/`` the artifacts' folder, and ``/`` leads to the page. An
    artifact that is not there is looked for among the pretrained ones. No other file is served:
    none of the page's sources, no hidden file, and none that a link leads to outside its folder. No
    folder is listed, but ``/exported/?list`` names the artifacts to the page. On this machine's own
    addresses, requests to other host names are refused.

    Args:
        web: The page.
        exported: The folder of the artifacts.
        host: The address to listen on; only this machine by default.
        port: 0 for any free one.
        any_host: Answer whatever name a request has in its Host header.
        request_s: Seconds that a client may take to send a request, or to read a piece of a file.

    Raises:
        UsageError: The page is not built, or the server cannot listen at the address.
    """
    if not (web / "dist" / "main.js").is_file():
        raise UsageError(
            f"{web / 'dist' / 'main.js'}: missing; expected the page's built script. Build it: "
            f"npm ci --prefix {web} && npm run build --prefix {web}"
        )
    mounts = {"web": web.resolve(), "exported": exported.resolve()}
    try:
        is_own = partial(is_own_host, listening_on=host, any_host=any_host)
        handler = partial(_Handler, mounts=mounts, is_own=is_own, request_s=request_s)
        return _Server((host, port), handler)
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
    """Return what to do about a taken port: the number of the next free one, where one is near."""
    for port in range(taken + 1, min(taken + 100, 65536)):
        with socket.socket() as probe:
            # The server sets this too: a port in TIME_WAIT is free to both.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
        return f"The next free one is {port}: --port {port}. Or stop that program."
    return "Choose another with --port, or --port 0 for any free one."


def page_url(server: ThreadingHTTPServer) -> str:
    """Return the address of the page, for a browser on this machine."""
    # 0.0.0.0 is an address to listen on; some browsers refuse to open it.
    host, port = str(server.server_address[0]), server.server_address[1]
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/web/"  # noqa: S104


def _asks_for_list(path: str) -> bool:
    """Whether a request is ``/exported/?list``; Colab's proxy adds ``authuser=0`` to queries."""
    parts = urlsplit(path)
    return parts.path == "/exported/" and "list" in parse_qs(parts.query, keep_blank_values=True)


class _Server(ThreadingHTTPServer):
    """One thread for each connection, up to a limit: further ones are closed."""

    daemon_threads = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._places = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        super().__init__(*args, **kwargs)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            # Closed at once: in a queue it would wait for a thread that may never be free.
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A page that is closed while files are being sent breaks the connection: not our fault.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # 1.0 would open a connection for each of a model's shards
    server_version = "tfjs-bridge"
    sys_version = ""  # or every response would name Python's version
    extensions_map = {"": "application/octet-stream", **MIME_TYPES}  # noqa: RUF012

    def __init__(
        self,
        *args: Any,
        mounts: Mapping[str, Path],
        is_own: Callable[[str | None], bool],
        request_s: float,
        **kwargs: Any,
    ) -> None:
        # Before the base's constructor, which handles all of the connection's requests.
        self._mounts, self._is_own, self.timeout = mounts, is_own, request_s  # type: ignore[misc]
        self._part: range | None = None
        super().__init__(*args, **kwargs)

    def setup(self) -> None:
        super().setup()
        self._reader = DeadlineReader(self.connection, float(self.timeout or 0))
        # In place of the base's reader, whose time limit starts anew with each byte.
        self.rfile = io.BufferedReader(self._reader)

    def handle_one_request(self) -> None:
        self._reader.restart()
        super().handle_one_request()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self._is_own(self.headers.get("Host")):
            return True
        self.send_error(
            HTTPStatus.FORBIDDEN, explain="The Host header is not a name of this server."
        )
        return False

    def do_GET(self) -> None:
        if not self._redirected():
            super().do_GET()

    def do_HEAD(self) -> None:
        if not self._redirected():
            super().do_HEAD()

    def do_OPTIONS(self) -> None:
        self._answer(HTTPStatus.NO_CONTENT, {"Allow": _METHODS})

    def do_POST(self) -> None:
        # The body is not read, so the next request cannot be found on this connection.
        self.close_connection = True
        headers = {"Allow": _METHODS, "Content-Length": "0", "Connection": "close"}
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED, headers)

    do_PUT = do_DELETE = do_PATCH = do_POST  # noqa: N815

    def _redirected(self) -> bool:
        if urlsplit(self.path).path != "/":
            return False
        self._answer(HTTPStatus.FOUND, {"Location": "/web/", "Content-Length": "0"})
        return True

    def _answer(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send_head(self) -> Any:
        self._part = None
        if _asks_for_list(self.path):
            return self._send_listing()
        path = Path(self.translate_path(self.path))
        asked = self.headers.get("Range")
        # If-Range asks for the whole file if it has changed, which is not checked here.
        if asked is None or "If-Range" in self.headers or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        self._part = parse_range(asked, size)
        if self._part is None:
            return super().send_head()
        # A range that the file has nothing of; `None` above was a header to ignore.
        if not self._part:
            headers = {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
            self._answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers)
            return None
        return self._open_part(path, self._part, size)

    def _send_listing(self) -> io.BytesIO:
        content = list_artifacts(self._mounts["exported"]).encode()
        headers = {"Content-Type": MIME_TYPES[".html"], "Content-Length": str(len(content))}
        self._answer(HTTPStatus.OK, headers)
        return io.BytesIO(content)

    def _open_part(self, path: Path, part: range, size: int) -> Any:
        file = path.open("rb")
        file.seek(part.start)
        headers = {
            "Content-Type": self.guess_type(path),
            "Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}",
            "Content-Length": str(len(part)),
            "Last-Modified": self.date_time_string(int(path.stat().st_mtime)),
        }
        self._answer(HTTPStatus.PARTIAL_CONTENT, headers)
        return file

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if self._part is None:
            shutil.copyfileobj(source, outputfile)
            return
        left = len(self._part)
        while left > 0 and (piece := source.read(min(left, _PIECE_BYTES))):
            outputfile.write(piece)
            left -= len(piece)

    def translate_path(self, path: str) -> str:
        found = find_file(self._mounts, path)
        # No such file can exist, so the base class answers with its 404.
        return os.devnull + "/none" if found is None else str(found)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return MIME_TYPES.get(Path(path).suffix.lower(), self.extensions_map[""])

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002
        # The base class would list the folder.
        self.send_error(HTTPStatus.NOT_FOUND, "File not found")

    def end_headers(self) -> None:
        # A newly exported model must be seen at the next reload.
        self.send_header("Cache-Control", "no-cache")
        # A browser must not take a stranger's artifact for a page or a script.
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Log nothing: the browser shows what fails."""
