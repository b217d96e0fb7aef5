"""The web server's start: its port, its address, and clients that do not keep up."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import time
from pathlib import Path

import pytest

from tests.serve.client import get
from tests.serve.conftest import running
from tfjs_bridge.errors import UsageError
from tfjs_bridge.serve.server import create_server, page_url


def test_a_client_that_drips_is_let_go(site: Path) -> None:
    """A time limit for the request, not for each byte of it."""
    server = create_server(web=site / "web", exported=site / "exported", port=0, request_s=0.6)
    with (
        running(server),
        socket.create_connection(server.server_address[:2], timeout=10) as client,  # type: ignore[arg-type]
    ):
        start = time.monotonic()
        with contextlib.suppress(ConnectionError):
            for byte in b"GET /web/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 100:
                client.sendall(bytes([byte]))
                time.sleep(0.1)
                if time.monotonic() - start > 8:
                    break
        assert time.monotonic() - start < 8


def test_a_taken_port_is_said_so(site: Path, port: int) -> None:
    """With the next free port, which can be had then."""
    with pytest.raises(
        UsageError, match=f"port {port}: taken by another program on 127.0.0.1"
    ) as refusal:
        create_server(web=site / "web", exported=site / "exported", port=port)
    free = re.search(r"The next free one is (\d+): --port \1\.", str(refusal.value))
    assert free is not None
    assert int(free[1]) > port
    with create_server(web=site / "web", exported=site / "exported", port=int(free[1])) as server:
        assert server.server_address[1] == int(free[1])


def test_the_last_port_taken_leaves_any(site: Path) -> None:
    """There is no next one to offer."""
    with socket.socket() as other:
        try:
            other.bind(("127.0.0.1", 65535))
        except OSError:
            pytest.skip("another program has port 65535")
        other.listen()
        with pytest.raises(UsageError, match=r"port 65535: taken .*--port 0 for any free one"):
            create_server(web=site / "web", exported=site / "exported", port=65535)


def test_an_unknown_address_is_said_so(site: Path) -> None:
    """Not a traceback of socket.bind."""
    with pytest.raises(UsageError, match=r"192.0.2.1:0: cannot listen there"):
        create_server(web=site / "web", exported=site / "exported", host="192.0.2.1", port=0)


def test_an_unbuilt_page_is_said_so(site: Path) -> None:
    """With the commands that build it."""
    (site / "web" / "dist" / "main.js").unlink()
    with pytest.raises(UsageError, match=r"main.js: missing.*npm run build"):
        create_server(web=site / "web", exported=site / "exported", port=0)


def test_it_listens_on_this_machine_alone(site: Path) -> None:
    """Unless another host is asked for."""
    with create_server(web=site / "web", exported=site / "exported", port=0) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert page_url(server) == f"http://127.0.0.1:{server.server_address[1]}/web/"


def test_a_client_that_breaks_off_is_no_news(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    """A browser does so whenever its tab is closed; no traceback is printed."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"GET /web/ HTTP/1.1\r\nHost: localhost\r\n")
        # Closing with this sends a reset in place of an end.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert get(port, "/web/")[0] == 200
    time.sleep(0.2)
    assert capfd.readouterr().err == ""
