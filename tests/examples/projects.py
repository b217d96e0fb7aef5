"""Runs the examples that are npm projects, in a copy: npm writes packages beside their files."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests import docs
from tests.conftest import ROOT

PROJECTS = ("express-service", "vite-app")

_QUIETLY = {
    # What `npm ci --prefix web` fetched is not asked for again.
    "npm_config_prefer_offline": "true",
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_loglevel": "error",
    "NO_COLOR": "1",
    # Keras seeds TensorFlow wherever it is installed: seconds, for nothing that is used here.
    "MISSING_LIBRARIES": "tensorflow,tensorflowjs",
}


def project_in(folder: Path, name: str) -> Path:
    """Make a folder look like the repository's root to one example, of which it holds a copy."""
    left_out = shutil.ignore_patterns("node_modules", "dist", "public", "package-lock.json")
    shutil.copytree(ROOT / "examples" / name, folder / "examples" / name, ignore=left_out)
    (folder / "web").symlink_to(ROOT / "web")
    return folder


def commands(name: str) -> list[list[str]]:
    """The words of each command of an example's README, as a shell splits them."""
    lines = docs.commands(ROOT / "examples" / name / "README.md")
    return [shlex.split(" ".join(line)) for line in lines]


def environment(**more: str) -> dict[str, str]:
    """What the commands run in: Keras on the backend that each asks for, and without TensorFlow."""
    paths = [str(ROOT / "tests" / "missing_libraries"), str(ROOT)]
    env = {**os.environ, **_QUIETLY, "PYTHONPATH": os.pathsep.join(paths), **more}
    env.pop("KERAS_BACKEND", None)
    return env


def run(words: list[str], clone: Path, node: str) -> str:
    """Run a command of a README, and return what it printed."""
    bridge = [sys.executable, "-m", "tfjs_bridge"]
    programs = {"python": [sys.executable], "node": [node], "tfjs-bridge": bridge}
    first, *rest = words
    command = [*programs.get(first, [first]), *rest]
    done = subprocess.run(
        command, cwd=clone, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
