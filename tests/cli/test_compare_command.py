"""`tfjs-bridge compare`: its table, its picture, and what it refuses. The rest is in comparing/."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.run import run_cli
from tfjs_bridge.cli.comparison_picture import write_picture
from tfjs_bridge.cli.comparison_view import print_comparison
from tfjs_bridge.comparing.results import Comparison, Latency, Row, Scores, Sizes

SIZES = Sizes(248_123, 226_396, 224_383)
ROWS = (
    Row(
        "layers",
        "float32",
        SIZES,
        2e-7,
        1.0,
        Scores(0.9954, 0.0138),
        Latency(0.4, 0.3, 0.5, 0.4, 15),
    ),
    Row(
        "layers",
        "auto",
        SIZES,
        8e-3,
        0.9999,
        Scores(0.9953, 0.0139),
        chosen="of 5 weights\n[a/kernel]",
    ),
    Row("graph", "uint8", reason="a layer [of mine] cannot be held"),
)
FOUND = Comparison("cnn", 60_554, 10_000, "test.npz", Scores(0.9954), ROWS, 0.01, "4.22.0", "20.0")


def shown(comparison: Comparison) -> list[str]:
    """The lines on a narrow terminal."""
    file = io.StringIO()
    print_comparison(Console(file=file, width=40, highlight=False, soft_wrap=True), comparison)
    return [line.rstrip() for line in file.getvalue().splitlines()]


def test_no_cell_of_the_table_is_cut_off() -> None:
    """However narrow the terminal is; reasons and choices have lines of their own."""
    lines = shown(FOUND)
    assert lines[0].startswith("cnn: 60,554 parameters, compared with Keras in float32 on 10,000")
    assert lines[1].split() == [
        *("format", "encoding", "bytes", "gzip", "brotli", "accuracy", "loss", "change"),
        *("same", "answer", "wasm"),
    ]
    assert "0.4 ms" in lines[2]
    assert "99.54 %" in lines[2]
    assert lines[4].split()[:3] == ["graph", "uint8", "-"]
    assert "layers, auto: [a/kernel]" in lines
    assert "graph, uint8: a layer [of mine] cannot be held" in lines
    assert lines[-1].endswith("median of 15 rounds in turns.")


def test_a_busy_machine_is_told() -> None:
    """Then latencies by the clock say little."""
    slow = Row("layers", "float32", SIZES, 0.0, latency=Latency(3.0, 2.0, 4.0, 1.0, 5))
    found = Comparison("m", 1, 1, "golden inputs", Scores(), (slow,), 1, "", "")
    assert "busy: some predictions took up to 3.0 times" in shown(found)[-1]
    assert "busy" not in " ".join(shown(FOUND))


def test_columns_without_figures_are_left_out() -> None:
    """Without labels and timing."""
    found = Comparison(
        "m", 1, 1, "golden inputs", Scores(), (Row("layers", "uint8", SIZES, 0.1),), 1, "", ""
    )
    assert shown(found)[1].split() == ["format", "encoding", "bytes", "gzip", "brotli", "change"]
    assert "on 1 example (golden inputs)" in shown(found)[0]


def test_the_picture_has_the_rows_that_ran(tmp_path: Path) -> None:
    """The others have nothing to draw."""
    pytest.importorskip("matplotlib")
    write_picture(FOUND, tmp_path / "out.svg")
    assert (tmp_path / "out.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--picture", "out.txt"], 2, "--picture out.txt: cannot be written; expected a name that"),
        (["--picture", "nowhere/out.svg"], 2, "in a folder that exists"),
        (["--rounds", "-1"], 2, "--rounds"),
        (["--format", "onnx"], 2, "--format"),
    ],
)
def test_what_is_refused_before_anything_is_read(
    tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    """With what would do."""
    done = run_cli("compare", "model.keras", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
