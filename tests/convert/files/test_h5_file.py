"""`.h5` files of Keras 3, and files that are something else or damaged."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.convert import models
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

pytestmark = pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")


def randomized(model: Any) -> Any:
    """The model with weights that are all different."""
    generator = np.random.default_rng(0)
    model.set_weights(
        [generator.uniform(0.1, 1, w.shape).astype(w.dtype) for w in model.get_weights()]
    )
    return model


def branches() -> Any:
    return randomized(models.branches())


def nested() -> Any:
    keras = models.seeded_keras()
    layers = keras.layers
    inner = keras.Sequential(
        [
            keras.Input((3,)),
            layers.Dense(3, name="a"),
            layers.BatchNormalization(),
            layers.Dense(3, name="b"),
        ],
        name="inner",
    )
    inner.layers[2].trainable = False
    x = keras.Input((4, 3), name="x")
    y = layers.TimeDistributed(inner)(x)
    y = layers.Bidirectional(layers.LSTM(3, recurrent_activation="hard_sigmoid"))(y)
    twice = keras.Model(z := keras.Input((6,)), layers.Dense(6, name="a")(z), name="twice")
    return randomized(keras.Model(x, twice(twice(y))))


def deep() -> Any:
    keras = models.seeded_keras()
    layers = keras.layers
    third = keras.Sequential([keras.Input((3,)), layers.Dense(3)], name="third")
    second = keras.Sequential([keras.Input((3,)), layers.Dense(3), third], name="second")
    first = keras.Sequential([keras.Input((3,)), second, layers.Dense(3)], name="first")
    return randomized(keras.Sequential([keras.Input((3,)), first, layers.Dense(2)]))


def operations() -> Any:
    keras = models.seeded_keras()
    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    z = keras.layers.Add()([x * 2.0 + y, y])
    return keras.Model([x, y], keras.ops.relu(z - 1.0))


CASES: list[Callable[[], Any]] = [models.cnn, branches, nested, deep, operations]


def saved(model: Any, path: Path) -> Path:
    model.save(path)
    return path


@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__)
def test_a_file_of_keras_3_loads(make: Callable[[], Any], tmp_path: Path) -> None:
    """With the same weights, whatever its name is."""
    model = make()
    inputs = [
        np.random.default_rng(0).normal(size=(2, *x.shape[1:])).astype(np.float32)
        for x in model.inputs
    ]
    path = saved(model, tmp_path / "model.h5").rename(tmp_path / "model.keras")
    outputs = run_keras_model(load_model_file(path), inputs)
    for output, right in zip(outputs, run_keras_model(model, inputs), strict=True):
        np.testing.assert_array_equal(output, right)


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_a_file_of_keras_3_is_exported(tmp_path: Path) -> None:
    """And computes the same in TensorFlow.js."""
    assert_parity(load_model_file(saved(branches(), tmp_path / "model.h5")))


def test_a_keras_file_may_have_another_name(tmp_path: Path) -> None:
    """The content decides."""
    path = saved(models.cnn(), tmp_path / "model.keras").rename(tmp_path / "model.h5")
    assert load_model_file(path).count_params() == 60554


def test_a_lambda_is_refused_and_never_run(tmp_path: Path) -> None:
    """Its code would make a file."""
    keras = models.seeded_keras()
    marker = tmp_path / "ran"
    name = str(marker)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Lambda(lambda x: Path(name).touch() or x, name="code"),  # type: ignore[func-returns-value]
        ]
    )
    path = saved(model, tmp_path / "model.h5")
    marker.unlink()
    with pytest.raises(UnsupportedModelError, match=r"layer 'code' \(Lambda\): holds Python code"):
        load_model_file(path)
    assert not marker.exists()


def with_config(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the configuration in the file."""
    with h5py.File(path, "a") as file:
        config = json.loads(file.attrs["model_config"])
        change(config)
        file.attrs["model_config"] = json.dumps(config)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        pytest.param("os", "system", id="os.system"),
        pytest.param("keras.utils", "get_file", id="get_file"),
        pytest.param("builtins", "exec", id="exec"),
    ],
)
def test_a_foreign_object_is_refused(tmp_path: Path, module: str, name: str) -> None:
    """Before Keras sees it."""
    path = saved(models.one_layer(lambda layers: layers.Dense(1), (2,)), tmp_path / "model.h5")
    foreign = {"module": module, "class_name": name, "config": {}}

    def change(config: dict[str, Any]) -> None:
        config["config"]["layers"][1]["config"]["activation"] = foreign

    with_config(path, change)
    with pytest.raises(UnsupportedModelError, match="is not a part of Keras's own layers"):
        load_model_file(path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def as_bytes(content: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_bytes(content)

    return change


def as_folder(*names: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.unlink()
        path.mkdir()
        for name in names:
            (path / name).touch()

    return change


def in_file(change: Callable[[h5py.File], None]) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        with h5py.File(path, "a") as file:
            change(file)

    return apply


def add_link(file: h5py.File) -> None:
    file["stolen"] = h5py.ExternalLink("/etc/passwd", "x")


def add_external_storage(file: h5py.File) -> None:
    file.create_dataset("stolen", (4,), "u1", external=[("/etc/passwd", 0, 4)])


def add_circle(file: h5py.File) -> None:
    file["model_weights/circle"] = file["/"]
    del file.attrs["model_config"]


def add_bomb(file: h5py.File) -> None:
    file.create_dataset("zeros", (10**7, 10**4), "f4", chunks=(1000, 1000), compression="gzip")


def remove_weights(file: h5py.File) -> None:
    del file["model_weights"]


def add_text(file: h5py.File) -> None:
    name = file["model_weights/dense"].attrs["weight_names"][0]
    del file["model_weights/dense"][name]
    file["model_weights/dense"][name] = "text"


def remove_weight(file: h5py.File) -> None:
    del file["model_weights/dense"][file["model_weights/dense"].attrs["weight_names"][0]]


def set_config(text: str) -> Callable[[h5py.File], None]:
    def change(file: h5py.File) -> None:
        file.attrs["model_config"] = text

    return change


def empty(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["numbers"] = [1.0]


DEEP = (
    '{"class_name": "Sequential", "config": {"layers": [' + '{"a":' * 900 + "1" + "}" * 900 + "]}}"
)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(Path.unlink, "got no such file", id="missing"),
        pytest.param(as_bytes(b""), "got an empty file", id="empty"),
        pytest.param(as_bytes(b"hello, I am text"), "not a Keras model file", id="text"),
        pytest.param(as_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)), "got a PNG picture", id="PNG"),
        pytest.param(as_bytes(b"\x08\x07\x12\x07pytorch"), "an ONNX model", id="ONNX"),
        pytest.param(as_bytes(pickle.dumps([1])), "a Python pickle, which is never", id="pickle"),
        pytest.param(as_bytes(b"PK\x03\x04"), "not a whole .keras file", id="start of a zip"),
        pytest.param(as_folder(), "got a folder", id="folder"),
        pytest.param(as_folder("saved_model.pb"), "a SavedModel, .*save it again", id="SavedModel"),
        pytest.param(cut, "not a whole HDF5 file", id="truncated"),
        pytest.param(empty, "an HDF5 file without a model", id="no model"),
        pytest.param(in_file(remove_weights), "has no group model_weights", id="no weights"),
        pytest.param(in_file(remove_weight), "not a whole HDF5 file", id="no weight"),
        pytest.param(in_file(add_text), "does not hold numbers; .*got object", id="text as weight"),
        pytest.param(in_file(add_link), "'//?stolen' lies in another file", id="external link"),
        pytest.param(in_file(add_external_storage), "'//?stolen' lies in", id="external storage"),
        pytest.param(in_file(add_circle), "without a model", id="circle"),
        pytest.param(in_file(add_bomb), "would unpack to 400,000,0", id="bomb"),
        pytest.param(in_file(set_config("{")), "is not valid JSON", id="bad JSON"),
        pytest.param(in_file(set_config("[" * 50000)), "is not valid JSON", id="deep JSON"),
        pytest.param(in_file(set_config("[]")), "is not a JSON object", id="JSON list"),
        pytest.param(
            in_file(set_config('{"class_name": "Sequential", "config": {}}')),
            "has no list of layers",
            id="no layers",
        ),
        pytest.param(in_file(set_config(DEEP)), "nested deeper than any model", id="deep"),
    ],
)
def test_a_broken_file_is_refused(
    tmp_path: Path, damage: Callable[[Path], None], message: str
) -> None:
    """With exit code 4 and the file's name."""
    model = models.one_layer(lambda layers: layers.Dense(4, name="dense"), (3,))
    path = saved(model, tmp_path / "model.h5")
    damage(path)
    with pytest.raises(ArtifactError, match=message) as caught:
        load_model_file(path)
    assert str(path) in str(caught.value)


def test_weights_alone_are_no_model(tmp_path: Path) -> None:
    """What save_weights of Keras 3 writes."""
    path = tmp_path / "model.weights.h5"
    models.cnn().save_weights(path)
    message = (
        r"holds weights only; .* in its code, call model\.load_weights\('model\.weights\.h5'\)"
    )
    with pytest.raises(ArtifactError, match=message):
        load_model_file(path)
