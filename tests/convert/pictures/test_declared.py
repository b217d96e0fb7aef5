"""What an export declares of pictures and labels: given, or found in the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.artifact.pictures import prepare_picture
from tfjs_bridge.convert.pictures import APPLICATIONS, likely_scale
from tfjs_bridge.errors import UsageError

LIKELY_SCALES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "likely-scales.json").read_text(encoding="utf-8")
)
SPEC = {"height": 5, "width": 4, "channels": 3, "fit": "stretch", "method": "bilinear"}


def classifier(*front: Any, size: int | None = 8, classes: int = 3) -> Any:
    """A small network for pictures, after layers that prepare them."""
    keras = seeded_keras()
    layers = keras.layers
    network = [layers.Conv2D(4, 3), layers.GlobalAveragePooling2D(), layers.Dense(classes)]
    return keras.Sequential([keras.Input((size, size, 3), name="photo"), *front, *network])


@pytest.mark.parametrize("name", sorted(APPLICATIONS))
def test_an_application_prepares_as_keras_does(name: str) -> None:
    """Its module's preprocess_input, of Keras as it is installed."""
    keras = seeded_keras()
    pixels = np.random.default_rng(1).integers(0, 256, (5, 4, 3), np.uint8)
    spec = {**SPEC, "invert": "never", "scale": APPLICATIONS[name]}
    expected = getattr(keras.applications, name).preprocess_input(pixels.astype(np.float32))
    np.testing.assert_allclose(prepare_picture(pixels, spec), expected, rtol=0, atol=2e-5)


def test_all_applications_are_known() -> None:
    """A module that a new Keras brings has to be added."""
    keras = seeded_keras()
    modules = {
        name
        for name in dir(keras.applications)
        if hasattr(getattr(keras.applications, name), "preprocess_input")
        and name != "imagenet_utils"
    }
    assert modules == set(APPLICATIONS)


def test_a_model_says_what_range_it_reads() -> None:
    """By a layer at its front, or as a network of keras.applications."""
    keras = seeded_keras()
    layers = keras.layers
    assert likely_scale(classifier(layers.Rescaling(1 / 255))) == "none"
    assert likely_scale(classifier(layers.RandomFlip(), layers.Rescaling(1 / 127.5, -1))) == "none"
    assert likely_scale(classifier(layers.Rescaling(2.0, -1))) == "unit"
    mobile = keras.applications.MobileNetV2((32, 32, 3), 0.35, weights=None, include_top=False)
    assert likely_scale(mobile) == "tf"
    image = keras.Input((32, 32, 3))
    tuned = keras.Model(image, layers.Dense(2)(layers.Flatten()(mobile(image))))
    assert likely_scale(tuned) == "tf"
    prepared = layers.Rescaling(1 / 127.5, -1)(image)
    assert likely_scale(keras.Model(image, mobile(prepared))) == "none"
    efficient = keras.applications.EfficientNetB0(weights=None, input_shape=(32, 32, 3))
    assert likely_scale(efficient) == "none"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in LIKELY_SCALES])
def test_the_page_finds_the_same(case: dict[str, Any]) -> None:
    """By the layers, or by the names of the model and the one inside it."""
    keras = seeded_keras()
    layers = [getattr(keras.layers, it["className"])(**it["config"]) for it in case["layers"]]
    *outer, inner = case["names"]
    model = keras.Sequential([keras.Input((16, 16, 3)), *layers], name=inner)
    for name in outer:
        model = keras.Sequential([keras.Input((16, 16, 3)), model], name=name)
    assert likely_scale(model) == case["scale"]


def test_where_nothing_says_so_nothing_is_taken_for_sure() -> None:
    """A calculation before the network may be its preprocess_input, or anything."""
    keras = seeded_keras()
    assert likely_scale(classifier()) is None
    mobile = keras.applications.MobileNetV2((32, 32, 3), 0.35, weights=None, include_top=False)
    image = keras.Input((32, 32, 3))
    assert likely_scale(keras.Model(image, mobile(image / 127.5 - 1))) is None


def test_what_is_missing_comes_from_the_model(tmp_path: Path) -> None:
    """And what the model leaves open is given."""
    card = ModelCard(
        labels=("daisy", "rose", "tulip"),
        preprocessing={"kind": "picture", "scale": "mobilenet_v2", "fit": "crop"},
    )
    export(classifier(), tmp_path / "fixed", card=card)
    metadata = read_metadata(tmp_path / "fixed")
    assert metadata.labels == ("daisy", "rose", "tulip")
    assert metadata.preprocessing == {
        "kind": "picture",
        "input": "photo",
        "height": 8,
        "width": 8,
        "channels": 3,
        "fit": "crop",
        "method": "bilinear",
        "invert": "never",
        "scale": "tf",
    }
    card = ModelCard(
        preprocessing={"kind": "picture", "scale": "unit", "height": 6, "width": 5},
    )
    export(classifier(size=None), tmp_path / "open", card=card, golden_shapes=(6, 5, 3))
    declared = read_metadata(tmp_path / "open").preprocessing
    assert declared is not None
    assert (declared["height"], declared["width"]) == (6, 5)


def test_the_shorter_side_is_the_inputs_longer_one_unless_it_is_said(tmp_path: Path) -> None:
    """Only where pictures are cropped after they were resized."""
    cut = {"kind": "picture", "scale": "unit", "fit": "center-crop", "method": "pil-bicubic"}
    for name, given, expected in (("a", {}, 8), ("b", {"shorter_side": 10}, 10)):
        export(classifier(), tmp_path / name, card=ModelCard(preprocessing={**cut, **given}))
        declared = read_metadata(tmp_path / name).preprocessing
        assert declared is not None
        assert (declared["shorter_side"], declared["method"]) == (expected, "pil-bicubic")


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({"scale": "tf", "fit": "center-crop", "shorter_side": 7}, "shorter_side: expected a"),
        ({"scale": "mobilenet_v9"}, "preprocessing.scale: not known; expected one of none, unit"),
        ({"scale": "auto"}, "does not say how its pictures are prepared"),
        ({"scale": "tf", "input": "image"}, "expected photo, got image"),
        ({"scale": "tf", "height": 9}, r"preprocessing.height: not the model's; expected 8, got 9"),
        ({"scale": "tf", "method": "cubic"}, "preprocessing.method: expected one of bilinear"),
    ],
)
def test_what_the_model_cannot_read_is_refused(
    declared: dict[str, Any], message: str, tmp_path: Path
) -> None:
    """Before anything is written."""
    card = ModelCard(preprocessing={"kind": "picture", **declared})
    with pytest.raises(UsageError, match=message):
        export(classifier(), tmp_path / "out", card=card)
    assert not (tmp_path / "out").exists()


def test_other_refusals(tmp_path: Path) -> None:
    """Open sizes, other inputs, and labels that are too few or equal."""
    picture = {"kind": "picture", "scale": "tf"}
    keras = seeded_keras()
    row = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    wrong: list[tuple[Any, ModelCard, str]] = [
        (classifier(size=None), ModelCard(preprocessing=picture), "the model leaves it open"),
        (row, ModelCard(preprocessing=picture), "not one input that reads pictures"),
        (row, ModelCard(labels=("a", "b", "c")), "labels: wrong number; .* 2 values, got 3"),
        (row, ModelCard(labels=("a", "a")), "labels: two are equal"),
    ]
    for model, card, message in wrong:
        with pytest.raises(UsageError, match=message):
            export(model, tmp_path / "out", card=card)


def test_a_sigmoid_has_two_labels(tmp_path: Path) -> None:
    """One value says how likely the second class is."""
    export(classifier(classes=1), tmp_path / "out", card=ModelCard(labels=("cat", "dog")))
    assert read_metadata(tmp_path / "out").labels == ("cat", "dog")
