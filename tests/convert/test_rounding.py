"""Rounding a Keras model's weights, and what is then stored of the translated model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.encodings.plan import AS_THEY_ARE, plan_for
from tfjs_bridge.artifact.model_json import MODEL_JSON, read_json_object
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.rounding import joint_weights, round_weights, rounded
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.convert.writers import bridge


def read_entries(folder: Path) -> list[dict[str, Any]]:
    """Read the manifest's weights without checks, which refuse encodings of tests."""
    manifest = read_json_object(folder / MODEL_JSON)["weightsManifest"]
    return [entry for group in manifest for entry in group["weights"]]


@pytest.mark.parametrize("encoding", QUANTIZATIONS)
@pytest.mark.parametrize("make", [models.cnn, models.recurrent], ids=["cnn", "recurrent"])
def test_rounded_weights_are_stored_so(
    tmp_path: Path, make: Callable[[], Any], encoding: str
) -> None:
    """Every matrix, whatever the translation made of it; then the model is as it was."""
    model, generator = make(), np.random.default_rng(2)
    plan = plan_for(encoding, min_values=0)
    before = [generator.normal(size=w.shape).astype(np.float32) for w in model.get_weights()]
    model.set_weights(before)
    with rounded(model, plan, joint=joint_weights(model)) as record:
        within = [np.array(value) for value in model.get_weights()]
        bridge.write(translate(read_keras_model(model, {})), tmp_path, record)
    for entry in read_entries(tmp_path):
        is_matrix = entry["dtype"] == "float32" and len(entry["shape"]) > 1
        assert entry.get("quantization", {}).get("dtype") == (encoding if is_matrix else None)
    for old, new in zip(before, within, strict=True):
        assert np.array_equal(old, new) is (old.ndim < 2)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)


def test_float32_rounds_nothing() -> None:
    """The variables are not even assigned."""
    model = models.cnn()
    before = [np.array(value) for value in model.get_weights()]
    assert round_weights(model, AS_THEY_ARE).weights == ()
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)


def test_a_block_that_fails_leaves_the_model_as_it_was() -> None:
    """As one that ends well."""
    model = models.cnn()
    before = [np.array(value) for value in model.get_weights()]
    with pytest.raises(RuntimeError), rounded(model, plan_for("float16")):
        raise RuntimeError
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)
