"""Genuine files with text and lookups, without TensorFlow: equal to what it computed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.features.recorded import FOLDER
from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.golden_examples import check_golden_examples, read_golden_examples
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.convert.export import export
from tfjs_bridge.convert.features.split import Split, any_network, split_model
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
_VOCABULARY = "assets/layers/text_vectorization/vocabulary.txt"


def _loaded(path: Path) -> Any:
    return load_model_file(path, split=any_network)


def _outputs(split: Split, raw: dict[str, Any]) -> Any:
    assert split.preprocessing is not None
    prepared = prepare_features(raw, split.preprocessing, split.read)
    return run_keras_model(split.network, [prepared[name] for name in split.read])[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_two_parts_of_a_file_give_what_the_whole_gave(path: Path) -> None:
    """The whole was run by Keras on TensorFlow, when the file was made."""
    recorded = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    with split_model(_loaded(path)) as split:
        assert split is not None
        outputs = _outputs(split, recorded["raw"])
    np.testing.assert_allclose(outputs, recorded["outputs"], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_export_carries_the_way_from_raw_values(path: Path, tmp_path: Path) -> None:
    """Its golden inputs are what its golden examples become."""
    metadata = export(path, tmp_path / "out")
    assert metadata == read_metadata(tmp_path / "out")
    assert metadata.golden.examples is not None
    assert metadata.preprocessing is not None
    raw = read_golden_examples(tmp_path / "out", metadata.golden.examples)
    check_golden_examples(
        raw, metadata.preprocessing, read_golden(tmp_path / "out", metadata.golden)
    )
    assert not {spec["dtype"] for spec in metadata.preprocessing["inputs"]} <= {"float32"}
    assert {spec.dtype for spec in metadata.inputs} <= {"float32", "int32"}


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    """Raw examples are drawn by a seed."""
    for name in ("a", "b", "c"):
        export(FOLDER / "keras2_all.keras", tmp_path / name, seed=int(name == "c"))
    a, b, c = ((tmp_path / name / "golden-examples.json").read_bytes() for name in "abc")
    assert a == b != c


@pytest.mark.slow
def test_tensorflow_is_not_needed(tmp_path: Path) -> None:
    """Neither installed, nor imported."""
    program = (
        "import sys; sys.modules['tensorflow'] = sys.modules['tf_keras'] = None\n"
        "from tfjs_bridge import export\n"
        f"export({str(FOLDER / 'keras3_feature_space.keras')!r}, {str(tmp_path / 'out')!r})"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def _with_vocabulary(path: Path, text: bytes | None) -> Path:
    """Copy a file with another vocabulary, or with none."""
    source = FOLDER / "keras3_tf_idf.keras"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name == _VOCABULARY and text is not None:
                new.writestr(name, text)
            elif not name.startswith("assets/layers/text_vectorization"):
                new.writestr(name, old.read(name))
    return path


def test_a_vocabulary_is_read_as_keras_reads_it(tmp_path: Path) -> None:
    """Empty lines at its end are none of it; any line separator of Unicode ends a line."""
    path = _with_vocabulary(tmp_path / "a.keras", "[UNK]\nfilm\r\ngreat\u2028bad\n\n\n".encode())
    with split_model(_loaded(path)) as split:
        assert split is not None
        assert split.preprocessing is not None
        assert split.preprocessing["steps"][0]["tokens"] == ["film", "great", "bad"]


def test_a_vocabulary_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """With the name of the member."""
    with pytest.raises(ArtifactError, match=r"vocabulary\.txt' is not text in UTF-8"):
        _loaded(_with_vocabulary(tmp_path / "a.keras", b"[UNK]\n\xff\xfe"))


def test_a_file_without_its_vocabulary_is_refused(tmp_path: Path) -> None:
    """As `.h5` files are, which do not keep what was adapted."""
    path = _with_vocabulary(tmp_path / "a.keras", None)
    with pytest.raises(UnsupportedModelError, match="has no vocabulary; expected that adapt"):
        export(path, tmp_path / "out")


def _changed(path: Path, old: str, new: str) -> Path:
    """Copy a file with another configuration."""
    with zipfile.ZipFile(FOLDER / "keras3_tf_idf.keras") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    config = members["config.json"].decode()
    assert old in config
    members["config.json"] = config.replace(old, new).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"standardize": "lower_and_strip_punctuation"',
            '"standardize": {"class_name": "function", "config": "os.system"}',
            "has Python code of its own for standardize",
        ),
        ('"vocabulary": ["film", "great"]', '"vocabulary": "/etc/passwd"', "is never read"),
        ('"ragged": false, "voc', '"ragged": true, "voc', "gives ragged tensors"),
    ],
    ids=["code", "path", "ragged"],
)
def test_what_cannot_be_declared_is_refused(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    """Nothing of the file is run, and no file is read that it names."""
    path = _changed(tmp_path / "a.keras", old, new)
    with pytest.raises(UnsupportedModelError, match=message):
        export(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ('"stem": true, "voc', "settings not known here: stem"),
        ('"max_tokens": "9", "voc', "max_tokens has a value of a wrong type: '9'"),
        ('"output_mode": [], "voc', "output_mode has a value of a wrong type"),
        ('"ngrams": {"a": 1}, "voc', "ngrams has a value of a wrong type"),
    ],
)
def test_settings_that_no_keras_saves_are_an_error(new: str, message: str, tmp_path: Path) -> None:
    """A newer Keras may mean something by one that is not known here."""
    path = _changed(tmp_path / "a.keras", '"ragged": false, "voc', new)
    with pytest.raises(ArtifactError, match=message):
        export(path, tmp_path / "out")
