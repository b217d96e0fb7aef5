"""Dense layers, embeddings and masks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_DENSE: dict[str, tuple[tuple[int, ...], Make]] = {
    "rank-2": ((5,), lambda k: k.Dense(4, use_bias=False)),
    "rank-3": ((3, 5), lambda k: k.Dense(4, activation="relu")),
    "rank-4": ((2, 3, 5), lambda k: k.Dense(4, activation="softmax")),
    "rank-5": ((2, 3, 4, 5), lambda k: k.Dense(6, activation="elu")),
    "rank-6": ((2, 1, 2, 3, 5), lambda k: k.Dense(2, activation="selu")),
    "one-unit": ((3, 1), lambda k: k.Dense(1, activation="sigmoid")),
    "regularized": ((5,), lambda k: k.Dense(4, kernel_regularizer="l2", bias_constraint="non_neg")),
    "rewritten": ((3, 5), lambda k: k.Dense(4, activation="log_sigmoid", use_bias=False)),
}


@pytest.mark.parametrize(("shape", "make"), _DENSE.values(), ids=_DENSE)
def test_dense(shape: tuple[int, ...], make: Make) -> None:
    """On inputs of any rank."""
    assert_parity(one(shape, make).build())


def test_dense_on_whole_numbers() -> None:
    """TensorFlow.js would compute with whole numbers."""
    x = np.random.default_rng(0).integers(-9, 9, (3, 5)).astype(np.int32)
    assert_parity(one((5,), lambda k: k.Dense(4), "int32").build(), [x])


def test_dense_on_unknown_sizes() -> None:
    """The last axis alone has to be fixed."""
    x = np.random.default_rng(0).normal(size=(2, 7, 3, 4)).astype(np.float32)
    assert_parity(one((None, None, 4), lambda k: k.Dense(3)).build(), [x])


def test_dense_with_a_lora_rank() -> None:
    """The kernel is exported with the adaptation in it."""
    keras = models.seeded_keras()
    layer = keras.layers.Dense(6)
    model = keras.Sequential([keras.Input((5,)), layer])
    layer.enable_lora(2)
    assert_parity(randomized(model))


@pytest.mark.parametrize("dtype", ["int32", "float32"])
@pytest.mark.parametrize(
    "shape",
    [
        pytest.param((), id="one"),
        pytest.param((4,), id="row"),
        pytest.param((2, 3, 4), id="rank-4"),
    ],
)
def test_embedding(shape: tuple[int, ...], dtype: str) -> None:
    """Ids of any rank, whole numbers or not."""
    x = np.random.default_rng(0).integers(0, 9, (3, *shape)).astype(dtype)
    assert_parity(one(shape, lambda k: k.Embedding(9, 5), dtype).build(), [x])


def test_embedding_of_unknown_length() -> None:
    """The count of ids may be left open."""
    model = one((None,), lambda k: k.Embedding(9, 5), "int32").build()
    assert_parity(model, [np.array([[1, 8, 0, 3]], np.int32)])


@pytest.mark.parametrize("tied", [True, False], ids=["tied", "own"])
@pytest.mark.parametrize("cap", [None, 2.0], ids=["plain", "capped"])
def test_reversible_embedding(tied: bool, cap: float | None) -> None:
    """The same layer looks ids up, and scores them."""
    keras = models.seeded_keras()
    if not hasattr(keras.layers, "ReversibleEmbedding"):
        pytest.skip("this Keras has no ReversibleEmbedding")
    layer = keras.layers.ReversibleEmbedding(9, 5, tie_weights=tied, logit_soft_cap=cap)
    x = keras.Input((4,), dtype="int32", name="x")
    assert_parity(randomized(keras.Model(x, layer(keras.ops.tanh(layer(x)), reverse=True))))


def test_masking() -> None:
    """Steps in which all values are the mask value become 0, and no others."""
    x = np.array([[[1, 2], [0, 0], [0, 3]], [[-1, -1], [5, -1], [0, 0]]], np.float32)
    assert_parity(one((3, 2), lambda k: k.Masking()).build(), [x])
    assert_parity(one((3, 2), lambda k: k.Masking(-1.0)).build(), [x])


def test_masking_of_unknown_length() -> None:
    """The count of steps may be left open."""
    keras = models.seeded_keras()
    x = keras.Input((None, 2), name="x")
    model = randomized(keras.Model(x, keras.layers.LSTM(3)(keras.layers.Masking()(x))))
    values = np.random.default_rng(0).normal(size=(2, 5, 2)).astype(np.float32)
    values[0, 2:] = 0
    assert_parity(model, [values])


def test_a_sparse_input_is_refused() -> None:
    """TensorFlow.js layers have no sparse tensors; Keras has, on some of its backends."""
    graph = read_keras_model(models.one_layer(lambda k: k.Dense(2), (4,)))
    first, *others = graph.layers
    sparse = replace(first, config={**first.config, "sparse": True})
    with pytest.raises(UnsupportedModelError, match="sparse"):
        translate(replace(graph, layers=(sparse, *others)))
