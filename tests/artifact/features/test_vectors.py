"""Each step gives what TensorFlow's Keras gave: the vectors that JavaScript is held to as well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.artifact.features.spec import check_features

FOLDER = Path(__file__).parents[2] / "vectors" / "features"
# Of float32: Keras may add and multiply in another order.
ROUNDING = 1e-6


def read(name: str) -> Any:
    """Read one of the files of vectors."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


STEPS: list[dict[str, Any]] = read("steps.json") + read("hashes.json")


def preprocessing_of(case: dict[str, Any]) -> dict[str, Any]:
    """Make a whole preprocessing of one step."""
    inputs = [
        {"name": name, "shape": [None, *np.array(values, object).shape[1:]], "dtype": dtype}
        for (name, values), dtype in zip(
            case["inputs"].items(), case["dtypes"].values(), strict=True
        )
    ]
    return {"kind": "features", "inputs": inputs, "steps": [case["step"]]}


def assert_equal(got: Any, expected: dict[str, Any]) -> None:
    """Integers are equal, and floats to a rounding."""
    assert got.dtype.name == expected["dtype"]
    assert list(got.shape) == expected["shape"]
    if expected["dtype"] == "float32":
        wanted = np.array(expected["values"])
        error = np.abs(got.ravel() - wanted) / np.maximum(np.abs(wanted), 1)
        assert float(error.max(initial=0)) <= ROUNDING
    else:
        assert got.ravel().tolist() == expected["values"]


def _cases(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", _cases(STEPS))
def test_steps(case: dict[str, Any]) -> None:
    """What Keras makes of these values, and the shape that was foreseen."""
    preprocessing, output = preprocessing_of(case), case["step"]["output"]
    shape = [None, *case["shape"][1:]]
    found = check_features(preprocessing, {output: shape}, {output: case["dtype"]})
    sizes = found[output].shape
    assert all(a in (None, b) for a, b in zip(sizes[1:], case["shape"][1:], strict=True))
    values = prepare_features(case["inputs"], preprocessing)
    assert_equal(values[output], case)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["name"]) for case in read("chains.json")]
)
def test_chains(case: dict[str, Any]) -> None:
    """A thousand rows and texts, through all steps."""
    prepared = case["prepared"]
    shapes = {name: [None, *tensor["shape"][1:]] for name, tensor in prepared.items()}
    dtypes = {name: tensor["dtype"] for name, tensor in prepared.items()}
    check_features(case["preprocessing"], shapes, dtypes)
    values = prepare_features(case["raw"], case["preprocessing"])
    assert list(values) == list(prepared)
    for name, tensor in prepared.items():
        assert_equal(values[name], tensor)
