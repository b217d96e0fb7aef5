"""The choice between the formats: what it says, and what it keeps to itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge import export
from tfjs_bridge.convert.auto_export import in_short
from tfjs_bridge.errors import ModelWarning


def test_reasons_are_shortened_to_one_line() -> None:
    """Of each its reason alone, once; of many the first three."""
    lines = [
        f"layer '{name}' (Lambda): holds code, as v1.5 did; expected none, got one. Do without."
        for name in "abcdea"
    ]
    assert in_short("\n".join(lines[:1])) == "layer 'a' (Lambda): holds code, as v1.5 did"
    short = in_short("\n".join(lines))
    assert short.count("holds code") == 3
    assert short.endswith("layer 'c' (Lambda): holds code, as v1.5 did; and 2 more")
    assert len(in_short("x" * 1000)) < 200


def test_layers_are_chosen_where_they_hold_the_model(tmp_path: Path) -> None:
    """With the bytes and the warnings of an export as layers."""
    keras = seeded_keras()
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, dtype="mixed_bfloat16")])
    notes: list[tuple[str, str]] = []
    with pytest.warns(ModelWarning, match="computes in bfloat16"):
        export(model, tmp_path / "a", format="auto", notify=lambda *note: notes.append(note))
    with pytest.warns(ModelWarning, match="computes in bfloat16"):
        export(model, tmp_path / "b")
    assert notes == [("format", "layers, which can hold all of it")]
    for path in (tmp_path / "b").iterdir():
        assert (tmp_path / "a" / path.name).read_bytes() == path.read_bytes()
