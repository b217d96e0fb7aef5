"""A text in place of Shakespeare's, and the table that describes it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from tfjs_bridge.data.shakespeare import SHAKESPEARE

PLAY = b"First Citizen:\nBefore we proceed any further, hear me speak.\n\n" * 30
PLAY_FILE = replace(SHAKESPEARE, sha256=hashlib.sha256(PLAY).hexdigest(), max_bytes=len(PLAY))
