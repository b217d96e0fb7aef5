"""What a client is written from: an artifact's metadata, and what follows of it for the types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from tfjs_bridge.artifact.metadata import Metadata, TensorSpec

Reading = Literal["picture", "text", "digit", "values"]
"""What is classified."""

# A word of a table is looked up as it is; these take texts apart.
_READS_TEXTS: Final = frozenset({"vectorize", "tokenize"})


@dataclass(frozen=True, slots=True)
class Classes:
    """How a model classifies.

    Attributes:
        reading: What it is given for that.
        output: With the scores.
        count: How many classes there are.
    """

    reading: Reading
    output: TensorSpec
    count: int


def taken_inputs(metadata: Metadata) -> tuple[TensorSpec, ...]:
    """Return what `predict` takes: raw values where the artifact declares how to prepare them."""
    declared = metadata.preprocessing or {}
    if declared.get("kind") != "features":
        return metadata.inputs
    return tuple(
        TensorSpec(entry["name"], tuple(entry["shape"]), entry["dtype"])
        for entry in declared["inputs"]
    )


def given_outputs(metadata: Metadata) -> tuple[TensorSpec, ...]:
    """Return the outputs that `predict` gives by name: the last one of those of one name."""
    return tuple({spec.name: spec for spec in metadata.outputs}.values())


def fixed_count(metadata: Metadata) -> int | None:
    """Return how many examples a model takes at a time, where that is fixed and not one."""
    firsts = [spec.shape[0] for spec in metadata.inputs if spec.shape]
    return next((first for first in firsts if first is not None and first != 1), None)


def takes_many(metadata: Metadata) -> bool:
    """Whether any number of examples can be given at a time, each with outputs of its own."""
    firsts = [spec.shape[:1] for spec in metadata.inputs]
    if fixed_count(metadata) is not None or () in firsts or not firsts:
        return False
    # One at a time, by turns: then an output that is fixed to one is an example's as well.
    fitting = ((None,), (1,)) if (1,) in firsts else ((None,),)
    return all(spec.shape[:1] in fitting for spec in metadata.outputs)


def picture_input(metadata: Metadata) -> str | None:
    """Return the name of the input that `predict` takes as a picture."""
    # Several at a time are given as the numbers that they are prepared to.
    return _declared_picture(metadata) if fixed_count(metadata) is None else None


def _declared_picture(metadata: Metadata) -> str | None:
    declared = metadata.preprocessing or {}
    return declared["input"] if declared.get("kind") == "picture" else None


def classes_of(metadata: Metadata) -> Classes | None:
    """Return how a model classifies, by its labels; those of pictures and texts may be numbers."""
    output = _class_output(metadata)
    reading = None if output is None else _reading(metadata)
    if output is None or reading is None:
        return None
    labels = metadata.labels
    return Classes(reading, output, (output.shape[1] or 0) if labels is None else len(labels))


def _reading(metadata: Metadata) -> Reading | None:
    kind = (metadata.preprocessing or {}).get("kind")
    is_labelled, is_one = metadata.labels is not None, len(metadata.inputs) == 1
    # The library repeats a picture as often as the model takes one, but no other input.
    if _declared_picture(metadata) is not None and is_one:
        return "picture"
    if fixed_count(metadata) is not None:
        return None
    if picture_input(metadata) is not None and is_labelled:
        return "picture"
    if kind == "features" and _reads_one_text(metadata):
        return "text"
    if kind == "mnist-digit" and is_labelled and is_one:
        return "digit"
    return "values" if is_labelled and kind != "characters" and takes_many(metadata) else None


def _class_output(metadata: Metadata) -> TensorSpec | None:
    """Return the one output that has a score for each class, or one for the second of two."""
    labels = metadata.labels
    if labels is None:
        is_class = len(metadata.outputs) == 1
        fitting = [s for s in metadata.outputs if is_class and len(s.shape) == 2]
        # Classes can be numbered, but not those two that one value stands for.
        return next((spec for spec in fitting if (spec.shape[1] or 0) > 1), None)
    sizes = {len(labels), 1} if len(labels) == 2 else {len(labels)}
    found = [s for s in metadata.outputs if len(s.shape) == 2 and s.shape[1] in sizes]
    return found[0] if len(found) == 1 else None


def _reads_one_text(metadata: Metadata) -> bool:
    """Whether createTextClassifier() takes the model with nothing but a text."""
    declared: dict[str, Any] = metadata.preprocessing or {}
    inputs, steps = declared.get("inputs", []), declared.get("steps", [])
    if len(inputs) != 1 or inputs[0]["dtype"] != "string":
        return False
    is_one = inputs[0].get("shape", [None]) in ([None], [None, 1])
    return is_one and any(step["op"] in _READS_TEXTS for step in steps)
