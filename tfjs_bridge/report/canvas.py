"""Figures of matplotlib's without its global state, and the colours of reports."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Narrow and with large type, so that a figure can still be read at the width of a phone.
WIDTH_IN: Final = 5.0
DPI: Final = 192
FONT_PT: Final = 11.0
SMALL_PT: Final = 10.0
_PAD_IN: Final = 0.08
# The highest level takes three times as long and saves little.
_COMPRESS_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``. Blue and orange differ for colour-blind eyes too.

    Attributes:
        surface: the ground.
        text: titles, numbers, ink.
        muted: names of axes.
        line: lines of the grid.
        faint: areas that should not draw the eye.
        blue: what was trained on; what is right.
        orange: validation; what is wrong.
    """

    surface: str
    text: str
    muted: str
    line: str
    faint: str
    blue: str
    orange: str


# Those of the demo page, web/style.css.
LIGHT: Final = Theme(
    surface="#fffefb",
    text="#1c222e",
    muted="#5b6372",
    line="#dfdbd1",
    faint="#ebe8e0",
    blue="#0b62a3",
    orange="#c9500f",
)
DARK: Final = Theme(
    surface="#181e29",
    text="#eef0f4",
    muted="#9ba5b6",
    line="#2b3442",
    faint="#242c39",
    blue="#5cb3f0",
    orange="#ffa347",
)


def require_matplotlib() -> None:
    """Check that matplotlib is installed.

    Raises:
        UsageError: It is not installed.
    """
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"matplotlib: cannot be imported; expected it for pictures, got {error}. "
            f"Run: pip install 'tfjs-bridge[train]'"
        ) from error


def new_figure(height_in: float, theme: Theme, *, width_in: float = WIDTH_IN) -> Figure:
    """Return an empty figure that pyplot does not know.

    Args:
        height_in: in inches.
        theme: gives the ground.
        width_in: in inches; by default that of a report's column.

    Raises:
        UsageError: matplotlib is not installed.
    """
    require_matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # pyplot would keep every figure until it is closed, and may start a window system.
    figure = Figure((width_in, height_in), dpi=DPI, facecolor=theme.surface)
    # It makes room for the names of classes, whose length nobody knows beforehand.
    figure.set_layout_engine("constrained", w_pad=_PAD_IN, h_pad=_PAD_IN)
    FigureCanvasAgg(figure)
    return figure


def png_bytes(figure: Figure) -> bytes:
    """Return the figure as a PNG; the same figure gives the same bytes."""
    file = io.BytesIO()
    # The name of the software holds a version, and would change the bytes with each release.
    figure.savefig(
        file,
        format="png",
        dpi=DPI,
        # The default, savefig.facecolor, is the user's own to set in a matplotlibrc.
        facecolor=figure.get_facecolor(),
        metadata={"Software": None},
        pil_kwargs={"compress_level": _COMPRESS_LEVEL},
    )
    return file.getvalue()


def svg_bytes(figure: Figure) -> bytes:
    """Return the figure as an SVG, letters as outlines; the same figure gives the same bytes."""
    import matplotlib as mpl

    file = io.BytesIO()
    # By default the names of its parts are random, and it holds the date.
    with mpl.rc_context({"svg.hashsalt": "tfjs-bridge", "svg.fonttype": "path"}):
        figure.savefig(
            file,
            format="svg",
            facecolor=figure.get_facecolor(),
            metadata={"Date": None, "Creator": None},
        )
    return file.getvalue()


def style_axes(axes: Axes, theme: Theme, *, title: str = "") -> None:
    """Draw the axes quietly: no box, no ticks, muted numbers.

    Args:
        axes: changed in place.
        theme: the colours.
        title: plain text, or empty.
    """
    axes.set_facecolor(theme.surface)
    axes.set_title(title, loc="left", color=theme.text, fontsize=FONT_PT, fontweight="bold")
    axes.tick_params(length=0, colors=theme.muted, labelsize=SMALL_PT)
    # By default the grid lies above bars.
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def plain(text: str) -> str:
    """Return the text as matplotlib has to be given it to show it as it is, dollars and all."""
    # An even number of dollars makes a text a formula (matplotlib/cbook.py, `is_math_text`).
    return text.replace("$", r"\$")


def as_paper(image: npt.NDArray[np.uint8], theme: Theme) -> npt.NDArray[np.uint8]:
    """Colour a picture of light ink on dark as ink on paper.

    Args:
        image: uint8, shape (rows, columns), ink is 255.
        theme: gives both colours.

    Returns:
        uint8, shape (rows, columns, 3): red, green, blue.
    """
    paper, ink = _rgb(theme.faint), _rgb(theme.text)
    amount = image[..., np.newaxis] / 255
    # Rounded, since `astype` alone cuts off.
    colours: npt.NDArray[np.uint8] = np.rint(paper + (ink - paper) * amount).astype(np.uint8)
    return colours


def _rgb(colour: str) -> npt.NDArray[np.float64]:
    return np.frombuffer(bytes.fromhex(colour[1:]), np.uint8).astype(np.float64)
