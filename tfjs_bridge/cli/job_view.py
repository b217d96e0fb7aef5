"""Shows the events of a job: bars and a spinner where someone watches, else one line each."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from tfjs_bridge.progress import Download, EpochEnd, Message, ProgressEvent, Stage, Step

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, TaskID
    from rich.status import Status

_STYLES = {"info": None, "result": "bold", "warning": "yellow"}


class JobView:
    """A callback for progress, and a context manager: the display ends with its block.

    rich has one live display at a time, so an event of another sort ends the one that is shown.
    """

    def __init__(self, console: Console) -> None:
        """Show nothing yet.

        Args:
            console: The console for people.
        """
        self._console = console
        self._live: Status | Progress | None = None
        self._shown: type[ProgressEvent] = Message
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> JobView:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end_live()

    def __call__(self, event: ProgressEvent) -> None:
        """Show an event."""
        if isinstance(event, Message):
            self._end_live()
            # No markup: paths and errors may hold brackets.
            self._console.print(event.text, style=_STYLES[event.level], markup=False)
        elif isinstance(event, Stage):
            self._end_live()
            self._live = self._console.status(str(event))
            self._live.start()
        elif isinstance(event, Download):
            self._download(event)
        elif isinstance(event, Step):
            self._step(event)
        else:
            self._epoch_end(event)

    def _end_live(self) -> None:
        if self._live is not None:
            # Or its last frame would be drawn over what is printed next.
            self._live.stop()
        self._live, self._shown, self._tasks = None, Message, {}

    def _bars(self, shown: type[Download] | type[Step]) -> Progress:
        """Return the bars of one sort of event, which are begun where others are shown."""
        from rich.progress import Progress

        if self._shown is not shown or not isinstance(self._live, Progress):
            self._end_live()
            columns = _download_columns() if shown is Download else _epoch_columns()
            # rich writes the last state of a bar even into a file (rich/live.py, `refresh`).
            self._live = Progress(
                *columns, console=self._console, disable=not self._console.is_terminal
            )
            self._live.start()  # only now: most of the time nothing has to be downloaded
            self._shown = shown
        return self._live

    def _download(self, event: Download) -> None:
        bars = self._bars(Download)
        if event.file_name not in self._tasks:
            self._tasks[event.file_name] = bars.add_task(event.file_name, total=None)
        task = self._tasks[event.file_name]
        bars.update(task, completed=event.done_bytes, total=event.total_bytes)

    def _step(self, event: Step) -> None:
        bars, name = self._bars(Step), f"epoch {event.epoch}/{event.epochs}"
        if name not in self._tasks:
            # A column formats `results` in the first frame already; without it that is a KeyError.
            self._tasks[name] = bars.add_task(name, total=event.steps, results="")
        bars.update(self._tasks[name], completed=event.step, results=event.results)

    def _epoch_end(self, event: EpochEnd) -> None:
        name = f"epoch {event.record.epoch}/{event.epochs}"
        if name in self._tasks:
            self._bars(Step).update(self._tasks[name], results=event.results)
        # A log has no bars: this line is all that it says of an epoch.
        if not self._console.is_terminal:
            self._console.print(str(event), markup=False)


def _download_columns() -> tuple[ProgressColumn, ...]:
    """Return the columns of a bar for each file that is downloaded."""
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn

    name = TextColumn("{task.description}")
    return (name, BarColumn(), DownloadColumn(), TransferSpeedColumn())


def _epoch_columns() -> tuple[ProgressColumn, ...]:
    """Return the columns of a bar for each epoch, with loss and accuracy so far."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn

    name, results = TextColumn("{task.description}"), TextColumn("{task.fields[results]}")
    return (name, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), results)
