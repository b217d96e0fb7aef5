"""Runs the core's tests on other versions of Python, each in an environment of its own.

``python -m tests.core_suite 3.10 3.13`` finds each version, on the path or among pyenv's, and says
which it skips and why. ``--resolve 3.14`` asks the registry for every file that the lock has for a
version, which needs no such Python.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.lock import LOCK, PLATFORMS, ROOT, Platform, canonical, entries, missing_files

ENVIRONMENTS = ROOT / ".venvs"
# What runs the tests of the package, which is installed beside it.
RUNNERS = ("pytest", "pytest-xdist")


def main() -> None:
    """Do what the arguments say; the exit code is 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versions", nargs="*", help="such as 3.13, or the path of a Python")
    parser.add_argument("--resolve", nargs="*", default=[], metavar="VERSION")
    parser.add_argument("--extras", default="", help="to install with the core, such as graph")
    parser.add_argument("--select", default="not browser", help="pytest's -m")
    options = parser.parse_args()
    results = [tested(version, options.extras, options.select) for version in options.versions]
    with ThreadPoolExecutor() as pool:  # of programs, each of which keeps one processor busy
        asked = [(version, on) for version in options.resolve for on in PLATFORMS]
        results += pool.map(lambda pair: resolved(*pair), asked)
    sys.exit(0 if all(results) else 1)


def say(text: str) -> None:
    """Print a line at once, between those of the programs that run."""
    print(text, flush=True)  # noqa: T201


def tested(version: str, extras: str, select: str) -> bool:
    """Run the tests of the core and some extras; whether none failed.

    A version that is not here is skipped.
    """
    python = find_python(version)
    if python is None:
        say(
            f"Python {version}: skipped, for none was found that starts: neither "
            f"python{version} on the path, nor among pyenv's versions."
        )
        return True
    start = time.monotonic()
    own = environment(python, extras)
    installed = time.monotonic()
    say(f"Python {version}: installed in {installed - start:.0f} s. Its tests:")
    workers = ("--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile")
    program = [str(own), "-m", "pytest", "--core", "-q", "-m", select, *workers]
    done = subprocess.run([*program, "-p", "no:cacheprovider"], cwd=ROOT, check=False)
    outcome = "passed" if done.returncode == 0 else "FAILED"
    say(f"Python {version}: {outcome} in {time.monotonic() - installed:.0f} s.")
    return done.returncode == 0


def find_python(version: str) -> Path | None:
    """Return a Python of a version that really starts: a shim of pyenv's may not.

    Args:
        version: Such as ``"3.13"``; anything with a separator is a path.
    """
    return next((path for path in _candidates(version) if _starts(path, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    if not re.fullmatch(r"\d+\.\d+", version):
        yield from map(Path, filter(None, [shutil.which(version)]))
        return
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    # The newest first: 3.13.10 before 3.13.9.
    found = pyenv.glob(f"{version}.*/bin/python")
    yield from sorted(found, key=lambda path: (len(path.parts[-3]), path.parts[-3]), reverse=True)


def _starts(python: Path, version: str) -> bool:
    wanted = version if re.fullmatch(r"\d+\.\d+", version) else ""
    return _version(python).startswith(wanted) and bool(_version(python))


def _version(python: Path) -> str:
    code = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def environment(python: Path, extras: str) -> Path:
    """Return the Python of an environment with the core as it is locked; made where there is none.

    Args:
        python: What it is made with.
        extras: What is installed besides, such as ``"graph"``.
    """
    folder = ENVIRONMENTS / "-".join(filter(None, ("core", extras, _version(python))))
    own = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    sources = (LOCK, ROOT / "pyproject.toml", Path(__file__))
    stamp = folder / ".installed"
    newest = max(path.stat().st_mtime for path in sources)
    if stamp.is_file() and stamp.stat().st_mtime > newest:
        return own
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    _install(own, f".[{extras}]" if extras else ".")
    stamp.touch()
    return own


def _install(own: Path, package: str) -> None:
    """Install the locked files of what the core needs, by their hashes; then the package."""
    pip = [str(own), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as name:
        constraints, report, wanted = (Path(name) / x for x in ("pins", "report", "wanted"))
        constraints.write_text("".join(f"{x.pin}\n" for x in entries()))
        # pip accepts no constraints with hashes: it resolves by the pins, and installs by hashes.
        plan = [*pip, "--dry-run", "--ignore-installed", "--report", str(report)]
        plan += ["-c", str(constraints)]
        subprocess.run([*plan, package, *RUNNERS], cwd=ROOT, check=True)
        needed = {
            canonical(x["metadata"]["name"]) for x in json.loads(report.read_text())["install"]
        }
        wanted.write_text("".join(f"{x.pin} \\\n{x.hashes}" for x in entries() if x.name in needed))
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(wanted)], check=True)
    subprocess.run([*pip, "--no-deps", "--editable", "."], cwd=ROOT, check=True)


def resolved(version: str, platform: Platform) -> bool:
    """Ask for all files that the lock has for a version on a platform; whether there are such."""
    errors = missing_files(version, platform)
    say(f"Python {version} on {platform.name}, by the lock: {errors or 'every file is there'}.")
    return not errors


if __name__ == "__main__":
    main()
