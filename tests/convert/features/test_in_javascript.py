"""From raw rows and texts to the outputs: JavaScript gives what a whole Keras model gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.needs("tensorflow")]

# One of each kind of input, step and encoding.
MODELS = (
    *("crossing", "feature_space", "hashing", "integer_lookup", "masked_lookup"),
    *("own_standardization", "scalar_input", "text_and_table", "tf_idf", "wide_and_deep"),
)


@pytest.fixture(scope="module")
def found(node: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How far JavaScript is from Keras on a thousand rows, by model."""
    folder = tmp_path_factory.mktemp("chains")
    program = "tests.convert.features.write_chains"
    write = [sys.executable, "-m", program, str(folder), *MODELS]
    env = {**os.environ, "KERAS_BACKEND": "tensorflow"}
    subprocess.run(write, cwd=ROOT, env=env, check=True, capture_output=True)
    script = Path(__file__).with_name("predict_rows.mjs")
    done = subprocess.run(
        [node, str(script), str(folder), *MODELS], capture_output=True, text=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {answer["name"]: answer for answer in answers}


@pytest.mark.parametrize("name", MODELS)
def test_a_thousand_rows(found: dict[str, Any], name: str) -> None:
    """Within the artifact's tolerance, and far below; golden examples became golden inputs."""
    answer = found[name]
    assert answer["examples"]["ok"]
    assert answer["differences"]
    assert max(answer["differences"]) < 1e-5 < answer["tolerance"]
