"""What is installed, without importing it."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from tfjs_bridge.doctor.packages import PACKAGES, Package, find_package


def test_installed_packages_have_their_versions() -> None:
    """Those that pip lists, and where they are."""
    (numpy,) = (package for package in PACKAGES if package.name == "numpy")
    finding = find_package(numpy)
    assert (finding.state, finding.version) == ("ok", importlib.metadata.version("numpy"))
    assert Path(finding.path, "__init__.py").is_file()


def listed(folder: Path, name: str, metadata: str) -> None:
    """Let pip list a package."""
    (folder / f"{name}-1.0.dist-info").mkdir()
    (folder / f"{name}-1.0.dist-info" / "METADATA").write_text(metadata)


def test_files_that_are_gone_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed by pip, and its folder was removed."""
    listed(tmp_path, "half", "Metadata-Version: 2.1\nName: half\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    finding = find_package(Package(name="half", module="half_module"))
    assert (finding.state, finding.version, finding.path) == ("broken", "1.0", "")
    assert finding.note == "pip lists it, but there is no module half_module"


def test_a_folder_of_leftovers_is_not_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`pip uninstall` leaves it where files were added to it; Python would import it."""
    (tmp_path / "left_over" / "cache").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path)
    assert find_package(Package(name="left-over", module="left_over")).state == "missing"


def test_another_distribution_of_the_same_module_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as tensorflow-cpu."""
    listed(tmp_path, "same_cpu", "Metadata-Version: 2.1\nName: same-cpu\nVersion: 2.0\n")
    (tmp_path / "same.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    finding = find_package(Package(name="same", module="same", others=("same-cpu",)))
    assert (finding.state, finding.version) == ("ok", "2.0")


def test_damaged_metadata_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the screen is still wanted."""
    listed(tmp_path, "torn", "")
    (tmp_path / "torn.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    finding = find_package(Package(name="torn", module="torn"))
    assert (finding.state, finding.version) == ("ok", "unknown")


def test_nothing_is_imported() -> None:
    """A module that would raise is found all the same."""
    before = set(sys.modules)
    for package in PACKAGES:
        find_package(package)
    heavy = {package.module for package in PACKAGES}
    assert not (set(sys.modules) - before) & heavy
