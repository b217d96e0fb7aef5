"""Weights whose products are rounded."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge.artifact.encodings.plan import plan_for
from tfjs_bridge.convert.frontend.rounding import Storage, round_weights, rounded


def kernel_of(model: object) -> tuple[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    variable = next(w for w in model.weights if len(w.shape) == 4)  # type: ignore[attr-defined]
    return str(variable.path), np.array(variable)


@pytest.mark.parametrize("encoding", ["float16", "uint16"])
def test_the_product_is_what_the_encoding_holds(encoding: str) -> None:
    """The weight is it divided, and nothing that the encoding holds by itself."""
    model = models.cnn()
    path, value = kernel_of(model)
    factor = np.random.default_rng(0).uniform(0.3, 3, value.shape[-1]).astype(np.float32)
    storage = Storage(encoding, factor=np.broadcast_to(factor, value.shape))
    with rounded(model, plan_for(encoding), {path: storage}) as record:
        (weight,) = [w for w in record.weights if w.path == path]
        product = weight.value * factor
        np.testing.assert_array_equal(np.array(kernel_of(model)[1]), weight.value)
    assert weight.is_product
    if weight.grid is None:
        near = product.astype(np.float16).astype(np.float32)
    else:
        near = weight.grid.round(product)
    np.testing.assert_allclose(product, near, rtol=2e-7, atol=1e-12)
    assert np.abs(weight.value - value).max() < 2e-3
    np.testing.assert_array_equal(kernel_of(model)[1], value)


def test_a_product_that_float16_cannot_hold_is_not_rounded() -> None:
    """The weight itself is, as without the factor."""
    model = models.cnn()
    path, value = kernel_of(model)
    factor = np.full(value.shape, 1e9, np.float32)
    record = round_weights(model, plan_for("float16"), {path: Storage("float16", factor=factor)})
    (weight,) = [w for w in record.weights if w.path == path]
    assert not weight.is_product
    np.testing.assert_array_equal(weight.value, value.astype(np.float16).astype(np.float32))
