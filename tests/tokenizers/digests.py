"""Short digests of token ids, so that thousands of texts make a small file of vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

DIGITS = 6


def digest(ids: Sequence[int]) -> str:
    """Return the first hex digits of the SHA-256 of ids in decimal, with spaces between them."""
    return hashlib.sha256(" ".join(map(str, ids)).encode()).hexdigest()[:DIGITS]
