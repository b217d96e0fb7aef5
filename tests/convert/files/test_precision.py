"""Models of other dtypes are exported in float32, knowingly."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.files.compute_dtype import computing_in_float32
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.precision import in_float32, nonfinite_weights
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.errors import ModelWarning, UnsupportedModelError

# Rounding errors of a few layers: 11 bits, and 8.
TOLERANCE = {"float16": 1e-2, "bfloat16": 5e-2, "float64": 1e-6}
POLICIES = ("mixed_float16", "float16", "mixed_bfloat16", "bfloat16", "float64")


def randomized(model: Any) -> Any:
    """The model with small weights that are all different."""
    generator = np.random.default_rng(0)
    values = [generator.uniform(0.1, 0.5, w.shape).astype(w.dtype) for w in model.get_weights()]
    model.set_weights(values)
    return model


def build(policy: str) -> Any:
    """Nested, wrapped, shared and frozen layers, and operations."""
    keras = models.seeded_keras()
    layers = keras.layers
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        first = layers.Dense(4, name="a", trainable=False)
        inner = keras.Sequential(
            [keras.Input((4,)), first, layers.BatchNormalization(), layers.Dense(4, name="b")],
            name="inner",
        )
        x = keras.Input((3, 4), name="x")
        y = layers.TimeDistributed(inner)(x)
        # numpy has no orthogonal matrices of half precision.
        cell = {"recurrent_initializer": "zeros", "return_sequences": True}
        y = layers.Bidirectional(layers.LSTM(3, **cell))(y)
        y = layers.Dense(4, activation="tanh", name="head")(y * 2.0 - 1.0)
        return randomized(keras.Model(x, layers.Flatten()(y)))
    finally:
        keras.config.set_dtype_policy(before)


@pytest.mark.needs("keras>=3.14")
@pytest.mark.parametrize("policy", POLICIES)
def test_a_model_is_rebuilt_in_float32(policy: str) -> None:
    """With the same weights, and a warning."""
    model = build(policy)
    dtype = policy.removeprefix("mixed_")
    with pytest.warns(ModelWarning, match=f"computes in {dtype}; exported in float32"):
        rebuilt = in_float32(model)
    assert {str(weight.dtype) for weight in rebuilt.weights} == {"float32"}
    x = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
    (right,) = run_keras_model(model, [x.astype(str(model.inputs[0].dtype))])
    (output,) = run_keras_model(rebuilt, [x])
    assert 0 < np.abs(output - right).max() <= TOLERANCE[dtype]
    names = [weight.path for weight in rebuilt.weights]
    assert len(names) == len(model.weights)


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.filterwarnings("ignore:model:tfjs_bridge.errors.ModelWarning")
def test_a_rebuilt_model_is_exported() -> None:
    """And computes in TensorFlow.js what it does in Keras in float32."""
    assert_parity(in_float32(build("mixed_float16")))


def test_float32_is_left_alone() -> None:
    """The same object, no warning."""
    model = models.branches()
    assert in_float32(model) is model


def test_one_layer_of_another_precision() -> None:
    """Only it is not float32."""
    keras = models.seeded_keras()
    layers = [keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(2, dtype="float16")]
    with pytest.warns(ModelWarning, match="computes in float16"):
        rebuilt = in_float32(randomized(keras.Sequential(layers)))
    assert [layer.dtype_policy.name for layer in rebuilt.layers] == ["float32"] * 2


@pytest.mark.parametrize(
    ("dtype", "becomes"),
    [
        pytest.param("uint8", "int32", id="pictures"),
        pytest.param("int64", "int32", id="int64"),
        pytest.param("int8", "int32", id="int8"),
        pytest.param("int16", "int32", id="int16"),
        pytest.param("float16", "float32", id="float16"),
        pytest.param("float64", "float32", id="float64"),
    ],
)
def test_inputs_of_other_dtypes(dtype: str, becomes: str) -> None:
    """TensorFlow.js has float32, int32 and bool."""
    keras = models.seeded_keras()
    layers = [keras.Input((3,), dtype=dtype, name="x"), keras.layers.Rescaling(0.5)]
    model = keras.Sequential([*layers, keras.layers.Dense(2)])
    with pytest.warns(ModelWarning, match=f"input 'x': takes {dtype}, .*exported as {becomes}"):
        rebuilt = in_float32(model)
    assert str(rebuilt.inputs[0].dtype) == becomes


def test_strings_are_refused() -> None:
    """There is nothing to convert them to."""
    keras = models.seeded_keras()
    x = keras.Input((1,), dtype="string", name="words")
    model = keras.Model(x, keras.layers.Identity()(x))
    with pytest.raises(UnsupportedModelError, match=r"'words' \(InputLayer\): takes strings"):
        in_float32(model)


@pytest.mark.filterwarnings("ignore:Layer InputLayer does not have a `quantize`")
@pytest.mark.parametrize("mode", ["int8", "int4", "float8"])
def test_quantized_models_are_refused(tmp_path: Path, mode: str) -> None:
    """Live and from a file, by all their layers."""
    keras = models.seeded_keras()
    layers = [keras.layers.Dense(4, name="a"), keras.layers.Dense(2, name="b")]
    model = keras.Sequential([keras.Input((8,)), *layers])
    model.quantize(mode)
    expected = rf"layers 'a' and 'b' \(Dense\): each is quantized \({mode}.*Export the model before"
    with pytest.raises(UnsupportedModelError, match=expected):
        in_float32(model)
    model.save(tmp_path / "model.keras")
    with pytest.raises(UnsupportedModelError, match=expected):
        load_model_file(tmp_path / "model.keras")


@pytest.mark.needs("keras>=3.14")
def test_values_that_float32_cannot_hold_are_refused() -> None:
    """They would become infinite."""
    keras = models.seeded_keras()
    layers = [keras.Input((2,), dtype="float64"), keras.layers.Dense(1, dtype="float64", name="it")]
    model = keras.Sequential(layers)
    model.set_weights([np.full((2, 1), 1e300), np.zeros(1)])
    with pytest.raises(UnsupportedModelError, match=r"'it' \(Dense\): weight 'kernel' .*1e\+300"):
        in_float32(model)


def test_code_is_left_to_the_translation() -> None:
    """What cannot be rebuilt is returned as it is."""
    keras = models.seeded_keras()
    code = keras.layers.Lambda(lambda x: x, dtype="float16")
    model = keras.Sequential([keras.Input((2,)), code])
    assert in_float32(model) is model


@pytest.mark.filterwarnings("ignore::tfjs_bridge.errors.ModelWarning")
def test_half_precision_files_load(tmp_path: Path) -> None:
    """Also with initializers that numpy cannot draw in it."""
    keras = models.seeded_keras()
    path = tmp_path / "model.keras"
    lstm = keras.layers.LSTM(3, name="lstm")
    randomized(keras.Sequential([keras.Input((4, 2)), lstm])).save(path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["config.json"] = members["config.json"].replace(b"float32", b"float16")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    model = in_float32(load_model_file(path))
    np.testing.assert_allclose(model.get_weights()[0], lstm.get_weights()[0], atol=1e-3)


def test_weights_that_are_not_finite_are_named() -> None:
    """Also within nested models."""
    keras = models.seeded_keras()
    bad = keras.layers.Dense(2, name="bad")
    inner = keras.Sequential([keras.Input((2,)), bad], name="inner")
    model = keras.Sequential([keras.Input((2,)), inner, keras.layers.Dense(1, name="good")])
    bad.set_weights([np.array([[1, np.nan], [0, 0]]), np.array([0, np.inf])])
    graph = read_keras_model(model)
    assert nonfinite_weights(graph) == [
        "layer 'bad' (Dense): weight 'kernel'",
        "layer 'bad' (Dense): weight 'bias'",
    ]


def test_settings_that_cannot_be_saved_are_refused() -> None:
    """A numpy number in an operation is one."""
    keras = models.seeded_keras()
    x = keras.Input((3,))
    model = keras.Model(x, keras.ops.clip(x, -1, np.float32(1)), name="clipped")
    with pytest.raises(UnsupportedModelError, match=r"'clipped': Keras cannot describe it .*Clip"):
        in_float32(model)


def own_layers(policy: str) -> Any:
    """A model with a class of the user's, which forgets its setting when it is made again."""
    keras: Any = models.seeded_keras()
    layer_class: Any = keras.layers.Layer

    class Forgetful(layer_class):  # type: ignore[misc]
        def __init__(self, factor: float = 1.0, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.factor = factor

        def call(self, x: Any) -> Any:
            return x * self.factor

        def compute_output_shape(self, shape: Any) -> Any:
            return shape

        def get_config(self) -> dict[str, Any]:
            return dict(super().get_config())

    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        x = keras.Input((4,), name="x")
        y = keras.layers.Dense(4, activation="gelu")(Forgetful(5.0)(x))
        return randomized(keras.Model(x, keras.layers.Dense(2, name="head")(y)))
    finally:
        keras.config.set_dtype_policy(before)


@pytest.mark.parametrize("policy", ["mixed_float16", "float16"])
def test_a_model_with_own_layers_computes_in_float32_for_a_while(policy: str) -> None:
    """Its twin would compute something else, so it is not made again; a warning says the rest."""
    model = own_layers(policy)
    assert in_float32(model, "graph") is model
    x = np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4)
    usual = np.asarray(model(x))
    assert usual.dtype == np.float16
    policies = [layer.dtype_policy for layer in model.layers]
    warned = pytest.warns(ModelWarning, match="computes in float16; exported in float32")
    with warned, computing_in_float32(model):
        exact = np.asarray(model(x))
    assert exact.dtype == np.float32
    assert [layer.dtype_policy for layer in model.layers] == policies
    np.testing.assert_array_equal(np.asarray(model(x)), usual)
    first, head = (layer for layer in model.layers if layer.weights)
    inner = x * 5.0 @ np.asarray(first.kernel) + np.asarray(first.bias)
    keras = models.seeded_keras()
    inner = np.asarray(keras.ops.gelu(inner, approximate=False))
    right = inner @ np.asarray(head.kernel) + np.asarray(head.bias)
    np.testing.assert_allclose(exact, right, rtol=1e-5)


def test_a_model_of_keras_alone_is_rebuilt_for_graph_as_well() -> None:
    """As for layers; then nothing is left to change for a while."""
    with pytest.warns(ModelWarning):
        rebuilt = in_float32(build("mixed_float16"), "graph")
    with warnings.catch_warnings(), computing_in_float32(rebuilt):
        warnings.simplefilter("error")
        assert {layer.compute_dtype for layer in rebuilt._flatten_layers()} == {"float32"}


@pytest.mark.filterwarnings("ignore:Layer InputLayer does not have a `quantize` method")
def test_a_quantized_model_is_kept_for_graph() -> None:
    """Rebuilding would quantize it again."""
    keras = models.seeded_keras()
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6), keras.layers.Dense(2)])
    model.quantize("int8")
    assert in_float32(model, "graph") is model
    with pytest.raises(UnsupportedModelError, match=r"is quantized \(int8\)"):
        in_float32(model)
    with computing_in_float32(model):
        assert model.layers[0].dtype_policy.quantization_mode == "int8"


@pytest.mark.needs("keras>=3.14")
@pytest.mark.parametrize("target", ["layers", "graph"])
def test_strings_are_refused_for_both_formats(target: Any) -> None:
    """At the input, whatever comes behind it."""
    keras = models.seeded_keras()
    x = keras.Input((), dtype="string", name="text")
    with pytest.raises(UnsupportedModelError, match=r"layer 'text' \(InputLayer\): takes strings"):
        in_float32(keras.Model(x, x), target)


@pytest.mark.needs("keras>=3.14")
def test_strings_are_refused_beside_own_layers() -> None:
    """Such a model is not described in full, but its inputs are."""
    keras = models.seeded_keras()
    text = keras.Input((), dtype="string", name="text")
    x = keras.Input((2,))
    y = keras.layers.Lambda(lambda x: x, output_shape=(2,))(x)
    with pytest.raises(UnsupportedModelError, match=r"layer 'text' \(InputLayer\): takes strings"):
        in_float32(keras.Model([text, x], [text, y]), "graph")
