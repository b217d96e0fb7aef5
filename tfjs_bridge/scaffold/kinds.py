"""What a project has to offer its user, according to what the artifact declares."""

from __future__ import annotations

from typing import Literal

from tfjs_bridge.artifact.metadata import Metadata

Kind = Literal["picture", "digit", "text", "form"]
"""Each is a folder of `templates/page/`, and of `templates/node/`."""


def kind_of(metadata: Metadata) -> Kind:
    """Return the kind of project for a model.

    Returns:
        ``picture``: classes of pictures; ``digit``: a sheet to draw on; ``text``: written character
        by character; ``form``: anything else, whose inputs are given as values by their names.
    """
    declared = (metadata.preprocessing or {}).get("kind")
    if declared == "picture" and _classifies_pictures(metadata):
        return "picture"
    if declared == "mnist-digit" and metadata.labels is not None:
        return "digit"
    return "text" if declared == "characters" else "form"


def _classifies_pictures(metadata: Metadata) -> bool:
    """Whether createImageClassifier() takes the model with nothing but a picture."""
    if len(metadata.inputs) != 1 or len(metadata.outputs) != 1:
        return False
    shape = metadata.outputs[0].shape
    if len(shape) != 2 or shape[1] is None:
        return False
    # A project can number classes without names, but not tell apart two that one value stands for.
    wanted = 2 if shape[1] == 1 else shape[1]
    return shape[1] > 1 if metadata.labels is None else len(metadata.labels) == wanted
