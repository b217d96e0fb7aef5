"""Programs for Node that answer one line of JSON for each line that they are sent."""

from __future__ import annotations

import atexit
import json
import subprocess
from pathlib import Path
from typing import Any

from tfjs_bridge.verification.node import find_node

_running: dict[Path, subprocess.Popen[str]] = {}


def ask(program: Path, line: str) -> dict[str, Any]:
    """Send a program a line; it is started at the first one, and again if it has ended.

    Args:
        program: An ``.mjs`` file.
        line: Without its end.

    Returns:
        What it answers; ``{"error": ...}`` if it ended instead.
    """
    process = _started(program)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    text = process.stdout.readline()
    if not text:
        return {"error": f"{program.name} ended with exit code {process.wait()}"}
    answer: dict[str, Any] = json.loads(text)
    return answer


def end(program: Path) -> None:
    """End a program: the memory of TensorFlow.js's wasm backend is lost after some errors."""
    process = _running.pop(program, None)
    if process is not None:
        _stop(process)


def _started(program: Path) -> subprocess.Popen[str]:
    process = _running.get(program)
    if process is None or process.poll() is not None:
        process = subprocess.Popen(
            [str(find_node()), str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        _running[program] = process
        atexit.register(_stop, process)
    return process


def _stop(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
