"""What a project has to offer its user, according to what the artifact declares."""

from __future__ import annotations

from typing import Final, Literal

from tfjs_bridge.artifact.metadata import Metadata

Kind = Literal["picture", "digit", "characters", "text", "form"]
"""Each is a folder of `templates/page/`, and of `templates/node/`."""


# A word of a table is looked up as it is; these take texts apart.
_READS_TEXTS: Final = frozenset({"vectorize", "tokenize"})


def kind_of(metadata: Metadata) -> Kind:
    """Return the kind of project for a model.

    Returns:
        ``picture``: classes of pictures; ``digit``: a sheet to draw on; ``characters``: a text is
        written; ``text``: classes of texts; ``form``: anything else, whose inputs are given as
        values by their names.
    """
    declared = (metadata.preprocessing or {}).get("kind")
    if declared == "picture" and _classifies_pictures(metadata):
        return "picture"
    if declared == "mnist-digit" and metadata.labels is not None:
        return "digit"
    if declared == "features" and _classifies_texts(metadata):
        return "text"
    return "characters" if declared == "characters" else "form"


def _classifies_pictures(metadata: Metadata) -> bool:
    """Whether createImageClassifier() takes the model with nothing but a picture."""
    return len(metadata.inputs) == 1 and _gives_classes(metadata)


def _classifies_texts(metadata: Metadata) -> bool:
    """Whether createTextClassifier() takes the model with nothing but a text."""
    declared = metadata.preprocessing or {}
    inputs, steps = declared.get("inputs", []), declared.get("steps", [])
    reads_words = any(step["op"] in _READS_TEXTS for step in steps)
    is_text = len(inputs) == 1 and inputs[0]["dtype"] == "string"
    return is_text and reads_words and _gives_classes(metadata)


def _gives_classes(metadata: Metadata) -> bool:
    """Whether there is one output with a score for each class, named or not."""
    if len(metadata.outputs) != 1:
        return False
    shape = metadata.outputs[0].shape
    if len(shape) != 2 or shape[1] is None:
        return False
    # A project can number classes without names, but not tell apart two that one value stands for.
    wanted = 2 if shape[1] == 1 else shape[1]
    return shape[1] > 1 if metadata.labels is None else len(metadata.labels) == wanted
