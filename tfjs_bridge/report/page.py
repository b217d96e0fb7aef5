"""Writes a report as one HTML page, with its pictures and styles in it and nothing to fetch."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from tfjs_bridge.history import EpochRecord
from tfjs_bridge.report.canvas import DARK, LIGHT, Theme

_STYLES: Final = Path(__file__).with_name("report.css")
# The page can neither run nor fetch anything, whatever a title or a text sample contains.
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the report, as PNG for light and for dark screens.

    Attributes:
        file_name: of the light one, beside the page.
        light: PNG.
        dark: PNG.
        alt: what it shows, for people who do not see it.
        caption: how to read it.
    """

    file_name: str
    light: bytes
    dark: bytes
    alt: str
    caption: str


def draw(file_name: str, plot: Callable[[Theme], bytes], *, alt: str, caption: str) -> Picture:
    """Draw a picture in both themes.

    Args:
        file_name: of the light one, beside the page.
        plot: takes the theme, returns a PNG.
        alt: what it shows, for people who do not see it.
        caption: how to read it.
    """
    return Picture(file_name, plot(LIGHT), plot(DARK), alt, caption)


def page(title: str, summary: str, sections: Sequence[str]) -> bytes:
    """Return a whole HTML page, UTF-8.

    Args:
        title: plain text.
        summary: plain text, one sentence under the title.
        sections: HTML, of `section`.
    """
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # Scroll bars and the ground of an empty page follow the screen's colours too.
        '<meta name="color-scheme" content="light dark">',
        # In the page itself, which is opened as a file: no server sends headers with it.
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_STYLES.read_text(encoding='utf-8')}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<header>\n<h1>{escape(title)}</h1>\n<p>{escape(summary)}</p>\n</header>",
        *sections,
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def section(heading: str, *parts: str, is_wide: bool = False) -> str:
    """Return a section of the page; `parts` are HTML, the heading is plain text.

    Args:
        heading: plain text.
        *parts: HTML, one after the other.
        is_wide: whether it takes the whole width of the page.
    """
    start = '<section class="wide">' if is_wide else "<section>"
    return "\n".join([start, f"<h2>{escape(heading)}</h2>", *parts, "</section>"])


def heading(text: str) -> str:
    """Return plain text as a heading within a section."""
    return f"<h3>{escape(text)}</h3>"


def paragraph(text: str) -> str:
    """Return plain text as a paragraph."""
    return f"<p>{escape(text)}</p>"


def figure(picture: Picture) -> str:
    """Return a picture that follows the screen's colours, with its caption."""
    return "\n".join(
        [
            "<figure>",
            "<picture>",
            f'<source media="(prefers-color-scheme: dark)" srcset="{_data_url(picture.dark)}">',
            f'<img src="{_data_url(picture.light)}" alt="{escape(picture.alt)}">',
            "</picture>",
            f"<figcaption>{escape(picture.caption)}</figcaption>",
            "</figure>",
        ]
    )


def _data_url(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def numbers_table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of plain text that scrolls where it is too wide for the screen.

    Args:
        caption: what the table shows.
        columns: their headings.
        rows: as many cells each as there are columns; the first cell names the row.
    """
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    # With a tab stop, so that it can be scrolled by keyboard.
    start = f'<div class="scroll" role="region" aria-label="{escape(caption)}" tabindex="0">'
    head = f"<thead><tr>{cells}</tr></thead>"
    return "\n".join([start, _table("numbers", caption, rows, head), "</div>"])


def facts_section(facts: Sequence[tuple[str, str]]) -> str:
    """Return the section of what was trained, and how."""
    return section("Facts", _table("facts", "What was trained, and how.", facts))


def _table(kind: str, caption: str, rows: Sequence[Sequence[str]], head: str = "") -> str:
    start = f'<table class="{kind}">\n<caption>{escape(caption)}</caption>{head}'
    return "\n".join([start, "<tbody>", *map(_row, rows), "</tbody>", "</table>"])


def _row(cells: Sequence[str]) -> str:
    name, *values = cells
    shown = "".join(f"<td>{escape(value)}</td>" for value in values)
    return f'<tr><th scope="row">{escape(name)}</th>{shown}</tr>'


def epochs_table(history: Sequence[EpochRecord], *, validation_name: str) -> str:
    """Return the numbers of every epoch, folded away.

    Args:
        history: one record for each epoch.
        validation_name: what headings call the examples that were not trained on.
    """
    measures = ("Loss", "Accuracy", f"Loss, {validation_name}", f"Accuracy, {validation_name}")
    rows = [_epoch_cells(record) for record in history]
    numbers = numbers_table("Every epoch.", ("Epoch", *measures, "Seconds"), rows)
    return f"<details>\n<summary>Numbers of every epoch</summary>\n{numbers}\n</details>"


def _epoch_cells(record: EpochRecord) -> tuple[str, ...]:
    return (
        str(record.epoch),
        f"{record.loss:.4f}",
        f"{record.accuracy:.2%}",
        "" if record.validation_loss is None else f"{record.validation_loss:.4f}",
        "" if record.validation_accuracy is None else f"{record.validation_accuracy:.2%}",
        f"{record.seconds:.1f}",
    )


def pre(text: str) -> str:
    """Return text with its line breaks as they are."""
    # A parser drops a line break right after the tag, so one more is given it.
    return f"<pre>\n{escape(text)}</pre>"
