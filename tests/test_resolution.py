"""What pip would find on other systems: each needs a wheel of everything, and nothing is installed.

With uv, for pip takes the markers of the system that it runs on. Where there is none this file is
left out (conftest.py): it is for those who change what is required, and need uv for `make lock`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow
LINUX = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28")
SYSTEMS = (*LINUX, "aarch64-apple-darwin", "x86_64-apple-darwin", "x86_64-pc-windows-msvc")
# The oldest and the newest Python that are supported.
PYTHONS = ("3.10", "3.14")
# JAX has no release for these two.
WITHOUT_JAX = {("x86_64-apple-darwin", "3.14")}


def resolve(system: str, python: str, folder: Path, *arguments: str) -> set[str]:
    """The names of all packages that would be installed, of which there are wheels."""
    out = folder / "found.txt"
    options = ["--no-header", "--no-annotate", "--no-build", "--quiet", "-o", str(out)]
    where = ["--python-platform", system, "--python-version", python]
    command = ["uv", "pip", "compile", *options, *where, *arguments, str(ROOT / "pyproject.toml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return {line.partition("==")[0] for line in out.read_text().splitlines() if "==" in line}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_package_can_be_installed(tmp_path: Path, system: str, python: str) -> None:
    """Alone, and to train; tensorflowjs comes only where it has a release."""
    assert {"keras", "numpy", "h5py"} <= resolve(system, python, tmp_path)
    if (system, python) in WITHOUT_JAX:
        return
    found = resolve(system, python, tmp_path, "--extra", "train")
    has_writer = python < "3.13" and system in {LINUX[0], "aarch64-apple-darwin"}
    assert ("tensorflowjs" in found) == has_writer
    assert {"jax", "tensorflow"} & found
