"""The versions of Python: what the lock has for each, and how others run the core's tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests import core_suite
from tests.conftest import ROOT
from tests.lock import LOCK, PLATFORMS, Platform, entries_for

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
VERSIONS = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', PYPROJECT)
each_version = pytest.mark.parametrize("version", VERSIONS)
each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)


def requirements(name: str) -> list[Requirement]:
    """A list of pyproject.toml: `dependencies`, or an extra's."""
    found = re.search(rf"^{name} = \[\n(.*?)^\]", PYPROJECT, re.DOTALL | re.MULTILINE)
    assert found is not None, name
    lines = re.findall(r'^  "(.*)",$', found[1], re.MULTILINE)
    return [Requirement(line) for line in lines if "tfjs-bridge[" not in line]


def locked(version: str, platform: Platform) -> dict[str, Version]:
    """What is installed, by name."""
    found = entries_for(version, platform)
    assert len({entry.name for entry in found}) == len(found)
    return {entry.name: Version(entry.version) for entry in found}


def test_the_versions_are_named_alike() -> None:
    """By the package, which has no upper limit, and by what refuses others."""
    assert VERSIONS == ["3.10", "3.11", "3.12", "3.13", "3.14"]
    assert f'requires-python = ">={VERSIONS[0]}"' in PYPROJECT
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert makefile.count(f"Python {VERSIONS[0]} to {VERSIONS[-1]}") == 2
    assert f"--resolve {VERSIONS[-1]}" in makefile


@each_version
@each_platform
def test_the_lock_has_all_that_is_required(version: str, platform: Platform) -> None:
    """In one version, which fits."""
    here = {**platform.markers, "python_version": version, "python_full_version": f"{version}.0"}
    found = locked(version, platform)
    for each in (*requirements("dependencies"), *requirements("train"), *requirements("dev")):
        if each.marker is None or each.marker.evaluate(dict(here)):
            assert each.specifier.contains(found[each.name]), each


@each_version
@each_platform
def test_tensorflow_is_installed_where_there_is_one(version: str, platform: Platform) -> None:
    """The one that tensorflowjs needs where that one exists, else the newest; JAX everywhere."""
    found = locked(version, platform)
    has_writer = version in ("3.10", "3.11", "3.12") and platform.name != "Windows x86-64"
    assert ("tensorflowjs" in found) == ("tf-keras" in found) == has_writer
    tensorflow = str(found.get("tensorflow", "none"))
    assert tensorflow.startswith({"3.13": "2.21.", "3.14": "none"}.get(version, "2.19."))
    assert "jax" in found


def test_the_lock_names_no_registry() -> None:
    """Whoever installs chooses one."""
    assert "://" not in LOCK.read_text(encoding="utf-8")


def python(path: Path, answer: str) -> None:
    """Write a program in the place of a Python."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)


@pytest.fixture
def pythons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of Pythons, on the path and pyenv's, which has none yet."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_python_is_found_where_it_starts(pythons: Path) -> None:
    """The newest of pyenv's, where the one on the path is a shim that fails."""
    python(pythons / "bin" / "python3.98", "echo 'pyenv: command not found' >&2; exit 127")
    python(pythons / "pyenv" / "versions" / "3.98.9" / "bin" / "python", "echo 3.98")
    newest = pythons / "pyenv" / "versions" / "3.98.10" / "bin" / "python"
    python(newest, "echo 3.98")
    python(pythons / "pyenv" / "versions" / "3.98.11" / "bin" / "python", "exit 1")
    assert core_suite.find_python("3.98") == newest
    python(pythons / "bin" / "python3.98", "echo 3.98")
    assert core_suite.find_python("3.98") == pythons / "bin" / "python3.98"
    assert core_suite.find_python("python3.98") == pythons / "bin" / "python3.98"


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_python_that_is_not_here_is_skipped(
    pythons: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the reason; that is no failure."""
    python(pythons / "bin" / "python3.98", "exit 127")
    assert core_suite.tested("3.98", "", "")
    assert capsys.readouterr().out == (
        "Python 3.98: skipped, for none was found that starts: neither python3.98 on the path, nor "
        "among pyenv's versions.\n"
    )


TESTS = """
import pytest

@pytest.mark.needs("json", "no_such_library")
def test_one(): ...

@pytest.mark.needs("json")
def test_two(): ...
"""


@pytest.mark.parametrize(
    ("options", "ci", "outcome"),
    [
        pytest.param(["--core"], "true", "1 passed, 1 deselected", id="core"),
        pytest.param([], "", "1 passed, 1 skipped", id="elsewhere"),
        pytest.param([], "true", "1 passed, 1 error", id="in CI"),
    ],
)
def test_what_needs_a_missing_library_is_left_out(
    tmp_path: Path, options: list[str], ci: str, outcome: str
) -> None:
    """By the core's tests alone, which count it; nowhere does it pass."""
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "test_top.py").write_text("import no_such_library\n")
    files = ["."] if options else ["test_it.py"]
    program = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    program += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    env = {**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*program, *options, *files], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert outcome in done.stdout.splitlines()[-1], done.stdout
