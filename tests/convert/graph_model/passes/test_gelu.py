"""One plus a hyperbolic tangent is a sigmoid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import rewritten
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import algebra, gelu

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = np.linspace(-6, 6, 64, dtype=np.float32)[None]


def test_gelu_by_tanh(tmp_path: Path) -> None:
    """All factors become one before and none after the sigmoid."""

    def build(b: Builder, x: Tensor) -> Tensor:
        cubed = e.mul(b, e.mul(b, x, x), x)
        inner = e.mul(b, e.add(b, x, e.mul(b, cubed, 0.044715)), 0.7978845608)
        share = e.mul(b, e.add(b, e.unary(b, "Tanh", inner), 1.0), 0.5)
        return e.mul(b, x, share)

    rules = (*gelu.RULES, *algebra.RULES)
    done = rewritten(build, [X], rules, folder=tmp_path)
    assert done.before == {"Mul": 6, "AddV2": 2, "Tanh": 1}
    assert done.after == {"Mul": 5, "AddV2": 1, "Sigmoid": 1}
    assert done.difference < 1e-6


def test_tanh_alone_stays(tmp_path: Path) -> None:
    """Close to 0, one less than twice a sigmoid has few digits left."""

    def build(b: Builder, x: Tensor) -> Tensor:
        return e.add(b, e.unary(b, "Tanh", x), 2.0)

    done = rewritten(build, [X], gelu.RULES, folder=tmp_path)
    assert done.after == {"Tanh": 1, "AddV2": 1}
