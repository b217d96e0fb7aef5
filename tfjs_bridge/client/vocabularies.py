"""The words that a model looks up, where they are few enough to be a type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tfjs_bridge.artifact.metadata import Metadata

# As many as somebody would choose from; editors get slow with a language's whole vocabulary.
_MOST_WORDS: Final = 256


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What an input of strings is looked up in.

    Attributes:
        words: In their order, the mask's included.
        is_open: Whether the model has a place for other words as well.
    """

    words: tuple[str, ...]
    is_open: bool


def vocabularies_of(metadata: Metadata) -> dict[str, Vocabulary]:
    """Return the small vocabularies of raw inputs, by the inputs' names."""
    declared = metadata.preprocessing or {}
    if declared.get("kind") != "features":
        return {}
    found: dict[str, Vocabulary] = {}
    for entry in declared["inputs"]:
        lookups = [
            step
            for step in declared["steps"]
            if step["op"] == "lookup" and step["inputs"] == [entry["name"]]
        ]
        if entry["dtype"] == "string" and lookups:
            # Of several the strictest says what can be given.
            step = min(lookups, key=lambda it: (it["oov"] > 0, len(it["tokens"])))
            mask = [] if step["mask"] is None else [step["mask"]]
            found[entry["name"]] = Vocabulary((*mask, *step["tokens"]), step["oov"] > 0)
    return {name: it for name, it in found.items() if len(it.words) <= _MOST_WORDS}
