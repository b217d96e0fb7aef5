"""Processes in which libraries cannot be imported, as where they are not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tests.conftest import ROOT

# All that an installation of the core does not have.
CORE = ("cloudpickle", "jax", "jaxlib", "scipy", "tensorflow", "tensorflowjs", "tf_keras", "torch")


def run(
    *arguments: str, missing: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments; its child processes miss the same libraries."""
    paths = [str(ROOT / "tests" / "missing_libraries"), str(ROOT)]
    env = {key: value for key, value in os.environ.items() if key != "KERAS_BACKEND"}
    env |= {"PYTHONPATH": os.pathsep.join(paths), "MISSING_LIBRARIES": ",".join(missing)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def output(*arguments: str, missing: Sequence[str] = (), **environment: str) -> str:
    """Return what it printed; an error is one here too."""
    done = run(*arguments, missing=missing, **environment)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
