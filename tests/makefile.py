"""Runs the repository's Makefile, also in tests that `make test` itself started."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

# What a make hands down to its children. It would have this one look for its jobserver, whose file
# descriptors Python closed, and warn that there is none.
HANDED_DOWN = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}


def make(*targets: str) -> str:
    """Make targets with the Python of the tests.

    Returns:
        What was printed, on both streams.

    Raises:
        AssertionError: With all that was printed, where make fails.
    """
    command = ["make", "--silent", f"PYTHON={sys.executable}", *targets]
    own = {name: value for name, value in os.environ.items() if name not in HANDED_DOWN}
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
