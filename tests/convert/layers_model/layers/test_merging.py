"""Layers that join several tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import randomized, several
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

Shapes = Sequence[tuple[int, ...]]

_KINDS = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")


def every_kind(keras: Any, xs: Sequence[Any]) -> list[Any]:
    """What each layer that joins two tensors value by value makes of them."""
    return [getattr(keras.layers, kind)()(list(xs)) for kind in _KINDS]


def random(*shape: int, seed: int = 0) -> Any:
    """Normally distributed."""
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def ids(seed: int, *shape: int) -> Any:
    """Whole numbers below 3, a third of them 0."""
    return np.random.default_rng(seed).integers(0, 3, shape).astype(np.int32)


_SHAPES: dict[str, Shapes] = {
    "columns": [(), ()],
    "rows-and-columns": [(3, 1), (1, 4)],
    "ranks": [(2, 3, 4), (4,)],
    "ranks-lower-first": [(3, 4), (2, 3, 4)],
    "rank-6": [(2, 1, 2, 1, 2), (2, 2, 2, 2, 2)],
}


@pytest.mark.parametrize("shapes", _SHAPES.values(), ids=_SHAPES)
def test_broadcasting(shapes: Shapes) -> None:
    """Axes of size 1, and axes that are not there."""
    keras = models.seeded_keras()
    xs = [keras.Input(shape) for shape in shapes]
    assert_parity(keras.Model(xs, every_kind(keras, xs)))


def test_whole_numbers() -> None:
    """Inputs of other dtypes count as float32."""
    keras = models.seeded_keras()
    xs = [keras.Input((4,), dtype=dtype) for dtype in ("int32", "bool")]
    assert_parity(keras.Model(xs, every_kind(keras, xs)))


def test_unknown_sizes() -> None:
    """Any axis may be open, in tensors of different ranks as well."""
    keras = models.seeded_keras()
    xs = [keras.Input((None, None, 2)), keras.Input((None, 2))]
    model = keras.Model(xs, every_kind(keras, xs))
    assert_parity(model, [random(3, 5, 4, 2), random(3, 4, 2, seed=1)])


@pytest.mark.parametrize("kind", _KINDS)
def test_one_tensor_twice(kind: str) -> None:
    """The executor must not free it early."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((3, 4))
    y, join = layers.Dense(4)(x), getattr(layers, kind)()
    outputs = [join([y, y]), join([x, y]), layers.Dense(2)(y)]
    assert_parity(randomized(keras.Model(x, outputs)))


def test_more_than_two() -> None:
    """All but Subtract take any number of tensors."""
    keras = models.seeded_keras()
    xs = [keras.Input(shape) for shape in ((3, 4), (1, 4), (4,))]
    kinds = [getattr(keras.layers, kind)() for kind in _KINDS if kind != "Subtract"]
    assert_parity(keras.Model(xs, [join(xs) for join in kinds]))


def test_shared_layer() -> None:
    """Called with tensors of two ranks, then of one; Keras cannot do it the other way round."""
    keras = models.seeded_keras()
    x, y, row = keras.Input((3, 4)), keras.Input((3, 4)), keras.Input((4,))
    joins = [getattr(keras.layers, kind)() for kind in _KINDS]
    outputs = [join(pair) for join in joins for pair in ([y, row], [x, y])]
    assert_parity(keras.Model([x, y, row], outputs))


def _readers(keras: Any, x: Any) -> list[Any]:
    """The values, and what layers that read masks make of them."""
    layers = keras.layers
    return [x, layers.LSTM(3)(x), layers.Dense(2)(layers.GlobalAveragePooling1D()(x))]


_MASKED = {"first": (True, False), "second": (False, True), "both": (True, True)}


@pytest.mark.parametrize("zero", _MASKED.values(), ids=_MASKED)
def test_masks(zero: tuple[bool, bool]) -> None:
    """Steps count if they do in one of the tensors; some layers leave the others out."""
    keras = models.seeded_keras()
    xs = [keras.Input((6,), dtype="int32") for _ in zero]
    tables = [keras.layers.Embedding(5, 4, mask_zero=is_masked) for is_masked in zero]
    joined = every_kind(keras, [table(x) for table, x in zip(tables, xs, strict=True)])
    read = [keras.layers.LSTM(3)(x) for x in joined]
    model = randomized(keras.Model(xs, [*joined, *read]))
    assert_parity(model, [ids(0, 3, 6), ids(1, 3, 6)])


def test_masks_beside_fewer_axes() -> None:
    """A vector for all steps."""
    keras = models.seeded_keras()
    xs = [keras.Input((4,)), keras.Input((None,), dtype="int32")]
    joined = every_kind(keras, [xs[0], keras.layers.Embedding(5, 4, mask_zero=True)(xs[1])])
    model = keras.Model(xs, [*joined, *(keras.layers.LSTM(3)(x) for x in joined)])
    assert_parity(randomized(model), [random(3, 4), ids(1, 3, 6)])


def test_masks_of_fewer_axes() -> None:
    """A tensor that Keras gives more axes has lost its mask before."""
    keras = models.seeded_keras()
    xs = [keras.Input((2, 6, 4)), keras.Input((6,), dtype="int32")]
    steps = keras.layers.Embedding(5, 4, mask_zero=True)(xs[1])
    model = keras.Model(xs, every_kind(keras, [xs[0], steps]))
    assert_parity(randomized(model), [random(3, 2, 6, 4), ids(1, 3, 6)])


def test_rejected_masks_of_several_ranks() -> None:
    """Keras cannot join them either, for most batch sizes."""
    keras = models.seeded_keras()
    xs = [keras.Input(shape, dtype="int32") for shape in ((2, 6), (6,))]
    steps = [keras.layers.Embedding(5, 4, mask_zero=True)(x) for x in xs]
    with pytest.raises(UnsupportedModelError, match=r"'sum' .*masks differ in shape"):
        translate(read_keras_model(keras.Model(xs, keras.layers.Add(name="sum")(steps))))


_CONCATENATED: dict[str, tuple[Shapes, int]] = {
    "rank-2": ([(3,), (2,), (1,)], 1),
    "axis-1": ([(3, 4), (2, 4)], 1),
    "axis-minus-2": ([(3, 4), (2, 4)], -2),
    "axis-minus-3": ([(2, 3, 4), (1, 3, 4)], -3),
    "rank-5": ([(2, 3, 2, 2), (2, 1, 2, 2)], 2),
    "rank-6": ([(2, 3, 2, 2, 2), (2, 3, 2, 2, 3)], -1),
}


@pytest.mark.parametrize(("shapes", "axis"), _CONCATENATED.values(), ids=_CONCATENATED)
def test_concatenate(shapes: Shapes, axis: int) -> None:
    """Along any axis but the batch."""
    assert assert_parity(several(shapes, lambda k: k.Concatenate(axis=axis)).build()) == 0


def test_concatenate_unknown_sizes() -> None:
    """The axis itself, and the others."""
    keras = models.seeded_keras()
    xs = [keras.Input((None, 4)), keras.Input((None, 4))]
    model = keras.Model(xs, keras.layers.Concatenate(axis=1)(xs))
    assert_parity(model, [random(3, 5, 4), random(3, 2, 4)])


def test_concatenate_whole_numbers() -> None:
    """Ids stay ids, and what does not count is masked after it."""
    keras = models.seeded_keras()
    xs = [keras.Input((n,), dtype="int32") for n in (6, 3)]
    y = keras.layers.Embedding(5, 4, mask_zero=True)(keras.layers.Concatenate()(xs))
    assert_parity(randomized(keras.Model(xs, _readers(keras, y))), [ids(0, 3, 6), ids(1, 3, 3)])


@pytest.mark.parametrize("axis", [1, -1], ids=["steps", "features"])
@pytest.mark.parametrize("zero", _MASKED.values(), ids=_MASKED)
def test_concatenate_masks(axis: int, zero: tuple[bool, bool]) -> None:
    """Masks go one after the other, or are joined."""
    keras = models.seeded_keras()
    xs = [keras.Input((6,), dtype="int32") for _ in zero]
    tables = [keras.layers.Embedding(5, 4, mask_zero=is_masked) for is_masked in zero]
    steps = [table(x) for table, x in zip(tables, xs, strict=True)]
    outputs = _readers(keras, keras.layers.Concatenate(axis=axis)(steps))
    assert_parity(randomized(keras.Model(xs, outputs)), [ids(0, 3, 6), ids(1, 3, 6)])


@pytest.mark.parametrize("axis", [0, -3])
def test_rejected_axis(axis: int) -> None:
    """Each sample is by itself."""
    model = several([(3, 4), (3, 4)], lambda k: k.Concatenate(axis=axis)).build()
    with pytest.raises(UnsupportedModelError, match=r"joins batches \(axis=0\)"):
        translate(read_keras_model(model))


_DOTS: dict[str, tuple[Shapes, Any]] = {
    "rank-2": ([(4,), (4,)], -1),
    "rank-3": ([(3, 4), (5, 4)], 2),
    "rank-3-rows": ([(4, 3), (4, 5)], 1),
    "rank-3-product": ([(3, 4), (4, 5)], (2, 1)),
    "rank-3-negative": ([(4, 3), (5, 4)], (-2, -1)),
    "rank-3-square": ([(4, 4), (4, 4)], (1, 2)),
    "ranks-2-3": ([(4,), (5, 4)], (1, 2)),
    "ranks-3-2": ([(4, 3), (4,)], (-2, -1)),
    "rank-4": ([(2, 3, 4), (5, 3, 2)], (2, 2)),
    "ranks-4-3": ([(2, 3, 4), (5, 4)], (3, 2)),
    "ranks-2-4": ([(3,), (2, 3, 4)], (1, 2)),
}


@pytest.mark.parametrize(("shapes", "axes"), _DOTS.values(), ids=_DOTS)
def test_dot(shapes: Shapes, axes: Any) -> None:
    """Over any axis of each, of vectors as they are or made to length 1."""
    keras = models.seeded_keras()
    xs = [keras.Input(shape) for shape in shapes]
    outputs = [keras.layers.Dot(axes=axes, normalize=unit)(xs) for unit in (False, True)]
    assert_parity(keras.Model(xs, outputs))


@pytest.mark.parametrize("normalize", [False, True], ids=["plain", "normalized"])
def test_dot_of_unknown_sizes(normalize: bool) -> None:
    """The axis over which is summed as well."""
    keras = models.seeded_keras()
    xs = [keras.Input((None, 4)), keras.Input((None, 3))]
    model = keras.Model(xs, keras.layers.Dot(axes=1, normalize=normalize)(xs))
    assert_parity(model, [random(3, 5, 4), random(3, 5, 3, seed=1)])


def test_dot_of_short_vectors() -> None:
    """TensorFlow.js's own normalization gives up at lengths of 3e-4; 0 stays 0."""
    model = several([(6,), (6,)], lambda k: k.Dot(axes=1, normalize=True)).build()
    left, right = random(3, 6) * 1e-5, random(3, 6, seed=1) * 1e-4
    left[1] = 0
    assert_parity(model, [left, right])


def test_dot_of_one_tensor_twice() -> None:
    """With itself, and without its mask."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((6,), dtype="int32")
    y = layers.Embedding(5, 4, mask_zero=True)(x)
    outputs = [layers.LSTM(3)(layers.Dot(axes=2)([y, y])), layers.LSTM(3)(y)]
    assert_parity(randomized(keras.Model(x, outputs)), [ids(0, 3, 6)])
