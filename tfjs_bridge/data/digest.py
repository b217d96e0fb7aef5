"""SHA-256 of data, and the refusal of data that is not what it should be."""

from __future__ import annotations

import hashlib

from tfjs_bridge.errors import DataError


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def check_digest(data: bytes, expected: str, *, what: str, of: str = "", advice: str) -> None:
    """Refuse data with another digest than expected.

    Args:
        data: All bytes.
        expected: SHA-256, lower-case hex.
        what: Object and fault of the message, such as ``shakespeare.txt: not tiny Shakespeare``.
        of: Of what the digest is, where that is not the file as it lies there.
        advice: The sentence that says what to do.

    Raises:
        DataError: The digest is another one.
    """
    digest = sha256_hex(data)
    if digest != expected:
        raise DataError(f"{what}; expected SHA-256 {expected}{of}, got {digest}. {advice}")
