"""Models that TensorFlow.js 1 to 4 saved, with what each release computed.

`releases/make.mjs` made them: names by counters, weights of an optimizer, a nested and a shared
layer, hardSigmoid, a mask, and a layer called `conv2d_1_1`.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.convert.parity import largest_difference
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.from_tfjs.importing import import_model

RELEASES = Path(__file__).with_name("releases")
SAVED = sorted(path.parent for path in RELEASES.glob("*/*/model.json"))


@pytest.mark.parametrize(
    "folder", [pytest.param(path, id=f"{path.parent.name} {path.name}") for path in SAVED]
)
def test_models_of_every_release_come_back(folder: Path) -> None:
    """Keras gives what that release of TensorFlow.js gave."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    model = import_model(folder, verify=False).model
    inputs, outputs = (
        [np.asarray(x, np.float32) for x in expected[key]] for key in ("inputs", "outputs")
    )
    assert largest_difference(run_keras_model(model, inputs), outputs) <= 1e-5
    assert model.compiled == (folder.name == "pictures")


def test_there_are_models_of_four_releases() -> None:
    """Four of each."""
    assert {folder.parent.name[0] for folder in SAVED} == set("1234")
    assert len(SAVED) == 16


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_an_import_is_compared_with_tensorflow_js() -> None:
    """With today's release, on drawn inputs."""
    proof = import_model(RELEASES / "1.7.4" / "graph").proof
    assert proof is not None
    assert proof.largest_difference <= 1e-5
    assert proof.vectors >= 4
