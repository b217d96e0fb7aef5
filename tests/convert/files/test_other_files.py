"""What is said of files and folders that are not Keras models."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.layers_model.names import tfjs_name
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import ArtifactError

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
SAFETENSORS = (16).to_bytes(8, "little") + b'{"a":{}}        ' + bytes(8)
TAR = b"model.h5".ljust(257, b"\0") + b"ustar\x0000" + bytes(255)
TFJS = json.dumps({"format": "graph-model", "modelTopology": {}, "weightsManifest": []}).encode()
GRAPH = b"\n\x31\n\x05input\x12\x0bPlaceholder*\x0b\n\x05dtype\x12\x020\x01"


@pytest.mark.parametrize(
    ("name", "content", "what", "advice"),
    [
        ("m.h5", LFS, "a Git LFS pointer", "git lfs pull"),
        ("m.h5", b'{"class_name": "Sequential", "config": {}}', "architecture alone", "from_json"),
        ("m.yml", b"backend: tensorflow\nclass_name: Model\nconfig: {}", "architecture", "weights"),
        ("model.json", TFJS, "converted already", "tf.loadGraphModel"),
        ("m.h5", b"{,", "but is not valid", "Save the model"),
        ("m.h5", b"\n<!DOCTYPE html>\n<html>", "a web page", "Download the file again"),
        ("m.tflite", b"\x1c\0\0\0TFL3" + bytes(50), "a TensorFlow Lite model", "converted from"),
        ("m.onnx", b"\x08\x07\x12\x07pytorch\x1a\x05", "an ONNX model", "made from"),
        ("m.mlmodel", b"\x08\x04\x12\xa2\x01\n\x05image", "a Core ML model", "converted from"),
        ("m.safetensors", SAFETENSORS, "a safetensors file", "in Keras, give it these weights"),
        ("m.gguf", b"GGUF\x03\0\0\0", "a GGUF file", "build the model in Keras"),
        ("m.pt", b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "a PyTorch checkpoint", "in Keras"),
        ("m.pkl", b"\x80\x04\x95", "a Python pickle, which is never opened", "in Keras"),
        ("m.joblib", b"x\x9c\xed\xbd", "a Python pickle, which is never opened", "in Keras"),
        ("m.npy", b"\x93NUMPY\x01\0", "a numpy array", "in its code"),
        ("m.pb", GRAPH, "a TensorFlow graph (a frozen .pb)", "frozen from"),
        ("saved_model.pb", b"\x08\x01\x12\x0a", "one file of a SavedModel's", "Give the folder"),
        ("m.index", b"\0\0\x06\x08\x01", "a part of a TensorFlow checkpoint", "prefix"),
        ("m.data-00000-of-00001", bytes(9), "a part of a TensorFlow checkpoint", "load_weights"),
        ("checkpoint", b'model_checkpoint_path: "m"', "index of a TensorFlow checkpoint", "code"),
        ("m.h5", b"\x1f\x8b\x08\0", "a gzip file", "Unpack it"),
        ("m.h5", b"7z\xbc\xaf'\x1c\0", "a 7z archive", "Unpack it"),
        ("m.h5", TAR, "a tar archive", "Unpack it"),
        ("m.h5", bytes(range(64, 128)), "a file of another format", "model.save('name.keras')"),
    ],
)
def test_files_of_other_kinds(
    tmp_path: Path, name: str, content: bytes, what: str, advice: str
) -> None:
    """By their content, with the way on."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ArtifactError) as caught:
        load_model_file(path)
    text = str(caught.value)
    assert text.startswith(f"{path}: not a Keras model file; expected a .keras or .h5 file, got ")
    assert what in text
    assert advice in text


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("archive/data.pkl", "a PyTorch model or checkpoint, which is never opened"),
        ("dense.npy", "numpy arrays (.npz)"),
        ("model/saved_model.pb", "a zipped SavedModel"),
        ("best.h5", "a zip archive with a model"),
        ("web/model.json", "a zipped model of TensorFlow.js"),
    ],
)
def test_zip_archives_of_other_kinds(tmp_path: Path, member: str, what: str) -> None:
    """By what is in them."""
    path = tmp_path / "model.keras"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, b"content")
    with pytest.raises(ArtifactError) as caught:
        load_model_file(path)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("files", "messages"),
    [
        (["model.json"], ["a model of TensorFlow.js, which is converted already"]),
        (["model.json", "golden.bin"], ["an artifact of tfjs-bridge", "tfjs-bridge verify"]),
        (["config.json", "model.weights.h5"], ["a .keras file that was unpacked", "zip -0"]),
        (["checkpoint", "m.index"], ["a TensorFlow checkpoint, weights only", "load_weights"]),
        (["model.safetensors"], ["weights of another framework"]),
        (["Manifest.json"], ["a Core ML package"]),
        (["keras_metadata.pb", "saved_model.pb"], ["load_model(path).save('name.h5')"]),
        (["other.txt"], ["got a folder. Check the path"]),
    ],
)
def test_folders_of_other_kinds(tmp_path: Path, files: list[str], messages: list[str]) -> None:
    """By the files in them."""
    for name in files:
        (tmp_path / name).write_bytes(b"content")
    with pytest.raises(ArtifactError) as caught:
        load_model_file(tmp_path)
    assert [message for message in messages if message not in str(caught.value)] == []


def test_a_program_is_not_a_model(tmp_path: Path) -> None:
    """What `model.export` writes has a graph and no trace of Keras."""
    (tmp_path / "saved_model.pb").write_bytes(b"\x08\x01\x12\x0a_trainable_variables serve")
    with pytest.raises(ArtifactError) as caught:
        load_model_file(tmp_path)
    text = str(caught.value)
    assert "It is one of model.export" in text
    assert "keras.layers.TFSMLayer runs its graph, and cannot be exported" in text
    assert "set_weights" in text
    assert "load_model(path)" not in text


def test_weights_of_a_subclassed_model_are_weights(tmp_path: Path) -> None:
    """They lie under the model's attributes, not under `layers`."""
    keras = models.seeded_keras()

    class Own(keras.Model):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.head = keras.layers.Dense(2)

        def call(self, x: object) -> object:
            return self.head(x)

    model = Own()
    model(np.zeros((1, 3), np.float32))
    model.save_weights(tmp_path / "own.weights.h5")
    with pytest.raises(ArtifactError, match="holds weights only"):
        load_model_file(tmp_path / "own.weights.h5")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("возраст", "vozrast"),
        ("Щука и ёж", "Shchuka_i_ezh"),
        ("цена (€)", "tsena"),
        ("naïve café", "naive_cafe"),
        ("Ελλάδα", "Ellada"),
        ("Größe/straße", "Grosse/strasse"),
        ("年齢", "layer"),
        ("dense 1", "dense_1"),
        ("_hidden", "layer_hidden"),
        ("conv/a.b-c", "conv/a.b-c"),
    ],
)
def test_names_become_readable(name: str, expected: str) -> None:
    """In the letters that TensorFlow.js finds weights under."""
    assert tfjs_name(name) == expected


def test_refusals_are_grouped_by_reason() -> None:
    """Each line is about one class, and names each layer once."""
    lines = [f"layer 'a{number}' (Lambda): holds code. Replace it." for number in (1, 2, 3, 1)]
    other = "layer 'b' (Mine): this class is not one. Replace it."
    assert in_groups([lines[0], other, *lines[1:], "model: is empty"]).splitlines() == [
        "layers 'a1', 'a2' and 'a3' (Lambda): each holds code. Replace it.",
        other,
        "model: is empty",
    ]
