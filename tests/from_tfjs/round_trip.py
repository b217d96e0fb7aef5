"""Export a Keras model, import what was written, and compare the two."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy.typing as npt

from tests.convert.parity import largest_difference
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate
from tfjs_bridge.convert.writers import bridge
from tfjs_bridge.from_tfjs.importing import Imported, import_model

# Both are run in Keras; what a layer is rewritten as adds in another order.
TOLERANCE = 1e-5


def exported(model: Any) -> LayersModel:
    """The model that TensorFlow.js would be given."""
    return translate(read_keras_model(model))


def imported(layers_model: LayersModel, *, verify: bool = False) -> Imported:
    """It, written and imported."""
    with tempfile.TemporaryDirectory() as name:
        bridge.write(layers_model, Path(name))
        return import_model(Path(name), verify=verify)


def difference_of(model: Any, inputs: Sequence[npt.NDArray[Any]]) -> float:
    """The largest difference between a model and its import, as a part of the largest value."""
    again = imported(exported(model)).model
    return largest_difference(run_keras_model(again, inputs), run_keras_model(model, inputs))
