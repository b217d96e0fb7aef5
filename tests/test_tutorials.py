"""The tutorials, walked: their scripts and commands as they stand, but for time and downloads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import docs
from tests.cli.run import run_cli
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.needs("jax", "PIL")]
PHOTOS = ROOT / "docs" / "tutorial-photos.md"


def write_photos(folder: Path) -> None:
    """Write a few pictures of three kinds, in place of somebody's photos."""
    from PIL import Image

    for place, name in enumerate(("daisy", "rose", "tulip")):
        (folder / name).mkdir(parents=True)
        for number in range(6):
            colour = tuple(200 if place == channel else 30 * number for channel in range(3))
            Image.new("RGB", (90, 70), colour).save(folder / name / f"{number}.png")


@pytest.mark.usefixtures("node")
def test_photos_become_a_page(tmp_path: Path) -> None:
    """With random weights in place of downloaded ones, in one epoch."""
    write_photos(tmp_path / "photos")
    (code,) = docs.blocks(PHOTOS, "python")
    assert code.count('weights="imagenet"') == code.count("epochs=10") == 1
    code = code.replace('weights="imagenet"', "weights=None").replace("epochs=10", "epochs=1")
    (tmp_path / "train.py").write_text(code, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    # It is run once: compiling well takes longer than it saves.
    env["XLA_FLAGS"] = "--xla_backend_optimization_level=0"
    subprocess.run([sys.executable, "train.py"], cwd=tmp_path, check=True, env=env)
    walked = []
    for program, *words in docs.commands(PHOTOS):
        # The page itself is built and driven in tests/browser/test_new_projects.py.
        if program == "tfjs-bridge" and "--open" not in words:
            words = [word for word in words if word != "--install"]
            done = run_cli(*words, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            walked.append(words[0])
    assert walked == ["verify", "new"]
    assert "'daisy'" in (tmp_path / "my-photos" / "src" / "client.ts").read_text(encoding="utf-8")
