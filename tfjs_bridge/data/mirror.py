"""One HTTP request for a file or its rest, which distinguishes every way in which it can fail."""

from __future__ import annotations

import re
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMEOUT_S: Final = 10.0
_PIECE_BYTES: Final = 64 * 1024
_PARTIAL_CONTENT: Final = 206
_RANGE_NOT_SATISFIABLE: Final = 416
# Overload, timeouts and gateways; any other status is the same a moment later.
_TRANSIENT_STATUSES: Final = frozenset({408, 429, 500, 502, 503, 504})


class MirrorError(Exception):
    """One mirror did not deliver the file.

    Attributes:
        url: what was asked for.
        reason: what came instead, in words.
        is_reached: an HTTP response came, so the machine is online.
        is_transient: the same request may succeed in a moment.
        is_part_good: the download can continue from what is there so far.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        is_reached: bool = True,
        is_transient: bool = False,
        is_part_good: bool = True,
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.is_reached = is_reached
        self.is_transient = is_transient
        self.is_part_good = is_part_good


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a response that was accepted.

    Attributes:
        url: what was asked for.
        response: the response, open.
        start: the position in the file of the body's first byte: 0, or the offset asked for.
        total: bytes of the whole file, or ``None`` where the server does not say.
    """

    url: str
    response: HTTPResponse
    start: int
    total: int | None

    def pieces(self) -> Iterator[bytes]:
        """Yield the body in pieces of up to 64 KiB.

        Raises:
            MirrorError: The connection was lost, or ended before ``total``.
        """
        position = self.start
        while piece := self._read():
            position += len(piece)
            yield piece
        if self.total is not None and position < self.total:
            raise self._lost(f"only {position:,} of {self.total:,} bytes")

    def _read(self) -> bytes:
        try:
            return self.response.read(_PIECE_BYTES)
        # A body that ends early is an IncompleteRead, which is no OSError.
        except (OSError, HTTPException) as error:
            raise self._lost(f"a lost connection ({_words(error)})") from error

    def _lost(self, reason: str) -> MirrorError:
        return MirrorError(self.url, reason, is_transient=True)


@contextmanager
def open_url(url: str, offset: int) -> Iterator[Body]:
    """Request a file from byte ``offset`` on; a server without ranges sends it from the start.

    Args:
        url: http or https.
        offset: of the first byte that is wanted, from 0.

    Raises:
        MirrorError: No answer, an error status, a web page, or another range than asked for.
    """
    with _answer(url, offset) as response:
        # Portals of hotels and firewalls answer any request with their own page, and status 200.
        if response.headers.get_content_type() == "text/html":
            raise MirrorError(url, "a web page (text/html)")
        start = _start(url, response, offset)
        yield Body(url, response, start, _total(response, start))


def _answer(url: str, offset: int) -> HTTPResponse:
    # Some servers refuse urllib's own name.
    headers = {"User-Agent": "tfjs-bridge"}
    if offset:
        headers["Range"] = f"bytes={offset}-"
    # Mirrors are http or https: ours are constants, and a user's own is checked where it is read.
    request = Request(url, headers=headers)  # noqa: S310
    try:
        response: HTTPResponse = urlopen(request, timeout=_TIMEOUT_S)  # noqa: S310
    except HTTPError as error:
        # An HTTPError is the response, with its connection.
        with error:
            raise _wrong_status(url, error) from error
    # UnicodeError: a host name that the IDNA encoding refuses.
    except (OSError, HTTPException, UnicodeError) as error:
        raise _no_answer(url, error) from error
    return response


def _wrong_status(url: str, error: HTTPError) -> MirrorError:
    # There is more on this machine than the server has: what is here is of another file.
    is_past_end = error.code == _RANGE_NOT_SATISFIABLE
    return MirrorError(
        url,
        f"HTTP {error.code} {error.reason}",
        is_transient=error.code in _TRANSIENT_STATUSES,
        is_part_good=not is_past_end,
    )


def _no_answer(url: str, error: Exception) -> MirrorError:
    cause = error.reason if isinstance(error, URLError) else error
    # A name that does not resolve, or a host that is silent, has already taken its time: on an
    # offline machine the caller wants to know soon.
    is_hopeless = isinstance(cause, (socket.gaierror, TimeoutError, UnicodeError))
    reason = f"no answer ({_words(cause)})"
    return MirrorError(url, reason, is_reached=False, is_transient=not is_hopeless)


def _start(url: str, response: HTTPResponse, offset: int) -> int:
    if response.status != _PARTIAL_CONTENT:
        return 0
    sent = response.headers.get("Content-Range", "")
    if not re.match(rf"bytes {offset}-\d+/", sent):
        raise MirrorError(url, f"another range ({sent or 'none named'})", is_part_good=False)
    return offset


def _total(response: HTTPResponse, start: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    # Of a partial response the header counts what is sent, and not the whole file.
    return start + int(length) if length.isdecimal() else None


def _words(cause: object) -> str:
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
