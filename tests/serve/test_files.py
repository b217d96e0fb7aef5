"""What the web server serves: right types, right files, and nothing outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.artifact.test_places import fill
from tests.serve.client import get
from tfjs_bridge.serve.files import list_artifacts


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
    others = (
        "/exported/pretrained/?list",
        "/web/dist/?list",
        "/exported/?lists",
        "/exported/?x=list",
    )
    for other in others:
        assert get(two_places, other)[0] == 404


def test_no_folder_of_artifacts_is_an_empty_list(tmp_path: Path, site: Path) -> None:
    """As before the first training."""
    assert "<a " not in list_artifacts(tmp_path / "none")
    assert "<a " not in list_artifacts(site / "exported")
