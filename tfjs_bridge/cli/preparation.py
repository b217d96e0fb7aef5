"""What `tfjs-bridge export` is told of a model's preparation, and what it says of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import UsageError

_MOST_SHOWN = 12
_WORDS = {"string": "text", "int64": "whole numbers", "int32": "whole numbers", "bool": "booleans"}


def preparation(pictures: dict[str, Any] | None, model: Path | None) -> Any:
    """Return the preprocessing of a model card: declared of pictures, or a Keras model's file.

    Raises:
        UsageError: Both are given.
    """
    if model is not None and pictures is not None:
        raise UsageError(
            "--preprocess-model: says how tables or texts are prepared; expected no --preprocess "
            "beside it, which is of pictures, got both. Leave one out."
        )
    return pictures if model is None else model


def summary(preprocessing: Mapping[str, Any] | None) -> list[str]:
    """Return lines for people: what a model with declared tables or texts is given, and does."""
    if preprocessing is None or preprocessing["kind"] != "features":
        return []
    inputs, steps = preprocessing["inputs"], preprocessing["steps"]
    given = [f"{each['name']} ({_WORDS.get(each['dtype'], 'numbers')})" for each in inputs]
    done = [f"{step['op']} {', '.join(step['inputs'])}" for step in steps]
    return [f"It is given {_listed(given)}.", f"Prepared before the network: {_listed(done)}."]


def _listed(items: list[str]) -> str:
    more = len(items) - _MOST_SHOWN
    return "; ".join(items[:_MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def as_json(preprocessing: Mapping[str, Any] | None) -> dict[str, object]:
    """Return the same for programs; nothing of other models."""
    if preprocessing is None or preprocessing["kind"] != "features":
        return {}
    steps = [
        {key: step[key] for key in ("op", "inputs", "output")} for step in preprocessing["steps"]
    ]
    return {"raw_inputs": preprocessing["inputs"], "steps": steps}
