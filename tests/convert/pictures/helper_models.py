"""A small Keras model for each helper over models of pictures, and what its helper has to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export
from tfjs_bridge.artifact.pictures import prepare_picture

Array = npt.NDArray[Any]

COLOURS = ("red", "green", "blue")
BOXES = 30
# Height and width of the picture, which is not square.
HEIGHT, WIDTH = 31, 43
INPUT = 12


def picture() -> npt.NDArray[np.uint8]:
    """Noise in large spots, some of them mostly red, green or blue."""
    rng = np.random.default_rng(8)
    spots = rng.integers(0, 256, (4, 5, 3), np.uint8)
    return np.repeat(np.repeat(spots, 8, axis=0), 9, axis=1)[:HEIGHT, :WIDTH]


def models() -> dict[str, tuple[Any, ModelCard]]:
    """Each with what is known of it."""
    keras = seeded_keras()
    layers = keras.layers
    photo = keras.Input((INPUT, INPUT, 3), name="photo")
    seen = layers.Flatten()(photo)
    scores = layers.Dense(3, activation="sigmoid", name="scores")(seen)
    size = [layers.Dense(1, name=name)(seen) for name in ("age", "price")]
    spots = layers.Conv2D(3, 1, use_bias=False, activation="softmax", name="spots")
    spotted = keras.Model(photo, spots(photo))
    spots.set_weights([8 * np.eye(3, dtype=np.float32)[np.newaxis, np.newaxis]])
    vector = layers.Dense(5, name="vector")(seen)
    how: dict[str, dict[str, str]] = {
        "labels": {"method": "pil-bicubic", "fit": "stretch"},
        "numbers": {"method": "lanczos3", "fit": "center-crop"},
        "map": {"method": "bilinear", "fit": "crop"},
        "vector": {"method": "area", "fit": "pad"},
        "boxes": {"method": "bilinear-antialias", "fit": "letterbox"},
    }
    cards = {
        name: ModelCard(
            labels=COLOURS if name in ("labels", "map") else None,
            preprocessing={"kind": "picture", "scale": "unit", **fit},
        )
        for name, fit in how.items()
    }
    made = {
        "labels": keras.Model(photo, scores),
        "numbers": keras.Model(photo, size),
        "map": spotted,
        "vector": keras.Model(photo, vector),
        "boxes": _detector(keras, photo, seen),
    }
    # Likely, unlikely, likely: initial weights depend on what Keras has drawn before.
    biases = {"labels": [2.0, -2.0, 1.0]}
    for seed, name in enumerate(("labels", "numbers", "vector")):
        _set_weights(made[name], np.random.default_rng(seed), biases.get(name, 0.0))
    return {name: (model, cards[name]) for name, model in made.items()}


def _set_weights(model: Any, rng: np.random.Generator, bias: Any) -> None:
    for layer in model.layers:
        if layer.get_weights():
            kernel, old = layer.get_weights()
            layer.set_weights([rng.normal(0, 0.03, kernel.shape), np.zeros_like(old) + bias])


def _detector(keras: Any, photo: Any, seen: Any) -> Any:
    """Boxes that overlap, with scores that depend on the picture."""
    layers = keras.layers
    rng = np.random.default_rng(2)
    corners = rng.uniform(-1, INPUT - 4, (BOXES, 2))
    around = np.concatenate([corners, corners + rng.uniform(3, 6, (BOXES, 2))], axis=1)
    boxes = layers.Dense(4 * BOXES)
    placed = layers.Reshape((BOXES, 4), name="boxes")(boxes(seen))
    scores = layers.Dense(3 * BOXES, activation="sigmoid")
    scored = layers.Reshape((BOXES, 3), name="scores")(scores(seen))
    for dense, biases in ((boxes, around.ravel()), (scores, rng.normal(0, 1.5, 3 * BOXES))):
        dense.set_weights([rng.normal(0, 0.01, dense.get_weights()[0].shape), biases])
    return keras.Model(photo, [placed, scored])


def export_all(folder: Path) -> dict[str, Any]:
    """Write an artifact of each model; return what Keras says of the picture, by model."""
    outputs = {}
    for name, (model, card) in models().items():
        metadata = export(model, folder / name, card=card)
        assert metadata.preprocessing is not None
        prepared = prepare_picture(picture(), metadata.preprocessing)[np.newaxis]
        found = model.predict(prepared, verbose=0)
        listed = found if isinstance(found, list) else [found]
        outputs[name] = [np.asarray(it)[0] for it in listed]
    return outputs


def check_answers(answers: dict[str, Any], outputs: dict[str, Any]) -> None:
    """Compare what the helpers say with what follows from Keras's outputs."""
    _check_labels(answers["labels"], outputs["labels"][0])
    age, price = (float(value[0]) for value in outputs["numbers"])
    assert answers["numbers"] == pytest.approx({"age": age, "price": price}, abs=1e-5)
    _check_map(answers["map"], outputs["map"][0])
    _check_vector(answers["vector"], outputs["vector"][0])
    _check_boxes(answers["boxes"], *outputs["boxes"])
    for report in answers["selfTests"]:
        assert report["ok"] is True
        assert report["pictures"] == 2


def _check_labels(answer: dict[str, Any], scores: Array) -> None:
    assert answer["multi"] is True
    assert answer["scores"] == pytest.approx(scores.tolist(), abs=1e-5)
    best = sorted((k for k in range(3) if scores[k] >= 0.5), key=lambda k: -scores[k])
    assert 0 < len(best) < 3
    assert [found["label"] for found in answer["found"]] == [COLOURS[k] for k in best]


def _check_map(answer: dict[str, Any], scores: Array) -> None:
    """Each pixel of the square in the middle has the class of the place that shows its middle."""
    left = (WIDTH - HEIGHT) // 2
    places = (2 * np.arange(HEIGHT) + 1) * INPUT // (2 * HEIGHT)
    expected = np.full((HEIGHT, WIDTH), -1)
    expected[:, left : left + HEIGHT] = scores.argmax(axis=-1)[np.ix_(places, places)]
    assert answer["size"] == [HEIGHT, WIDTH]
    np.testing.assert_array_equal(np.reshape(answer["classes"], expected.shape), expected)
    seen = expected[expected >= 0]
    shares = {COLOURS[k]: float((seen == k).mean()) for k in np.unique(seen)}
    assert len(shares) == 3
    found = {share["label"]: share["share"] for share in answer["shares"]}
    assert found == pytest.approx(shares)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    overlay = np.reshape(answer["overlay"], (HEIGHT, WIDTH, 4))
    np.testing.assert_array_equal(overlay[..., 3] == 255, (expected >= 0) & (expected != 1))
    colours = {share["index"]: share["colour"] for share in answer["shares"]}
    for index in (0, 2):
        assert (overlay[expected == index][:, :3] == colours[index]).all()
    painted = np.reshape(answer["painted"], (HEIGHT, WIDTH, 4))
    np.testing.assert_array_equal(painted[expected < 0][:, :3], picture()[expected < 0])
    mixed = (picture()[expected == 0] + np.array(colours[0], np.float64)) / 2
    np.testing.assert_allclose(painted[expected == 0][:, :3], mixed, atol=1)


def _check_vector(answer: dict[str, Any], values: Array) -> None:
    expected = values / np.linalg.norm(values)
    assert answer["embedding"] == pytest.approx(expected.tolist(), abs=1e-5)
    assert -1 <= answer["similarity"] < 0.999
    (nearest,) = answer["nearest"]
    assert nearest == {"index": 1, "similarity": pytest.approx(1)}


def _check_boxes(answer: list[dict[str, Any]], boxes: Array, scores: Array) -> None:
    """As TensorFlow suppresses them; the picture fills the width, below one row of black."""
    import tensorflow as tf

    expected = []
    for index in range(3):
        kept = tf.image.non_max_suppression(
            boxes, scores[:, index], 100, iou_threshold=0.3, score_threshold=0.4
        ).numpy()
        assert 0 < len(kept) < (scores[:, index] > 0.4).sum()
        expected += [(float(scores[k, index]), index, boxes[k]) for k in kept]
    expected.sort(key=lambda it: -it[0])
    # 31 rows become floor(31 / (43 / 12)) = 8, from row floor((12 - 8.65) / 2) = 1 on.
    scale, start = np.array([WIDTH / 12, HEIGHT / 8] * 2), np.array([0, 1] * 2)
    rows = []
    for score, index, box in expected:
        places = np.clip((box - start) * scale, 0, np.array([WIDTH, HEIGHT] * 2))
        if (places[2:] > places[:2]).all():
            rows.append((score, index, places.tolist()))
    assert [(it["label"], it["index"]) for it in answer] == [("abc"[k], k) for _, k, _ in rows]
    for found, (score, _, places) in zip(answer, rows, strict=True):
        assert found["score"] == pytest.approx(score, abs=1e-5)
        assert found["box"] == pytest.approx(places, abs=1e-3)
