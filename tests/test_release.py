"""The release: one version and repository, pinned workflows, packages that registries accept."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests import release
from tests.conftest import ROOT
from tests.makefile import make

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CHANGELOG = """# Changelog

## [Unreleased]

### Added

- More.

## [1.2.3] - 2026-11-29

### Added

- Everything.

## [1.2.2] - 2026-11-28
"""


def read(name: str) -> str:
    """A file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_all_say_the_same_version_and_repository() -> None:
    """Both packages, and the citation."""
    package = json.loads(read("web/package.json"))
    lock = json.loads(read("web/package-lock.json"))
    assert package["version"] == lock["version"] == release.version()
    citation = read("CITATION.cff")
    assert f"\nversion: {release.version()}\n" in citation
    assert f'\nrepository-code: "{release.repository()}"\n' in citation
    urls = re.findall(r'^\w+ = "(https://.*)"$', read("pyproject.toml"), re.MULTILINE)
    assert urls
    for url in (*urls, package["homepage"], package["bugs"]):
        assert re.match(rf"{re.escape(release.repository())}(?![\w-])", url), url


def test_a_release_is_of_its_tag_and_repository() -> None:
    """Anything else ends with what to do, before anything is built."""
    release.check(f"v{release.version()}", release.repository())  # the changelog has it too
    with pytest.raises(SystemExit, match=re.escape(f"expected v{release.version()}")):
        release.check("v9.9.9", release.repository())
    with pytest.raises(SystemExit, match="not the repository that the packages name"):
        release.check(f"v{release.version()}", "https://github.com/somebody/fork")


def test_the_notes_are_the_section_of_the_version() -> None:
    """Without those around it; none is an error."""
    assert release.notes("1.2.3", CHANGELOG) == "### Added\n\n- Everything."
    for missing in ("1.2.2", "1.2", "Unreleased"):
        with pytest.raises(SystemExit, match=r"says nothing of .*Cut it: "):
            release.notes(missing, CHANGELOG)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The files in which a version stands."""
    for name in release.PLACES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(read(name), encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    return tmp_path


def test_a_release_is_cut_by_one_command(repository: Path) -> None:
    """The version everywhere, and the changelog's section with today's date."""
    release.cut("1.3.0", repository)
    for name in release.PLACES:
        assert "1.3.0" in (repository / name).read_text(encoding="utf-8"), name
    lock = json.loads((repository / "web" / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["version"] == lock["packages"][""]["version"] == "1.3.0"
    changelog = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert release.notes("1.3.0", changelog) == "### Added\n\n- More."
    assert re.search(r"## \[Unreleased\]\n\n## \[1\.3\.0\] - 20\d\d-\d\d-\d\d\n\n### ", changelog)


def test_a_release_without_news_or_a_version_is_not_cut(repository: Path) -> None:
    """And nothing is written."""
    with pytest.raises(SystemExit, match="v1: not a version"):
        release.cut("v1", repository)
    release.cut("1.3.0", repository)
    with pytest.raises(SystemExit, match="nothing is said under 'Unreleased'"):
        release.cut("1.4.0", repository)
    assert "1.3.0" in (repository / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_digest(path: Path) -> None:
    """With the version that it is of; tags can be moved."""
    used = re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_a_release_starts_pages_by_itself() -> None:
    """GitHub starts no workflow because of a release that a workflow's own token made."""
    triggers = {
        path.stem: path.read_text("utf-8").partition("permissions:")[0] for path in WORKFLOWS
    }
    assert not [name for name, text in triggers.items() if re.search(r"^  release:", text, re.M)]
    assert "  workflow_dispatch:" in triggers["pages"]
    assert "gh workflow run pages.yml" in read(".github/workflows/release.yml")


def test_one_digest_for_each_version() -> None:
    """A pin that was changed in one workflow was forgotten in another."""
    used = {x for path in WORKFLOWS for x in re.findall(r"uses: *(.*)", path.read_text("utf-8"))}
    names = [action.partition("@")[0] for action in used]
    assert sorted(names) == sorted(set(names))


@pytest.fixture(scope="module")
def tools() -> Path:
    """The programs of `make dist`, as they are locked."""
    make(".venvs/release/.installed")
    return ROOT / ".venvs" / "release" / "bin"


def check(program: Path, *arguments: str) -> None:
    """Run a program that ends with an error where it finds something."""
    command = [str(program), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_zizmor_finds_nothing(tools: Path) -> None:
    """No unpinned action, no permission too many, no template that runs what others wrote."""
    check(tools / "zizmor", "--offline", "--persona=pedantic", "--quiet", ".github")


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_python_packages_are_those_that_registries_accept(tools: Path, tmp_path: Path) -> None:
    """The sdist has the built page, so that it makes the same wheel without npm."""
    build = [str(tools / "python"), "-m", "hatchling", "build", "-d"]
    subprocess.run([*build, str(tmp_path / "dist")], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    (sdist,) = (tmp_path / "dist").glob("*.tar.gz")
    check(tools / "twine", "check", "--strict", str(wheel), str(sdist))
    check(tools / "check-wheel-contents", str(wheel))
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (folder,) = (tmp_path / "sdist").iterdir()
    assert not (folder / "exported").exists()
    again = [*build, str(tmp_path / "again"), "-t", "wheel"]
    subprocess.run(again, cwd=folder, check=True, capture_output=True)
    assert (tmp_path / "again" / wheel.name).read_bytes() == wheel.read_bytes()
