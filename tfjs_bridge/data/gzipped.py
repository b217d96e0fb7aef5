"""Unpacks gzip files; without NumPy, so that downloads can be checked where that is broken."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

from tfjs_bridge.errors import DataError

_GZIP_MAGIC: Final = b"\x1f\x8b"


def decompress(data: bytes, name: str) -> bytes:
    """Return the content of a gzip file; bytes that are not gzip's come back as they are.

    Args:
        data: the whole file.
        name: what errors call it.

    Raises:
        DataError: The gzip file is cut off, damaged, or has something behind it.
    """
    if not data.startswith(_GZIP_MAGIC):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            f"{name}: broken gzip data; expected one whole gzip file, got {len(data):,} bytes "
            f"that do not unpack ({error}). Download the file again."
        ) from error
