"""`import(export(m))` gives what `m` does: for every layer, and for random models of them.

That TensorFlow.js computes the same of what is exported, the tests of the export show.
"""

from __future__ import annotations

import pytest

from tests.convert.cases import Case
from tests.convert.layer_table.models import CASES, activation_case
from tests.convert.layer_table.page import activation_names, activation_rows, layer_rows
from tests.convert.layers_model.random_graphs import random_model, random_values
from tests.convert.parity import random_inputs
from tests.from_tfjs.round_trip import (
    TOLERANCE,
    difference_of,
    exported,
    imported,
)
from tfjs_bridge.convert.layers_model.activations import EXACT_ACTIVATIONS
from tfjs_bridge.convert.layers_model.handlers import supported
from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.from_tfjs.registry import handlers

pytestmark = [
    pytest.mark.slow,  # all together, not each
    pytest.mark.filterwarnings("ignore:.*does not support masking:UserWarning"),
]

_ROWS = [row for row in (*layer_rows(), *activation_rows()) if row.cases]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.names[0]) for row in _ROWS])
def test_every_layer_comes_back(row: object) -> None:
    """Exact, rewritten or dropped, with the settings of docs/layers.md's models."""
    for case in row.cases:  # type: ignore[attr-defined]
        model = case.build()
        inputs = random_inputs(exported(model), high=case.high)
        assert difference_of(model, inputs) <= TOLERANCE


def test_every_exact_class_has_a_model() -> None:
    """A new exact layer or activation without one fails here."""
    exact = {name for name, support in supported().items() if support.treatment == "exact"}
    tested = {name for row in _ROWS for name in row.names}
    # The first is in every model, the second is of Keras 2.
    assert exact - {"InputLayer", "ThresholdedReLU"} <= tested
    assert {*EXACT_ACTIVATIONS} & {*activation_names()} <= tested
    assert all(isinstance(case, Case) for cases in CASES.values() for case in cases)
    assert activation_case("relu").high


def test_every_class_that_is_exported_has_a_handler() -> None:
    """And so comes back."""
    assert {*TFJS_CLASSES} - {"InputLayer"} <= {*handlers()}


@pytest.mark.parametrize("seed", range(16))
def test_random_models_come_back(seed: int) -> None:
    """Layers, operations, masks, nested and shared models in random order."""
    model = random_model(seed)
    assert difference_of(model, random_values(model, seed)) <= TOLERANCE


def test_layers_keep_their_names_and_weights() -> None:
    """A layer that is the same in both has the weights of the file, bit for bit."""
    model = CASES["Conv2D"][0].build()
    again = imported(exported(model)).model
    for weight, same in zip(model.weights, again.weights, strict=True):
        assert weight.numpy().tobytes() == same.numpy().tobytes()
