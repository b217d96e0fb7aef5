"""Which encoding a stored weight gets, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.encodings.affine import Affine
from tfjs_bridge.artifact.encodings.plan import plan_for
from tfjs_bridge.artifact.encodings.record import KeptWeight, Rounded, RoundedWeight
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.encodings.summary import summary
from tfjs_bridge.artifact.shards import read_weights, write_shards
from tfjs_bridge.artifact.weights import NamedWeight

Array = npt.NDArray[Any]


def weight_of(path: str, encoding: str, value: Array, *, is_named: bool = False) -> RoundedWeight:
    """A weight as `round_weights` records it."""
    stored = ENCODINGS[encoding]
    grid = stored.grid(value) if isinstance(stored, Affine) else None
    near = stored.round(NamedWeight(path, value)) if grid is None else grid.round(value)
    return RoundedWeight(path, encoding, grid, near, value, is_named)


def drawn(*shape: int, seed: int = 0) -> Array:
    """Random weights."""
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def stored(rounded: Rounded, tmp_path: Path, **weights: Array) -> tuple[list[str | None], str]:
    """Write weights, compare what is read, and return their encodings and the summary."""
    named = [NamedWeight(name.replace("__", "/"), value) for name, value in weights.items()]
    manifest = write_shards(named, tmp_path, rounded=rounded)
    for before, after in zip(named, read_weights(tmp_path, manifest), strict=True):
        np.testing.assert_array_equal(before.value, after.value, strict=True)
    entries = manifest[0]["weights"]
    encodings = [entry.get("quantization", {}).get("dtype") for entry in entries]
    return encodings, summary(manifest, rounded)


def test_the_smallest_encoding_that_loses_nothing(tmp_path: Path) -> None:
    """Also where columns have different factors; other matrices stay as they are."""
    kernel = weight_of("m/dense/kernel", "uint8", drawn(16, 16))
    rounded = Rounded(plan_for("uint8"), (kernel,))
    near = kernel.value
    columns = near * np.repeat(np.array([1, 2], np.float32), 8)
    encodings, said = stored(
        rounded,
        tmp_path,
        dense__kernel=near,
        part=near[:, :4].T,
        scaled=near * np.float32(0.3),
        columns=columns,
        halves=near.round() / 2,
        other=drawn(16, 16, seed=1),
        vector=near[0],
        small=near[:2, :2],
        whole=np.arange(64, dtype=np.int32).reshape(8, 8),
    )
    assert encodings == ["uint8", "uint8", "uint8", "uint16", "uint8", *[None] * 4]
    assert said.startswith("2,704 bytes, unchanged 5,712; 4 as uint8, 1 as uint16, 4 unchanged (")
    assert "(1 vector;" in said
    assert "1 small" in said
    assert "1 of another dtype" in said
    assert "'other' made of rounded ones" in said


def test_what_the_plan_leaves_alone_stays(tmp_path: Path) -> None:
    """Also ones, which any encoding would hold; and names reach vectors and small weights."""
    bias = weight_of("m/head/bias", "uint8", drawn(5), is_named=True)
    kernel = weight_of("m/head/kernel", "float16", drawn(8, 8))
    kept = (KeptWeight("m/ones/kernel", "not asked for"), KeptWeight("m/far/kernel", "not finite"))
    plan = plan_for(["float16:head/kernel", "uint8:head/bias"])
    encodings, said = stored(
        Rounded(plan, (kernel, bias), kept),
        tmp_path,
        head__kernel=kernel.value,
        head__bias=bias.value,
        ones__kernel=np.ones((8, 8), np.float32),
        far__kernel=drawn(8, 8),
    )
    assert encodings == ["float16", "uint8", None, None]
    assert "1 not asked for; 'far/kernel' with NaN or infinite values" in said


def test_a_weight_is_found_by_its_name() -> None:
    """TensorFlow.js's names leave out the cell, and the model's own name."""
    paths = ["m/lstm/lstm_cell/kernel", "m/dense/kernel", "m/dense/bias", "m/inner/dense_1/kernel"]
    rounded = Rounded(plan_for("uint8"), (), tuple(KeptWeight(path, "small") for path in paths))
    for name, path in {
        "lstm/kernel": paths[0],
        "dense/kernel": paths[1],
        "m/dense/bias": paths[2],
        "dense_1/kernel": paths[3],
        "kernel": None,
        "ense/kernel": None,
        "dense": None,
    }.items():
        found = rounded.origin(name)
        assert (found and found.path) == path, name


def test_grids_without_zero_are_remembered(tmp_path: Path) -> None:
    """Values far from 0 and close together are not found again by themselves."""
    far = weight_of("m/dense/kernel", "uint8", 1e7 + 50 * np.abs(drawn(8, 8)))
    rounded = Rounded(plan_for("uint8"), (far,))
    encodings, _ = stored(rounded, tmp_path, dense__kernel=far.value, turned=far.value.T)
    assert encodings == ["uint8", "uint8"]


def test_without_a_plan_nothing_is_encoded(tmp_path: Path) -> None:
    """Though zeros could be."""
    encodings, _ = stored(Rounded(), tmp_path, zeros=np.zeros((8, 8), np.float32))
    assert encodings == [None]
