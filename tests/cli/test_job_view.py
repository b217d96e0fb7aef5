"""What people see of a job: on a terminal, and in a log file."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from tfjs_bridge.cli.job_view import JobView
from tfjs_bridge.history import EpochRecord
from tfjs_bridge.progress import Download, EpochEnd, Message, ProgressEvent, Stage, Step

RECORD = EpochRecord(1, 0.5, 0.75, 0.6, 0.7, 12.5)
EVENTS: list[ProgressEvent] = [
    Message("MNIST: downloading [2] files."),
    Download("a.gz", 0, 2000),
    Download("b.gz", 0, None),
    Download("a.gz", 2000, 2000),
    Message("60,000 digits."),
    Stage("Starting Keras"),
    Step(1, 2, 1, 10, 0.75, 0.5),
    Step(1, 2, 10, 10, 0.5, 0.75),
    EpochEnd(RECORD, 2),
    Message("Test accuracy 98%", level="result"),
    Stage("Exporting"),
    Message("Not verified.", level="warning"),
]


def shown(events: list[ProgressEvent], *, is_terminal: bool) -> str:
    """All that is printed, without what moves and colours it."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=is_terminal, width=100, highlight=False)
    with JobView(console) as view:
        for event in events:
            view(event)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", file.getvalue())


def test_a_log_file_has_one_line_for_each_event_that_counts() -> None:
    """No bars, no spinners, no steps; brackets are no markup."""
    lines = [line for line in shown(EVENTS, is_terminal=False).splitlines() if line]
    assert lines == [
        "MNIST: downloading [2] files.",
        "60,000 digits.",
        "epoch 1/2: loss 0.5000, accuracy 0.7500; validation 0.6000, 0.7000",
        "Test accuracy 98%",
        "Not verified.",
    ]


def test_a_terminal_has_bars() -> None:
    """For each file and each epoch; that of an epoch ends with its results."""
    text = shown(EVENTS, is_terminal=True)
    assert "Starting Keras ..." in text
    assert re.search(r"a\.gz .*2\.0/2\.0 kB", text)
    assert "epoch 1/2" in text
    assert "loss 0.5000, accuracy 0.7500; validation 0.6000, 0.7000" in text
    assert "Test accuracy 98%" in text


def test_the_display_ends_with_the_block() -> None:
    """Also where the job fails: the cursor is shown again."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=100)

    def lose() -> None:
        with JobView(console) as view:
            view(Stage("Exporting"))
            raise ValueError("lost")

    with pytest.raises(ValueError, match="lost"):
        lose()
    assert file.getvalue().rindex("\x1b[?25h") > file.getvalue().rindex("\x1b[?25l")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        pytest.param(Message("one line"), "one line", id="message"),
        pytest.param(Stage("Exporting"), "Exporting ...", id="stage"),
        pytest.param(Download("a", 1500, 2000), "a: 1,500 of 2,000 bytes", id="download"),
        pytest.param(Download("a", 1500, None), "a: 1,500 bytes", id="no size"),
        pytest.param(
            Step(1, 2, 3, 10, 0.75, 0.5),
            "epoch 1/2, step 3/10: loss 0.7500, accuracy 0.5000",
            id="step",
        ),
        pytest.param(
            EpochEnd(EpochRecord(1, 0.5, 0.75, None, None, 1.0), 2),
            "epoch 1/2: loss 0.5000, accuracy 0.7500",
            id="no validation",
        ),
    ],
)
def test_every_event_reads_as_a_line(event: ProgressEvent, text: str) -> None:
    """So that `print` is a callback."""
    assert str(event) == text
