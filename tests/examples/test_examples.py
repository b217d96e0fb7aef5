"""Each example trains, exports and predicts, by the commands of its README."""

from __future__ import annotations

import functools
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.examples.run import clone_in, run_example
from tfjs_bridge.artifact.folder import check_artifact

pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.needs("jax", "PIL")]

# What the commands of each example print, in their order: an entry for each folder.
PRINTED = {
    "custom-layer": [
        r"with the layer: 9\d\.\d%\n(.*\n)+wrote exported/custom-layer, and .*\n$",
        r"^([ .:#]*\n){32}$",
        r"^Wrote exported/custom-layer: spiral, ",
    ],
    "digits": [r"accuracy on 2000 other digits: 9[6-9]\.\d%\nwrote exported/digits\n$"],
    "flowers": [r"accuracy on 80 other pictures: (9\d\.\d|100\.0)%\nwrote exported/flowers\n$"],
    "sentiment": [
        r"new negation: (9\d\.\d|100\.0)%\n(.*\n)+wrote exported/sentiment\n$",
        r"^praise 0\.\d{4}: The plot was not .*\nblame 0\.\d{4}: The music was hardly .*\n$",
    ],
    "series": [r"wrote exported/series, and exported/series.csv\n$", r"^(\d+\.\d\d\n){24}$"],
    "structured-data": [
        r"right of 500 other bookings: 8\d\.\d%(.*\n)+wrote exported/structured-data, and .*\n$",
        r"^([01]\.\d{4} (\w+,){6}[\d.]+,[01]\n){6}$",
    ],
    "text-generator": [
        r"loss: [12]\.\d+\nwrote exported/text-generator, which writes \d+ char.*\n$"
    ],
    "transfer": [
        r"the base's weights are as they were: True\n(.*\n)+wrote exported/transfer, and .*\n$",
        r"^exported/digit-5.png 5\nexported/digit-9.png 9\n$",
    ],
    "transfer-in-the-browser": [
        r"accuracy: 0\.9\d+ .*\nwrote exported/transfer-in-the-browser, .* exported/new-digits\n$"
    ],
}
# Keras looks words up in a model on TensorFlow alone.
WITH_TENSORFLOW = {"sentiment", "structured-data"}
EXAMPLES = [
    pytest.param(name, marks=pytest.mark.needs("tensorflow") if name in WITH_TENSORFLOW else ())
    for name in PRINTED
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples write to."""
    return clone_in(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def printed(clone: Path, node: str) -> Callable[[str], list[str]]:
    """What an example's commands print; each example runs once."""
    return functools.cache(lambda name: run_example(name, clone, node))


def test_every_example_is_run() -> None:
    """Here, or, where it is a project of npm, in tests of its own."""
    folders = sorted(path.parent for path in (ROOT / "examples").glob("*/train.py"))
    projects = [folder for folder in folders if (folder / "package.json").exists()]
    assert [folder.name for folder in folders if folder not in projects] == sorted(PRINTED)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_does_what_its_readme_says(
    printed: Callable[[str], list[str]], clone: Path, name: str
) -> None:
    """And its artifact is whole."""
    found = printed(name)
    assert len(found) == len(PRINTED[name])
    for text, expected in zip(found, PRINTED[name], strict=True):
        assert re.search(expected, text), text
    check_artifact(clone / "exported" / name)


def test_flowers_declare_how_they_are_prepared(
    printed: Callable[[str], list[str]], clone: Path
) -> None:
    """With golden pictures, so that the way from a file to the label is proven."""
    printed("flowers")
    metadata = check_artifact(clone / "exported" / "flowers")
    assert metadata.labels == ("daisy", "dandelion", "rose", "sunflower", "tulip")
    assert metadata.preprocessing is not None
    assert metadata.preprocessing["fit"] == "crop"
    assert metadata.golden.pictures is not None


def test_a_layer_of_ones_own_is_a_graph_that_paints(
    printed: Callable[[str], list[str]], clone: Path
) -> None:
    """The layer helps, and the graph has learned the spiral."""
    trained, painted, _ = printed("custom-layer")
    with_it, without = (float(share) for share in re.findall(r"(\d+\.\d)%", trained))
    assert with_it > without + 5
    found = [[character in ":#" for character in line.ljust(64)] for line in painted.splitlines()]
    y, x = np.mgrid[1 / 32 - 1 : 1 : 1 / 16, 1 / 64 - 1 : 1 : 1 / 32]
    radius = np.hypot(x, y)
    spiral = (np.sin(2 * np.arctan2(y, x) + 12 * radius) > 0) & (radius < 1)
    assert np.mean(np.array(found) == spiral) > 0.9
    model = json.loads((clone / "exported" / "custom-layer" / "model.json").read_text("utf-8"))
    assert model["format"] == "graph-model"


def test_a_frozen_base_helps_and_stays_frozen(
    printed: Callable[[str], list[str]], clone: Path
) -> None:
    """In the figures that are printed, and in the exported model."""
    with_base, without = re.findall(r"base: +(\d+\.\d)%|it: +(\d+\.\d)%", printed("transfer")[0])
    assert float(with_base[0]) > float(without[1]) + 5
    text = (clone / "exported" / "transfer" / "model.json").read_text("utf-8")
    frozen = re.findall(r'"trainable": ?(true|false)', json.dumps(json.loads(text)))
    assert "false" in frozen


def test_a_program_and_keras_predict_the_same_value(printed: Callable[[str], list[str]]) -> None:
    """From the values of a CSV file."""
    trained, predicted = printed("series")
    errors = re.search(r"error: (\S+) MW.* before: (\S+) MW", trained)
    value = re.search(r"next hour: (\S+)", trained)
    assert errors is not None
    assert value is not None
    assert float(errors[1]) < float(errors[2]) / 2
    assert float(predicted.splitlines()[0]) == pytest.approx(float(value[1]), abs=0.011)


@pytest.mark.needs("tensorflow")
def test_a_program_and_keras_predict_the_same_from_rows(
    printed: Callable[[str], list[str]], clone: Path
) -> None:
    """Of a table with every kind of column; and each kind of layer was split off."""
    trained, predicted = printed("structured-data")
    chances = re.search(r"will be cancelled by: (.*)", trained)
    assert chances is not None
    found = [float(line.split()[0]) for line in predicted.splitlines()]
    assert found == pytest.approx([float(chance) for chance in chances[1].split()], abs=0.00011)
    metadata = check_artifact(clone / "exported" / "structured-data")
    assert metadata.preprocessing is not None
    steps = {step["op"] for step in metadata.preprocessing["steps"]}
    assert steps == {"lookup", "hash", "cross"}
    assert {put["dtype"] for put in metadata.preprocessing["inputs"]} == {
        "string",
        "int64",
        "float32",
    }


@pytest.mark.needs("tensorflow")
def test_sentiment_takes_its_vocabulary_along(
    printed: Callable[[str], list[str]], clone: Path
) -> None:
    """With labels, and with texts among what proves it."""
    printed("sentiment")
    metadata = check_artifact(clone / "exported" / "sentiment")
    assert metadata.labels == ("blame", "praise")
    assert metadata.preprocessing is not None
    assert [step["op"] for step in metadata.preprocessing["steps"]] == ["vectorize"]
    assert metadata.golden.examples is not None


def test_a_base_that_a_page_trains_on_is_frozen(
    printed: Callable[[str], list[str]], clone: Path
) -> None:
    """Every layer that has weights; and digits that it never saw prove its features."""
    printed("transfer-in-the-browser")
    folder = clone / "exported" / "transfer-in-the-browser"
    model = json.loads((folder / "model.json").read_text("utf-8"))
    frozen = [
        layer["config"]["trainable"]
        for layer in model["modelTopology"]["model_config"]["config"]["layers"]
        if "trainable" in layer["config"]
    ]
    assert frozen == [False] * 4
    metadata = check_artifact(folder)
    assert metadata.golden.source == "digits from 5 to 9"
    assert metadata.labels is None
    assert len([*(clone / "exported" / "new-digits").glob("[789]-*.png")]) == 60


def test_a_text_generator_runs_on_the_kernel(
    printed: Callable[[str], list[str]], clone: Path, node: str
) -> None:
    """Its network is one that the library writes some thousand characters a second with."""
    printed("text-generator")
    library = (ROOT / "web" / "src" / "index.js").as_uri()
    code = f"""
    import {{ createTextGenerator, openArtifact }} from '{library}';
    const generator = await createTextGenerator(await openArtifact('exported/text-generator'));
    let text = '';
    await generator.prime('The ');
    for await (const written of generator.generate({{ length: 200, temperature: 0 }}))
      text += written.character;
    console.log(generator.engine, JSON.stringify(text));
    """
    command = [node, "--input-type=module", "--eval", code]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=True)
    engine, text = done.stdout.split(maxsplit=1)
    assert engine == "kernel"
    # Words are what it learns first.
    assert " the " in text
