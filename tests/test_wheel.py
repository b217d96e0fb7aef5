"""The wheel: built from the tree, it serves and verifies without the tree and without npm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.artifact.make import write_artifact
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.node]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, node: str) -> Path:
    """A folder with the unpacked wheel, built from a copy of the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    shutil.copytree(
        ROOT, tree, ignore=shutil.ignore_patterns(".venv*", ".git", "node_modules", "exported")
    )
    subprocess.run([node, "build.mjs", str(tree / "web" / "dist")], cwd=ROOT / "web", check=True)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=tree, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    shutil.rmtree(tree)
    return target


def test_it_carries_the_page_and_the_verifier(installed: Path) -> None:
    """Built, with TensorFlow.js's binaries; and the package's type marker."""
    web = installed / "tfjs_bridge" / "_web"
    for name in (
        *("index.html", "style.css", "dist/main.js", "dist/tfjs-backend-wasm-simd.wasm"),
        *("dist/docs/index.html", "dist/docs/licence.html"),
        *("node/verify.mjs", "node/predict.mjs", "node/tfjs-backend-wasm-simd.wasm"),
        "node/webp.wasm",
    ):
        assert (web / name).is_file(), name
    assert (installed / "tfjs_bridge" / "py.typed").is_file()
    assert (installed / "tfjs_bridge" / "report" / "report.css").is_file()
    assert not (web / "node_modules").exists()
    assert not (installed / "tests").exists()


def test_it_verifies_without_node_modules(installed: Path, tmp_path: Path) -> None:
    """On both backends, from the bundle alone."""
    write_artifact(tmp_path / "out")
    program = (
        "from tfjs_bridge.__main__ import main\n"
        "from tfjs_bridge.assets import web_folder\n"
        "assert web_folder().name == '_web'\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "verify", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "cpu   ok" in done.stdout
    assert "wasm  ok" in done.stdout
