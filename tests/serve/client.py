"""A client that sends what it is told."""

from __future__ import annotations

import http.client
from collections.abc import Mapping


def get(
    port: int, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """One request with its path sent as it is, without a client's tidying up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        given = headers or {}
        connection.putrequest(method, path, skip_accept_encoding=True, skip_host="Host" in given)
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()
