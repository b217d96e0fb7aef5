"""What a project has to offer its user, according to what the artifact declares."""

from __future__ import annotations

from typing import Literal

from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.client.facts import classes_of

Kind = Literal["picture", "digit", "characters", "text", "form"]
"""Each is a folder of `templates/page/`, and of `templates/node/`."""


def kind_of(metadata: Metadata) -> Kind:
    """Return the kind of project for a model.

    Returns:
        ``picture``: classes of pictures; ``digit``: a sheet to draw on; ``characters``: a text is
        written; ``text``: classes of texts; ``form``: anything else, whose inputs are given as
        values by their names.
    """
    classes = classes_of(metadata)
    is_plain = len(metadata.inputs) == len(metadata.outputs) == 1
    if classes is not None and classes.reading == "text" and len(metadata.outputs) == 1:
        return "text"
    if classes is not None and classes.reading in ("picture", "digit") and is_plain:
        return classes.reading
    declared = (metadata.preprocessing or {}).get("kind")
    return "characters" if declared == "characters" else "form"
