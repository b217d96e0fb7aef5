"""Parts of files, as browsers and download programs request them: RFC 9110, section 14."""

from __future__ import annotations

import re


def parse_range(header: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for.

    Args:
        header: Its value, such as ``bytes=0-99``.
        size: Of the file.

    Returns:
        Their positions; an empty range where the file has none of them. `None` where the header
        has to be ignored: another unit, several ranges, or a malformed one.
    """
    # 19 digits are enough for any file; int() takes quadratic time for millions of them.
    found = re.fullmatch(r"bytes=\s*(\d{0,19})-(\d{0,19})\s*", header)
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return range(max(size - int(found[2]), 0), size)
    start, last = int(found[1]), int(found[2] or size - 1)
    if found[2] and last < start:
        return None
    # A part beyond the end is cut there; one that starts beyond it is empty.
    return range(start, max(min(last + 1, size), start))
