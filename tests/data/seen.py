"""A callback for progress that remembers what it was called with."""

from __future__ import annotations

from tfjs_bridge.progress import Download, Message, ProgressEvent


class Seen:
    """The lines and the downloads, each in their order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.downloads: list[Download] = []

    def __call__(self, event: ProgressEvent) -> None:
        """Remember an event; nothing but lines and downloads is expected."""
        if isinstance(event, Message):
            self.lines.append(event.text)
        else:
            assert isinstance(event, Download)
            self.downloads.append(event)
