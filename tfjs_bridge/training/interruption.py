"""Handles Ctrl-C during training at the end of a step, never in the middle of one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruption_held_back() -> Iterator[Callable[[], bool]]:
    """Note Ctrl-C instead of raising at once; a second one raises as usual.

    A KeyboardInterrupt that strikes while TensorFlow's own threads call back into Python can end
    the process by SIGABRT.

    Yields:
        A function that says whether Ctrl-C was pressed.
    """
    pressed = False

    def note(signum: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False  # only the main thread gets signals
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
    # Pressed too late for another step to end at: the caller learns of it here.
    if pressed:
        raise KeyboardInterrupt
