"""What is not fine is refused, with a message that says what and where: shared with JavaScript."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from tests.artifact.features.test_vectors import read
from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.artifact.preprocessing import check_preprocessing
from tfjs_bridge.errors import DataError

REFUSED: dict[str, Any] = read("refused.json")


def _changed(change: dict[str, Any]) -> dict[str, Any]:
    """Put a value in one place of what is fine, or take away what stands there."""
    entry: dict[str, Any] = deepcopy(REFUSED["fine"])
    *way, last = (int(part) if part.isdigit() else part for part in change["place"].split("."))
    inner: Any = entry
    for key in way:
        inner = inner[key]
    if "value" in change:
        inner[last] = change["value"]
    else:
        del inner[last]
    return entry


def _check(entry: dict[str, Any]) -> None:
    shapes = {spec["name"]: spec["shape"] for spec in entry["inputs"]}
    dtypes = {spec["name"]: spec["dtype"] for spec in entry["inputs"]}
    check_preprocessing(entry["preprocessing"], shapes, dtypes)


def _cases(changes: list[dict[str, Any]]) -> list[Any]:
    return [
        pytest.param(change, id=f"{change['place']} {change.get('value', 'missing')!a}")
        for change in changes
    ]


def test_what_the_others_are_changed_from_is_fine() -> None:
    """Otherwise they could be refused for what they share."""
    fine = REFUSED["fine"]
    _check(fine)
    values = prepare_features(fine["raw"], fine["preprocessing"])
    np.testing.assert_array_equal(values["work_index"], [[0], [1]])


@pytest.mark.parametrize("change", _cases(REFUSED["specs"]))
def test_refused_preprocessing(change: dict[str, Any]) -> None:
    """metadata.json's reader makes an ArtifactError of it."""
    entry = _changed(change)
    with pytest.raises((TypeError, ValueError)) as caught:
        _check(entry)
    assert change["error"] in str(caught.value)


@pytest.mark.parametrize("change", _cases(REFUSED["values"]))
def test_refused_values(change: dict[str, Any]) -> None:
    """The message names the input and the place."""
    entry = _changed(change)
    _check(entry)
    with pytest.raises(DataError) as caught:
        prepare_features(entry["raw"], entry["preprocessing"])
    assert change["error"] in str(caught.value)
