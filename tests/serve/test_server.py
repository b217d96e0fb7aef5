"""The web server: right types, right files, and nothing outside."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.artifact.test_places import fill
from tfjs_bridge.errors import UsageError
from tfjs_bridge.serve.files import list_artifacts
from tfjs_bridge.serve.hosts import is_own_host
from tfjs_bridge.serve.server import create_server, page_url


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page, an artifact, and secrets beside, below and behind links."""
    web, exported = tmp_path / "web", tmp_path / "exported"
    for folder in (web / "dist", web / "node_modules" / "x", exported / "cnn"):
        folder.mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>page</title>")
    (web / "dist" / "main.js").write_text("export {};")
    (web / "dist" / "code.wasm").write_bytes(b"\0asm")
    (web / ".env").write_text("secret")
    (web / "node_modules" / "x" / "a.js").write_text("secret")
    for folder in (web / "src", web / "node", web / "dist" / "node"):
        folder.mkdir()
    for name in ("package.json", "src/index.js", "node/server.mjs", "dist/node/verify.mjs"):
        (web / name).write_text("secret")
    (exported / "cnn" / ".cache").write_text("secret")
    (exported / "cnn" / "model.json").write_text("{}")
    (exported / "cnn" / "group1-shard1of1.bin").write_bytes(bytes(8))
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "web-secret").mkdir()
    (tmp_path / "web-secret" / "a.txt").write_text("secret")
    (web / "link.txt").symlink_to(tmp_path / "secret.txt")
    (web / "up").symlink_to(tmp_path)
    return tmp_path


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    """A running server's port."""
    server = create_server(web=site / "web", exported=site / "exported", port=0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


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


@pytest.mark.parametrize(
    ("path", "mime"),
    [
        pytest.param("/web/", "text/html; charset=utf-8", id="page"),
        pytest.param("/web/index.html?x=1", "text/html; charset=utf-8", id="query"),
        pytest.param("/web/dist/main.js", "text/javascript; charset=utf-8", id="js"),
        pytest.param("/web/dist/code.wasm", "application/wasm", id="wasm"),
        pytest.param("/exported/cnn/model.json", "application/json", id="json"),
        pytest.param("/exported/cnn/group1-shard1of1.bin", "application/octet-stream", id="bin"),
    ],
)
def test_files_have_their_type(port: int, path: str, mime: str) -> None:
    """Whatever the system's own table says, and never sniffed or kept unasked."""
    status, headers, body = get(port, path)
    assert (status, headers["Content-type"]) == (200, mime)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-cache"
    assert len(body) == int(headers["Content-Length"]) > 0


def test_the_root_leads_to_the_page(port: int) -> None:
    """So that the address alone is enough."""
    status, headers, _ = get(port, "/")
    assert (status, headers["Location"]) == (302, "/web/")
    status, headers, _ = get(port, "/web")
    assert (status, headers["Location"]) == (301, "/web/")


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt",
        "/web/../secret.txt",
        "/web/%2e%2e/secret.txt",
        "/web/..%2fsecret.txt",
        "/web/..%5csecret.txt",
        "/web/dist/../../secret.txt",
        "//secret.txt",
        "/web//../secret.txt",
        "/web/link.txt",
        "/web/up/secret.txt",
        "/web/.env",
        "/web/%2eenv",
        "/web/node_modules/x/a.js",
        "/web-secret/a.txt",
        "/web%00/index.html",
        "/web/dist/",
        "/exported/",
        "/exported/cnn/",
        "/web/none.js",
        "/web/package.json",
        "/web/src/index.js",
        "/web/node/server.mjs",
        "/web/dist/node/verify.mjs",
        "/exported/cnn/.cache",
    ],
)
def test_nothing_else_is_served(port: int, path: str) -> None:
    """Not found, and no listing."""
    status, _, body = get(port, path)
    assert status == 404
    assert b"secret" not in body
    assert b"model.json" not in body


@pytest.fixture
def two_places(site: Path, port: int) -> int:
    """The port of a server with a model of one's own, and with pretrained ones."""
    exported = fill(site / "exported", "cnn", "a & b", "pretrained/cnn", "pretrained/mlp")
    (exported / "cnn" / "golden.bin").unlink()
    return port


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("cnn/metadata.json", 200, id="one's own"),
        pytest.param("cnn/golden.bin", 404, id="never a file of both"),
        pytest.param("mlp/golden.bin", 200, id="pretrained by its name alone"),
        pytest.param("pretrained/cnn/golden.bin", 200, id="pretrained by its place"),
        pytest.param("none/metadata.json", 404, id="neither"),
        pytest.param("mlp", 404, id="a folder"),
        pytest.param("mlp/", 404, id="a folder with its slash"),
        pytest.param("mlp/../cnn/golden.bin", 404, id="on from one to another"),
        pytest.param("pretrained/mlp/../../cnn/golden.bin", 404, id="and back"),
        pytest.param("./metadata.json", 404, id="a dot"),
    ],
)
def test_files_are_those_of_one_artifact(two_places: int, path: str, status: int) -> None:
    """One's own, whole, or else the pretrained one of that name."""
    assert get(two_places, f"/exported/{path}")[0] == status


def test_artifacts_are_listed_where_it_is_asked_for(two_places: int) -> None:
    """In the form of Python's own server; with nothing that is no artifact."""
    status, headers, body = get(two_places, "/exported/?list")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Cache-Control"] == "no-cache"
    assert int(headers["Content-Length"]) == len(body)
    links = re.findall(r'<a href="(.*?)">(.*?)</a>', body.decode())
    assert links == [
        ("a%20%26%20b/", "a &amp; b/"),
        ("cnn/", "cnn/"),
        ("pretrained/", "pretrained/"),
    ]
    pretrained = re.findall(r'<link rel="item" href="(.*?)">', body.decode())
    assert pretrained == ["pretrained/cnn/", "pretrained/mlp/"]
    status, headers, body = get(two_places, "/exported/?list", "HEAD")
    assert (status, body) == (200, b"")
    for other in ("/exported/pretrained/?list", "/web/dist/?list"):
        assert get(two_places, other)[0] == 404


def test_no_folder_of_artifacts_is_an_empty_list(tmp_path: Path, site: Path) -> None:
    """As before the first training."""
    assert "<a " not in list_artifacts(tmp_path / "none")
    assert "<a " not in list_artifacts(site / "exported")


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


def test_any_name_is_answered_where_others_can_reach_it() -> None:
    """On all addresses the server cannot know what it is called."""
    assert is_own_host("box.local:8000", "0.0.0.0")  # noqa: S104
    assert not is_own_host("box.local:8000", "127.0.0.2")
    assert is_own_host("127.0.0.2:8000", "127.0.0.2")


def test_a_client_that_drips_is_let_go(site: Path) -> None:
    """A time limit for the request, not for each byte of it."""
    server = create_server(web=site / "web", exported=site / "exported", port=0, request_s=0.6)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with socket.create_connection(server.server_address[:2], timeout=10) as client:  # type: ignore[arg-type]
            start = time.monotonic()
            with contextlib.suppress(ConnectionError):
                for byte in b"GET /web/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 100:
                    client.sendall(bytes([byte]))
                    time.sleep(0.1)
                    if time.monotonic() - start > 8:
                        break
            assert time.monotonic() - start < 8
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


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
