"""Ctrl-C is noted at once and raised at a safe place."""

from __future__ import annotations

import signal
import threading

import pytest

from tfjs_bridge.training.interruption import interruption_held_back


def press_ctrl_c() -> None:
    """What the terminal sends."""
    signal.raise_signal(signal.SIGINT)


def run_and_press(times: int) -> list[str]:
    """Press Ctrl-C within the block, and note how far it came."""
    steps = []
    try:
        with interruption_held_back() as interrupted:
            steps.append(f"before {interrupted()}")
            for _ in range(times):
                press_ctrl_c()
            steps.append(f"after {interrupted()}")
    except KeyboardInterrupt:
        steps.append("raised")
    return steps


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(0, ["before False", "after False"], id="none"),
        pytest.param(1, ["before False", "after True", "raised"], id="once: at the end"),
        pytest.param(2, ["before False", "raised"], id="twice: at once"),
    ],
)
def test_ctrl_c_waits_for_the_end(times: int, expected: list[str]) -> None:
    """The second press is for those who cannot wait."""
    assert run_and_press(times) == expected


def test_the_usual_handler_is_put_back() -> None:
    """Also when the block fails."""
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(RuntimeError), interruption_held_back():
        raise RuntimeError
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_gets_no_signals() -> None:
    """There the block simply runs."""
    seen: list[bool] = []

    def work() -> None:
        with interruption_held_back() as interrupted:
            seen.append(interrupted())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [False]
