"""Web servers on this machine that behave well or badly, as mirrors do."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat

# Answers one request; the number is the byte that the Range header asks for, or None.
Behaviour = Callable[[BaseHTTPRequestHandler, int | None], None]


@dataclass(frozen=True)
class Mirror:
    """A server that runs: its base URL, and the (path, Range header) of each request so far."""

    url: str
    requests: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def ranges(self) -> list[str | None]:
        """The Range header of each request so far."""
        return [sent for _, sent in self.requests]


@contextmanager
def serving(behaviour: Behaviour, *later: Behaviour) -> Iterator[Mirror]:
    """Serve with one behaviour after the other; the last goes on."""
    behaviours = chain((behaviour, *later), repeat((behaviour, *later)[-1]))
    requests: list[tuple[str, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers["Range"]
            requests.append((self.path, asked))
            found = re.match(r"bytes=(\d+)-", asked or "")
            next(behaviours)(self, int(found[1]) if found else None)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Mirror(f"http://127.0.0.1:{server.server_port}/", requests)
        finally:
            server.shutdown()
            thread.join()


def whole(body: bytes, content_type: str = "application/gzip") -> Behaviour:
    """Send everything, whatever range was asked for."""

    def answer(request: BaseHTTPRequestHandler, _: int | None) -> None:
        headers = {"Content-Type": content_type, "Content-Length": str(len(body))}
        _send(request, 200, headers, body)

    return answer


def without_length(body: bytes) -> Behaviour:
    """Send everything, and do not say how much that is."""
    return lambda request, _: _send(request, 200, {}, body)


def ranged(body: bytes) -> Behaviour:
    """Send the range that was asked for, as RFC 9110 has it."""

    def answer(request: BaseHTTPRequestHandler, start: int | None) -> None:
        if start is None:
            whole(body)(request, None)
        elif start >= len(body):
            _send(request, 416, {"Content-Range": f"bytes */{len(body)}", "Content-Length": "0"})
        else:
            _send(request, 206, _range_headers(start, body), body[start:])

    return answer


def wrong_range(body: bytes) -> Behaviour:
    """Call everything a range, from 0, whatever was asked for."""
    return lambda request, _: _send(request, 206, _range_headers(0, body), body)


def cut_off(body: bytes, sent_bytes: int) -> Behaviour:
    """Promise everything and hang up after ``sent_bytes``."""
    headers = {"Content-Length": str(len(body))}
    return lambda request, _: _send(request, 200, headers, body[:sent_bytes])


def status(code: int) -> Behaviour:
    """Refuse."""
    return lambda request, _: request.send_error(code)


def hang_up(request: BaseHTTPRequestHandler, _: int | None) -> None:
    """Close the connection without a word."""
    request.close_connection = True


def everything(bodies: dict[str, bytes]) -> Behaviour:
    """Serve several files, by name."""

    def answer(request: BaseHTTPRequestHandler, start: int | None) -> None:
        body = bodies.get(request.path.rpartition("/")[2])
        (status(404) if body is None else ranged(body))(request, start)

    return answer


def closed_port() -> str:
    """Return the base URL of a port on which nobody listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return f"http://127.0.0.1:{server.server_port}/"


def names(requests: Sequence[tuple[str, str | None]]) -> list[str]:
    """Return the file names that were asked for."""
    return [path.rpartition("/")[2] for path, _ in requests]


def _range_headers(start: int, body: bytes) -> dict[str, str]:
    return {
        "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}",
        "Content-Length": str(len(body) - start),
    }


def _send(
    request: BaseHTTPRequestHandler, code: int, headers: dict[str, str], body: bytes = b""
) -> None:
    request.send_response(code)
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()
    try:
        request.wfile.write(body)
    except ConnectionError:
        # The downloader hung up, which some tests make it do.
        request.close_connection = True
