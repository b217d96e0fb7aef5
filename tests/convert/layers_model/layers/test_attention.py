"""Attention without weights for queries, keys and values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, randomized, several
from tests.convert.layers_model.layers.test_merging import ids, random
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

EACH_CLASS = pytest.mark.parametrize("name", ["Attention", "AdditiveAttention"])
LENGTHS = pytest.mark.parametrize("is_open", [False, True], ids=["fixed", "open"])

_SETTINGS: dict[str, Make] = {
    "dot": lambda k: k.Attention(),
    "dot-scale": lambda k: k.Attention(use_scale=True),
    "dot-dropout": lambda k: k.Attention(dropout=0.5, seed=3),
    "concat": lambda k: k.Attention(score_mode="concat"),
    "concat-scale": lambda k: k.Attention(score_mode="concat", use_scale=True),
    "additive": lambda k: k.AdditiveAttention(),
    "additive-no-scale": lambda k: k.AdditiveAttention(use_scale=False, dropout=0.2),
}


@pytest.mark.parametrize("make", _SETTINGS.values(), ids=_SETTINGS)
def test_settings(make: Make) -> None:
    """With keys of their own, values of another size, and the scores as an output."""
    keras = models.seeded_keras()
    shapes = [(4, 3), (5, 7), (5, 3)]
    xs = [keras.Input((None, size)) for _, size in shapes]
    outputs = make(keras.layers)(xs, return_attention_scores=True)
    model = randomized(keras.Model(xs, list(outputs)))
    assert_parity(model, [random(3, *shape, seed=k) for k, shape in enumerate(shapes)])


@EACH_CLASS
@pytest.mark.parametrize("sizes", [(None, 5), (4, None)], ids=["queries", "values"])
def test_one_open_length(name: str, sizes: tuple[int | None, ...]) -> None:
    """Of the queries or of the values alone."""
    keras = models.seeded_keras()
    xs = [keras.Input((steps, 3)) for steps in sizes]
    model = randomized(keras.Model(xs, getattr(keras.layers, name)()(xs)))
    assert_parity(model, [random(3, 4, 3), random(3, 5, 3, seed=1)])


_MASKED = {"queries": (True, False), "values": (False, True), "both": (True, True)}


@LENGTHS
@pytest.mark.parametrize("zero", _MASKED.values(), ids=_MASKED)
def test_masks(is_open: bool, zero: tuple[bool, bool]) -> None:
    """Values that do not count, queries that give 0, and the queries' mask behind the layer."""
    keras = models.seeded_keras()
    layers = keras.layers
    xs = [keras.Input((None if is_open else steps,), dtype="int32") for steps in (4, 5)]
    pairs = zip(xs, zero, strict=True)
    steps = [layers.Embedding(5, 3, mask_zero=is_masked)(x) for x, is_masked in pairs]
    outputs = [
        layer(steps, use_causal_mask=is_causal)
        for layer in (layers.Attention(), layers.AdditiveAttention())
        for is_causal in (False, True)
    ]
    model = randomized(keras.Model(xs, [*outputs, layers.LSTM(2)(outputs[0])]))
    values = [ids(0, 3, 4), ids(1, 3, 5)]
    values[1][0] = 0  # of this sample no value counts
    assert_parity(model, values)


@EACH_CLASS
@pytest.mark.parametrize("by_place", [False, True], ids=["named", "by-place"])
def test_masks_of_the_call(name: str, by_place: bool) -> None:
    """Masks that are inputs themselves, in place of the tensors' own."""
    keras = models.seeded_keras()
    xs = [keras.Input((4, 3)), keras.Input((5, 3))]
    masks = [keras.Input((steps,), dtype="bool") for steps in (4, 5)]
    layer = getattr(keras.layers, name)()
    output = layer(xs, masks) if by_place else layer(xs, mask=[None, masks[1]])
    model = randomized(keras.Model([*xs, *masks], [output, keras.layers.Dense(2)(masks[0])]))
    assert_parity(model, [random(3, 4, 3), random(3, 5, 3), ids(0, 3, 4) > 0, ids(1, 3, 5) > 0])


def test_mask_for_each_query() -> None:
    """Of shape (batch, queries, values)."""
    keras = models.seeded_keras()
    xs = [keras.Input((4, 3)), keras.Input((5, 3))]
    mask = keras.Input((4, 5), dtype="bool")
    model = keras.Model([*xs, mask], keras.layers.Attention()(xs, mask=[None, mask]))
    assert_parity(model, [random(3, 4, 3), random(3, 5, 3), ids(0, 3, 4, 5) > 0])


@EACH_CLASS
def test_of_itself(name: str) -> None:
    """One tensor as query, value and key, again and again with the same layer."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((6,), dtype="int32")
    steps, layer = layers.Embedding(5, 4, mask_zero=True)(x), getattr(layers, name)()
    once = layer([steps, steps])
    twice = layer([once, steps, once])
    outputs = [once, layers.GlobalAveragePooling1D()(twice), layers.GRU(2)(twice)]
    values = ids(0, 3, 6)
    values[:, 0] = 1
    assert_parity(randomized(keras.Model(x, outputs)), [values])


@pytest.mark.parametrize("is_causal", [False, True], ids=["all", "causal"])
def test_more_axes(is_causal: bool) -> None:
    """Attention by itself for each of the axes in front, such as heads."""
    keras = models.seeded_keras()
    xs = [keras.Input((2, 4, 3)), keras.Input((2, 5, 3))]
    outputs = keras.layers.Attention(use_scale=True)(
        xs, use_causal_mask=is_causal, return_attention_scores=True
    )
    assert_parity(randomized(keras.Model(xs, list(outputs))))


def _masked_heads(keras: Any) -> Any:
    x = keras.Input((2, 4), dtype="int32")
    steps = keras.layers.Embedding(5, 3, mask_zero=True)(x)
    return keras.Model(x, keras.layers.Attention()([steps, steps]))


def _causal_mask_for_each_query(keras: Any) -> Any:
    xs, mask = [keras.Input((4, 3)), keras.Input((5, 3))], keras.Input((4, 5), dtype="bool")
    output = keras.layers.Attention()(xs, mask=[None, mask], use_causal_mask=True)
    return keras.Model([*xs, mask], output)


_REJECTED: dict[str, tuple[Make, str]] = {
    "rank-2": (
        lambda _: several([(3,), (3,)], lambda k: k.Attention()).build(),
        r"expected tensors of shape \(batch, steps, features\)",
    ),
    "ranks": (
        lambda _: several([(4, 3), (2, 4, 3)], lambda k: k.Attention()).build(),
        "Give them the same axes",
    ),
    "front": (
        lambda _: several([(1, 4, 3), (2, 4, 3)], lambda k: k.Attention()).build(),
        "differ in the axes before the last two",
    ),
    "additive-rank-4": (
        lambda _: several([(2, 4, 3), (2, 4, 3)], lambda k: k.AdditiveAttention()).build(),
        "compares each query with each key",
    ),
    "masked-heads": (_masked_heads, "has masks, for tensors of shape"),
    "causal-mask-for-each": (_causal_mask_for_each_query, r"expected \(batch, steps\)"),
}


@pytest.mark.parametrize(("build", "message"), _REJECTED.values(), ids=_REJECTED)
def test_rejected(build: Make, message: str) -> None:
    """What Keras itself mixes samples in, or what has more axes than TensorFlow.js's Dot."""
    model = build(models.seeded_keras())
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(model))


def test_large_scores() -> None:
    """Softmax of scores in the hundreds, where rounding would show."""
    model = several([(20, 32), (30, 32)], lambda k: k.Attention()).build()
    assert_parity(model, [random(3, 20, 32) * 4, np.flip(random(3, 30, 32, seed=1)) * 4])
