"""The report on a model of text."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PIL import Image

from tests.report.make import HISTORY, text_report
from tests.report.read_page import inline_png, read_page
from tfjs_bridge.report.text_report import write_text_report


def test_the_folder_holds_a_page_and_its_curves(tmp_path: Path) -> None:
    """The page holds the picture too."""
    folder = tmp_path / "out"
    paths = write_text_report(folder, text_report())
    assert paths == [folder / "report.html", folder / "curves.png"]
    assert sorted(folder.iterdir()) == sorted(paths)
    page = read_page(paths[0].read_bytes())
    assert inline_png(page.attributes("img")[0]["src"]) == paths[1].read_bytes()
    with Image.open(paths[1]) as picture:
        assert picture.width == 960


def test_the_page_shows_losses_and_samples(tmp_path: Path) -> None:
    """In nats per character; samples with their line breaks, markup as text."""
    samples = ((0.5, "\nROMEO:\n<b>Speak</b> & go.\n"), (0.8, ""), (1.0, "Zounds"))
    write_text_report(tmp_path / "out", text_report(samples=samples))
    content = (tmp_path / "out" / "report.html").read_bytes()
    page = read_page(content)
    assert "0.100 nats per character on text that the model was not trained on." in page.texts("p")
    assert page.texts("h2") == ["Facts", "Learning", "Samples"]
    assert page.texts("h3") == ["Temperature 0.5", "Temperature 0.8", "Temperature 1"]
    # The first line break after the tag is the parser's; the second is the sample's own.
    assert b"<pre>\n\nROMEO:\n&lt;b&gt;Speak&lt;/b&gt; &amp; go.\n</pre>" in content
    assert page.tags().isdisjoint({"script", "b"})


def test_without_validation_no_loss_is_claimed(tmp_path: Path) -> None:
    """One curve remains."""
    history = tuple(
        dataclasses.replace(each, validation_loss=None, validation_accuracy=None)
        for each in HISTORY
    )
    write_text_report(tmp_path / "out", text_report(history=history))
    page = read_page((tmp_path / "out" / "report.html").read_bytes())
    assert "A model that writes text, one character after the other." in page.texts("p")


def test_without_history_there_is_no_picture(tmp_path: Path) -> None:
    """The page stands alone."""
    paths = write_text_report(tmp_path / "out", text_report(history=()))
    assert [path.name for path in paths] == ["report.html"]


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    """Page and picture."""
    first = write_text_report(tmp_path / "a", text_report())
    second = write_text_report(tmp_path / "b", text_report())
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
