"""Rounding a Keras model's weights, and what is then stored of the translated model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.encodings.plan import AS_THEY_ARE, plan_for
from tfjs_bridge.artifact.model_json import MODEL_JSON, read_json_object, read_manifest
from tfjs_bridge.artifact.shards import read_weights
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.rounding import joint_weights, round_weights, rounded
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.convert.writers import bridge
from tfjs_bridge.errors import ModelWarning, UsageError


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


def test_an_unknown_pattern_changes_nothing() -> None:
    """It is refused before any weight is rounded."""
    model = models.cnn()
    before = [np.array(value) for value in model.get_weights()]
    plan = plan_for(["uint8", "uint8:dense/kernal"])
    with pytest.raises(UsageError, match=r"matches none of the model's weights.*dense/kernel"):
        round_weights(model, plan)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)


def test_what_cannot_be_rounded_stays(tmp_path: Path) -> None:
    """NaN is warned of; int32, vectors and small weights are left alone, unless they are named."""
    keras = models.seeded_keras()
    layers = [
        keras.layers.Dense(8, name="nan"),
        keras.layers.Dense(8, name="far"),
        keras.layers.Dense(2, name="small"),
        keras.layers.Dense(30, name="named"),
    ]
    model = keras.Sequential([keras.Input((8,)), *layers], name="m")
    nan, far = (np.full((8, 8), value, np.float32) for value in (np.nan, 1e6))
    for layer, value in zip(layers, (nan, far, None, None), strict=True):
        if value is not None:
            layer.kernel.assign(value)
    layers[3].bias.assign(np.linspace(-1, 2, 30))
    counter = model.add_weight(shape=(8, 8), dtype="int32", name="counter", trainable=False)
    plan = plan_for(["uint8", "float16:far/*", "uint8:named/bias", "float32:named/kernel"])
    warned = pytest.warns(ModelWarning, match="'m/nan/kernel': NaN or infinite .* cannot be round")
    with warned, rounded(model, plan) as record:
        assert {one.path: one.reason for one in record.kept} == {
            "m/nan/kernel": "not finite",
            "m/nan/bias": "vector",
            "m/far/kernel": "out of range",
            "m/far/bias": "vector",
            "m/small/kernel": "small",
            "m/small/bias": "vector",
            "m/named/kernel": "not asked for",
            counter.path: "other dtype",
        }
        (bias,) = record.weights
        assert (bias.path, bias.encoding, bias.is_named) == ("m/named/bias", "uint8", True)
        np.testing.assert_array_equal(np.asarray(layers[3].bias), bias.value)
    np.testing.assert_array_equal(np.asarray(layers[3].bias), bias.original)


# What the layers format makes of a weight, and the encoding that still holds it.
REWRITTEN: dict[str, tuple[Callable[[Any], Any], tuple[int | None, ...], set[str | None]]] = {
    "attention": (lambda k: k.GroupQueryAttention(5, 4, 2), (6, 24), {"uint8"}),
    "a depthwise kernel, dilated": (
        lambda k: k.DepthwiseConv2D(3, dilation_rate=2),
        (9, 9, 6),
        {"uint8"},
    ),
    "groups": (lambda k: k.Conv2D(12, 3, groups=3), (9, 9, 6), {"uint8"}),
    "a transposed kernel": (lambda k: k.Conv1DTranspose(8, 3, strides=2), (9, 6), {"uint8"}),
    "steps written out": (lambda k: k.GRU(12), (5, 9), {"uint8"}),
    "constants among the weights": (lambda k: k.GRU(12), (None, 9), {"uint16", None}),
    "columns of different factors": (
        lambda k: k.LSTM(12, recurrent_activation="hard_sigmoid"),
        (5, 9),
        {"uint16", None},
    ),
    "both kernels in one": (lambda k: k.SimpleRNN(12, activation="gelu"), (5, 9), {"uint8"}),
    "an equation": (lambda k: k.EinsumDense("abc,cde->abde", (None, 4, 8)), (5, 6), {"uint8"}),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_rewritten_weights_keep_their_values(tmp_path: Path, name: str) -> None:
    """In the smallest encoding that holds them bit for bit, else as they are."""
    make, shape, expected = REWRITTEN[name]
    keras = models.seeded_keras()
    x = keras.Input(shape)
    layer = make(keras.layers)
    model = keras.Model(x, layer(x, x) if name == "attention" else layer(x))
    generator = np.random.default_rng(2)
    model.set_weights([generator.normal(scale=0.3, size=w.shape) for w in model.get_weights()])
    with rounded(model, plan_for("uint8"), joint=joint_weights(model)) as record:
        exported = translate(read_keras_model(model, {}))
        weights = list(exported.weights)
        bridge.write(dataclasses.replace(exported, weights=weights), tmp_path, record)
    for weight, read in zip(weights, read_weights(tmp_path, read_manifest(tmp_path)), strict=True):
        np.testing.assert_array_equal(read.value, weight.value, err_msg=weight.name)
    found = {
        entry.get("quantization", {}).get("dtype")
        for entry in read_entries(tmp_path)
        if len(entry["shape"]) > 1 and np.prod(entry["shape"]) >= 32
    }
    assert found <= expected
    assert found & {"uint8", "uint16"} or None in expected
