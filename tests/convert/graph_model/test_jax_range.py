"""The versions of JAX that are allowed: their operations, and the oldest one at work."""

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

from tests.conftest import ROOT
from tests.convert.graph_model.stock import run_stock
from tfjs_bridge.convert.frontend.uses import scan_counts
from tfjs_bridge.convert.graph_model import translate
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.shapes import constant_of
from tfjs_bridge.convert.graph_model.ir import Array, Shape
from tfjs_bridge.convert.graph_model.registry import Application, lowerings, refusal

# Of three versions; read from jax._src.lax, which names them all.
OPERATIONS = json.loads(Path(__file__).with_name("jax_operations.json").read_text())
# What no program of Keras's operations has: gradients, tokens, parts of compilers and the like, and
# functions that TensorFlow.js cannot compute.
LEFT_OUT = frozenset(OPERATIONS.pop("left out"))
CASES = ["self_attention", "scan_of_few_steps", "scan_of_many_steps", "cond_on_a_mean"]
CASES += ["while_until_small", "tutorial_cnn", "normalizations", "gathers", "lstm_of_fixed_length"]


@pytest.mark.parametrize("version", OPERATIONS)
def test_the_operations_of_both_ends_are_known(version: str) -> None:
    known = {*lowerings(), *translate._INLINED}
    missing = [name for name in OPERATIONS[version] if name not in known]
    generic = {name for name in missing if "for which there is none" in refusal(name)}
    assert generic <= LEFT_OUT


def emitted(name: str, x: Array, *shapes: Shape, **params: Any) -> list[Array]:
    """What an operation gives for a constant, which is computed while the graph is built."""
    b = Builder()
    results = tuple((shape, "float32") for shape in shapes or (x.shape,))
    kinds = ("float32",) * len(results)
    application = Application(b, name, params, (x.shape,), ("float32",), results, kinds)
    tensors: Any = lowerings()[name].handler(application, b.const(x))
    return [constant_of(y) for y in (tensors if isinstance(tensors, list) else [tensors])]


def test_operations_that_are_new_in_0_11() -> None:
    x = np.array([[0.5, 3.0, 8.0], [0.999, 1e-3, 100.0]], np.float32)
    np.testing.assert_allclose(emitted("log2", x)[0], np.log2(x), rtol=1e-6)
    squares = 1 - x.astype(np.float64) ** 2
    np.testing.assert_allclose(emitted("one_minus_square", x)[0], squares, rtol=1e-6)
    columns = emitted("unstack", x, *[(2,)] * 3, axis=1)
    np.testing.assert_array_equal(np.stack(columns, 1), x)


def test_a_scan_s_parts_in_both_forms() -> None:
    """Since 0.11 they are given as such, and not as numbers."""

    class Parts:
        def unpack(self) -> tuple[tuple[None, ...], ...]:
            return (None, None), (None,), (None, None, None)

    assert scan_counts({"num_consts": 2, "num_carry": 1}) == (2, 1)
    assert scan_counts({"ft_in": Parts()}) == (2, 1)


@pytest.mark.slow
@pytest.mark.node
def test_the_oldest_version(tmp_path: Path, node: str) -> None:
    """JAX alone is another: it is put before the one that is installed."""
    found = re.search(r'"jax>=([\d.]+)', (ROOT / "pyproject.toml").read_text())
    assert found is not None
    target = tmp_path / "jax"
    wanted = [f"jax=={found[1]}", f"jaxlib=={found[1]}"]
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target)]
    if subprocess.run([*pip, *wanted], capture_output=True).returncode:
        pytest.skip(f"JAX {found[1]} cannot be installed here")
    env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": f"{target}{os.pathsep}{ROOT}"}
    program = [sys.executable, "-m", "tests.convert.graph_model.zoo", str(tmp_path), *CASES]
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["status"] for answer in answers] == ["exported"] * len(CASES), answers
    for name in CASES:
        metadata = json.loads((tmp_path / name / "artifact" / "metadata.json").read_text())
        assert metadata["versions"]["jax"] == found[1]
        done_by = run_stock(tmp_path / name, "wasm")
        assert not done_by.error
        assert all(run.differences and max(run.differences) < 1e-4 for run in done_by.runs), name
