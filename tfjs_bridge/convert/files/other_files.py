"""Files and folders that are not Keras models: what they are, and the way on from there."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

_SAVE = "Save the model with model.save('name.keras')."
_BUILD = (
    "Build the model in its code, load the weights into it, and save it with "
    "model.save('name.keras')."
)
_OF_KERAS = (
    "If it was made from a Keras model, export that one; otherwise build the model in Keras, give "
    "it these weights, and save it with model.save('name.keras')."
)
_UNPACK = "Unpack it, and export the .keras or .h5 file that it holds."
_PICKLE = "a Python pickle, which is never opened"

What = tuple[str, str]
"""What it is, and what to do."""

# The longer mark first where two begin alike: PyTorch's older checkpoints are pickles too.
_BEGINNINGS: dict[bytes, What] = {
    b"version https://git-lfs": (
        "a Git LFS pointer, a few lines that stand for the file itself",
        "Fetch the file with git lfs pull, or download it from the repository's page.",
    ),
    b"\x89PNG": ("a PNG picture", _SAVE),
    b"\xff\xd8\xff": ("a JPEG picture", _SAVE),
    b"\x80\x02\x8a\nl\xfc\x9cF\xf9": ("a PyTorch checkpoint, which is never opened", _OF_KERAS),
    **{bytes((0x80, n)): (_PICKLE, _OF_KERAS) for n in (2, 3, 4, 5)},
    b"\x1f\x8b": ("a gzip file", _UNPACK),
    b"7z\xbc\xaf'\x1c": ("a 7z archive", _UNPACK),
    b"\xfd7zXZ\x00": ("an xz file", _UNPACK),
    b"BZh": ("a bzip2 file", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    b"(\xb5/\xfd": ("a Zstandard file", _UNPACK),
    b"GGUF": ("a GGUF file of llama.cpp, which holds weights", _OF_KERAS),
    b"\x93NUMPY": ("a numpy array (.npy)", _BUILD),
    b"model_checkpoint_path:": ("the index of a TensorFlow checkpoint, weights only", _BUILD),
    b"%PDF": ("a PDF document", _SAVE),
}


def described(path: Path, start: bytes) -> str:
    """Return the message for a file that is neither a `.keras` nor a `.h5` file.

    Args:
        path: The file.
        start: Its first bytes, 300 at least if it has them.
    """
    what, advice = _what(path, start) if start else ("an empty file", _SAVE)
    return f"{path}: not a Keras model file; expected a .keras or .h5 file, got {what}. {advice}"


def _what(path: Path, start: bytes) -> What:
    for beginning, found in _BEGINNINGS.items():
        if start.startswith(beginning):
            return found
    for look in (_text, _by_place, _protobuf, _checkpoint):
        other = look(path, start)
        if other is not None:
            return other
    return "a file of another format", _SAVE


def _text(path: Path, start: bytes) -> What | None:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    lower = text[:200].lower()
    if lower.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        return (
            "a web page, perhaps the error or login page of a download",
            "Download the file again: its first bytes are not <html.",
        )
    if text.startswith((b"{", b"[")):
        return _json(path)
    if b"class_name:" in lower and b"config:" in start:
        return _architecture("YAML of model.to_yaml()")
    return None


def _architecture(what: str) -> What:
    return (
        f"the architecture alone ({what}), without weights",
        "Make the model of it, load the weights from their own file, and save it whole: "
        "model = keras.models.model_from_json(text), model.load_weights(...), "
        "model.save('name.keras').",
    )


def _json(path: Path) -> What:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return "text that begins like JSON, but is not valid", _SAVE
    if not isinstance(value, dict):
        return "a JSON file", _SAVE
    if "class_name" in value and "config" in value:
        return _architecture("the JSON of model.to_json()")
    if "modelTopology" in value or "weightsManifest" in value:
        return _tfjs(str(value.get("format", "")))
    return "a JSON file", _SAVE


def _tfjs(kind: str) -> What:
    load = "tf.loadGraphModel" if kind.startswith("graph") else "tf.loadLayersModel"
    return (
        "a model of TensorFlow.js, which is converted already",
        f"Load it in JavaScript with {load}; to check it with golden vectors, export the Keras "
        f"model that it was made from.",
    )


def _by_place(path: Path, start: bytes) -> What | None:
    """Recognize formats whose mark is not at the beginning."""
    # A FlatBuffer: its identifier stands behind the offset of the root.
    if start[4:8] == b"TFL3":
        return (
            "a TensorFlow Lite model (.tflite), which holds no layers",
            "Export the Keras model that it was converted from.",
        )
    if start[257:262] == b"ustar":
        return "a tar archive", _UNPACK
    # The length of a JSON header, then the header.
    length = int.from_bytes(start[:8], "little")
    if start[8:9] == b"{" and 2 <= length <= path.stat().st_size - 8:
        return "a safetensors file, weights only", _OF_KERAS
    return None


def _protobuf(path: Path, start: bytes) -> What | None:
    if path.name in ("saved_model.pb", "keras_metadata.pb"):
        return "one file of a SavedModel's folder", "Give the folder, to learn what it holds."
    # Field 1 is the version, field 2 ONNX's producer and Core ML's description.
    if re.match(rb"\x08[\x01-\x20]\x12", start):
        if _is_core_ml(start) or path.suffix == ".mlmodel":
            return "a Core ML model", "Export the Keras model that it was converted from."
        return (
            "an ONNX model",
            "Export the Keras model that it was made from; a model of another framework has to be "
            "built in Keras, with its weights.",
        )
    has_nodes = any(name in start for name in (b"Placeholder", b"\x12\x05Const", b"VariableV2"))
    if start[:1] == b"\n" and has_nodes:
        return (
            "a TensorFlow graph (a frozen .pb), which holds no layers",
            "Export the Keras model that it was frozen from.",
        )
    return None


def _is_core_ml(start: bytes) -> bool:
    """Tell whether field 2 is a message, which begins with a field's number, and not a name."""
    return start[4:5] in (b"\n", b"\xa2") or not start[4:8].isascii()


def _checkpoint(path: Path, start: bytes) -> What | None:
    is_part = re.search(r"\.(index|meta|ckpt|data-\d+-of-\d+)\Z", path.name)
    if is_part or b"_CHECKPOINTABLE_OBJECT" in start:
        return (
            "a part of a TensorFlow checkpoint, weights only",
            "Build the model in its code, call model.load_weights with the checkpoint's prefix "
            "(the name without .index or .data-...), and save it with model.save('name.keras').",
        )
    if path.suffix in (".joblib", ".pkl", ".pickle"):
        return _PICKLE, _OF_KERAS
    return None


def zip_of_another(path: Path) -> str | None:
    """Return the message for a zip that is not a `.keras` file; `None` if it could be one."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return None  # a damaged one is likelier a .keras file than anything else
    # One of them is enough: that the other is missing is worth its own message.
    if {"config.json", "model.weights.h5"} & set(names):
        return None
    for fits, what, advice in _ARCHIVES:
        if any(map(fits, names)):
            start = f"{path}: not a Keras model file; expected a .keras or .h5 file, got "
            return f"{start}{what}. {advice}"
    return None


_ARCHIVES: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (
        lambda name: name.endswith("data.pkl"),
        "a PyTorch model or checkpoint, which is never opened",
        _OF_KERAS,
    ),
    (lambda name: name.endswith("saved_model.pb"), "a zipped SavedModel", "Unpack it first."),
    (lambda name: name.endswith((".keras", ".h5", ".hdf5")), "a zip archive with a model", _UNPACK),
    (lambda name: name.endswith(".mlmodel"), "a zipped Core ML model", _OF_KERAS),
    (
        lambda name: name.endswith("model.json"),
        "a zipped model of TensorFlow.js, which is converted already",
        "Unpack it, and load it in JavaScript.",
    ),
    (lambda name: name.endswith(".npy"), "numpy arrays (.npz), perhaps weights only", _BUILD),
)
