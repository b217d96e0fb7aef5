"""Finds Chrome or Chromium, and can install Debian's: `python -m tests.browser.find_browser`."""

from __future__ import annotations

import argparse
import os
import subprocess
from pathlib import Path

from tfjs_bridge.doctor.browser import find_browser

HOW_TO_GET_ONE = (
    "no Chrome or Chromium found, so the browser tests are skipped. Install one (on Debian: "
    "apt-get install chromium), or set CHROME_PATH to it."
)


def can_install() -> bool:
    """Whether this is Debian and we are root there; other systems are left to their owners."""
    release = Path("/etc/os-release")
    is_debian = release.is_file() and "\nID=debian\n" in f"\n{release.read_text('utf-8')}\n"
    return is_debian and hasattr(os, "geteuid") and os.geteuid() == 0


def install() -> None:
    """Install Debian's Chromium."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet", *arguments], env=environment, check=True)


def main() -> None:
    """Say which browser the tests will drive."""
    parser = argparse.ArgumentParser(description="Find the browser that the tests drive.")
    parser.add_argument("--install", action="store_true", help="install one where that is possible")
    if parser.parse_args().install and find_browser() is None and can_install():
        install()
    print(find_browser() or HOW_TO_GET_ONE)  # noqa: T201


if __name__ == "__main__":
    main()
