"""Live Keras objects as bytes, and back."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_process.models import CARRIED, locked
from tests.convert.models import seeded_keras
from tfjs_bridge.convert.graph_process.carrying import carried
from tfjs_bridge.convert.graph_process.restoring import restored
from tfjs_bridge.errors import UnsupportedModelError


def there_and_back(model: Any) -> Any:
    """What another process gets, with this one's backend."""
    return restored(io.BytesIO(carried(model)))


def inputs_for(model: Any) -> Any:
    """Some numbers for each input."""
    rng = np.random.default_rng(0)
    if model.name == "generator":
        return rng.integers(0, 7, (2, 6)).astype(np.int32)
    given = {x.name: rng.random((2, *x.shape[1:])).astype(np.float32) for x in model.inputs}
    return given if len(given) > 1 else next(iter(given.values()))


# Of a quantized layer on Keras's numpy backend.
@pytest.mark.filterwarnings("ignore:[^!]*`custom_gradient` for the numpy backend")
@pytest.mark.parametrize("name", CARRIED)
def test_predictions_stay_the_same(name: str) -> None:
    """And the weights' paths, from which the names in the artifact are made."""
    model = CARRIED[name]()
    twin, inputs = there_and_back(model), inputs_for(model)
    before, after = model.predict(inputs, verbose=0), twin.predict(inputs, verbose=0)
    for key in before if isinstance(before, dict) else [...]:
        np.testing.assert_array_equal(before[key], after[key])
    assert [v.path for v in model.variables] == [v.path for v in twin.variables]
    assert twin is not model


def test_what_was_one_object_stays_one() -> None:
    """Weights and layers that are used twice, and a model that is called twice."""
    keras = seeded_keras()
    x = keras.Input((3,), name="x")
    inner = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])
    model = keras.Model(x, inner(inner(x)))
    twin = there_and_back(model)
    assert len(twin.weights) == len(model.weights) == 2
    assert [layer.name for layer in twin.layers] == [layer.name for layer in model.layers]
    assert twin.get_config() == model.get_config()


def test_the_twin_can_be_changed() -> None:
    """Its layers know which variables and layers are theirs: as Keras made them."""
    keras = seeded_keras()
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3), keras.layers.Dense(2)])
    model.layers[0].trainable = False
    twin = there_and_back(model)
    assert [v.path for v in twin.trainable_weights] == [v.path for v in model.trainable_weights]
    twin.pop()
    twin.add(keras.layers.Dense(5))
    assert twin(np.zeros((1, 3), np.float32)).shape == (1, 5)
    assert model(np.zeros((1, 3), np.float32)).shape == (1, 2)


def test_an_attribute_that_cannot_go_fails_where_it_is_used() -> None:
    """With its name and the reason; a model that only holds it is not hindered."""
    twin = there_and_back(locked())
    with pytest.raises(Exception, match="attribute 'lock' cannot be handed to Keras on JAX: "):
        twin(np.zeros((1, 4), np.float32))


def test_registered_classes_stay_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that Keras can rebuild the model in another dtype."""
    keras = seeded_keras()

    @keras.saving.register_keras_serializable("tests_of_carrying")
    class Passing(keras.layers.Layer):  # type: ignore[name-defined,misc]
        """Passes on what it is given."""

        def call(self, x: Any) -> Any:
            """Return it."""
            return x

    x = keras.Input((3,))
    content = carried(keras.Model(x, Passing()(x)))
    name = "tests_of_carrying>Passing"
    monkeypatch.delitem(keras.saving.get_custom_objects(), name)
    twin = restored(io.BytesIO(content))
    rebuilt = keras.Model.from_config(twin.get_config())
    assert type(rebuilt.layers[1]).__name__ == "Passing"
    del keras.saving.get_custom_objects()[name]


def test_what_cannot_be_carried_at_all_says_why_and_what_to_do() -> None:
    """Here a class that holds a generator."""
    keras = seeded_keras()

    class Drawing(keras.layers.Layer):  # type: ignore[name-defined,misc]
        """Keeps what no process can hand on."""

        source = (number for number in range(3))

        def call(self, x: Any) -> Any:
            """Return what it is given."""
            return x

    x = keras.Input((3,))
    with pytest.raises(UnsupportedModelError) as caught:
        carried(keras.Model(x, Drawing()(x), name="drawing"))
    assert "cannot pickle 'generator' object" in str(caught.value)
    assert str(caught.value).endswith("Set KERAS_BACKEND=jax before Keras is imported.")
