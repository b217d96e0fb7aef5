"""KerasHub's backbones in tiny configurations, in stock TensorFlow.js against Keras."""

from __future__ import annotations

import pytest

from tests.convert.graph_model.exports import BACKENDS, Exports, assert_right, exports_for
from tests.convert.graph_model.kerashub import backbones
from tests.convert.graph_model.zoo.case import Case

CASES = backbones()
RIGHT = [case for case in CASES.values() if not case.refused]
REFUSED = [case for case in CASES.values() if case.refused]
pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.needs("keras_hub")]


@pytest.fixture(scope="module")
def exports(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, node: str
) -> Exports:
    return exports_for(request, tmp_path_factory)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_a_backbone_computes_what_keras_does(exports: Exports, case: Case, backend: str) -> None:
    """With other batch sizes than the golden ones, and of texts other lengths."""
    assert_right(exports, case, backend)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_backbone_is_refused_with_its_reason(exports: Exports, case: Case) -> None:
    """What needs a length that is known: it can be fixed with `input_shapes`."""
    answer = exports.answer(case)
    assert answer["status"] == "refused", answer
    assert case.refused in answer["message"]


def test_there_are_enough() -> None:
    """Nearly all kinds of layers that KerasHub has are among these."""
    assert len(RIGHT) >= 45
