"""The models: found by themselves, built as described."""

from __future__ import annotations

import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.errors import UsageError
from tfjs_bridge.models.registry import all_models, find_model


def test_the_cnn_is_the_tutorials() -> None:
    """Layer by layer, 60,554 parameters."""
    model = find_model("cnn").build(seeded_keras())
    assert [type(layer).__name__ for layer in model.layers] == [
        *("Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D"),
        *("Flatten", "Dense", "Dense"),
    ]
    assert model.count_params() == 60_554
    assert model.input_shape == (None, 28, 28, 1)
    assert model.output_shape == (None, 10)


@pytest.mark.parametrize("name", sorted(all_models()))
def test_every_model_is_under_its_own_name(name: str) -> None:
    """The module, the name on the command line and Keras's name agree."""
    definition = find_model(name)
    assert definition.name == name
    assert definition.build(seeded_keras()).name == name
    assert len(definition.summary) < 100


def test_hyper_parameters_can_be_changed() -> None:
    """Those that are given; the others stay."""
    definition = find_model("cnn")
    changed = definition.with_config(epochs=2, batch_size=None)
    assert changed.config.epochs == 2
    assert changed.config.batch_size == definition.config.batch_size
    assert definition.config.epochs == 5


def test_an_unknown_name_is_refused() -> None:
    """With the names that there are."""
    with pytest.raises(UsageError, match=r"model 'x': not known; expected one of cnn"):
        find_model("x")
