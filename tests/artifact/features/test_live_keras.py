"""The vectors are what the Keras and the TensorFlow that are installed give today."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.features.test_vectors import assert_equal, read
from tests.conftest import ROOT

# A number that has no factor in common with those of the nested loops that draw the cases.
EVERY = 7


@pytest.mark.slow
@pytest.mark.needs("tensorflow", "keras>=3.15")
def test_the_vectors_are_made_again(tmp_path: Path) -> None:
    """In another process, because Keras has one backend."""
    env = {**os.environ, "KERAS_BACKEND": "tensorflow", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.vectors.make_features", str(tmp_path), str(EVERY)]
    made = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    for name in ("steps.json", "hashes.json", "chains.json"):
        cases = {case["name"]: case for case in read(name)}
        again = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert len(again) >= len(cases) // EVERY
        for case in again:
            _compare(case, cases[case["name"]])
    again = json.loads((tmp_path / "patterns.json").read_text(encoding="utf-8"))
    assert again == read("patterns.json")


def _compare(case: dict[str, Any], other: dict[str, Any]) -> None:
    results = ("prepared", "values")
    assert {k: v for k, v in case.items() if k not in results} == {
        k: v for k, v in other.items() if k not in results
    }
    if "values" in case:
        assert_equal(_array(case), other)
        return
    assert case["prepared"].keys() == other["prepared"].keys()
    for name, tensor in case["prepared"].items():
        assert_equal(_array(tensor), other["prepared"][name])


def _array(tensor: dict[str, Any]) -> Any:
    return np.array(tensor["values"], tensor["dtype"]).reshape(tensor["shape"])
