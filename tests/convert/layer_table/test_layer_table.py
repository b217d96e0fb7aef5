"""The backbone: every class of keras.layers and every activation is exported, or refused."""

from __future__ import annotations

import re

import pytest

from tests.convert.cases import Case
from tests.convert.layer_table.models import CASES, UNMEASURED, activation_case
from tests.convert.layer_table.page import (
    PAGE,
    REFUSED_ACTIVATIONS,
    Row,
    activation_names,
    activation_rows,
    layer_classes,
    layer_rows,
    measured,
    render,
    trains,
)
from tests.convert.parity import TOLERANCE
from tfjs_bridge.convert.layers_model.handlers import refused, supported
from tfjs_bridge.keras_backend import load_keras

# What the layers format cannot hold has no models in it.
_ELSEWHERE_ALONE = ("declared", "graph alone", "refused")
_PARITY = re.compile(r"0|< 1e-[654]|")
# Classes of Keras 2, which models in .h5 files may hold, and one of keras.applications.
_ELSEWHERE = frozenset(
    {"CuDNNGRU", "CuDNNLSTM", "LayerScale", "RandomHeight", "RandomWidth", "ThresholdedReLU"}
    | {"ClusterWeights", "PruneLowMagnitude", "QuantizeAnnotate", "QuantizeLayer"}
    | {"QuantizeWrapper", "QuantizeWrapperV2"}  # of tensorflow_model_optimization
)

_INSTALLED = {name for names in layer_classes() for name in names}


def _cases() -> list[object]:
    return [
        pytest.param(name, case, id=name if len(cases) == 1 else f"{name}-{number}")
        for name, cases in sorted(CASES.items())
        if name in _INSTALLED and name in supported()
        for number, case in enumerate(cases)
    ]


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(("name", "case"), _cases())
def test_layer_parity(name: str, case: Case) -> None:
    """Plain TensorFlow.js computes what Keras does."""
    assert measured(case) <= TOLERANCE


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    "name", [name for name in activation_names() if name not in REFUSED_ACTIVATIONS]
)
def test_activation_parity(name: str) -> None:
    """As the activation of a Dense layer."""
    assert measured(activation_case(name)) <= TOLERANCE


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.names[0])
        for row in (*layer_rows(), *activation_rows())
        if row.cases and row.treatment != "dropped"  # of those nothing is left to be trained
    ],
)
def test_the_page_says_what_can_be_trained_on(row: Row) -> None:
    """One step of `fit` in plain TensorFlow.js."""
    assert _cells()[row.names[0], row.treatment][3] == trains(row)


def test_every_supported_class_has_a_model() -> None:
    """What the page says about a class was measured."""
    missing = [
        row.names[0]
        for row in layer_rows()
        if row.treatment not in _ELSEWHERE_ALONE
        and not row.cases
        and row.names[0] not in UNMEASURED
    ]
    assert missing == []


def test_few_classes_are_refused() -> None:
    """An alias is no class of its own."""
    assert sum(row.treatment in _ELSEWHERE_ALONE for row in layer_rows()) < 25


def test_no_support_for_what_keras_does_not_have() -> None:
    """A misspelled name would never be looked up; names of newer or older Keras are known."""
    public = vars(load_keras().layers)
    own = {getattr(value, "__name__", "") for value in public.values()}  # may be another name
    known = {*public, *own, *CASES, "ContrastLimitedAdaptiveHistogramEqualization"}
    layers = {name for name in {*supported(), *refused()} if not name.startswith("ops.")}
    assert sorted(layers - known - _ELSEWHERE) == []


def test_the_page_is_up_to_date() -> None:
    """All but the parity, which is of the machine that it was measured on.

    An older Keras lacks some classes: each of its lines has to be there.
    """
    page = _without_parity(PAGE.read_text())
    expected = _without_parity(render(measure=False))
    is_counted = re.compile(r"\d+ in all")
    missing = [line for line in expected if line not in page and not is_counted.match(line)]
    assert missing == [], "run: python -m tests.convert.layer_table"


def test_the_page_names_a_parity_for_each_exported_class() -> None:
    """It is a bound that the tests hold."""
    rows = list(_cells().values())
    assert len(rows) > 150
    for names, treatment, parity, learns, _ in rows:
        assert _PARITY.fullmatch(parity.strip()), names
        is_unmeasured = any(f"`{name}`" in names for name in UNMEASURED)
        is_measured = treatment not in _ELSEWHERE_ALONE and not is_unmeasured
        assert bool(parity.strip()) == is_measured, names
        assert bool(learns.strip()) == bool(parity.strip()), names


def _cells() -> dict[tuple[str, str], list[str]]:
    """Each row's cells, by its first name and treatment."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    rows = [line.split(" | ") for line in lines]
    return {(row[0].split("`")[1], row[1]): [cell.strip() for cell in row] for row in rows}


def _without_parity(page: str) -> list[str]:
    lines = []
    for line in page.splitlines():
        cells = line.split(" | ")
        lines.append(" | ".join([*cells[:2], *cells[4:]]) if len(cells) == 5 else line)
    return lines
