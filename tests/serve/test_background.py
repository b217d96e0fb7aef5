"""The server that a program or a notebook starts, and goes on."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

import tfjs_bridge
from tests.conftest import ROOT, require
from tests.serve.client import get


@pytest.fixture(autouse=True)
def built_page() -> None:
    """What there is to serve."""
    built = (ROOT / "web" / "dist" / "main.js").is_file()
    require(built, "needs the built page: npm run build --prefix web")


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    """The page, and what is exported meanwhile; then its port is free, and its thread gone."""
    before = threading.active_count()
    server = tfjs_bridge.start_server(tmp_path / "exported")
    assert server.url == f"http://127.0.0.1:{server.port}/web/"
    assert urlopen(server.url).status == 200  # noqa: S310
    (tmp_path / "exported" / "mine").mkdir(parents=True)
    (tmp_path / "exported" / "mine" / "model.json").write_text("{}")
    assert get(server.port, "/exported/mine/model.json")[2] == b"{}"
    server.stop()
    server.stop()
    assert threading.active_count() == before
    with tfjs_bridge.start_server(tmp_path, port=server.port) as again:
        assert again.port == server.port
    with pytest.raises(ConnectionError):
        get(server.port, "/web/")


@pytest.mark.parametrize(("any_host", "status"), [(False, 403), (True, 200)])
def test_it_answers_other_names_only_if_it_is_told_to(
    tmp_path: Path, any_host: bool, status: int
) -> None:
    """As behind Colab's proxy."""
    with tfjs_bridge.start_server(tmp_path, any_host=any_host) as server:
        assert get(server.port, "/web/", headers={"Host": "1.colab.dev"})[0] == status


def test_a_taken_port_is_said_so(tmp_path: Path) -> None:
    """With the next free one."""
    with (
        tfjs_bridge.start_server(tmp_path) as server,
        pytest.raises(tfjs_bridge.UsageError, match=f"port {server.port}: taken by another"),
    ):
        tfjs_bridge.start_server(tmp_path, port=server.port)


def test_a_program_ends_although_it_serves(tmp_path: Path) -> None:
    """Nobody has to stop it."""
    program = "import tfjs_bridge; tfjs_bridge.start_server()"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, timeout=60)
