"""`tfjs-bridge serve` as a user runs it: the address, the browser, a port that is taken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.artifact.make import write_artifact
from tests.cli.run import run_cli
from tests.conftest import ROOT, require


@pytest.fixture(autouse=True)
def built_page() -> None:
    """What there is to serve."""
    built = (ROOT / "web" / "dist" / "main.js").is_file()
    require(built, "needs the built page: npm run build --prefix web")


# A browser that asks for the page, tells who asked, and stays open.
_BROWSER = """#!{python}
import os, sys, time, urllib.request
status = urllib.request.urlopen(sys.argv[1]).status
open({told!r} + ".new", "w").write(f"{{sys.argv[1]}} {{status}}")
os.rename({told!r} + ".new", {told!r})
time.sleep(5)
"""


@contextmanager
def serving(*arguments: str, lines: int = 0, **env: str) -> Iterator[str]:
    """Run the command, and give the address that it prints; or as many lines as are asked for."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "tfjs_bridge", "serve", "--port", "0", *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **env},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            if lines:
                yield "".join(process.stdout.readline() for _ in range(lines))
                return
            address = re.search(r"http://\S+/web/", process.stdout.readline())
            assert address is not None
            yield address[0]
        finally:
            process.terminate()


@pytest.mark.skipif(sys.platform != "linux", reason="its browser is a script")
def test_open_starts_the_browser_and_serves_it(tmp_path: Path) -> None:
    """Also to a browser that does not return until it is closed."""
    script, told = tmp_path / "browser", tmp_path / "told.txt"
    script.write_text(_BROWSER.format(python=sys.executable, told=str(told)))
    script.chmod(0o755)
    with serving("--open", BROWSER=str(script)) as address:
        deadline = time.monotonic() + 20
        while not told.is_file() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert told.read_text() == f"{address} 200"


@pytest.mark.parametrize(
    ("names", "tab", "advice"),
    [
        (["cnn", "mine"], "", ""),
        (["mlp", "mine"], "", "choose mlp there, or train it"),
        (["mine", "yours"], "#own", "has mine, yours: choose"),
        ([], "", "the page will find no model. Train one"),
    ],
    ids=["the page's own", "another of the page's", "a user's", "none"],
)
def test_it_opens_where_there_is_a_model(
    tmp_path: Path, names: list[str], tab: str, advice: str
) -> None:
    """Not on a tab that only says that a network of ours is missing."""
    for name in names:
        write_artifact(tmp_path / name)
    with serving("--exported", str(tmp_path), lines=2 if advice else 1) as printed:
        assert re.search(r"/web/(\S*) \(", printed)[1] == tab  # type: ignore[index]
        assert advice in printed


def test_a_taken_port_is_refused_with_the_next_one() -> None:
    """Exit code 2, and a port that can be had."""
    with serving() as address:
        port = address.split(":")[-1].split("/")[0]
        refused = run_cli("serve", "--port", port, cwd=ROOT)
    assert refused.returncode == 2
    assert f"port {port}: taken by another program on 127.0.0.1" in refused.stderr
    assert "The next free one is" in refused.stderr
