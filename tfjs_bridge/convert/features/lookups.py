"""StringLookup, IntegerLookup, Hashing and HashedCrossing as steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.features.steps import (
    NoContentError,
    NotDeclaredError,
    Reading,
    Step,
    Value,
    declares,
    encoded,
)


@declares("StringLookup")
def _string_lookup(reading: Reading) -> Step:
    if reading.value.dtype != "string":
        raise NotDeclaredError("reads numbers; expected text. Give it an input of dtype string")
    return _lookup(reading, reading.operation, is_text=True)


@declares("IntegerLookup")
def _integer_lookup(reading: Reading) -> Step:
    if reading.value.dtype == "string":
        raise NotDeclaredError("reads text; expected whole numbers. Give it an input of int64")
    return _lookup(reading, reading.operation, is_text=False)


def _lookup(reading: Reading, layer: Any, *, is_text: bool) -> Step:
    if layer.invert:
        raise NotDeclaredError(
            "turns indices back into words (invert=True), which is no preparation. Leave it out, "
            "and give the words as labels"
        )
    settings = lookup_settings(layer, is_text=is_text)
    shape, dtype = encoded(reading.value, settings["encode"], settings["depth"])
    # It takes any numbers, and cuts off what is behind the point.
    is_cast = not is_text and not reading.value.is_whole
    return Step("lookup", settings, shape, dtype, "int64" if is_cast else None)


def lookup_settings(layer: Any, *, is_text: bool) -> dict[str, Any]:
    """Return a lookup layer's settings as a step's: its tokens, and how their indices are encoded.

    Args:
        layer: A StringLookup or IntegerLookup, or what stands in for it.
        is_text: Whether its tokens are text.

    Raises:
        NotDeclaredError: It has no tokens, or something that the language does not have.
    """
    require_dense(layer)
    if getattr(layer, "encoding", "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8"):
        raise NotDeclaredError(
            f"reads text in the encoding {layer.encoding}; expected utf-8. Use that"
        )
    # A long step for a layer without a word: Keras gives the same index to whatever it reads.
    tokens = [
        _token(token, is_text) for token in layer.get_vocabulary(include_special_tokens=False)
    ]
    if not tokens:
        raise NoContentError(
            "has no vocabulary; expected that adapt or set_vocabulary was called, and that the "
            "file keeps it. Call one of these, and save the model as .keras, not as .h5"
        )
    encode, mask = layer.output_mode, layer.mask_token
    start = layer.num_oov_indices + int(mask is not None and encode == "int")
    depth = layer.max_tokens if layer.pad_to_max_tokens else start + len(tokens)
    return {
        "tokens": tokens,
        "mask": None if mask is None else _token(mask, is_text),
        "oov": int(layer.num_oov_indices),
        "oov_method": _oov_method(layer, is_text),
        "salt": _salt(layer) if layer.num_oov_indices > 1 else None,
        "encode": encode,
        "depth": None if encode == "int" else int(depth),
        "idf_weights": _idf_weights(layer) if encode == "tf_idf" else None,
    }


def _token(token: Any, is_text: bool) -> str | int:
    return str(token) if is_text else int(token)


def _oov_method(layer: Any, is_text: bool) -> str | None:
    if layer.num_oov_indices < 2:
        return None
    # Keras before 3.14 has no choice.
    if not is_text and getattr(layer, "oov_method", "floormod") == "floormod":
        return "floormod"
    return "farmhash" if _salt(layer) is None else "siphash"


def _salt(layer: Any) -> list[int] | None:
    salt = getattr(layer, "salt", None)
    return None if salt is None else [int(number) for number in salt]


def _idf_weights(layer: Any) -> list[float]:
    weights = getattr(layer, "idf_weights_const", None)
    if weights is None:
        raise NoContentError(
            "counts by tf_idf and has no weights for it; expected those of adapt. Call it"
        )
    return [short(value) for value in np.asarray(weights, np.float32)]


def short(value: Any) -> float:
    """Return the shortest number that is the same in float32."""
    return float(str(np.float32(value)))


def require_dense(layer: Any) -> None:
    """Refuse sparse and ragged tensors.

    Raises:
        NotDeclaredError: The layer gives such.
    """
    kind = next((k for k in ("sparse", "ragged", "_ragged") if getattr(layer, k, False)), None)
    if kind is not None:
        name = kind.strip("_")
        raise NotDeclaredError(
            f"gives {name} tensors, which TensorFlow.js does not have; expected {name}=False. "
            f"Make the layer without it"
        )


@declares("Hashing")
def _hashing(reading: Reading) -> Step:
    layer, value = reading.operation, reading.value
    require_dense(layer)
    if value.dtype == "bool":
        raise NotDeclaredError("hashes truth values; expected text or numbers. Cast them before")
    encode = layer.output_mode
    # It squeezes before it encodes, which shrinks a last axis of 1 once more.
    is_squeezed = encode == "one_hot" and len(value.shape) > 1 and value.shape[-1] == 1
    indices = Value("", value.shape[:-1] if is_squeezed else value.shape, "int32")
    depth = None if encode == "int" else int(layer.num_bins)
    shape, dtype = encoded(indices, encode, depth)
    mask = layer.mask_value
    settings = {
        "bins": int(layer.num_bins),
        "salt": _salt(layer),
        "mask": mask.item() if isinstance(mask, np.generic) else mask,
        "encode": encode,
        "depth": depth,
    }
    return Step("hash", settings, shape, dtype)


@declares("HashedCrossing")
def _hashed_crossing(reading: Reading) -> Step:
    layer = reading.operation
    require_dense(layer)
    for value in reading.values:
        if value.dtype != "string" and not value.is_whole:
            raise NotDeclaredError(
                f"crosses {value.dtype}; expected text or whole numbers. Cast or discretize first"
            )
    depth = None if layer.output_mode == "int" else int(layer.num_bins)
    shape, dtype = encoded(reading.value, layer.output_mode, depth)
    settings = {"bins": int(layer.num_bins), "encode": layer.output_mode, "depth": depth}
    return Step("cross", settings, shape, dtype)
