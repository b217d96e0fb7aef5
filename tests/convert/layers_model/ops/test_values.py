"""Operations value by value: in plain TensorFlow.js as in Keras, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.convert.layers_model.ops.models import Calculate, constant, model_of
from tests.convert.models import seeded_keras
from tests.convert.parity import assert_parity, compare
from tfjs_bridge.convert.files.keras_file import load_keras_file
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_TWO: dict[str, Calculate] = {
    "add-subtract": lambda _, x, y: [x + y, x - y, x * y + x],
    "divide": lambda o, x, y: [x / (abs(y) + 0.1), o.true_divide(x, y * y + 1)],
    "extremes": lambda o, x, y: [o.maximum(x, y), o.minimum(x, y)],
    "fmax-fmin": lambda o, x, y: o.fmax(x, 0.1) + o.fmin(x, y),
    "hypot": lambda o, x, y: o.hypot(x, y),
    "logaddexp": lambda o, x, y: o.logaddexp(x, y),
    "power": lambda _, x, y: (x * x + 0.1) ** y,
    "compare": lambda o, x, y: [o.cast(f, "float32") for f in (x > y, x <= y, x < y, x >= x)],
    "equal": lambda o, x, y: [
        o.cast(o.equal(o.maximum(x, y), x), "float32"),
        o.cast(o.not_equal(x, y), "float32"),
    ],
    "connect": lambda o, x, y: [
        o.where(o.logical_and(x > 0, o.logical_not(y > 0)), x, -1.0),
        o.where(o.logical_or(x > 0, o.logical_xor(y > 0, x > 1)), y, x),
    ],
}


@pytest.mark.parametrize("calculate", _TWO.values(), ids=_TWO)
def test_two_tensors(calculate: Calculate) -> None:
    """One of them repeated along an axis."""
    assert_parity(model_of(calculate, [(3, 4), (1, 4)]))


_ONE: dict[str, Calculate] = {
    "absolute": lambda o, x: [abs(x), o.sign(x), -x, o.square(x)],
    "exponential": lambda o, x: [o.exp(x), o.exp2(x), o.expm1(x), 2.0**x],
    "hyperbolic": lambda o, x: [o.sinh(x), o.cosh(x), o.tanh(x)],
    "waves": lambda o, x: [o.sin(x), o.cos(1000 * x), o.sin(3e4 * x), o.tan(0.5 * x)],
    "erf": lambda o, x: [o.erf(x), o.erfc(x), o.erf(x - x)],
    "logarithm": lambda o, x: [f(abs(x) + 0.01) for f in (o.log, o.log2, o.log10, o.log1p)],
    "root": lambda o, x: [o.sqrt(abs(x)), o.rsqrt(abs(x) + 0.01), o.sqrt(x - x)],
    "reciprocal": lambda o, x: [o.reciprocal(x), 2 / x, x / (abs(x) + 1e-7)],
    "angle": lambda o, x: [o.deg2rad(x), o.rad2deg(x)],
    "whole-powers": lambda _, x: [x**0, x**1, x**5, x**-3, x ** np.array([2, 0, 3, -1])],
    "powers": lambda _, x: [
        abs(x) ** 0.5,
        abs(x) ** 1.7,
        (abs(x) + 1) ** np.array([0.5, 2, -1.5, 0]),
    ],
    "clip": lambda o, x: [o.clip(x, -0.5, 0.7), o.clip(x, 0, np.inf)],
    "where": lambda o, x: [o.where(x > 0, x, -1e9) * 1e-9, o.where(x > 0, o.log(x), 0.0)],
    "no-nan": lambda o, x: [o.divide_no_nan(x, x - x), o.divide_no_nan(x, np.arange(4.0))],
    "rounding": lambda o, x: [o.floor(x), o.ceil(x), o.trunc(x), o.round(4 * x), o.round(x, 1)],
    "division": lambda o, x: [x // 0.3, x % 0.3, o.floor_divide(3.0, x), x % -2],
}


@pytest.mark.parametrize("calculate", _ONE.values(), ids=_ONE)
def test_one_tensor(calculate: Calculate) -> None:
    """Constants may be part of it."""
    assert_parity(model_of(calculate, [(3, 4)]))


@pytest.mark.parametrize("name", ["logarithm", "reciprocal", "whole-powers", "division"])
@pytest.mark.parametrize("shape", [(4,), (2, 1, 3, 4)], ids=["two-axes", "five-axes"])
def test_counts_of_axes(name: str, shape: tuple[int, ...]) -> None:
    """Rewrites by way of one axis more, whatever there is."""
    assert_parity(model_of(_ONE[name], [shape]))


_WHOLE: dict[str, Calculate] = {
    "arithmetic": lambda _, x: [x * 2 + 1, x / 3, x - 1.5],
    "division": lambda o, x: [o.cast(x // d + x % d, "float32") for d in (1, 3, 7, 41, -5)],
    "casts": lambda o, x: [o.cast(x, "float32") / 7, o.where(x, 1.0, 2.0)],
    "one-hot": lambda o, x: o.one_hot(o.cast(o.cast(x, "float32") / 30, "int32"), 5),
}


@pytest.mark.parametrize("calculate", _WHOLE.values(), ids=_WHOLE)
def test_whole_numbers(calculate: Calculate) -> None:
    """Inputs of whole numbers."""
    x = np.arange(123, dtype=np.int32).reshape(-1, 3)
    assert_parity(model_of(calculate, [(3,)], "int32"), [x])


_WIDE: dict[str, tuple[Calculate, float, float, float]] = {
    "log": (lambda o, x: o.log(x), 1e-26, 1e30, 5e-7),
    "log1p": (lambda o, x: o.log1p(x), 1e-30, 1e30, 3e-7),
    "expm1": (lambda o, x: o.expm1(x), 1e-9, 80, 3e-5),
    "sqrt": (lambda o, x: o.sqrt(x), 1e-26, 1e30, 3e-7),
    "rsqrt": (lambda o, x: o.rsqrt(x), 1e-26, 1e30, 3e-7),
    "reciprocal": (lambda _, x: 1 / x, 1e-10, 1e17, 3e-7),
    "reciprocal-of-negative": (lambda _, x: 1 / -x, 1e-10, 1e17, 3e-7),
    "power": (lambda _, x: x**0.3, 1e-26, 1e30, 3e-5),
    "exp": (lambda o, x: o.exp(-x), 1e-30, 60, 2e-5),
    "logistic": (lambda o, x: 1 / (1 + o.exp(x)), 1e-30, 30, 1e-5),
}


@pytest.mark.parametrize(("calculate", "low", "high", "error"), _WIDE.values(), ids=_WIDE)
def test_range(calculate: Calculate, low: float, high: float, error: float) -> None:
    """Each value's own relative error, from the smallest to the largest that is kept."""
    values = np.geomspace(low, high, 200, dtype=np.float32).reshape(-1, 1)
    keras = seeded_keras()
    x, factor = keras.Input((1,), name="x"), keras.Input((1,), name="factor")
    result = calculate(keras.ops, x)
    expected = np.asarray(keras.Model(x, result)(values), np.float64)
    usable = np.abs(np.log10(np.abs(expected))) < 37
    inputs = [values[usable.ravel()], (1 / expected[usable])[:, None].astype(np.float32)]
    # Divided by what Keras says, each result is 1, and the largest difference that of any.
    ratios = [np.ones_like(inputs[0])]
    exported = translate(read_keras_model(keras.Model([x, factor], result * factor)))
    assert compare(exported, inputs, ratios) < error


_ROW, _WHOLE_SHAPE, _COLUMN = constant(4), constant(3, 4), constant(3, 1)
_CONSTANTS: dict[str, Calculate] = {
    "row": lambda o, x: [x + _ROW, o.multiply(_ROW, x), o.subtract(_ROW, x), x / _ROW],
    "whole": lambda o, x: [x + _WHOLE_SHAPE, o.subtract(o.convert_to_tensor(_WHOLE_SHAPE), x)],
    "column": lambda o, x: [x * o.convert_to_tensor(_COLUMN), o.divide(_COLUMN, x * x + 1)],
    "numbers": lambda o, x: [x * np.float32(2.5) + np.float64(1), 3 - x, x * o.array(2.0)],
    "whole-numbers": lambda o, x: [x + np.arange(4), x * o.arange(4, dtype="float32")],
    "with-batch": lambda _, x: x + _WHOLE_SHAPE[None],
    "extremes": lambda o, x: [o.maximum(x, _ROW), o.minimum(_COLUMN, x)],
    "comparison": lambda o, x: [o.cast(x > _ROW, "float32"), o.cast(o.less(_ROW, x), "float32")],
    "chosen": lambda o, x: [o.where(x > 0, _ROW, _COLUMN), o.where(_ROW > 0, x, -1.0)],
    "product": lambda o, x: [x @ _WHOLE_SHAPE.T, o.matmul(o.convert_to_tensor(_WHOLE_SHAPE).T, x)],
}


@pytest.mark.parametrize("saved", [False, True], ids=["live", "saved"])
@pytest.mark.parametrize("calculate", _CONSTANTS.values(), ids=_CONSTANTS)
def test_constants(calculate: Calculate, saved: bool, tmp_path: Path) -> None:
    """On both sides, of several shapes; saved and loaded as well."""
    model = model_of(calculate, [(3, 4)])
    if saved:
        model.save(tmp_path / "model.keras")
        model = load_keras_file(tmp_path / "model.keras")
    assert_parity(model)


def test_computed_constant() -> None:
    """An Embedding of constant places is a constant of the graph."""
    keras = seeded_keras()
    embedding = keras.layers.Embedding(7, 8)
    x = keras.Input((7, 8), name="x")
    assert_parity(keras.Model(x, x + embedding(keras.ops.arange(7))))


_REFUSED: dict[str, tuple[Calculate, str]] = {
    "batch": (lambda _, x: x + constant(2, 3, 4), "has values of its own for each sample"),
    "infinite": (lambda o, x: o.where(x > 0, x, -np.inf), "is infinite or not a number"),
    "by-zero": (lambda _, x: x / 0, "divides by the constant 0"),
    "negative-base": (lambda o, x: o.power(-2.0, x), "raises a constant that is not positive"),
    "narrow": (lambda o, x: o.cast(x, "uint8"), "expected a cast to float32, int32 or bool"),
    "arc": (lambda o, x: o.arctan(x), "do not have this function"),
    "not-a-number": (
        lambda o, x: o.cast(o.isnan(x), "float32"),
        "detect values that are not numbers",
    ),
    "rank": (lambda o, x: x + o.sum(x, axis=1), "joins tensors of different ranks"),
}


@pytest.mark.parametrize(("calculate", "problem"), _REFUSED.values(), ids=_REFUSED)
def test_refused(calculate: Calculate, problem: str) -> None:
    """What would be wrong is said."""
    with pytest.raises(UnsupportedModelError, match=problem):
        translate(read_keras_model(model_of(calculate, [(3, 4)])))


def test_computed_whole_exponent() -> None:
    """Negative numbers have whole powers, which a logarithm has not."""
    model = model_of(lambda o, x: o.power(o.cast(x, "float32"), x), [(3,)], "int32")
    with pytest.raises(UnsupportedModelError, match="raises to computed whole numbers"):
        translate(read_keras_model(model))


_LAYERS: dict[str, Calculate] = {
    "multiply": lambda k, x: k.Multiply()([x, constant(1, 3, 4)]),
    "concatenate": lambda k, x: k.Concatenate()([x, constant(1, 3, 4)]),
    "initial-state": lambda k, x: k.GRU(4)(x, initial_state=constant(1, 4)),
    "attention": lambda k, x: k.MultiHeadAttention(2, 4)(x, constant(1, 5, 4)),
}


@pytest.mark.parametrize("make", _LAYERS.values(), ids=_LAYERS)
def test_constant_in_a_layer(make: Calculate) -> None:
    """A layer takes tensors; it never loses one of what it is called with."""
    keras = seeded_keras()
    x = keras.Input((3, 4), name="x")
    model = keras.Model(x, make(keras.layers, x))
    with pytest.raises(UnsupportedModelError, match="is called with a constant among its tensors"):
        translate(read_keras_model(model))
