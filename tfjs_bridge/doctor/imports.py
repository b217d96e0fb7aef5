"""Imports packages in processes of their own, each within a time limit: some are broken.

A package that pip installed may still not import: tensorflowjs where setuptools is too new,
TensorFlow beside another protobuf, or on a processor without the instructions that it was built
for, which ends the whole process.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tfjs_bridge.doctor.findings import Finding
from tfjs_bridge.doctor.packages import Package

IMPORT_S: Final = 60.0
"""How long one package may take: tensorflowjs takes 5 to 15 s on a small machine."""

# Processes at once: TensorFlow and JAX each hold half a gigabyte while they are imported.
_AT_ONCE: Final = 2
_LONGEST_NOTE: Final = 160
# With this process's path, since `-c` would put the current folder first.
_PROGRAM: Final = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "importlib.import_module(sys.argv[2])"
)


def check_imports(
    packages: Sequence[Package],
    findings: Sequence[Finding],
    backend: str,
    *,
    limit_s: float = IMPORT_S,
) -> list[Finding]:
    """Import the packages that were found, and return the findings with what came of it.

    Args:
        packages: What to import.
        findings: What was found of each, in the same order.
        backend: Keras's, for its own import.
        limit_s: How long each may take.
    """

    def check(package: Package, finding: Finding) -> Finding:
        if finding.state != "ok":
            return finding
        fault = _fault(package.checked or package.module, backend, limit_s)
        return dataclasses.replace(finding, state="broken", note=fault) if fault else finding

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(check, packages, findings))


def _fault(module: str, backend: str, limit_s: float) -> str:
    """Return why a module does not import; empty where it does."""
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _PROGRAM, json.dumps(sys.path), module],
            env={**os.environ, **_environment(backend)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"was still being imported after {limit_s:g} s"
    if done.returncode == 0:
        return ""
    if done.returncode < 0:
        return f"importing it ended Python: {_signal_name(-done.returncode)}"
    return f"does not import: {_last_error(done.stderr)}"


def _environment(backend: str) -> dict[str, str]:
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "TFDF_DISABLE_WELCOME_MESSAGE": "1"}
    return {**quiet, "KERAS_BACKEND": backend} if backend else quiet


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _last_error(stderr: str) -> str:
    """Return the traceback's own error; native code may print more lines behind it."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line for line in lines if "Error:" in line or line.endswith("Error")]
    return (errors or lines or ["no message"])[-1][:_LONGEST_NOTE]
