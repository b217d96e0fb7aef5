"""Processes of our own with another backend of Keras: it is chosen once, when Keras is imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import tfjs_bridge


def command(program: str, *arguments: str) -> list[str]:
    """Return the command that runs one of our modules."""
    return [sys.executable, "-m", program, *arguments]


def environment(backend: str) -> dict[str, str]:
    """Return this process's environment, in which Keras takes the backend and we are found."""
    package = str(Path(tfjs_bridge.__file__).parent.parent)
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": os.pathsep.join(paths)}


def last_words(stderr: str) -> str:
    """Return the last line that a process wrote, which says why it failed."""
    lines = [line for line in stderr.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no answer"
