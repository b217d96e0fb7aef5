"""What a model's card refuses before anything is written."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.convert.requests import ModelCard
from tfjs_bridge.errors import UsageError


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param(
            {"name": ("cat", "dog")},
            r"ModelCard\.name: .* got \('cat', 'dog'\)\. Name what else you give, as in "
            r"ModelCard\(labels=\.\.\.\)\.",
            id="labels in the place of the name",
        ),
        pytest.param({"labels": "ab"}, r"ModelCard\.labels: .* got 'ab'", id="one string"),
        pytest.param({"labels": (0, 1)}, r"expected strings.* got \(0, 1\)", id="numbers"),
        pytest.param({"labels": {"a", "b"}}, r"expected strings in a list .* got {", id="a set"),
        pytest.param({"labels": {"a": 1, "b": 0}}, r"expected strings in a list", id="a dict"),
        pytest.param({"labels": (it for it in "ab")}, r"got <generator", id="a generator"),
        pytest.param({"labels": 2}, r"expected strings in a list or tuple.* got 2", id="a number"),
    ],
)
def test_a_card_of_wrong_types_is_refused(given: dict[str, Any], message: str) -> None:
    """It would else end up in metadata that nobody can read."""
    with pytest.raises(UsageError, match=message):
        ModelCard(**given)


@pytest.mark.parametrize("labels", [("a", "b"), ["a", "b"], np.array(["a", "b"]), None])
def test_names_of_classes_are_strings_in_any_sequence(labels: Any) -> None:
    """A tuple, a list, an array, or none."""
    card = ModelCard("mine", labels)
    assert card.name == "mine"
    assert json.dumps(card.labels) == ("null" if labels is None else '["a", "b"]')
