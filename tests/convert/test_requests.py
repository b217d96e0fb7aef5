"""What a model's card refuses before anything is written."""

from __future__ import annotations

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
    ],
)
def test_a_card_of_wrong_types_is_refused(given: dict[str, Any], message: str) -> None:
    """It would else end up in metadata that nobody can read."""
    with pytest.raises(UsageError, match=message):
        ModelCard(**given)


@pytest.mark.parametrize("labels", [("a", "b"), ["a", "b"], np.array(["a", "b"]), None])
def test_names_of_classes_are_strings_in_any_sequence(labels: Any) -> None:
    """A tuple, a list, an array, or none."""
    assert ModelCard("mine", labels).name == "mine"
