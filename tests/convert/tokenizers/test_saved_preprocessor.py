"""A preprocessor that KerasHub saved is declared without KerasHub, for a model of one's own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tfjs_bridge
from tests.convert.tokenizers.preset import LENGTH, TOKENS, write_preset
from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.errors import ArtifactError, DataError, UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras
from tfjs_bridge.tokenization import open_encoders
from tfjs_bridge.verification.parity import require_parity

pytestmark = pytest.mark.needs("tokenizers")
TEXTS = ["The quick brown FOX jumped!", "", "a\u6f22b caf\u00e9 zzz", "the fox jumps. " * 9]


def _model(*names: str, length: int | None = LENGTH) -> Any:
    """A small classifier of token ids; what is padded counts for nothing."""
    keras = load_keras()
    inputs = {name: keras.Input((length,), dtype="int32", name=name) for name in names}
    values = keras.layers.Embedding(len(TOKENS), 4, name="embedding")(next(iter(inputs.values())))
    if "padding_mask" in inputs:
        mask = keras.layers.Reshape((-1, 1))(inputs["padding_mask"])
        values = keras.layers.Multiply()([values, mask])
    pooled = keras.layers.GlobalAveragePooling1D()(values)
    output = keras.layers.Dense(2, activation="softmax", name="classes")(pooled)
    model = keras.Model(list(inputs.values()), output)
    rng = np.random.default_rng(0)
    model.set_weights([rng.normal(size=weight.shape) for weight in model.get_weights()])
    return model


@pytest.fixture(scope="module")
def preset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_preset(tmp_path_factory.mktemp("preset") / "bert")


@pytest.fixture(scope="module")
def artifact(preset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "mine"
    card = tfjs_bridge.ModelCard(preprocessing=preset, labels=("yes", "no"))
    tfjs_bridge.export(_model("token_ids", "padding_mask"), folder, card=card)
    return folder


def _prepared(folder: Path, texts: list[str]) -> dict[str, Any]:
    declared = read_metadata(folder).preprocessing
    assert declared is not None
    encoders = open_encoders(folder, declared)
    return prepare_features({"text": texts}, declared, encoders=encoders)


def test_texts_become_rows_of_ids(artifact: Path) -> None:
    """With the special tokens, cut to their length, and padded."""
    rows = _prepared(artifact, TEXTS)
    assert rows["token_ids"].tolist() == [
        [2, 5, 6, 7, 8, 9, 10, 3],
        [2, 3, 0, 0, 0, 0, 0, 0],
        [2, 14, 16, 15, 17, 1, 3, 0],
        [2, 5, 8, 9, 11, 12, 5, 3],
    ]
    assert rows["padding_mask"].tolist() == (rows["token_ids"] != 0).astype(int).tolist()
    assert {array.dtype.name for array in rows.values()} == {"int32"}


def test_the_artifact_declares_it(artifact: Path) -> None:
    """One text, a step for each input of the network, and the tokenizer as a file."""
    metadata = read_metadata(artifact)
    declared = metadata.preprocessing
    assert declared is not None
    assert declared["inputs"] == [{"name": "text", "shape": [None], "dtype": "string"}]
    outputs = {step["output"]: step["gives"] for step in declared["steps"]}
    assert outputs == {"token_ids": "token_ids", "padding_mask": "unlike_pad"}
    assert "tokenizer.json" in metadata.files
    assert metadata.golden.examples is not None
    assert metadata.golden.source == "texts drawn from the tokenizer's vocabulary"


@pytest.mark.node
@pytest.mark.slow
def test_javascript_gives_the_answers_of_keras(artifact: Path, node: str, tmp_path: Path) -> None:
    """From the text itself; and the verifier runs the golden texts."""
    require_parity(artifact)
    prepared = _prepared(artifact, TEXTS)
    model = _model("token_ids", "padding_mask")
    wanted = np.asarray(model([prepared[name] for name in ("token_ids", "padding_mask")]))
    inputs = tmp_path / "inputs.json"
    inputs.write_text(json.dumps({"text": TEXTS}), encoding="utf-8")
    program = Path(__file__).with_name("predict.mjs")
    done = subprocess.run([node, program, artifact, inputs], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(json.loads(done.stdout)["classes"], wanted, atol=1e-5)


def test_only_what_the_network_reads_is_declared(preset: Path, tmp_path: Path) -> None:
    metadata = tfjs_bridge.export(
        _model("token_ids"), tmp_path / "mine", card=tfjs_bridge.ModelCard(preprocessing=preset)
    )
    assert metadata.preprocessing is not None
    assert [step["output"] for step in metadata.preprocessing["steps"]] == ["token_ids"]


def test_an_open_length_becomes_that_of_the_rows(preset: Path, tmp_path: Path) -> None:
    metadata = tfjs_bridge.export(
        _model("token_ids", length=None),
        tmp_path / "mine",
        card=tfjs_bridge.ModelCard(preprocessing=str(preset)),
    )
    assert [spec.shape for spec in metadata.inputs] == [(None, LENGTH)]


def test_golden_texts_can_be_given(preset: Path, tmp_path: Path) -> None:
    card = tfjs_bridge.ModelCard(
        preprocessing=preset, golden_inputs={"text": np.array(TEXTS)}, golden_source="mine"
    )
    tfjs_bridge.export(_model("token_ids"), tmp_path / "mine", card=card)
    written = json.loads((tmp_path / "mine" / "golden-examples.json").read_text(encoding="utf-8"))
    assert written == {"inputs": {"text": TEXTS}}
    assert read_metadata(tmp_path / "mine").golden.source == "mine"


def test_two_texts_are_one_row(preset: Path, tmp_path: Path) -> None:
    """With a separator between them, and segments."""
    card = tfjs_bridge.ModelCard(preprocessing={"tokenizer": preset, "texts": ("first", "second")})
    folder = tmp_path / "mine"
    tfjs_bridge.export(_model("token_ids", "segment_ids"), folder, card=card)
    declared = read_metadata(folder).preprocessing
    assert declared is not None
    raw = {"first": ["the fox"], "second": ["a quick brown fox"]}
    rows = prepare_features(raw, declared, encoders=open_encoders(folder, declared))
    assert rows["token_ids"].tolist() == [[2, 5, 8, 3, 14, 6, 7, 3]]
    assert rows["segment_ids"].tolist() == [[0, 0, 0, 0, 1, 1, 1, 1]]


def test_the_same_bytes_are_written_each_time(preset: Path, tmp_path: Path) -> None:
    card = tfjs_bridge.ModelCard(preprocessing=preset)
    model = _model("token_ids")
    for name in ("one", "two"):
        tfjs_bridge.export(model, tmp_path / name, card=card)
    for name in ("metadata.json", "tokenizer.json", "golden-examples.json", "golden.bin"):
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert one == two, name


def test_another_length_than_that_of_the_rows_is_refused(preset: Path, tmp_path: Path) -> None:
    card = tfjs_bridge.ModelCard(preprocessing=preset)
    shapes = {"token_ids": (5,)}
    with pytest.raises(
        UsageError, match=r"rows of 'token_ids' have .* expected \(8,\), got \(5,\)"
    ):
        tfjs_bridge.export(
            _model("token_ids", length=None), tmp_path / "mine", card=card, input_shapes=shapes
        )


def test_a_model_of_other_inputs_is_refused(preset: Path, tmp_path: Path) -> None:
    card = tfjs_bridge.ModelCard(preprocessing=preset)
    with pytest.raises(UsageError, match="does not prepare the model's input 'age'; expected"):
        tfjs_bridge.export(_model("token_ids", "age"), tmp_path / "mine", card=card)


def test_a_tokenizer_of_words_is_refused(tmp_path: Path) -> None:
    preset = write_preset(tmp_path / "words", split=False)
    card = tfjs_bridge.ModelCard(preprocessing=preset)
    with pytest.raises(UnsupportedModelError, match="reads words, not texts; expected split=True"):
        tfjs_bridge.export(_model("token_ids"), tmp_path / "mine", card=card)


def test_a_folder_without_a_tokenizer_is_refused(tmp_path: Path) -> None:
    card = tfjs_bridge.ModelCard(preprocessing=tmp_path)
    with pytest.raises(DataError, match="not a saved object of KerasHub; expected its class_name"):
        tfjs_bridge.export(_model("token_ids"), tmp_path / "mine", card=card)


def test_a_key_that_is_not_known_is_refused(preset: Path, tmp_path: Path) -> None:
    card = tfjs_bridge.ModelCard(preprocessing={"tokenizer": preset, "text": "a"})
    with pytest.raises(UsageError, match=r"a key that is not known; .* got 'text'"):
        tfjs_bridge.export(_model("token_ids"), tmp_path / "mine", card=card)


def test_a_damaged_tokenizer_is_named(artifact: Path, tmp_path: Path) -> None:
    declared = read_metadata(artifact).preprocessing
    assert declared is not None
    (tmp_path / "tokenizer.json").write_text('{"model": {"type": "WordPiece"}}')
    with pytest.raises(ArtifactError, match=r"tokenizer\.json: malformed; expected a tokenizer"):
        open_encoders(tmp_path, declared)
