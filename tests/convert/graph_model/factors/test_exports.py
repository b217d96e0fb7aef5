"""Whole models in each encoding: what is stored how, and what stock TensorFlow.js computes."""

from __future__ import annotations

import json
from collections import Counter
from math import prod
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import made_once
from tests.convert.graph_model.exports import BACKENDS
from tests.convert.graph_model.on_jax import run_on_jax
from tests.convert.graph_model.stock import run_stock

PICTURES = ("float16", "uint16", "uint8", "tensors")
NAMES = [*(f"pictures-{name}" for name in PICTURES), "text-uint8", "loop-uint8", "tied-uint8"]
# Bytes of factors and biases stay; none of these models is large.
_SHARE = {"pictures-float16": 0.56, "pictures-uint16": 0.56}
pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def export(out: Path) -> None:
        answers = run_on_jax("tests.convert.graph_model.factors.exporting", out)
        (out / "answers.json").write_text(json.dumps({x["model"]: x for x in answers}))

    return made_once(tmp_path_factory, "quantized-graphs", export)


def read_model(folder: Path, name: str) -> dict[str, Any]:
    model: dict[str, Any] = json.loads((folder / name / "artifact" / "model.json").read_text())
    return model


def entries(folder: Path, name: str) -> list[dict[str, Any]]:
    manifest = read_model(folder, name)["weightsManifest"]
    return [entry for group in manifest for entry in group["weights"]]


def operations(folder: Path, name: str) -> Counter[str]:
    nodes = read_model(folder, name)["modelTopology"]["node"]
    return Counter(node["op"] for node in nodes if node["op"] not in ("Const", "Placeholder"))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", NAMES)
def test_the_proof_holds(folder: Path, name: str, backend: str) -> None:
    """Keras's outputs with the rounded weights, twice; nothing is left behind."""
    done = run_stock(folder / name, backend)
    assert done.error == ""
    assert done.leaked == 0
    (run,) = done.runs
    assert run.error == ""
    assert run.leaked == 0
    assert max(run.differences) < 5e-6


@pytest.mark.parametrize("name", NAMES)
def test_all_large_kernels_are_small(folder: Path, name: str) -> None:
    """Folded, transposed, cut and taken in loops."""
    found = entries(folder, name)
    large = [x for x in found if len(x["shape"]) > 1 and prod(x["shape"]) >= 256]
    assert large
    assert all("quantization" in x for x in large), large
    sizes = {"uint8": 1, "uint16": 2, "float16": 2, "none": 4}
    kinds = [x.get("quantization", {"dtype": "none"})["dtype"] for x in found]
    stored = sum(prod(x["shape"]) * sizes[k] for x, k in zip(found, kinds, strict=True))
    assert stored < 4 * sum(prod(x["shape"]) for x in found) * _SHARE.get(name, 0.45)


def test_float16_and_uint16_cost_nothing_at_run_time(folder: Path) -> None:
    """What the graph makes of a kernel is what was rounded; uint8 has factors for channels."""
    plain = operations(folder, "pictures-float16")
    assert "Mul" not in plain
    assert operations(folder, "pictures-uint16") == plain
    folded = operations(folder, "pictures-tensors") - plain
    assert folded["Mul"] == 2  # of the large kernels before a batch normalization
    more = operations(folder, "pictures-uint8") - plain
    assert 4 <= more.pop("Mul") <= 5
    assert set(more) <= {"Relu6"}


def test_axes_are_those_of_the_output_channels(folder: Path) -> None:
    """As the graph uses each kernel, whatever its name: loops and lookups have one scale."""
    answers = json.loads((folder / "answers.json").read_text())
    assert all(answer["is_restored"] for answer in answers.values())
    axes = {path: x[1] for answer in answers.values() for path, x in answer["axes"].items()}
    ends = {path.removeprefix("tied/"): axis for path, axis in axes.items() if "lstm" not in path}
    assert ends == {
        "conv/kernel": 3,
        "project/kernel": 3,
        "up/kernel": 2,
        "rows/kernel": 2,
        "depthwise/kernel": None,
        "embed/embeddings": None,
        "dense/kernel": 1,
        "top/kernel": 1,
        "gru/gru_cell/kernel": 1,
        "gru/gru_cell/recurrent_kernel": 1,
        "gru/gru_cell/bias": None,
        "attend/query/kernel": 2,
        "attend/key/kernel": 2,
        "attend/value/kernel": 2,
        "attend/attention_output/kernel": 2,
        "heads/kernel": 2,
    }
    for name, axis in (("text", 1), ("loop", None)):
        known = answers[name]["axes"]
        assert known["lstm/lstm_cell/kernel"] == ["uint8", axis, False]
        assert known["lstm/lstm_cell/recurrent_kernel"] == ["uint8", axis, False]


def test_a_depthwise_kernel_has_no_scales(folder: Path) -> None:
    """They would be nearly half of its bytes; in float16 it needs none."""
    (kernel,) = [x for x in entries(folder, "pictures-uint8") if x["name"] == "depthwise/kernel"]
    assert kernel["quantization"]["dtype"] == "float16"
