"""The tutorials, walked: their scripts and commands as they stand, but for time and downloads."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import docs
from tests.cli.run import run_cli
from tests.conftest import PRETRAINED, ROOT
from tfjs_bridge.report.folder import REPORT_HTML

DIGITS = ROOT / "docs" / "tutorial-digits.md"
PHOTOS = ROOT / "docs" / "tutorial-photos.md"
PAGES = "tests/browser/test_new_projects.py"
# What is not run here, with the file that runs it, or what it needs, and words of that file. `new`
# is run here without its `--install`, which PAGES runs.
ELSEWHERE = {
    "python3 -m venv .venv": ("Makefile", "-m venv .venv"),
    ". .venv/bin/activate": ("Makefile", "BIN := .venv/bin"),
    "python -m pip install 'tfjs-bridge[train]'": ("pyproject.toml", "\ntrain = ["),
    "python -m pip install 'tfjs-bridge[graph]' pillow": ("pyproject.toml", "\ngraph = ["),
    "tfjs-bridge train-and-export cnn": ("Makefile", "$(BIN)/tfjs-bridge train-and-export cnn"),
    "npm --prefix my-digits run dev": (PAGES, "test_two_commands_show_it"),
    "npm --prefix my-digits run build": (PAGES, '["npm", "run", "build"]'),
    "npm --prefix my-digits run preview": (PAGES, '"preview"'),
    "npm --prefix my-photos run dev": (PAGES, "test_two_commands_show_it"),
    "npm --prefix my-photos run build": (PAGES, '["npm", "run", "build"]'),
}
slow = pytest.mark.slow
node_runs = pytest.mark.node


def lines(page: Path) -> list[str]:
    """The commands of a page, in their order."""
    return [" ".join(words) for words in docs.commands(page)]


def walk(page: Path, folder: Path, **env: str) -> list[str]:
    """Run what a page tells to run and no other test runs; what it prints, command by command."""
    printed = []
    for program, *words in (it.split() for it in lines(page) if it not in ELSEWHERE):
        options = [word for word in words if word != "--install"]
        if program == "python":
            done = run_python(*options, folder=folder, **env)
        else:
            assert program == "tfjs-bridge", f"{program} {words}: run by no test"
            done = run_cli(*options, cwd=folder, env=env)
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout + done.stderr)
    return printed


def run_python(
    *arguments: str | Path, folder: Path, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a script as a user does, in whose window its progress bars can be printed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_what_is_not_run_here_is_run_elsewhere() -> None:
    """And nothing is named that no tutorial says; what is not named is run below."""
    assert set(ELSEWHERE) <= {*lines(DIGITS), *lines(PHOTOS)}
    for path, words in ELSEWHERE.values():
        assert words in (ROOT / path).read_text(encoding="utf-8"), path


@slow
@node_runs
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_digits_become_a_page(tmp_path: Path, node: str) -> None:
    """With the trained network of the repository: training one takes minutes."""
    assert re.findall(r"open `(\S+)` in it", docs.read(DIGITS)) == [REPORT_HTML]
    shutil.copytree(PRETRAINED / "cnn", tmp_path / "exported" / "cnn")
    # Without a network: nothing listens there.
    offline = {"TFJS_BRIDGE_CACHE": str(tmp_path), "TFJS_BRIDGE_MNIST_MIRROR": "http://127.0.0.1:9"}
    proof, reading, _ = walk(DIGITS, tmp_path, **offline)
    assert all(float(it) < 1e-6 for it in re.findall(r"difference from Keras (\S+)", proof))
    assert "The same digit again:" in reading
    project = tmp_path / "my-digits"
    assert re.findall(r"words `(.*)` in `my-digits/index.html`", docs.read(DIGITS))[0] in (
        project / "index.html"
    ).read_text(encoding="utf-8")
    change_the_module(project, node)


def change_the_module(project: Path, node: str) -> None:
    """Add the tutorial's line where it says; the compiler takes it, and no eleventh label."""
    (project / "node_modules").mkdir()
    (project / "node_modules" / "tfjs-bridge").symlink_to(project / "vendor" / "tfjs-bridge")
    # Vite, whose types vite.config.ts needs, is installed by the tests in PAGES alone.
    own = '{"extends": "./tsconfig.json", "include": ["src"]}'
    (project / "tsconfig.test.json").write_text(own, encoding="utf-8")
    compiler = ROOT / "web" / "node_modules" / "typescript" / "bin" / "tsc"
    command = [node, str(compiler), "--project", str(project / "tsconfig.test.json")]
    (added,) = docs.blocks(DIGITS, "ts")
    main = project / "src" / "main.ts"
    begin = r"(^ *const found .*\n)"
    code, count = re.subn(begin, rf"\1{added}", main.read_text(encoding="utf-8"), flags=re.M)
    assert count == 1
    for label, complaint in {
        "'8'": "",
        "'10'": "This comparison appears to be unintentional",
    }.items():
        assert f"`{label}`" in docs.read(DIGITS)
        assert complaint in docs.read(DIGITS)
        main.write_text(code.replace("'8'", label), encoding="utf-8")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == (not complaint), done.stdout
        assert complaint in done.stdout


def write_photos(folder: Path) -> None:
    """Write a few pictures of three kinds, in place of somebody's photos, with what lies about."""
    from PIL import Image

    for place, name in enumerate(("daisy", "rose", "tulip")):
        (folder / name).mkdir(parents=True)
        for number in range(6):
            colour = tuple(200 if place == channel else 30 * number for channel in range(3))
            Image.new("RGB", (90, 70), colour).save(folder / name / f"{number}.png")
    for name in (".DS_Store", "rose/.DS_Store", "rose/IMG_1.HEIC", "rose/more/001.jpg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"not a picture")


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with photos and the script; with random weights in place of downloaded ones."""
    folder = tmp_path_factory.mktemp("photos")
    write_photos(folder / "photos")
    (code,) = docs.blocks(PHOTOS, "python")
    assert code.count('weights="imagenet"') == 1
    code = code.replace('weights="imagenet"', "weights=None")
    (folder / "train.py").write_text(code, encoding="utf-8")
    return folder


@slow
@node_runs
@pytest.mark.needs("jax", "PIL")
@pytest.mark.usefixtures("node")
def test_photos_become_a_page(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no photo is left out, and said so."""
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    # It is run once: compiling well takes longer than it saves.
    training, *_ = walk(PHOTOS, photos, XLA_FLAGS="--xla_backend_optimization_level=0")
    assert "rose: 6 photos\n" in training
    assert "val_accuracy" in training
    left_out = re.findall(r"^left out (\S+):", training, re.MULTILINE)
    assert [Path(path).name for path in left_out] == ["IMG_1.HEIC", "more"]
    assert "UserWarning" not in training
    assert "'daisy'" in (photos / "my-photos" / "src" / "client.ts").read_text(encoding="utf-8")


@slow
@pytest.mark.needs("jax", "PIL")
def test_photos_of_one_kind_teach_nothing(photos: Path, tmp_path: Path) -> None:
    """A folder that is empty is no kind; said before anything is trained."""
    shutil.copytree(photos / "photos" / "rose", tmp_path / "photos" / "rose")
    (tmp_path / "photos" / "tulip").mkdir()
    done = run_python(photos / "train.py", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.endswith("rose: 6 photos\ntulip: 0 photos\n")
    assert done.stderr == "photos: expected two folders or more, each with five photos or more\n"
