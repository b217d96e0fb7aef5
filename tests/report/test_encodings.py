"""The picture of encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfjs_bridge.report.encodings import Bar, Group, Panel, draw_encodings

pytest.importorskip("matplotlib")

NAMES = ["float32", "uint8", "uint8"]
GROUPS = [Group("layers format", 2), Group("graph format", 1)]
PANELS = [
    Panel("Download", (Bar(400.0, "400 kB"), Bar(100.0, "100 kB"), Bar(None, "-"))),
    Panel("Change", (Bar(1e-7, "1e-7"), Bar(0.05, "5e-2"), Bar(0.0, "0")), is_wide=True),
    Panel("Nothing", (Bar(None, "-"),) * 3, is_wide=True),
]


@pytest.mark.parametrize(
    ("suffix", "start"), [("svg", b"<?xml"), ("SVG", b"<?xml"), ("png", b"\x89PNG")]
)
def test_it_is_drawn_as_its_name_says(tmp_path: Path, suffix: str, start: bytes) -> None:
    """The same figures give the same bytes."""
    contents = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.{suffix}"
        draw_encodings("a $model$", NAMES, GROUPS, PANELS, path)
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]
    assert contents[0].startswith(start)


def test_the_longest_bar_fills_a_panel(tmp_path: Path) -> None:
    """And the others are in proportion, or in that of their magnitudes."""
    from tfjs_bridge.report.encodings import _lengths

    assert _lengths(PANELS[0]) == [1.0, 0.25, 0.0]
    small, large, none = _lengths(PANELS[1])
    assert 0 == none < small < large == pytest.approx(1.0)
    assert _lengths(PANELS[2]) == [0.0, 0.0, 0.0]
