"""KerasHub's models answer texts in JavaScript as they do in Keras."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests import docs
from tests.convert.graph_model.on_jax import FASTEST_COMPILER
from tests.convert.tokenizers.classifiers import TEXTS
from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.tokenization import create_encoder

pytestmark = [
    *(pytest.mark.slow, pytest.mark.node),
    pytest.mark.needs("keras_hub>=0.31", "sentencepiece", "jax"),
]
_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of artifacts, and Keras's answers."""
    folder = tmp_path_factory.mktemp("exported")
    env = {"XLA_FLAGS": FASTEST_COMPILER, **os.environ, "KERAS_BACKEND": "jax"}
    env["PYTHONPATH"] = str(_ROOT)
    command = [sys.executable, "-m", "tests.convert.tokenizers.classifiers", str(folder)]
    done = subprocess.run(command, cwd=_ROOT, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", ["roberta", "albert"])
def test_a_model_answers_texts_as_in_keras(
    exported: Path, node: str, tmp_path: Path, name: str
) -> None:
    """A classifier by its own preprocessor, and two texts in one row."""
    answer = json.loads((exported / "answers.json").read_text(encoding="utf-8"))[name]
    inputs = tmp_path / "inputs.json"
    inputs.write_text(json.dumps(answer["inputs"]), encoding="utf-8")
    program = Path(__file__).with_name("predict.mjs")
    command: list[str | Path] = [node, program, exported / name, inputs]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    outputs: dict[str, Any] = json.loads(done.stdout)
    wanted = [answer["outputs"][key] for key in sorted(answer["outputs"])]
    for key, value in zip(sorted(outputs), wanted, strict=True):
        # Outputs are of the size of 1; float32 in another order.
        np.testing.assert_allclose(np.array(outputs[key]), np.array(value), atol=2e-4)


def test_the_page_declares_one(exported: Path, node: str) -> None:
    """The lines of docs/tokenizers.md, in Python and in JavaScript."""
    (code,) = docs.blocks(_ROOT / "docs" / "tokenizers.md", "js")
    (exported / "node_modules").mkdir()
    (exported / "node_modules" / "tfjs-bridge").symlink_to(_ROOT / "web")
    (exported / "code.mjs").write_text(f"{code}console.log(label, score);", encoding="utf-8")
    done = subprocess.run([node, "code.mjs"], cwd=exported, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"(no|yes) 0\.\d+\n", done.stdout), done.stdout


def test_rows_of_a_causal_model_have_no_end_where_there_is_no_room(exported: Path) -> None:
    """Its preprocessor packs one token more, and leaves the last one out."""
    causal = json.loads((exported / "causal.json").read_text(encoding="utf-8"))
    declared = causal["preprocessing"]
    encoders = {"tokenizer.json": create_encoder(causal["file"], None)}
    ours = prepare_features({"text": TEXTS}, declared, encoders=encoders)
    assert {name: rows.astype(int).tolist() for name, rows in ours.items()} == {
        name: np.array(rows).astype(int).tolist() for name, rows in causal["rows"].items()
    }
    ends = {row[-1] == declared["steps"][0]["end"][0] for row in causal["rows"]["token_ids"]}
    assert ends == {True, False}
