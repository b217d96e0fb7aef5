"""Tables that are kernels, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.passes import tables

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
TABLE = normal(100, 50)
TOKENS = np.array([[3, 99, 0], [7, 7, 50]], np.float32)


def model(x: Any, kernel: Any, *, more: bool = False) -> Any:
    import jax.numpy as jnp

    rows = jnp.take(TABLE, x.astype("int32"), axis=0, mode="clip")
    result = rows.reshape(-1, 50) @ kernel
    return result + jnp.tanh(x[0, 0] * TABLE).sum() if more else result


def test_a_tied_embedding_is_stored_once(tmp_path: Path) -> None:
    done = rewritten(traced(lambda x: model(x, TABLE.T)), [TOKENS], tables.RULES, folder=tmp_path)
    assert done.after["Transpose"] == 1
    assert done.difference < 1e-6
    before, after = ((tmp_path / name / "w.bin").stat().st_size for name in ("before", "after"))
    assert before > 2 * TABLE.nbytes > 1.9 * after


@pytest.mark.parametrize("kernel", [2 * TABLE.T, TABLE.T[:, ::-1]], ids=["other", "other order"])
def test_another_kernel_stays(tmp_path: Path, kernel: Any) -> None:
    done = rewritten(traced(lambda x: model(x, kernel)), [TOKENS], tables.RULES, folder=tmp_path)
    assert done.after == done.before


def test_a_table_that_is_needed_as_it_is_stays(tmp_path: Path) -> None:
    function = traced(lambda x: model(x, TABLE.T, more=True))
    done = rewritten(function, [TOKENS], tables.RULES, folder=tmp_path)
    assert done.after == done.before
