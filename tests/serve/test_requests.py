"""How the web server answers: methods, ranges and hosts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serve.client import get
from tests.serve.conftest import running
from tfjs_bridge.serve.hosts import is_own_host
from tfjs_bridge.serve.server import create_server


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_only_reading_is_possible(port: int, method: str) -> None:
    """The server has no other methods, and says which it has."""
    status, headers, _ = get(port, "/web/index.html", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_options_says_what_is_possible(port: int) -> None:
    """Without a body."""
    status, headers, body = get(port, "/web/index.html", "OPTIONS")
    assert (status, headers["Allow"], body) == (204, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize(
    "path", ["/web/", "/web/dist/main.js", "/exported/cnn/model.json", "/", "/x"]
)
def test_head_is_get_without_a_body(port: int, path: str) -> None:
    """The same status and headers."""
    wanted, given = get(port, path), get(port, path, "HEAD")
    keep = ("Content-type", "Content-Length", "Location")
    assert given[0] == wanted[0]
    assert [given[1].get(key) for key in keep] == [wanted[1].get(key) for key in keep]
    assert given[2] == b""


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "body"),
    [
        pytest.param("bytes=0-2", 206, "bytes 0-2/10", b"exp", id="first"),
        pytest.param("bytes=7-", 206, "bytes 7-9/10", b"{};", id="rest"),
        pytest.param("bytes=-2", 206, "bytes 8-9/10", b"};", id="last"),
        pytest.param("bytes=8-99", 206, "bytes 8-9/10", b"};", id="beyond"),
        pytest.param("bytes=-99", 206, "bytes 0-9/10", b"export {};", id="more than all"),
        pytest.param("bytes=10-", 416, "bytes */10", b"", id="none"),
        pytest.param("bytes=-0", 416, "bytes */10", b"", id="no last ones"),
        pytest.param("bytes=0-1,3-4", 200, None, b"export {};", id="several"),
        pytest.param("bytes=5-2", 200, None, b"export {};", id="backwards"),
        pytest.param("lines=0-1", 200, None, b"export {};", id="unit"),
        pytest.param("bytes=" + "9" * 5000 + "-", 200, None, b"export {};", id="endless"),
    ],
)
def test_parts_of_files_are_served(
    port: int, asked: str, status: int, content_range: str | None, body: bytes
) -> None:
    """As RFC 9110 has it; what is not understood gets the whole file."""
    got = get(port, "/web/dist/main.js", headers={"Range": asked})
    assert (got[0], got[1].get("Content-Range"), got[2]) == (status, content_range, body)


@pytest.mark.parametrize("host", ["example.org", "example.org:8000", "", "127.0.0.1.example.org"])
def test_other_names_are_not_answered(port: int, host: str) -> None:
    """A page elsewhere can point its name to this machine (DNS rebinding)."""
    status, _, body = get(port, "/exported/cnn/model.json", headers={"Host": host})
    assert status == 403
    assert body.startswith(b"<!DOCTYPE")


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]", "[::1]:80"]
)
def test_own_names_are_answered(port: int, host: str) -> None:
    """With any port: it may be forwarded."""
    assert get(port, "/web/", headers={"Host": host})[0] == 200


def test_any_name_is_answered_behind_a_proxy(site: Path) -> None:
    """Which hands on its own, and adds to queries, as Colab's does."""
    server = create_server(web=site / "web", exported=site / "exported", port=0, any_host=True)
    with running(server):
        for path in (
            "/web/?authuser=0",
            "/exported/?list=&authuser=0",
            "/exported/?authuser=0&list",
        ):
            status, _, _ = get(server.server_address[1], path, headers={"Host": "1.colab.dev"})
            assert status == 200, path


def test_any_name_is_answered_where_others_can_reach_it() -> None:
    """On all addresses the server cannot know what it is called."""
    assert is_own_host("box.local:8000", "0.0.0.0")  # noqa: S104
    assert not is_own_host("box.local:8000", "127.0.0.2")
    assert is_own_host("127.0.0.2:8000", "127.0.0.2")
