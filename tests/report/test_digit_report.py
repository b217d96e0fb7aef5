"""The report on a classifier of digits: its page and its pictures."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.report.make import HISTORY, digit_report, without_mistakes
from tests.report.read_page import Page, inline_png, read_page
from tfjs_bridge.errors import UsageError
from tfjs_bridge.report.digit_report import DigitReport, write_digit_report

PICTURES = ["curves.png", "confusion.png", "classes.png", "mistakes.png", "samples.png"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report."""
    folder = tmp_path_factory.mktemp("report") / "digits"
    assert write_digit_report(folder, digit_report()) == [
        folder / name for name in ("report.html", *PICTURES)
    ]
    return folder


@pytest.fixture(scope="module")
def page(written: Path) -> Page:
    """Its page."""
    return read_page((written / "report.html").read_bytes())


def page_of(folder: Path, report: DigitReport) -> Page:
    write_digit_report(folder, report)
    return read_page((folder / "report.html").read_bytes())


def test_the_folder_holds_the_page_and_the_pictures(written: Path) -> None:
    """And nothing else, in it or beside it; a web server's user can read it."""
    assert sorted(path.name for path in written.iterdir()) == sorted(["report.html", *PICTURES])
    assert [path.name for path in written.parent.iterdir()] == ["digits"]
    assert written.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_whole_and_say_nothing_of_their_making(written: Path, name: str) -> None:
    """Decoded by Pillow; without date and software, which would change the bytes."""
    with Image.open(written / name) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width == 960
        assert set(picture.info) <= {"dpi"}


@pytest.mark.slow
def test_the_same_report_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    """From another process, with another seed of hashes."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.report.make import digit_report\n"
        "from tfjs_bridge.report.digit_report import write_digit_report\n"
        "write_digit_report(Path(sys.argv[1]), digit_report())"
    )
    again = tmp_path / "again"
    subprocess.run([sys.executable, "-c", program, str(again)], check=True)
    for path in written.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_the_page_needs_nothing_else(page: Page) -> None:
    """No scripts, no addresses but its own pictures, and a policy that forbids both."""
    assert not page.tags() & {"script", "link", "iframe", "object", "embed", "form"}
    assert page.addresses() != []
    for address in page.addresses():
        inline_png(address)
    policies = [each["content"] for each in page.attributes("meta") if "http-equiv" in each]
    assert policies == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert "url(" not in "".join(page.texts("style"))


def test_the_page_holds_each_picture_for_light_and_dark(page: Page, written: Path) -> None:
    """The light one is the file beside the page; the dark one is as large, and darker."""
    images, sources = page.attributes("img"), page.attributes("source")
    for name, image, source in zip(PICTURES, images, sources, strict=True):
        light, dark = inline_png(image["src"]), inline_png(source["srcset"])
        assert light == (written / name).read_bytes()
        assert source["media"] == "(prefers-color-scheme: dark)"
        brightness = [
            np.asarray(Image.open(io.BytesIO(png)).convert("L")).mean() for png in (light, dark)
        ]
        assert brightness[0] > 150 > 100 > brightness[1]


def test_the_page_can_be_read_without_seeing_it(page: Page) -> None:
    """Language, title, headings, captions, and a text for each picture."""
    assert page.attributes("html") == [{"lang": "en"}]
    assert page.texts("title") == page.texts("h1") == ["cnn: digits"]
    assert page.texts("h2") == [
        *("Facts", "Learning", "What is taken for what", "How well each digit is read"),
        *("Digit by digit", "Worst mistakes", "Samples"),
    ]
    assert len(page.texts("caption")) == len(page.attributes("table")) == 3
    assert len(page.texts("figcaption")) == len(page.attributes("figure")) == 5
    alts = [str(each["alt"]) for each in page.attributes("img")]
    assert "the training loss goes from 0.520 to 0.090" in alts[0]
    assert "The most frequent mistake: 0 read as 1, once." in alts[1]
    assert alts[3].startswith("10 handwritten digits: 9 read as 0, 89.0%; 8 read as 9, 85.0%")
    assert alts[4].startswith("20 handwritten digits: read as 0, 50.0%; read as 0, 51.0%")


def test_the_numbers_are_there_as_text(page: Page) -> None:
    """The sum of it, the facts, every epoch and every class."""
    assert "75.00% of 40 test digits are read right; 10 are not." in page.texts("p")
    cells = page.texts("td")
    assert cells[:2] == ["cnn, 60,554 parameters", "1"]
    assert cells[2:7] == ["0.5200", "84.00%", "0.2100", "93.00%", "12.3"]
    assert cells[-5:] == ["4", "3", "1", "75.00%", "0 (once)"]
    heads = [each for each in page.attributes("th") if each.get("scope") == "row"]
    assert len(heads) == 2 + 3 + 10


@pytest.mark.slow
def test_text_is_never_markup(tmp_path: Path) -> None:
    """Of the title, the facts and the classes; nor are dollars formulas of matplotlib's."""
    nasty = "<script>alert('$x$ & \"y\"')</script>"
    names = (nasty, *(f"${digit}$" for digit in range(1, 10)))
    report = digit_report(title=nasty, facts=((nasty, nasty),), class_names=names)
    page = page_of(tmp_path / "out", report)
    assert "script" not in page.tags()
    assert page.texts("h1") == page.texts("title") == [nasty]
    assert page.texts("td")[0] == nasty
    assert f"{nasty} read as $1$" in str(page.attributes("img")[3]["alt"])


@pytest.mark.slow
def test_no_mistakes_are_said_to_be_none(tmp_path: Path) -> None:
    """There is no picture of them, not even one of an earlier report."""
    folder = tmp_path / "out"
    write_digit_report(folder, digit_report())
    paths = write_digit_report(folder, without_mistakes())
    assert [path.name for path in paths] == ["report.html", *PICTURES[:3], "samples.png"]
    assert not (folder / "mistakes.png").exists()
    page = read_page((folder / "report.html").read_bytes())
    assert "All 40 test digits are read right." in page.texts("p")
    assert "There are no mistakes." in page.texts("p")
    assert "There are no mistakes." in str(page.attributes("img")[1]["alt"])


@pytest.mark.slow
def test_without_history_there_are_no_curves(tmp_path: Path) -> None:
    """A model that was trained elsewhere can be reported on."""
    page = page_of(tmp_path / "out", digit_report(history=()))
    assert "Learning" not in page.texts("h2")
    assert not (tmp_path / "out" / "curves.png").exists()


@pytest.mark.slow
def test_nothing_held_out_is_shown_as_nothing(tmp_path: Path) -> None:
    """One epoch, one curve, empty cells."""
    record = dataclasses.replace(HISTORY[0], validation_loss=None, validation_accuracy=None)
    page = page_of(tmp_path / "out", digit_report(history=(record,)))
    assert page.texts("td")[2:7] == ["0.5200", "84.00%", "", "", "12.3"]


@pytest.mark.slow
def test_a_diverged_network_is_reported_on_too(tmp_path: Path) -> None:
    """Losses and probabilities that are not numbers, and classes without a test digit."""
    nan = float("nan")
    report = digit_report(
        history=(dataclasses.replace(HISTORY[0], loss=nan, validation_loss=nan),),
        labels=np.zeros(40, np.uint8),
        probabilities=np.full((40, 10), nan, np.float32),
    )
    page = page_of(tmp_path / "out", report)
    assert page.texts("td")[-5:] == ["0", "0", "0", "", ""]


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    """Refused before anything is drawn."""
    (tmp_path / "thesis.txt").write_text("dear")
    with pytest.raises(UsageError, match=r"not replaced; .* got one with thesis\.txt"):
        write_digit_report(tmp_path, digit_report())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_missing_matplotlib_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it, and nothing written."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(
        UsageError,
        match=r"^matplotlib: cannot be imported; expected it for pictures, got .+\. "
        r"Run: pip install 'tfjs-bridge\[train\]'$",
    ):
        write_digit_report(tmp_path / "out", digit_report())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_pyplot_is_never_imported() -> None:
    """Its global state would be shared with whoever uses this package."""
    program = (
        "import sys, pathlib, tempfile\nfrom tests.report.make import digit_report\n"
        "from tfjs_bridge.report.digit_report import write_digit_report\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    write_digit_report(pathlib.Path(folder) / 'out', digit_report())\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
