"""Weights in Keras 2's `.h5` files that are not those of the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import pytest

from tests.convert.files.legacy.changes import Change, changed
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.errors import ArtifactError

pytestmark = pytest.mark.slow


def without_a_weight(config: dict[str, Any], file: h5py.File) -> None:
    group = file["model_weights/dense"]
    group.attrs["weight_names"] = list(group.attrs["weight_names"])[:1]


def with_another_layer(config: dict[str, Any], file: h5py.File) -> None:
    config["config"]["layers"].pop()


def with_another_size(config: dict[str, Any], file: h5py.File) -> None:
    config["config"]["layers"][1]["config"]["units"] = 9


def with_one_name_twice(config: dict[str, Any], file: h5py.File) -> None:
    group = file["model_weights/dense"]
    group.attrs["weight_names"] = [group.attrs["weight_names"][0]] * 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(without_a_weight, "expected kernel, bias, got kernel", id="missing"),
        pytest.param(with_another_layer, "is of a layer 'dense_2' that the model", id="left over"),
        pytest.param(
            with_another_size,
            r"'dense/kernel:0' does not fit layer 'dense'; expected shape \[6, 9\], got \[6, 8\]",
            id="shape",
        ),
        pytest.param(with_one_name_twice, "two weights of layer 'dense' have one name", id="twice"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    legacy_folder: Path,
    tmp_path: Path,
    change: Change,
    message: str,
) -> None:
    """With what was expected, and what the file has."""
    path = changed(legacy_folder / "mlp.h5", tmp_path, change)
    with pytest.raises(ArtifactError, match=message) as caught:
        load_model_file(path)
    assert str(path) in str(caught.value)


def test_weights_alone_are_no_model(legacy_folder: Path, tmp_path: Path) -> None:
    """What save_weights writes."""
    path = tmp_path / "weights.h5"
    with h5py.File(legacy_folder / "mlp.h5") as source, h5py.File(path, "w") as target:
        for name in source["model_weights"]:
            source.copy(f"model_weights/{name}", target)
        target.attrs.update(source["model_weights"].attrs)
    with pytest.raises(
        ArtifactError, match=r"holds weights only; .*load_weights.*model\.save\('name\.keras'\)"
    ):
        load_model_file(path)
