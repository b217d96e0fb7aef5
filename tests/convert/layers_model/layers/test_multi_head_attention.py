"""Attention with several heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, randomized
from tests.convert.layers_model.layers.test_merging import ids, random
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [
    pytest.mark.node,
    pytest.mark.usefixtures("node"),
    # GroupQueryAttention passes masks to layers of its own that do without.
    pytest.mark.filterwarnings("ignore:.*does not support masking:UserWarning"),
]

LENGTHS = pytest.mark.parametrize("is_open", [False, True], ids=["fixed", "open"])


def heads(**settings: Any) -> Make:
    """A MultiHeadAttention."""
    return lambda k: k.MultiHeadAttention(**{"num_heads": 2, "key_dim": 3, **settings})


def groups(**settings: Any) -> Make:
    """A GroupQueryAttention of 4 heads for queries and 2 for keys."""
    sizes = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    return lambda k: k.GroupQueryAttention(**{**sizes, **settings})


BOTH: dict[str, Any] = {"heads": heads, "groups": groups}
EACH = pytest.mark.parametrize("attention", BOTH.values(), ids=BOTH)


def _called(make: Make, shapes: Sequence[Sequence[int | None]], **call: Any) -> Any:
    """A model of one input for each of query, value and key."""
    keras = models.seeded_keras()
    xs = [keras.Input(shape, name=f"x{number}") for number, shape in enumerate(shapes)]
    outputs = keras.tree.flatten(make(keras.layers)(*xs, **call))
    return randomized(keras.Model(xs, outputs))


_SETTINGS: dict[str, Make] = {
    "heads-value-dim": heads(value_dim=5),
    "heads-output-shape": heads(output_shape=7, use_bias=False),
    "heads-output-shape-2": heads(output_shape=(2, 5)),
    "heads-one": heads(num_heads=1, attention_axes=(1,)),
    "heads-gate": heads(use_gate=True),
    "heads-window": heads(sliding_window=2),
    "groups": groups(),
    "groups-gate": groups(use_gate=True, use_bias=False),
    "groups-window": groups(sliding_window=2),
}


@pytest.mark.parametrize("make", _SETTINGS.values(), ids=_SETTINGS)
def test_settings(make: Make) -> None:
    """A query, a value and a key of their own, each of any length."""
    values = [random(3, steps, 8, seed=k) for k, steps in enumerate((4, 5, 5))]
    assert_parity(_called(make, [(None, 8)] * 3), values)


@EACH
def test_window_of_fixed_length(attention: Any) -> None:
    """The last queries are near to no key at all."""
    assert_parity(_called(attention(sliding_window=1), [(8, 4), (3, 4)]))


def test_three_sizes() -> None:
    """The heads take what they need of query, value and key."""
    assert_parity(_called(heads(value_dim=5), [(4, 8), (5, 6), (5, 7)]))


@EACH
@LENGTHS
@pytest.mark.parametrize("is_causal", [False, True], ids=["all", "causal"])
def test_scores(attention: Any, is_open: bool, is_causal: bool) -> None:
    """Each head's, as an output; with dropout, which is for training alone."""
    keras = models.seeded_keras()
    shapes = [(6, 8), (5, 8)]
    xs = [keras.Input((None if is_open else steps, size)) for steps, size in shapes]
    layer = attention(dropout=0.3)(keras.layers)
    shown = layer(*xs, return_attention_scores=True, use_causal_mask=is_causal)
    outputs = [*shown, layer(*xs), attention()(keras.layers)(*xs, use_causal_mask=is_causal)]
    assert_parity(randomized(keras.Model(xs, outputs)), [random(3, *shape) for shape in shapes])


_ZERO = {"query": (True, False), "value": (False, True), "both": (True, True)}


@EACH
@LENGTHS
@pytest.mark.parametrize("zero", _ZERO.values(), ids=_ZERO)
def test_masks(attention: Any, is_open: bool, zero: tuple[bool, bool]) -> None:
    """Of the query and the value, for all ways in which Keras computes; the masks go on or end."""
    keras = models.seeded_keras()
    layers = keras.layers
    xs = [keras.Input((None if is_open else steps,), dtype="int32") for steps in (4, 5)]
    pairs = zip(xs, zero, strict=True)
    query, value = (layers.Embedding(5, 6, mask_zero=is_masked)(x) for x, is_masked in pairs)
    outputs = [
        attention()(layers)(query, value),
        attention()(layers)(query, value, use_causal_mask=True),
        attention(dropout=0.5)(layers)(query, value, value),
        *attention()(layers)(query, value, return_attention_scores=True),
    ]
    read = [layers.LSTM(2)(x) for x in (outputs[0], query, value)]
    values = [ids(0, 3, 4), ids(1, 3, 5)]
    values[0][1] = values[1][2] = 0  # a sample in which nothing counts
    assert_parity(randomized(keras.Model(xs, [*outputs, *read])), values)


@EACH
def test_masks_of_the_call(attention: Any) -> None:
    """Some by name, some by place; each class has its own idea of query_mask."""
    keras = models.seeded_keras()
    layers = keras.layers
    query, value = keras.Input((4, 8)), keras.Input((5, 8))
    four, five = (keras.Input((steps,), dtype="bool") for steps in (4, 5))
    outputs = [
        attention()(layers)(query, value, query_mask=four),
        attention()(layers)(query, value, value_mask=five),
        attention()(layers)(query, value, key_mask=five, value_mask=five),
        attention()(layers)(query, value, value, four, five),
        attention()(layers)(query, key=value, value=value),
    ]
    model = keras.Model([query, value, four, five], [*outputs, layers.Dense(1)(four)])
    values = [random(3, 4, 8), random(3, 5, 8), ids(0, 3, 4) > 0, ids(1, 3, 5) > 0]
    assert_parity(randomized(model), values)


_MASKS: dict[str, tuple[tuple[int, ...], str]] = {
    "bool": ((4, 5), "bool"),
    "int": ((4, 5), "int32"),
    "float": ((4, 5), "float32"),
    "all-queries": ((1, 5), "bool"),
    "all-heads": ((1, 4, 5), "bool"),
    "each-head": ((2, 4, 5), "bool"),
}


@pytest.mark.parametrize(("shape", "dtype"), _MASKS.values(), ids=_MASKS)
def test_attention_mask(shape: tuple[int, ...], dtype: str) -> None:
    """Shape (batch, queries, keys), or (batch, heads, queries, keys)."""
    keras = models.seeded_keras()
    xs = [keras.Input((4, 8)), keras.Input((5, 8))]
    mask = keras.Input(shape, dtype=dtype)
    outputs = [
        heads()(keras.layers)(*xs, attention_mask=mask),
        heads()(keras.layers)(*xs, attention_mask=mask, use_causal_mask=True),
        *heads()(keras.layers)(*xs, attention_mask=mask, return_attention_scores=True),
    ]
    model = randomized(keras.Model([*xs, mask], outputs))
    assert_parity(model, [random(3, 4, 8), random(3, 5, 8), ids(0, 3, *shape).astype(dtype)])


@pytest.mark.parametrize("shape", [(4, 5), (1, 4, 5), (1, 1, 4, 5)], ids=str)
def test_constant_attention_mask(shape: tuple[int, ...]) -> None:
    """The same for all samples."""
    keras = models.seeded_keras()
    xs = [keras.Input((4, 8)), keras.Input((5, 8))]
    mask = ids(0, *shape) > 0
    model = keras.Model(xs, heads()(keras.layers)(*xs, attention_mask=mask))
    assert_parity(randomized(model))


@EACH
def test_shared_layer(attention: Any) -> None:
    """Of itself, across, and once more on what it gave."""
    keras = models.seeded_keras()
    x, y = keras.Input((4, 6)), keras.Input((5, 6))
    layer = attention()(keras.layers)
    assert_parity(
        randomized(keras.Model([x, y], [layer(x, y), layer(y, x), layer(layer(x, x), y)]))
    )


_AXES: dict[str, tuple[Make, list[tuple[int, ...]]]] = {
    "all": (heads(), [(2, 3, 6), (2, 4, 6)]),
    "first": (heads(attention_axes=(1,), output_shape=(2, 2)), [(2, 3, 6), (5, 3, 6)]),
    "last": (heads(attention_axes=(-2,), use_gate=True), [(2, 3, 6), (2, 4, 6)]),
    "two-of-three": (heads(attention_axes=(3, 1)), [(2, 3, 2, 6), (4, 3, 2, 6)]),
}


@pytest.mark.parametrize(("make", "shapes"), _AXES.values(), ids=_AXES)
def test_attention_axes(make: Make, shapes: list[tuple[int, ...]]) -> None:
    """Attention over some of several axes."""
    assert_parity(_called(make, shapes))


def test_open_picture() -> None:
    """Attention over all places of a picture of any width."""
    assert_parity(
        _called(heads(), [(2, None, 6), (2, 4, 6)]), [random(3, 2, 5, 6), random(3, 2, 4, 6)]
    )


def test_large_scores() -> None:
    """A masked score must stay below any other."""
    keras = models.seeded_keras()
    x, y = keras.Input((4, 3)), keras.Input((4,), dtype="int32")
    steps = keras.layers.Embedding(5, 3, mask_zero=True)(y)
    model = randomized(keras.Model([x, y], heads()(keras.layers)(x, steps)))
    values = np.array([[1, 0, 2, 0], [1, 1, 1, 0], [0, 0, 0, 0]], np.int32)
    assert_parity(model, [random(3, 4, 3) * 100, values])


def test_decoder() -> None:
    """Two blocks of a causal transformer with masks."""
    keras = models.seeded_keras()
    layers, tokens = keras.layers, keras.Input((None,), dtype="int32")
    x = layers.Embedding(9, 16, mask_zero=True)(tokens)
    for _ in range(2):
        seen = layers.MultiHeadAttention(4, 4, dropout=0.1)(x, x, use_causal_mask=True)
        x = layers.LayerNormalization(epsilon=1e-6)(x + seen)
        inner = layers.Dense(16)(layers.Dense(32, activation="gelu")(x))
        x = layers.LayerNormalization()(layers.add([x, layers.Dropout(0.1)(inner)]))
    model = randomized(keras.Model(tokens, layers.Dense(9, activation="softmax")(x)))
    assert_parity(model, [ids(0, 3, 8)])


_REJECTED: dict[str, tuple[Make, dict[str, Any], str]] = {
    "scores": (heads(), {"return_attention_scores": True}, "more than 3 axes"),
    "causal": (heads(attention_axes=(2,)), {"use_causal_mask": True}, "more than 3 axes"),
    "window": (heads(sliding_window=1), {}, "more than 3 axes"),
}


@pytest.mark.parametrize(("make", "call", "message"), _REJECTED.values(), ids=_REJECTED)
def test_rejected_axes(make: Make, call: dict[str, Any], message: str) -> None:
    """Masks and scores that TensorFlow.js has no tensors of enough axes for."""
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(_called(make, [(2, 3, 6), (2, 3, 6)], **call)))


def test_rejected_mask_without_queries() -> None:
    """Keras would take the batch for the queries."""
    keras = models.seeded_keras()
    x, mask = keras.Input((4, 8)), keras.Input((4,), dtype="bool")
    model = keras.Model([x, mask], heads()(keras.layers)(x, x, attention_mask=mask))
    with pytest.raises(UnsupportedModelError, match=r"of shape \(batch, queries, keys\)"):
        translate(read_keras_model(model))


def test_input_shapes_fix_what_is_open() -> None:
    """Attention over one of two open axes needs the other's size."""
    model = _called(heads(attention_axes=(2,)), [(None, None, 6)] * 2)
    with pytest.raises(UnsupportedModelError, match="--input-shape"):
        translate(read_keras_model(model))
    shapes = {"x0": (2, 3, 6), "x1": (2, 4, 6)}
    assert_parity(model, [random(3, 2, 3, 6), random(3, 2, 4, 6)], input_shapes=shapes)
