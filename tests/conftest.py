"""What all tests share: when a test may be skipped, and the programs that some of them run."""

from __future__ import annotations

import os
import shutil
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
