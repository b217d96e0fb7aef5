"""Where tfjs-bridge was installed from, and the commands that add what is missing to it."""

from __future__ import annotations

import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

import tfjs_bridge
from tfjs_bridge.assets import web_folder
from tfjs_bridge.doctor.findings import Installation
from tfjs_bridge.version import __version__

_PACKAGE: Final = Path(tfjs_bridge.__file__).resolve().parent


def examine_installation() -> Installation:
    """Say where tfjs-bridge and its Python are."""
    return Installation(
        version=__version__,
        folder=str(_PACKAGE),
        source="checkout" if is_checkout() else "wheel",
        python=platform.python_version(),
        executable=sys.executable,
        platform=f"{platform.system()} {platform.machine()}",
    )


def is_checkout() -> bool:
    """Whether the package lies in a clone of the repository, and was not installed from a wheel."""
    return web_folder().parent != _PACKAGE


def add_extra(extra: str) -> str:
    """Return the command that installs an extra from where tfjs-bridge itself came from.

    Args:
        extra: Its name, such as ``train``.
    """
    if is_checkout():
        return install("--editable", f"{_PACKAGE.parent}[{extra}]")
    wheel = _wheel()
    # A wheel that was built of another commit: the name alone would bring the published one.
    return install(f"{wheel}[{extra}]" if wheel else f"tfjs-bridge[{extra}]")


def install(*arguments: str) -> str:
    """Return the command that installs packages where this Python finds them.

    Args:
        arguments: Of ``pip install``.
    """
    if find_spec("pip") is not None:
        return _quoted([_python(), "-m", "pip", "install", *arguments])
    # A virtual environment made by uv has no pip.
    return _quoted(["uv", "pip", "install", "--python", sys.executable, *arguments])


def build_page() -> str:
    """Return the command that builds the page of a checkout, and installs what the proof needs."""
    web = str(web_folder())
    install_packages = _quoted(["npm", "ci", "--prefix", web])
    return f"{install_packages} && {_quoted(['npm', 'run', 'build', '--prefix', web])}"


def _wheel() -> str:
    """Return the path of the wheel that was installed, if it is still there."""
    try:
        # Written by pip and uv where a file was installed, and not a package of a registry.
        recorded = distribution("tfjs-bridge").read_text("direct_url.json")
        address = urlsplit(str(json.loads(recorded or "{}").get("url", "")))
    except (PackageNotFoundError, ValueError, AttributeError):
        return ""
    path = url2pathname(address.path) if address.scheme == "file" else ""
    return path if path.endswith(".whl") and Path(path).is_file() else ""


def _python() -> str:
    """Return how this Python is called: by its name where the shell finds this one under it."""
    for name in ("python", "python3"):
        found = shutil.which(name)
        # Not resolved: an environment's Python is a link to one that knows other packages.
        if found and Path(found).absolute() == Path(sys.executable).absolute():
            return name
    return sys.executable


def _quoted(words: list[str]) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
