"""Tests of MNIST in the user's cache."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest

from tests.data.mirror_server import closed_port, everything, names, serving
from tests.data.seen import Seen
from tfjs_bridge.data.download import MirrorsUnreachableError
from tfjs_bridge.data.mnist_cache import MIRRORS, read_cached
from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.data.conftest import TinyMnist


def fill(cache: Path, files: dict[str, bytes]) -> None:
    cache.mkdir(parents=True)
    for name, data in files.items():
        (cache / name).write_bytes(data)


def assert_same(read: list[npt.NDArray[np.uint8]], tiny: TinyMnist) -> None:
    for values, expected in zip(read, tiny.arrays, strict=True):
        np.testing.assert_array_equal(values, expected)


def test_the_mirrors_are_those_of_keras_and_pytorch() -> None:
    """Two of them, both on encrypted connections."""
    assert len(MIRRORS) == 2
    assert all(url.startswith("https://") and url.endswith("/") for url in MIRRORS)


def test_another_mirror_must_be_on_the_web(
    tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    """For folders there is --data-dir."""
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", "intranet/mnist")
    with pytest.raises(UsageError, match=r"^TFJS_BRIDGE_MNIST_MIRROR: not a web address"):
        read_cached(progress=print, files=tiny_mnist.specs)
    assert not cache.exists()


def test_an_empty_cache_is_filled(
    cache: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing comes from the mirror, with progress, and the second time from the cache."""
    seen = Seen()
    with serving(everything(tiny_mnist.gzipped)) as mirror:
        monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", mirror.url)
        first = read_cached(progress=seen, files=tiny_mnist.specs)
        second = read_cached(progress=seen, files=tiny_mnist.specs)
    assert_same(first, tiny_mnist)
    assert_same(second, tiny_mnist)
    assert names(mirror.requests) == list(tiny_mnist.gzipped)
    assert {each.file_name for each in seen.downloads} == set(tiny_mnist.gzipped)
    assert seen.lines == [
        f"MNIST: downloading 4 of 4 files to the cache, {cache}.",
        f"MNIST: read from the cache, {cache}.",
    ]


def test_a_full_cache_needs_no_mirror(
    cache: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is cached is read offline, even with a variable that holds no URL."""
    fill(cache, tiny_mnist.gzipped)
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", "not a mirror")
    assert_same(read_cached(progress=print, files=tiny_mnist.specs), tiny_mnist)


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        pytest.param(
            gzip.compress(b"other"), "train-labels-idx1-ubyte.gz: wrong magic", id="other"
        ),
        pytest.param(b"\x1f\x8b", "train-labels-idx1-ubyte.gz: broken gzip data", id="truncated"),
        pytest.param(
            gzip.compress(bytes.fromhex("00000801 00000005 0000000000")),
            "train-labels-idx1-ubyte.gz: not MNIST's train-labels-idx1-ubyte",
            id="other labels",
        ),
    ],
)
def test_a_damaged_file_is_replaced(
    cache: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch, damaged: bytes, reason: str
) -> None:
    """A cached file that is not MNIST's is announced, and it alone is downloaded again."""
    name = "train-labels-idx1-ubyte.gz"
    fill(cache, tiny_mnist.gzipped | {name: damaged})
    seen = Seen()
    with serving(everything(tiny_mnist.gzipped)) as mirror:
        monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", mirror.url)
        assert_same(read_cached(progress=seen, files=tiny_mnist.specs), tiny_mnist)
    assert names(mirror.requests) == [name]
    assert gzip.decompress((cache / name).read_bytes()) == tiny_mnist.contents[name[:-3]]
    assert seen.lines[0].startswith(
        f"MNIST: the cached file is unusable; downloading it again. {reason}"
    )


def test_offline_says_what_to_do(
    cache: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error of an empty cache without a network names the ways out."""
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", closed_port())
    with pytest.raises(
        MirrorsUnreachableError,
        match=r"Connect to the internet, name a mirror in TFJS_BRIDGE_MNIST_MIRROR, "
        r"or pass a folder with the files to --data-dir\.$",
    ):
        read_cached(progress=print, files=tiny_mnist.specs)
    assert list(cache.iterdir()) == []
