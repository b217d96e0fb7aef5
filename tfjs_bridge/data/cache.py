"""Where downloads are kept and where they come from; environment variables change both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import platformdirs

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

CACHE_VARIABLE: Final = "TFJS_BRIDGE_CACHE"


def cache_folder(dataset: str) -> Path:
    """Return the folder in which a dataset is kept; ``TFJS_BRIDGE_CACHE`` moves all of them.

    Args:
        dataset: the name of its folder in the cache, such as ``mnist``.
    """
    override = os.environ.get(CACHE_VARIABLE)
    root = Path(override) if override else platformdirs.user_cache_path("tfjs-bridge")
    return root / dataset


def choose_mirrors(variable: str, published: Sequence[str]) -> tuple[str, ...]:
    """Return the base URLs to download a dataset from.

    Args:
        variable: the environment variable that replaces them by one of the user's.
        published: base URLs that end with a slash, in the order to try.

    Raises:
        UsageError: The variable holds no ``http`` or ``https`` URL.
    """
    override = os.environ.get(variable)
    # Empty counts as unset, which is how a shell clears a variable for one command.
    if not override:
        return tuple(published)
    if not _is_web_url(override):
        raise UsageError(
            f"{variable}: not a web address; expected http://... or https://..., "
            f"got {override!r}. Set it to the folder on the web that holds the dataset's files."
        )
    # Names of files are appended to it.
    return (override.rstrip("/") + "/",)


def _is_web_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # Only these: urlopen would also read file: addresses of this machine.
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    # urlsplit raises it for brackets that are not an IPv6 address.
    except ValueError:
        return False
