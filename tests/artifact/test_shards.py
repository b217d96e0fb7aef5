"""Shards and manifest: exact bytes, and refusal of what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.artifact.encodings.plan import plan_for
from tfjs_bridge.artifact.encodings.record import Rounded
from tfjs_bridge.artifact.shards import read_weights, write_shards
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.errors import ArtifactError

KERNEL = NamedWeight("dense/kernel", np.array([[1.0, -2.0]], np.float32))
STEPS = NamedWeight("counter/steps", np.array([258], np.int32))
FLAGS = NamedWeight("mask/flags", np.array([True, False]))


def test_values_are_little_endian_and_unpadded(tmp_path: Path) -> None:
    """The bytes of three small weights, written out."""
    manifest = write_shards([KERNEL, STEPS, FLAGS], tmp_path)
    assert (tmp_path / "group1-shard1of1.bin").read_bytes() == bytes.fromhex(
        "0000803f000000c0020100000100"
    )
    assert manifest == [
        {
            "paths": ["group1-shard1of1.bin"],
            "weights": [
                {"name": "dense/kernel", "shape": [1, 2], "dtype": "float32"},
                {"name": "counter/steps", "shape": [1], "dtype": "int32"},
                {"name": "mask/flags", "shape": [2], "dtype": "bool"},
            ],
        }
    ]


def test_big_endian_and_fortran_order_make_no_difference(tmp_path: Path) -> None:
    """What counts is the values, not how numpy holds them."""
    value = np.asfortranarray(np.arange(6, dtype=">f4").reshape(2, 3))
    write_shards([NamedWeight("a", value)], tmp_path)
    expected = np.arange(6, dtype="<f4").tobytes()
    assert (tmp_path / "group1-shard1of1.bin").read_bytes() == expected


@pytest.mark.parametrize(
    ("shard_bytes", "sizes"),
    [
        pytest.param(100, [40], id="one shard"),
        pytest.param(40, [40], id="exactly one"),
        pytest.param(20, [20, 20], id="exactly two"),
        pytest.param(14, [14, 14, 12], id="weights span shards"),
        pytest.param(1, [1] * 40, id="a byte each"),
    ],
)
def test_shards_have_the_asked_size(tmp_path: Path, shard_bytes: int, sizes: list[int]) -> None:
    """All shards but the last are full, and the weights come back bit by bit."""
    weights = [NamedWeight(f"w{i}", np.arange(i, dtype=np.float32)) for i in range(5)]
    manifest = write_shards(weights, tmp_path, shard_bytes=shard_bytes)
    paths = manifest[0]["paths"]
    assert paths == [f"group1-shard{k + 1}of{len(sizes)}.bin" for k in range(len(sizes))]
    assert [(tmp_path / path).stat().st_size for path in paths] == sizes
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(paths)
    for before, after in zip(weights, read_weights(tmp_path, manifest), strict=True):
        assert before.name == after.name
        np.testing.assert_array_equal(before.value, after.value)


def test_float16_is_used_where_nothing_is_lost(tmp_path: Path) -> None:
    """Matrices of float16's values alone; all weights come back bit by bit."""
    weights = [
        NamedWeight("fits", np.array([[1.0, -2.0], [0.5, 2.0**-24]], np.float32)),
        NamedWeight("finer", np.array([[1.0, 0.1]], np.float32)),
        NamedWeight("larger", np.array([[65536.0]], np.float32)),
        NamedWeight("vector", np.array([1.0, 2.0], np.float32)),
        NamedWeight("whole", np.array([[1, 2]], np.int32)),
    ]
    manifest = write_shards(weights, tmp_path, rounded=Rounded(plan_for("float16")))
    entries = manifest[0]["weights"]
    float16 = {"dtype": "float16", "original_dtype": "float32"}
    assert [entry.get("quantization") for entry in entries] == [float16, None, None, None, None]
    assert (tmp_path / "group1-shard1of1.bin").stat().st_size == 4 * 2 + 2 * 4 + 4 + 2 * 4 + 2 * 4
    for before, after in zip(weights, read_weights(tmp_path, manifest), strict=True):
        assert after.value.dtype == before.value.dtype
        np.testing.assert_array_equal(before.value, after.value)


def test_a_model_without_weights_has_no_shards(tmp_path: Path) -> None:
    """Nothing is written, and nothing is read back."""
    manifest = write_shards([], tmp_path)
    assert manifest == [{"paths": [], "weights": []}]
    assert read_weights(tmp_path, manifest) == []


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        pytest.param([KERNEL, KERNEL], "expected a unique name .* got it twice", id="twice"),
        pytest.param([NamedWeight("a b", KERNEL.value)], "'a b'.*Rename the layer", id="space"),
        pytest.param([NamedWeight("_a", KERNEL.value)], "'_a': TensorFlow.js", id="underscore"),
        pytest.param(
            [NamedWeight("a", np.zeros(1))],
            "'a': dtype cannot be stored; expected one of float32, int32, bool, got float64",
            id="float64",
        ),
    ],
)
def test_bad_weights_are_refused(tmp_path: Path, weights: list[NamedWeight], message: str) -> None:
    """TensorFlow.js could not load them."""
    with pytest.raises(ArtifactError, match=message):
        write_shards(weights, tmp_path)


ENTRY = {"name": "a", "shape": [2], "dtype": "float32"}


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param(None, id="none"),
        pytest.param({}, id="no list"),
        pytest.param([{"paths": [], "weights": [{**ENTRY, "shape": [-1]}]}], id="negative"),
        pytest.param([{"paths": [], "weights": [{**ENTRY, "dtype": "float64"}]}], id="dtype"),
        pytest.param([{"paths": [], "weights": [{**ENTRY, "quantization": {}}]}], id="quantized"),
        pytest.param([{"paths": [], "weights": [{**ENTRY, "quantization": None}]}], id="null"),
        pytest.param([{"paths": [], "weights": [{**ENTRY, "dtype": []}]}], id="no name of a dtype"),
        pytest.param([{"paths": [], "weights": [{**ENTRY, "shape": [True]}]}], id="no number"),
        pytest.param([{"paths": ["../x.bin"], "weights": []}], id="path outside"),
        pytest.param([{"paths": ["/etc/passwd"], "weights": []}], id="absolute path"),
    ],
)
def test_malformed_manifests_are_refused(tmp_path: Path, manifest: Any) -> None:
    """Before any file is opened."""
    with pytest.raises(ArtifactError, match="the weights manifest is malformed"):
        read_weights(tmp_path, manifest)


def test_shards_of_another_size_are_refused(tmp_path: Path) -> None:
    """One byte less than the manifest needs."""
    manifest = write_shards([KERNEL], tmp_path)
    shard = tmp_path / "group1-shard1of1.bin"
    shard.write_bytes(shard.read_bytes()[:-1])
    with pytest.raises(ArtifactError, match="expected 8 bytes, got 7"):
        read_weights(tmp_path, manifest)


def test_a_missing_shard_is_refused(tmp_path: Path) -> None:
    """The message names the folder and the remedy."""
    manifest = write_shards([KERNEL], tmp_path)
    (tmp_path / "group1-shard1of1.bin").unlink()
    with pytest.raises(ArtifactError, match=r"shard cannot be read .* Export the model again"):
        read_weights(tmp_path, manifest)
