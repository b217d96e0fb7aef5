"""What all tests share: when a test may be skipped, and the programs that some of them run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The models that ship with the repository; beside their folder is what a user has trained.
PRETRAINED = ROOT / "exported" / "pretrained"


def require(condition: bool, reason: str) -> None:
    """Skip the test where something that it needs is missing; in CI nothing may be missing."""
    if condition:
        return
    if os.environ.get("CI"):
        pytest.fail(f"needed in CI: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def node() -> str:
    """Path of Node.js, where the npm packages are installed too."""
    found = shutil.which("node")
    installed = (ROOT / "web" / "node_modules" / "@tensorflow" / "tfjs-layers").is_dir()
    require(found is not None and installed, "needs Node.js and `npm ci --prefix web`")
    return str(found)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first of pytest's processes to need it makes, for all of them.

    A fixture of scope "session" is made once in each process of pytest-xdist, and a process runs
    whole files (`--dist loadfile`): without this, each of two files may make it by itself.

    Args:
        factory: pytest's.
        name: Of the folder; the same name gives the same folder.
        make: Fills it.
    """
    import fcntl

    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, partial = shared / name, shared / f"{name}.partial"
        if not folder.is_dir():
            shutil.rmtree(partial, ignore_errors=True)  # of a process that failed
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder
