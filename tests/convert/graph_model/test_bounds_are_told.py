"""What a model's Python code asks of its open sizes is told, and never assumed of the batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge import export
from tfjs_bridge.errors import ModelWarning

pytestmark = pytest.mark.slow  # each is traced in a process of its own


def _written_in_python(keras: Any, call: Any) -> Any:
    class Own(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.dense = keras.layers.Dense(3)

        def call(self, x: Any) -> Any:
            return call(self.dense, x)

    return Own()


def _built(call: Any, *shape: int) -> Any:
    model = _written_in_python(seeded_keras(), call)
    model(np.zeros(shape, np.float32))
    return model


def test_a_bound_on_a_length_is_told(tmp_path: Path) -> None:
    """The longest sequence that takes this way through the code."""
    model = _built(lambda dense, x: dense(x) if x.shape[1] <= 16 else -dense(x), 2, 5, 4)
    with pytest.warns(ModelWarning, match=r"for those with size 1 of 'x' <= 16\. Give it no"):
        metadata = export(model, tmp_path / "out", format="graph", input_shapes={"x": (None, 4)})
    assert metadata.inputs[0].shape == (None, None, 4)


def test_a_branch_on_the_batch_leaves_one_example(tmp_path: Path) -> None:
    """None of its ways is right for any number of examples."""
    model = _built(lambda dense, x: dense(x) if x.shape[0] <= 8 else -dense(x), 2, 4)
    with pytest.warns(ModelWarning, match="one at a time"):
        metadata = export(model, tmp_path / "out", format="graph")
    assert metadata.inputs[0].shape == (1, 4)
