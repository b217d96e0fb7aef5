"""Whole exports: both writers, the same numbers as Keras in Node, the same bytes each time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge import export
from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.model_json import read_manifest
from tfjs_bridge.artifact.shards import read_weights
from tfjs_bridge.convert.export import ModelCard, WriterName
from tfjs_bridge.convert.layers_model.activations import EXACT_ACTIVATIONS
from tfjs_bridge.convert.writers import tensorflowjs
from tfjs_bridge.errors import ArtifactError, ModelWarning, UnsupportedModelError, UsageError
from tfjs_bridge.verification.parity import verify_artifact

TENSORFLOWJS = pytest.mark.needs("tensorflowjs", "tf_keras")
WRITERS = [
    pytest.param("bridge", id="bridge"),
    pytest.param("tensorflowjs", id="tensorflowjs", marks=[pytest.mark.slow, TENSORFLOWJS]),
]


def activations() -> Any:
    """Every supported activation of the same values, both as a layer and within Dense."""
    keras = models.seeded_keras()
    x = keras.Input((6,), name="x")
    spread = keras.layers.Dense(8, name="spread", kernel_initializer="random_normal")(x)
    outputs = []
    for name in sorted(EXACT_ACTIVATIONS.keys() - {"keras2_hard_sigmoid"}):
        outputs.append(keras.layers.Activation(name, name=f"layer_{name}")(spread))
        outputs.append(keras.layers.Dense(3, activation=name, name=f"dense_{name}")(spread))
    return keras.Model(x, outputs, name="activations")


def shared_outputs() -> Any:
    """Two outputs of one layer, and an input that is an output."""
    keras = models.seeded_keras()
    first, second = keras.Input((4,), name="first"), keras.Input((4,), name="second")
    shared = keras.layers.Dense(2, name="shared")
    return keras.Model([first, second], [shared(first), shared(second), first], name="outputs")


@pytest.mark.node
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(models.cnn, id="cnn"),
        pytest.param(models.branches, id="branches"),
        pytest.param(models.recurrent, id="recurrent"),
        pytest.param(activations, id="activations"),
        pytest.param(shared_outputs, id="shared outputs"),
    ],
)
@pytest.mark.usefixtures("node")
def test_outputs_are_keras(tmp_path: Path, make: Callable[[], Any], writer: WriterName) -> None:
    """On cpu and wasm, but for float32 summed in another order."""
    metadata = export(make(), tmp_path / "out", writer=writer)
    parity = verify_artifact(tmp_path / "out")
    assert [result.backend for result in parity.backends] == ["cpu", "wasm"]
    assert parity.ok, parity
    assert metadata.converter.writer == writer


@TENSORFLOWJS
@pytest.mark.node
@pytest.mark.slow
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("make", [models.cnn, models.branches], ids=["cnn", "branches"])
def test_both_writers_give_the_same(tmp_path: Path, make: Callable[[], Any]) -> None:
    """The same weights under the same names, byte for byte, and the same differences in Node."""
    model = make()
    folders = {"bridge": tmp_path / "bridge", "tensorflowjs": tmp_path / "tensorflowjs"}
    for writer, folder in folders.items():
        export(model, folder, writer=writer)  # type: ignore[arg-type]
    weights = {w: read_weights(f, read_manifest(f)) for w, f in folders.items()}
    assert [w.name for w in weights["bridge"]] == [w.name for w in weights["tensorflowjs"]]
    shards = [sorted(folder.glob("*.bin")) for folder in folders.values()]
    assert [p.read_bytes() for p in shards[0]] == [p.read_bytes() for p in shards[1]]
    found = [verify_artifact(folder) for folder in folders.values()]
    assert found[0].backends == found[1].backends


@pytest.mark.node
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("make", [models.cnn, models.recurrent], ids=["cnn", "recurrent"])
@pytest.mark.usefixtures("node")
def test_float16_halves_the_files_and_gives_the_same_numbers(
    tmp_path: Path, make: Callable[[], Any], writer: WriterName
) -> None:
    """Keras's golden outputs are those of the rounded weights; the model is as it was."""
    model = make()
    before = [np.array(value) for value in model.get_weights()]
    for name, quantize in (("whole", None), ("half", "float16")):
        export(model, tmp_path / name, writer=writer, quantize=quantize)
    whole, half = (
        sum(path.stat().st_size for path in (tmp_path / name).glob("*.bin") if "shard" in path.name)
        for name in ("whole", "half")
    )
    assert 0.5 < half / whole < 0.7
    parity = verify_artifact(tmp_path / "half")
    assert parity.ok, parity
    for value, after in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(after, value)


@pytest.mark.slow
@TENSORFLOWJS
@pytest.mark.parametrize("encoding", ["uint16", "uint8"])
def test_both_writers_encode_the_same(tmp_path: Path, encoding: str) -> None:
    """The quantization of tensorflowjs itself would round anew what was rounded."""
    folders = {writer: tmp_path / writer for writer in ("bridge", "tensorflowjs")}
    for writer, folder in folders.items():
        export(models.recurrent(), folder, writer=writer, quantize=encoding)  # type: ignore[arg-type]
    ours, theirs = (read_weights(folder, read_manifest(folder)) for folder in folders.values())
    # Their names of recurrent weights have the cell's in them.
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(other.value, one.value)
    for folder in folders.values():
        assert f'"{encoding}"' in (folder / "model.json").read_text(encoding="utf-8")


def test_weights_beyond_float16_stay_as_they_are(tmp_path: Path) -> None:
    """Rounded, one would be infinite."""
    model = models.one_layer(lambda k: k.Dense(2), (3,))
    kernel = np.array([[1e5, 1], [0.1, 2], [3, 4]], np.float32)
    model.layers[-1].set_weights([kernel, np.zeros(2, np.float32)])
    export(model, tmp_path / "out", quantize="float16")
    weights = {
        w.name: w.value for w in read_weights(tmp_path / "out", read_manifest(tmp_path / "out"))
    }
    np.testing.assert_array_equal(next(v for v in weights.values() if v.ndim == 2), kernel)


def test_an_unknown_quantization_is_refused(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(UsageError, match=r"quantize 'unit8': not known; .*Did you mean 'uint8'"):
        export(models.cnn(), tmp_path / "out", quantize="unit8")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [42, None, {}], ids=repr)
def test_what_is_no_model_is_a_usage_error(tmp_path: Path, value: object) -> None:
    """Also what Keras 2 calls a model."""
    with pytest.raises(UsageError, match=r"expected a keras\.Model or the path"):
        export(value, tmp_path / "out")


def test_a_failure_of_the_tensorflowjs_writer_names_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left behind."""

    def fail(model: object) -> None:
        raise KeyError("kernel")

    monkeypatch.setattr(tensorflowjs, "check_installed", lambda: None)
    monkeypatch.setattr(tensorflowjs, "_rebuild", fail)
    monkeypatch.setitem(sys.modules, "tensorflowjs", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "tensorflowjs.converters", SimpleNamespace(save_keras_model=0))
    with pytest.raises(UsageError, match=r"'one'.* \(KeyError: 'kernel'\).* --writer bridge\."):
        export(
            models.one_layer(lambda k: k.Dense(2), (3,)), tmp_path / "out", writer="tensorflowjs"
        )
    assert list(tmp_path.iterdir()) == []


def test_a_tensorflowjs_that_does_not_import_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As beside setuptools 82: a real package of this name that fails while it is imported."""
    for name in ("tensorflowjs", "tf_keras"):
        (tmp_path / "site" / name).mkdir(parents=True)
        (tmp_path / "site" / name / "__init__.py").touch()
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delitem(sys.modules, "tensorflowjs.converters", raising=False)
    code = "import pkg_resources_of_old"
    (tmp_path / "site" / "tensorflowjs" / "converters.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path / "site")
    with pytest.raises(
        UsageError,
        match=r"does not import \(ModuleNotFoundError: .*\)\. .* doctor --imports\. Or use --",
    ):
        export(
            models.one_layer(lambda k: k.Dense(2), (3,)), tmp_path / "out", writer="tensorflowjs"
        )
    assert not (tmp_path / "out").exists()


def test_the_artifact_says_what_it_is(tmp_path: Path) -> None:
    """Names, shapes, card, and golden outputs that Keras gave."""
    inputs = np.linspace(0, 1, 2 * 784, dtype=np.float32).reshape(2, 28, 28, 1)
    card = ModelCard(
        name="digits",
        labels=tuple("0123456789"),
        golden_inputs=(inputs,),
        golden_source="two ramps",
    )
    model = models.cnn()
    written = export(model, tmp_path / "out", card=card)
    metadata = check_artifact(tmp_path / "out")
    assert metadata == written
    assert (metadata.model.name, metadata.model.parameters) == ("digits", 60_554)
    assert metadata.labels == tuple("0123456789")
    assert metadata.inputs[0].shape == (None, 28, 28, 1)
    assert sorted(metadata.files) == ["golden.bin", "group1-shard1of1.bin", "model.json"]
    golden = read_golden(tmp_path / "out", metadata.golden)
    assert [tensor.name for tensor in golden.inputs + golden.outputs] == ["image", "probabilities"]
    np.testing.assert_array_equal(golden.inputs[0].value, inputs)
    np.testing.assert_allclose(golden.outputs[0].value, np.asarray(model(inputs)), rtol=1e-6)


@pytest.mark.slow
def test_weights_come_back_bit_by_bit(tmp_path: Path) -> None:
    """What is in the shards is what is in the model."""
    model = models.branches()
    export(model, tmp_path / "out")
    weights = read_weights(tmp_path / "out", read_manifest(tmp_path / "out"))
    assert len(weights) == len(model.weights)
    for weight in weights:
        layer, name = weight.name.split("/")
        (variable,) = (v for v in model.get_layer(layer).weights if v.name == name)
        assert weight.value.tobytes() == np.asarray(variable).tobytes()


@pytest.mark.slow
def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """From the live model and from its file, twice."""
    model = models.cnn()
    model.save(tmp_path / "cnn.keras")
    export(model, tmp_path / "live")
    export(tmp_path / "cnn.keras", tmp_path / "file")
    export(tmp_path / "cnn.keras", tmp_path / "again")
    for path in (tmp_path / "live").iterdir():
        assert path.read_bytes() == (tmp_path / "file" / path.name).read_bytes()
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_a_refused_model_leaves_the_old_artifact(tmp_path: Path) -> None:
    """Exit code 3 and nothing written."""
    export(models.cnn(), tmp_path / "out")
    before = (tmp_path / "out" / "metadata.json").read_bytes()
    refused = models.one_layer(lambda layers: layers.Activation("sparsemax"), (2,))
    with pytest.raises(UnsupportedModelError):
        export(refused, tmp_path / "out")
    assert (tmp_path / "out" / "metadata.json").read_bytes() == before


def test_a_failed_check_leaves_the_old_artifact(tmp_path: Path) -> None:
    """The check sees the new artifact, whole; raising keeps it out."""
    out = tmp_path / "out"
    export(models.one_layer(lambda layers: layers.Dense(1), (2,)), out)

    def refuse(folder: Path) -> None:
        raise ArtifactError(check_artifact(folder).model.name)

    with pytest.raises(ArtifactError, match="cnn"):
        export(models.cnn(), out, check=refuse)
    assert check_artifact(out).model.name == "one"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"writer": "x"}, "writer 'x': not known; expected 'bridge' or", id="writer"),
        pytest.param(
            {"card": ModelCard(golden_inputs=())},
            "golden inputs: expected 1 arrays, one for each input of the model, got 0",
            id="golden inputs",
        ),
    ],
)
def test_wrong_options_are_refused(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match=message):
        export(models.cnn(), tmp_path / "out", **options)
    assert list(tmp_path.iterdir()) == []


def test_weights_that_give_nan_are_refused(tmp_path: Path) -> None:
    """There is nothing to prove with NaN."""
    model = models.one_layer(lambda layers: layers.Dense(1, name="it"), (2,))
    model.set_weights([np.full((2, 1), np.nan, np.float32), np.zeros(1, np.float32)])
    with (
        pytest.warns(ModelWarning, match=r"layer 'it' \(Dense\): weight 'kernel': NaN"),
        pytest.raises(ArtifactError, match="output 'it': Keras gave NaN"),
    ):
        export(model, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_export_of_a_file_needs_no_tensorflow(tmp_path: Path) -> None:
    """In a process of its own, in which importing TensorFlow or tensorflowjs fails."""
    models.cnn().save(tmp_path / "cnn.keras")
    program = """
import importlib.abc, json, sys
class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("tensorflow", "tensorflowjs", "tf_keras"):
            raise RuntimeError(f"imported {name}")
sys.meta_path.insert(0, Blocked())
from tfjs_bridge import export
metadata = export(sys.argv[1], sys.argv[2])
print(json.dumps([metadata.model.parameters, sorted(metadata.versions)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "cnn.keras", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [60_554, ["keras", "numpy", "python"]]
