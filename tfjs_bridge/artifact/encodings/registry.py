"""All weight encodings, by name and by manifest entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.artifact.encodings.affine import Uint8, Uint16
from tfjs_bridge.artifact.encodings.encoding import Encoding
from tfjs_bridge.artifact.encodings.float16 import Float16
from tfjs_bridge.artifact.encodings.float32 import Float32

FLOAT32 = Float32()
"""The encoding of every weight that the chosen one does not hold."""

ENCODINGS: Mapping[str, Encoding] = {
    encoding.name: encoding for encoding in (FLOAT32, Float16(), Uint16(), Uint8())
}


def is_known(entry: Mapping[str, Any]) -> bool:
    """Whether a manifest entry is a valid one of some encoding."""
    return any(encoding.matches(entry) for encoding in ENCODINGS.values())


def encoding_of(entry: Mapping[str, Any]) -> Encoding:
    """Find the encoding of a manifest entry that `is_known`."""
    # Never more than one: FLOAT32 asks for no `quantization`, every other one for its own.
    return next(encoding for encoding in ENCODINGS.values() if encoding.matches(entry))
