"""Limits the time of a request: a client that sends a byte now and then would hold a thread."""

from __future__ import annotations

import io
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class DeadlineReader(io.RawIOBase):
    """A socket's bytes, until a deadline: a time limit for all of a request, not for each byte."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        """Start the time of the first request.

        Args:
            connection: The client's socket.
            seconds: Time for each request.
        """
        self._connection = connection
        self._seconds = seconds
        self.restart()

    def restart(self) -> None:
        """Start the time of the next request."""
        self._deadline = time.monotonic() + self._seconds

    def readable(self) -> bool:
        """Return true, as `io.RawIOBase` asks."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read the bytes that have come.

        Raises:
            TimeoutError: Nothing came before the deadline.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(left)
        try:
            return self._connection.recv_into(buffer)
        finally:
            # Responses are written to the same socket, and each write has the whole time.
            self._connection.settimeout(self._seconds)
