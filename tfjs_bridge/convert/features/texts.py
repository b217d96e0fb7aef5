"""TextVectorization as a step."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.artifact.features.standards import Standard
from tfjs_bridge.convert.features.lookups import lookup_settings, require_dense
from tfjs_bridge.convert.features.standards import rules_of
from tfjs_bridge.convert.features.steps import NotDeclaredError, Reading, Step, declares, text
from tfjs_bridge.convert.frontend.graph import Shape

_STANDARDIZE = (None, "lower", "strip_punctuation", "lower_and_strip_punctuation")
_SPLIT = (None, "whitespace", "character")


@declares("TextVectorization")
def _text_vectorization(reading: Reading) -> Step:
    layer, value = reading.operation, reading.value
    if value.dtype != "string":
        raise NotDeclaredError("reads numbers; expected text. Give it an input of dtype string")
    require_dense(layer)
    if len(value.shape) > 2 or value.shape[1:] not in ((), (1,)):
        raise NotDeclaredError(
            f"reads several texts for each example, shape {text(value.shape)}; expected one. "
            f"Reshape them before"
        )
    # The public settings of the layer itself; a lookup within it has the others.
    config = {key: getattr(layer, f"_{key}") for key in ("standardize", "split", "ngrams")}
    lookup = lookup_settings(layer._lookup_layer, is_text=True)
    del lookup["oov_method"], lookup["salt"]
    length = layer._output_sequence_length
    settings = {
        "standardize": _standard(
            config["standardize"], value.shape, is_split=config["split"] is not None
        ),
        "split": _one_of("split", config["split"], _SPLIT),
        "ngrams": None if config["ngrams"] is None else [int(n) for n in config["ngrams"]],
        "length": None if length is None else int(length),
        **lookup,
    }
    return Step("vectorize", settings, *_given(value.shape, settings))


def _standard(value: Any, shape: Shape, *, is_split: bool) -> Standard:
    # Of a layer that was read from a file, code is settings, and nothing that can be called.
    if callable(value):
        return rules_of(value, shape, is_split=is_split)
    return _one_of("standardize", value, _STANDARDIZE)


def _one_of(key: str, value: Any, known: tuple[str | None, ...]) -> str | None:
    if callable(value) or isinstance(value, dict):
        raise NotDeclaredError(
            f"has Python code of its own for {key}, which JavaScript cannot run; expected one of "
            f"Keras's. Use one, or do this step before the model"
        )
    if value not in known:
        raise NotDeclaredError(f"has {key}={value!r}, which is not known here. Use another")
    return known[known.index(value)]


def _given(shape: Shape, settings: dict[str, Any]) -> tuple[Shape, str]:
    """Return shape and dtype; Keras's own symbolic shapes differ (`compute_output_shape`)."""
    encode, depth = settings["encode"], settings["depth"]
    is_split = settings["split"] is not None or settings["ngrams"] is not None
    if not is_split and len(shape) == 1:
        raise NotDeclaredError(
            "reads texts of the shape (examples) that it does not split, and encodes all of them "
            "together; expected the shape (examples, 1). Give the input one more axis"
        )
    if encode == "int":
        whole = settings["length"] if is_split or settings["length"] else shape[1]
        return (shape[0], whole), "int32"
    if encode == "one_hot" and is_split:
        raise NotDeclaredError(
            "encodes each word by itself (one_hot), which Keras cannot run. Use multi_hot or count"
        )
    return (shape[0], depth), "float32"
