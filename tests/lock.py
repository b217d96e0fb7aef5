"""Reads requirements.lock, and asks the registry for what it has for another Python."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"


@dataclass(frozen=True)
class Entry:
    """A package in one version.

    Attributes:
        name: The package's, in its canonical form.
        version: The version.
        marker: Where it is installed; empty for everywhere.
        hashes: The lines of its files' hashes.
    """

    name: str
    version: str
    marker: str
    hashes: str

    @property
    def pin(self) -> str:
        """The requirement, without its hashes."""
        return f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else "")


@dataclass(frozen=True)
class Platform:
    """A platform to install on.

    Attributes:
        name: What it is called.
        tags: Pip's names of the wheels that it takes.
        markers: What its Python says of it.
    """

    name: str
    tags: tuple[str, ...]
    markers: dict[str, str]


def _platform(name: str, tags: tuple[str, ...], *values: str) -> Platform:
    keys = ("sys_platform", "platform_machine", "platform_system", "os_name")
    return Platform(name, tags, dict(zip(keys, values, strict=True)))


_LINUX = tuple(f"manylinux{x}_x86_64" for x in ("_2_28", "_2_27", "_2_17", "2014"))
_MACOS = tuple(f"macosx_{x}" for x in ("14_0_arm64", "12_0_arm64", "11_0_arm64", "10_9_universal2"))
# The systems that the README names.
PLATFORMS = (
    _platform("Linux x86-64", _LINUX, "linux", "x86_64", "Linux", "posix"),
    _platform("macOS arm64", _MACOS, "darwin", "arm64", "Darwin", "posix"),
    _platform("Windows x86-64", ("win_amd64",), "win32", "AMD64", "Windows", "nt"),
)


def canonical(name: str) -> str:
    """Return a package's name as the lock has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entries() -> list[Entry]:
    """Return all that the lock has."""
    pattern = r"^([\w.-]+)==([\w.+!-]+)(?: ; (.*?))? *\\\n((?: +--hash=\S+(?: \\)?\n)+)"
    found = re.findall(pattern, LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return [Entry(canonical(name), *parts) for name, *parts in found]


def entries_for(version: str, platform: Platform) -> list[Entry]:
    """Return what the lock installs with a Python on a platform.

    Args:
        version: Such as ``"3.14"``.
        platform: The platform.
    """
    # Not in every environment that imports this module; pip brings one, but no public one.
    from packaging.markers import Marker

    own = {
        **platform.markers,
        "python_version": version,
        "python_full_version": f"{version}.0",
        "implementation_version": f"{version}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return [x for x in entries() if not x.marker or Marker(x.marker).evaluate(dict(own))]


def missing_files(version: str, platform: Platform) -> str:
    """Ask pip for every file of the lock for a Python that need not be here; nothing is installed.

    Args:
        version: Such as ``"3.14"``.
        platform: The platform.

    Returns:
        pip's errors; empty where every file is to be had, as a wheel.
    """
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--dry-run", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    # pip compares with the Python that it runs in; what made the lock has asked for this version.
    pip += ["--ignore-requires-python"]
    tags = [part for tag in platform.tags for part in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as name:
        # pip evaluates markers for the Python that it runs in, whatever it is asked for.
        wanted = Path(name) / "wanted"
        found = entries_for(version, platform)
        wanted.write_text("".join(f"{x.name}=={x.version} \\\n{x.hashes}" for x in found))
        where = ["--target", name, "--python-version", version, *tags, "-r", str(wanted)]
        done = subprocess.run([*pip, *where], capture_output=True, text=True, check=False)
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "\n".join(errors) or ("" if done.returncode == 0 else done.stderr[-1000:])
