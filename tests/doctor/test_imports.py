"""Packages that are installed and do not import: real ones, of a few lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tfjs_bridge.doctor.findings import Finding
from tfjs_bridge.doctor.imports import check_imports
from tfjs_bridge.doctor.packages import Package, find_package

BROKEN = {
    "needs_older": (
        "raise ModuleNotFoundError(\"No module named 'pkg_resources'\")",
        "does not import: ModuleNotFoundError: No module named 'pkg_resources'",
    ),
    "needs_other_version": (
        "class VersionError(Exception): pass\nraise VersionError('gencode 6.31, runtime 5.29')",
        "does not import: needs_other_version.VersionError: gencode 6.31, runtime 5.29",
    ),
    "says_more_after_its_error": (
        "import atexit, sys\n"
        "atexit.register(sys.stderr.write, 'I0000 cleaning up\\n')\n"
        "raise ImportError('numpy.core.multiarray failed to import')",
        "does not import: ImportError: numpy.core.multiarray failed to import",
    ),
    "leaves": ("raise SystemExit(3)", "does not import: no message"),
    "never_ends": ("import time\ntime.sleep(60)", "was still being imported after 1 s"),
}
CRASHES = (
    "import os, signal\nos.kill(os.getpid(), signal.SIGILL)",
    "importing it ended Python: SIGILL",
)


def found(folder: Path, name: str, code: str) -> tuple[Package, Finding]:
    """A package that consists of this code, and what is found of it."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(code, encoding="utf-8")
    package = Package(name=name, module=name)
    return package, find_package(package)


@pytest.mark.parametrize(("name", "case"), BROKEN.items(), ids=list(BROKEN))
def test_the_reason_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, case: tuple[str, str]
) -> None:
    """The error of the package itself, or that it takes too long."""
    monkeypatch.syspath_prepend(tmp_path)
    package, finding = found(tmp_path, name, case[0])
    assert finding.state == "ok"  # by its files alone nothing is wrong with it
    (checked,) = check_imports([package], [finding], "numpy", limit_s=1)
    assert (checked.state, checked.note) == ("broken", case[1])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_of_the_process_is_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a processor that lacks the instructions of a build of TensorFlow or jaxlib."""
    monkeypatch.syspath_prepend(tmp_path)
    package, finding = found(tmp_path, "crashes", CRASHES[0])
    (checked,) = check_imports([package], [finding], "numpy")
    assert (checked.state, checked.note) == ("broken", CRASHES[1])


def test_the_others_stay_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What imports, and what was not there to be imported; what it prints is not shown."""
    monkeypatch.syspath_prepend(tmp_path)
    package, finding = found(tmp_path, "talks", "import sys\nprint('hello', file=sys.stderr)")
    absent = Package(name="absent-package", module="absent_package")
    gone = find_package(absent)
    assert check_imports([package, absent], [finding, gone], "numpy") == [finding, gone]
    assert gone.state == "missing"


def test_keras_is_imported_on_the_backend_in_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one may be broken, and is no matter here."""
    monkeypatch.syspath_prepend(tmp_path)
    code = "import os\nif os.environ['KERAS_BACKEND'] != 'numpy': raise ImportError('other')"
    package, finding = found(tmp_path, "like_keras", code)
    assert check_imports([package], [finding], "numpy") == [finding]
    (checked,) = check_imports([package], [finding], "jax")
    assert checked.state == "broken"
