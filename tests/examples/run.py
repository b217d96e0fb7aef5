"""Runs an example as its README says."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests import docs
from tests.conftest import ROOT


def clone_in(folder: Path) -> Path:
    """Make a folder look like the repository's root to what runs in it; `exported/` is its own."""
    for name in ("examples", "web"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run_example(name: str, clone: Path, node: str) -> list[str]:
    """Run the commands of an example's README, as they stand, each once.

    Args:
        name: The example's folder.
        clone: From `clone_in`.
        node: Path of Node.js.

    Returns:
        What each command of the three programs printed, without the one that serves pages.
    """
    python = [sys.executable]
    programs = {"python": python, "node": [node], "tfjs-bridge": [*python, "-m", "tfjs_bridge"]}
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    env.pop("KERAS_BACKEND", None)  # each takes the one that it needs
    printed = []
    for line in docs.commands(ROOT / "examples" / name / "README.md"):
        first, *words = shlex.split(" ".join(line))
        if first not in programs or words[:2] == ["-m", "http.server"]:
            continue
        command = [*programs[first], *words]
        done = subprocess.run(
            command, cwd=clone, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    return printed
