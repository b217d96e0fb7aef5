"""All weight encodings, by name and by manifest entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.artifact.encodings.encoding import Encoding
from tfjs_bridge.artifact.encodings.float16 import Float16
from tfjs_bridge.artifact.encodings.float32 import Float32
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS, Quantization
from tfjs_bridge.errors import UsageError

FLOAT32 = Float32()
"""The encoding of every weight that the chosen one does not hold."""

ENCODINGS: Mapping[str, Encoding] = {encoding.name: encoding for encoding in (FLOAT32, Float16())}


def encoding_for(quantize: Quantization | None) -> Encoding:
    """Return the encoding that an export asks for.

    Args:
        quantize: The encoding's name; `None` leaves weights as they are.

    Raises:
        UsageError: No such encoding is offered.
    """
    if quantize is None:
        return FLOAT32
    # Not ENCODINGS, which has float32 too: that one is asked for by `None`.
    if quantize not in QUANTIZATIONS:
        known = ", ".join(repr(name) for name in QUANTIZATIONS)
        raise UsageError(
            f"quantize {quantize!r}: not known; expected {known} or none. Choose one of these."
        )
    return ENCODINGS[quantize]


def is_known(entry: Mapping[str, Any]) -> bool:
    """Whether a manifest entry is a valid one of some encoding."""
    return any(encoding.matches(entry) for encoding in ENCODINGS.values())


def encoding_of(entry: Mapping[str, Any]) -> Encoding:
    """Find the encoding of a manifest entry that `is_known`."""
    # Never more than one: FLOAT32 asks for no `quantization`, every other one for its own.
    return next(encoding for encoding in ENCODINGS.values() if encoding.matches(entry))
