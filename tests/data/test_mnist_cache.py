"""Tests of MNIST in the user's cache."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import platformdirs
import pytest

from tests.data.mirror_server import closed_port, everything, names, serving
from tfjs_bridge.data.download import MirrorsUnreachableError
from tfjs_bridge.data.mnist_cache import MIRRORS, cache_folder, mirrors, read_cached
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


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable, the cache is where the operating system has caches."""
    monkeypatch.delenv("TFJS_BRIDGE_CACHE", raising=False)
    assert cache_folder() == platformdirs.user_cache_path("tfjs-bridge") / "mnist"


def test_the_cache_can_be_moved(cache: Path) -> None:
    """The variable names the folder of all caches."""
    assert cache_folder() == cache


def test_the_mirrors_are_those_of_keras_and_pytorch() -> None:
    """Without the variable, two mirrors are known, both on encrypted connections."""
    assert mirrors() == MIRRORS
    assert all(url.startswith("https://") and url.endswith("/") for url in mirrors())


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("http://intranet/data/mnist", id="without slash"),
        pytest.param("http://intranet/data/mnist/", id="with slash"),
    ],
)
def test_the_mirror_can_be_replaced(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The variable replaces the mirrors by one."""
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", value)
    assert mirrors() == ("http://intranet/data/mnist/",)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("intranet/mnist", id="no scheme"),
        pytest.param("file:///data/mnist", id="file"),
        pytest.param("https://", id="no host"),
        pytest.param("http://[1/", id="no address"),
    ],
)
def test_another_mirror_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Only the web is asked; for folders there is --data-dir."""
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", value)
    message = (
        "TFJS_BRIDGE_MNIST_MIRROR: not a web address; expected http://... or https://..., "
        f"got {value!r}. Name the folder on the web that holds the four .gz files."
    )
    with pytest.raises(UsageError, match=re.escape(message)):
        mirrors()


def test_an_empty_cache_is_filled(
    cache: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing comes from the mirror, with progress, and the second time from the cache."""
    lines: list[str] = []
    shown: list[str] = []
    with serving(everything(tiny_mnist.gzipped)) as mirror:
        monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", mirror.url)
        first = read_cached(
            announce=lines.append,
            progress=lambda name, _, __: shown.append(name),
            files=tiny_mnist.specs,
        )
        second = read_cached(announce=lines.append, files=tiny_mnist.specs)
    assert_same(first, tiny_mnist)
    assert_same(second, tiny_mnist)
    assert names(mirror.requests) == list(tiny_mnist.gzipped)
    assert set(shown) == set(tiny_mnist.gzipped)
    assert lines == [
        f"MNIST: downloading 4 of 4 files to the cache, {cache}.",
        f"MNIST: read from the cache, {cache}.",
    ]


def test_a_full_cache_needs_no_mirror(
    cache: Path, tiny_mnist: TinyMnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is cached is read offline, even with a variable that holds no URL."""
    fill(cache, tiny_mnist.gzipped)
    monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", "not a mirror")
    assert_same(read_cached(announce=print, files=tiny_mnist.specs), tiny_mnist)


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
    lines: list[str] = []
    with serving(everything(tiny_mnist.gzipped)) as mirror:
        monkeypatch.setenv("TFJS_BRIDGE_MNIST_MIRROR", mirror.url)
        assert_same(read_cached(announce=lines.append, files=tiny_mnist.specs), tiny_mnist)
    assert names(mirror.requests) == [name]
    assert gzip.decompress((cache / name).read_bytes()) == tiny_mnist.contents[name[:-3]]
    assert lines[0].startswith(
        f"MNIST: the cached file is of no use and will be downloaded again. {reason}"
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
        read_cached(announce=print, files=tiny_mnist.specs)
    assert list(cache.iterdir()) == []
