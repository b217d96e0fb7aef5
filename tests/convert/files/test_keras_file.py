"""Opening model files: nothing in them runs, and what is broken is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import pytest

from tests.convert import models
from tests.convert.files.archive import rewrite, with_changed_weights, with_config
from tfjs_bridge.convert.export import export
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.errors import ArtifactError, TfjsBridgeError, UnsupportedModelError


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    """A small saved model."""
    path = tmp_path / "model.keras"
    models.one_layer(lambda layers: layers.Dense(1, name="it"), (2,)).save(path)
    return path


def test_a_saved_model_loads(model_file: Path) -> None:
    """Uncompiled, with its weights."""
    model = load_model_file(model_file)
    assert [tuple(weight.shape) for weight in model.weights] == [(2, 1), (1,)]


def test_a_lambda_is_refused_and_never_run(tmp_path: Path) -> None:
    """Its code would make a file; none appears."""
    keras = models.seeded_keras()
    marker = str(tmp_path / "ran")
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Lambda(lambda x: Path(marker).touch() or x, name="code"),  # type: ignore[func-returns-value]
        ]
    )
    path = tmp_path / "model.keras"
    model.save(path)
    Path(marker).unlink()
    with pytest.raises(UnsupportedModelError) as caught:
        export(path, tmp_path / "out")
    assert str(caught.value).startswith(
        "layer 'code' (Lambda): holds Python code, which is never run"
    )
    assert not Path(marker).exists()
    assert not (tmp_path / "out").exists()


def name_function(config: dict[str, Any], module: str, name: str) -> None:
    """Put another object where the dense layer's activation is."""
    layer = config["config"]["layers"][1]
    layer["config"]["activation"] = {
        "module": module,
        "class_name": name,
        "config": {"origin": "http://127.0.0.1:9/x", "fname": "x"},
        "registered_name": None,
    }


@pytest.mark.parametrize(
    ("module", "name"),
    [
        pytest.param("os", "system", id="os.system"),
        pytest.param("builtins", "exec", id="exec"),
        pytest.param("keras.utils", "get_file", id="get_file"),
        pytest.param("keras.config", "enable_unsafe_deserialization", id="unsafe mode"),
        pytest.param("keras.src.utils.file_utils", "get_file", id="private get_file"),
        pytest.param("keras\n", "x", id="newline"),
        pytest.param(None, "mine>Activation", id="registered by a package"),
    ],
)
def test_a_foreign_object_is_refused(model_file: Path, module: str, name: str) -> None:
    """Only Keras's own layers and what belongs to them is looked up by name."""
    with_config(model_file, lambda config: name_function(config, module, name))
    with pytest.raises(UnsupportedModelError, match="is not a part of Keras's own layers"):
        load_model_file(model_file)


def test_a_foreign_object_beside_the_layers_is_refused(model_file: Path) -> None:
    """The model's own settings are looked through as well."""
    foreign = {"module": "os", "class_name": "system", "config": {}}
    with_config(model_file, lambda config: config["config"].update({"dtype": foreign}))
    with pytest.raises(UnsupportedModelError, match=r"^model: names os\.system"):
        load_model_file(model_file)


@pytest.mark.parametrize("module", ["keras.layers", "my.module", None], ids=str)
def test_a_custom_layer_is_refused(model_file: Path, module: str | None) -> None:
    """By name, with the layers that can be exported."""
    own = {"class_name": "Mine", "module": module, "registered_name": "package>Mine"}
    with_config(model_file, lambda config: config["config"]["layers"][1].update(own))
    with pytest.raises(UnsupportedModelError, match=r"layer 'it' \(Mine\): this class is not"):
        load_model_file(model_file)


def test_a_subclassed_model_is_refused(model_file: Path) -> None:
    """Its calculation is not in the file."""
    with_config(model_file, lambda config: config.update({"class_name": "Mine"}))
    with pytest.raises(UnsupportedModelError, match="model of class Mine: its calculation is Pyth"):
        load_model_file(model_file)


def dropping(keras: Any, name: str) -> Any:
    """A model that is refused by the translation alone: it drops values at inference."""
    x = keras.Input((4, 3))
    y = keras.layers.Dropout(0.5, name=name)(x, training=True)
    return keras.Model(x, keras.layers.Flatten()(y), name=f"model_{name}")


def with_lambda(keras: Any) -> Any:
    x = keras.Input((4, 3, 2), name="x")
    y = keras.layers.Lambda(lambda x: x[..., 0], output_shape=(4, 3))(x)
    return keras.Model(x, dropping(keras, "drop")(y))


def with_operation(keras: Any) -> Any:
    x = keras.Input((4, 3), name="x")
    return keras.Model(x, dropping(keras, "drop")(keras.ops.arcsinh(x)))


def with_function(keras: Any) -> Any:
    x = keras.Input((4, 5), name="x")
    inner = keras.Model(x, keras.layers.Dense(3, activation=with_function)(x), name="inner")
    y = keras.Input((4, 5), name="y")
    return keras.Model(y, dropping(keras, "drop")(inner(y)))


def sequential(keras: Any) -> Any:
    code = keras.layers.Lambda(lambda x: x[..., 0], output_shape=(4, 3))
    return keras.Sequential(
        [keras.Input((4, 3, 2)), code, keras.layers.Identity(), dropping(keras, "drop")]
    )


@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
@pytest.mark.parametrize(
    ("make", "first"),
    [
        pytest.param(with_lambda, "Lambda", id="Lambda"),
        pytest.param(with_operation, "Arcsinh", id="operation"),
        pytest.param(with_function, "Dense", id="function in a nested model"),
        pytest.param(sequential, "Lambda", id="Sequential"),
    ],
)
def test_all_refusals_are_raised_at_once(
    tmp_path: Path, make: Callable[[Any], Any], first: str
) -> None:
    """Those of the file's check, and those that only the translation finds."""
    path = tmp_path / "model.keras"
    make(models.seeded_keras()).save(path)
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 2
    assert f"({first}): " in lines[0]
    assert lines[1].startswith("layer 'drop' (Dropout): is called with training=True")


def test_a_file_of_keras_3_does_not_pass_for_one_of_keras_2(model_file: Path) -> None:
    """Their configurations differ; tests/convert/files/keras2 has those of Keras 2."""
    rewrite(model_file, "metadata.json", lambda _: b'{"keras_version": "2.15.0"}')
    with pytest.raises(ArtifactError, match="not one that Keras 2 writes"):
        load_model_file(model_file)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def replace_by_text(path: Path) -> None:
    path.write_text("hello")


def replace_by_nothing(path: Path) -> None:
    path.write_bytes(b"")


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def without_weights(path: Path) -> None:
    rewrite(path, "model.weights.h5", lambda _: None)


def with_bad_json(path: Path) -> None:
    rewrite(path, "config.json", lambda _: b"{")


def with_bad_hdf5(path: Path) -> None:
    rewrite(path, "model.weights.h5", lambda _: b"not HDF5" * 100)


def with_path_outside(path: Path) -> None:
    rewrite(path, "../../evil", lambda _: b"x")


def with_bomb(path: Path) -> None:
    rewrite(path, "assets/zeros", lambda _: bytes(100_000_000))


def with_other_shapes(path: Path) -> None:
    with_config(path, lambda config: config["config"]["layers"][1]["config"].update({"units": 7}))


def with_link(path: Path) -> None:
    def link(file: h5py.File, secret: Path) -> None:
        file["stolen"] = h5py.ExternalLink(str(secret), "value")

    with_changed_weights(path, link)


def with_external_storage(path: Path) -> None:
    def store(file: h5py.File, secret: Path) -> None:
        file.create_dataset("stolen", (4,), "u1", external=[(str(secret), 0, 4)])

    with_changed_weights(path, store)


def with_virtual_dataset(path: Path) -> None:
    def view(file: h5py.File, secret: Path) -> None:
        layout = h5py.VirtualLayout((1,), "f8")
        layout[:] = h5py.VirtualSource(str(secret), "value", shape=(1,))
        file.create_virtual_dataset("stolen", layout)

    with_changed_weights(path, view)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(Path.unlink, "got no such file", id="missing"),
        pytest.param(replace_by_folder, "got a folder", id="folder"),
        pytest.param(replace_by_text, "not a Keras model file", id="text"),
        pytest.param(replace_by_nothing, "got an empty file", id="empty"),
        pytest.param(cut, "not a whole .keras file", id="truncated"),
        pytest.param(without_weights, "expected a member model.weights.h5, got", id="no weights"),
        pytest.param(with_bad_json, "configuration is not valid JSON", id="bad JSON"),
        pytest.param(with_bad_hdf5, "not a whole .keras file", id="bad HDF5"),
        pytest.param(with_path_outside, r"member '\.\./\.\./evil' points outside", id="path"),
        pytest.param(with_bomb, "would unpack to 100,0.* Do not use this file", id="bomb"),
        pytest.param(
            with_other_shapes,
            r"'it' \(Dense\) do not fit it; expected shapes \[2, 7\], \[7\], got \[1\], \[2, 1\]",
            id="other shapes",
        ),
        pytest.param(with_link, "weight '//?stolen' lies in another file", id="external link"),
        pytest.param(with_external_storage, "'//?stolen' lies in another", id="external storage"),
        pytest.param(with_virtual_dataset, "'//?stolen' lies in another", id="virtual dataset"),
    ],
)
def test_a_broken_file_is_refused(
    model_file: Path, damage: Callable[[Path], None], message: str
) -> None:
    """With exit code 4, the file's name, and nothing written."""
    damage(model_file)
    out = model_file.with_name("out")
    with pytest.raises(TfjsBridgeError, match=message) as caught:
        export(model_file, out)
    assert isinstance(caught.value, ArtifactError)
    assert str(model_file) in str(caught.value)
    assert not out.exists()
