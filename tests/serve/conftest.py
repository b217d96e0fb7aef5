"""A folder to serve, and a server of it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tfjs_bridge.serve.server import create_server


@contextlib.contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[None]:
    """Serve in a thread.

    The loop looks every 10 ms whether it is to end: by default twice a second, which a test would
    wait for.
    """
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


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
    with running(server):
        yield server.server_address[1]
