"""The text of a client: a TypeScript module for one artifact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tfjs_bridge.artifact.metadata import Metadata
from tfjs_bridge.client.declarations import declarations
from tfjs_bridge.client.facts import Classes, classes_of, picture_input
from tfjs_bridge.client.literals import LONGEST_LINE, comment
from tfjs_bridge.client.loading import loading
from tfjs_bridge.client.surface import surface

MARK: Final = "// Written by tfjs-bridge client"
"""How each client begins, so that it can be replaced by another."""

_HEADER: Final = f"""\
{MARK}. Changes are lost when it is written again, as it has to be when
// the model's inputs, outputs or labels change; not when its weights do.
"""


def client_source(metadata: Metadata) -> str:
    """Return the module's text, which follows from the metadata alone.

    Args:
        metadata: Of an artifact.
    """
    classes = classes_of(metadata)
    parts = [
        _HEADER,
        f"/** The model {comment(metadata.model.name)}, with its names and shapes as types. */\n",
        _imports(metadata, classes),
        *declarations(metadata, classes),
        *surface(metadata, classes),
        *loading(metadata, classes),
    ]
    return "\n".join(parts)


def _imports(metadata: Metadata, classes: Classes | None) -> str:
    reading = None if classes is None else classes.reading
    values = {"ArtifactError", "loadModel"}
    types = {"LoadModelOptions", "PredictOptions", "ProvenModel"}
    if picture_input(metadata) is not None:
        values.add("preparePicture")
    if picture_input(metadata) is not None or reading in ("digit", "picture"):
        types.add("PictureSource")
    if reading == "picture":
        values.add("createImageClassifier")
    if reading == "text":
        values.add("createTextClassifier")
    if reading == "digit":
        values |= {"inkOf", "normalizeDigit", "readPicture"}
    return _import("", values) + _import("type ", types)


def _import(kind: str, names: Iterable[str]) -> str:
    in_order = sorted(names, key=str.lower)
    line = f"import {kind}{{ {', '.join(in_order)} }} from 'tfjs-bridge';"
    if len(line) <= LONGEST_LINE:
        return f"{line}\n"
    lines = "".join(f"  {name},\n" for name in in_order)
    return f"import {kind}{{\n{lines}}} from 'tfjs-bridge';\n"
