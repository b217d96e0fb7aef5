"""Files whose code may run, since their user says so: what runs, and what still does not."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.convert import models
from tests.convert.files.archive import rewrite, with_config
from tests.convert.files.user_modules import write_module
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.user_code import UserCode, user_code
from tfjs_bridge.errors import ModelWarning, UnsupportedModelError, UsageError

pytestmark = pytest.mark.filterwarnings(
    # Keras fills arrays with whatever is in memory, to learn shapes on its numpy backend.
    "ignore:(overflow|invalid value) encountered",
    "ignore:You are saving your model as an HDF5",
    "ignore:The object being serialized includes a",
)
X = np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4)
Make = Callable[[Any, Any], Any]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The module of a user, imported to make models of it."""
    monkeypatch.syspath_prepend(tmp_path)
    write_module(tmp_path, "own_layers")
    yield importlib.import_module("own_layers")
    sys.modules.pop("own_layers", None)


def scale(keras: Any, own: Any) -> Any:
    """A class that is not registered, and its setting."""
    x = keras.Input((4,))
    return keras.Model(x, keras.layers.Dense(3, activation="relu")(own.Scale(5.0)(x)))


def block(keras: Any, own: Any) -> Any:
    """A registered class with layers of its own, in a Sequential model."""
    return keras.Sequential([keras.Input((4,)), own.Block(6), keras.layers.Dense(2)])


def wrapped(keras: Any, own: Any) -> Any:
    """A class within another layer."""
    x = keras.Input((4,))
    y = keras.layers.TimeDistributed(own.Scale(3.0))(keras.layers.Reshape((2, 2))(x))
    return keras.Model(x, y)


def functions(keras: Any, own: Any) -> Any:
    """A function that is registered, one that is not, and one of Keras's own by its name."""
    x = keras.Input((4,))
    y = keras.layers.Dense(3, activation="relu")(x)
    y = keras.layers.Dense(3, activation=own.shifted)(y)
    return keras.Model(x, keras.layers.Lambda(own.steep)(y))


def nested(keras: Any, own: Any) -> Any:
    """A model written in Python as a layer."""
    x = keras.Input((4,))
    return keras.Model(x, keras.layers.Dense(2)(own.Net(3, name="inner")(x)))


def code(keras: Any, own: Any) -> Any:
    """Bytecode with defaults and a value from around it."""
    x = keras.Input((4,))
    return keras.Model(x, keras.layers.Lambda(own.coded(4.0))(keras.layers.Dense(3)(x)))


def with_values(model: Any) -> Any:
    """The same model with weights that a twin would not have by chance."""
    draw = np.random.default_rng(0)
    for weight in model.weights:
        weight.assign(draw.normal(size=weight.shape))
    return model


@pytest.mark.parametrize("suffix", ["keras", "h5"])
@pytest.mark.parametrize("make", [scale, block, wrapped, functions, nested, code])
def test_a_model_with_code_is_loaded(tmp_path: Path, own: Any, make: Make, suffix: str) -> None:
    """With its weights; and all that is run is said before."""
    model = with_values(make(models.seeded_keras(), own))
    path = tmp_path / f"model.{suffix}"
    model.save(path)
    said: list[str] = []
    loaded = load_model_file(path, target="graph", code=UserCode(("own_layers",), said.append))
    np.testing.assert_allclose(loaded(X), model(X), rtol=1e-5, atol=1e-6)
    assert len(said) == 1
    assert "module own_layers" in said[0]


def test_a_model_written_in_python_is_loaded(tmp_path: Path, own: Any) -> None:
    """As Keras saves it: its class's name, its settings and its weights."""
    models.seeded_keras()
    model = own.Net(5)
    expected = model(X)
    with_values(model)
    expected = model(X)
    path = tmp_path / "model.keras"
    model.save(path)
    said: list[str] = []
    loaded = load_model_file(path, target="graph", code=UserCode(("own_layers",), said.append))
    np.testing.assert_allclose(loaded(X), expected, rtol=1e-5)
    assert said == ["module own_layers (class Net)"]


def test_all_that_runs_is_said(tmp_path: Path, own: Any) -> None:
    """Layers with bytecode by their names, classes and functions by their modules."""
    keras = models.seeded_keras()
    x = keras.Input((4,))
    y = own.Block(name="b")(own.Scale(name="s")(x))
    y = keras.layers.Dense(2, activation=own.shifted)(y)
    y = keras.layers.Lambda(lambda x: x, name="one")(y)
    path = tmp_path / "model.keras"
    keras.Model(x, keras.layers.Lambda(lambda x: x, name="two")(y)).save(path)
    said: list[str] = []
    load_model_file(path, target="graph", code=UserCode(("own_layers",), said.append))
    assert said == [
        "Lambda 'one', 'two'; module own_layers (classes Scale, Block, function shifted)"
    ]


def write_keras2(path: Path) -> None:
    """A `.h5` file as Keras 2 writes it: two layers, of which Keras has one."""
    text = {"dtype": "float32", "trainable": True}
    first = {"name": "first", "factor": 5.0, "batch_input_shape": [None, 4], **text}
    second = {"name": "second", "units": 4, "activation": "steep", "use_bias": False, **text}
    layers = [
        {"class_name": "Scale", "config": first},
        {"class_name": "Dense", "config": second},
    ]
    model = {"class_name": "Sequential", "config": {"name": "old", "layers": layers}}
    weights = {"first": ("first/offset:0", np.ones(4)), "second": ("second/kernel:0", np.eye(4))}
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(model)
        file.attrs["keras_version"] = "2.15.0"
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [name.encode() for name in weights]
        for layer, (name, value) in weights.items():
            group.create_group(layer).attrs["weight_names"] = [name.encode()]
            group[layer][name] = value.astype(np.float32)


def test_a_class_of_a_keras_2_file_is_taken_from_a_module(tmp_path: Path, own: Any) -> None:
    """As one of Keras 3, with the settings that Keras 2 saved."""
    path = tmp_path / "old.h5"
    write_keras2(path)
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(path, target="graph")
    first, second = str(caught.value).splitlines()
    assert first.startswith("layer 'first' (Scale): its class Scale is not one of Keras's own")
    assert second.startswith("layer 'second' (Dense): its function steep is not one of Keras's own")
    loaded = load_model_file(path, target="graph", code=UserCode(("own_layers",), print))
    y = X * 5.0 + 1.0
    np.testing.assert_allclose(loaded(X), y / (1 + np.exp(-3 * y)), rtol=1e-5)


def saved_scale(folder: Path, own: Any) -> Path:
    path = folder / "model.keras"
    scale(models.seeded_keras(), own).save(path)
    return path


def refusal(path: Path, *modules: str) -> str:
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(path, target="graph", code=UserCode(modules, print))
    return str(caught.value)


def test_another_module_is_not_imported(tmp_path: Path, own: Any) -> None:
    """The option without a module, and with one that does not define the class."""
    path = saved_scale(tmp_path, own)
    marker = tmp_path / "own_layers.ran"
    marker.unlink()
    del sys.modules["own_layers"]
    text = refusal(path)
    assert text.endswith("Name its module: --custom-objects own_layers (in Python: custom_objects=['own_layers']).")  # fmt: skip # noqa: E501
    assert "expected one that math defines or registers" in refusal(path, "math")
    assert not marker.exists()
    assert "own_layers" not in sys.modules


def test_only_what_a_module_defines_is_called(tmp_path: Path, own: Any) -> None:
    """Not what it has imported: `system` is `os.system` there."""
    path = saved_scale(tmp_path, own)
    activation = {"module": "own_layers", "class_name": "function", "config": "system"}

    def change(config: dict[str, Any]) -> None:
        layer = config["config"]["layers"][2]["config"]
        layer["activation"] = {**activation, "registered_name": "function"}

    with_config(path, change)
    assert "its function own_layers.system is not" in refusal(path, "own_layers").replace(
        "function system", "function own_layers.system"
    )


def test_names_of_keras_stay_keras_own(tmp_path: Path, own: Any) -> None:
    """The module has a function `relu` as well, which layers with ``"relu"`` do not use."""
    assert own.relu(1.0) == 100.0
    path = saved_scale(tmp_path, own)
    loaded = load_model_file(path, target="graph", code=UserCode(("own_layers",), print))
    assert loaded.layers[2].activation is models.seeded_keras().activations.relu


def test_programs_of_others_are_never_run(tmp_path: Path, own: Any) -> None:
    """With the option either: what a TFSMLayer runs is nowhere in the file."""
    path = saved_scale(tmp_path, own)
    entry = {"class_name": "TFSMLayer", "config": {"name": "it", "filepath": "/etc"}}
    with_config(path, lambda config: config["config"]["layers"][2].update(entry))
    assert refusal(path, "own_layers").startswith("layer 'it' (TFSMLayer): runs another")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "ModuleNotFoundError: No module named 'broken'"),
        ("import nothing_of_that_name", "No module named 'nothing_of_that_name'"),
        ("raise SystemExit('bye')", "SystemExit: bye"),
        ("(", "SyntaxError: "),
    ],
    ids=["missing", "needs another", "ends the process", "no Python"],
)
def test_a_module_that_cannot_be_imported(
    tmp_path: Path, own: Any, text: str | None, reason: str
) -> None:
    """An error of usage, with Python's reason."""
    if text is not None:
        (tmp_path / "broken.py").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_model_file(
            saved_scale(tmp_path, own), target="graph", code=UserCode(("broken",), print)
        )
    assert str(caught.value).startswith("custom objects 'broken': the module cannot be imported (")
    assert reason in str(caught.value)


def test_the_options_go_together() -> None:
    """Modules need the option that runs code, and code needs a format that can hold it."""
    with pytest.raises(UsageError, match=r"add --run-code \(in Python: run_code=True\)"):
        user_code(False, ["a"], "graph", print)
    with pytest.raises(UsageError, match=r"Add --format graph"):
        user_code(True, [], "layers", print)
    assert user_code(False, [], "layers", print) is None
    one = user_code(True, "a_module", "auto", print)
    assert one is not None
    assert one.modules == ("a_module",)


def test_files_of_layers_are_not_passed_over(tmp_path: Path, own: Any) -> None:
    """A layer may have saved a table of its own; only Keras's full loading gives it back."""
    path = saved_scale(tmp_path, own)
    rewrite(path, "assets/layers/scale/table.txt", lambda _: b"1 2 3")
    with pytest.warns(ModelWarning, match=r"holds assets/layers/scale/table\.txt, which its"):
        load_model_file(path, target="graph", code=UserCode(("own_layers",), print))


def test_a_model_that_was_never_called_needs_its_shapes(tmp_path: Path, own: Any) -> None:
    """Keras can give it weights only when it is built."""
    models.seeded_keras()
    model = own.Net(5)
    expected = np.asarray(model(X))
    path = tmp_path / "model.keras"
    model.save(path)
    with_config(path, lambda config: config.pop("build_config", None))
    assert "expected its inputs' shapes" in refusal(path, "own_layers")
    code = UserCode(("own_layers",), print)
    loaded = load_model_file(path, {"": (4,)}, target="graph", code=code)
    np.testing.assert_allclose(loaded(X), expected, rtol=1e-5)


def test_a_model_of_whole_numbers_is_built(tmp_path: Path, own: Any) -> None:
    """Keras builds it with float32, fails, and then finds no layer for its weights."""
    models.seeded_keras()
    model = own.Words()
    ids = np.array([[1, 2, 3]], dtype=np.int32)
    model(ids)
    expected = np.asarray(with_values(model)(ids))
    path = tmp_path / "model.keras"
    model.save(path)
    loaded = load_model_file(path, target="graph", code=UserCode(("own_layers",), print))
    np.testing.assert_allclose(loaded(ids), expected, rtol=1e-5)
