"""The folder in which a page's blocks are run: what a reader has when the page begins.

Every page finds the README's model, as `model.keras` and in `exported/mine`; the flowers of
docs/predicting.md as `exported/flowers`, with `labels.txt` and `photo.png`, `exported/cnn`,
`exported/pretrained`, the picture of a digit, and the npm package in `node_modules`. `BEFORE` has
what some pages, or some of their lines, need besides.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import tfjs_bridge
from tests import docs
from tests.artifact.make import write_artifact, write_graph_artifact
from tests.conftest import PRETRAINED, ROOT
from tests.inspection.files import write_teachable_machine

FLOWERS = ("daisy", "dandelion", "rose", "sunflower", "tulip")


def write_all(folder: Path) -> None:
    """Write what every page finds."""
    installed = folder / "node_modules"
    installed.mkdir()
    (installed / "tfjs-bridge").symlink_to(ROOT / "web")
    (installed / "@tensorflow").symlink_to(ROOT / "web" / "node_modules" / "@tensorflow")
    (folder / "web").symlink_to(ROOT / "web")
    (folder / "exported").mkdir()
    (folder / "exported" / "pretrained").symlink_to(PRETRAINED)
    shutil.copytree(PRETRAINED / "cnn", folder / "exported" / "cnn")
    (folder / "labels.txt").write_text("\n".join(FLOWERS), encoding="utf-8")
    write_pictures(folder)
    model = _model_of(docs.README, 0)
    model.save(folder / "model.keras")
    tfjs_bridge.export(model, folder / "exported" / "mine")
    scope = _scope(ROOT / "docs" / "predicting.md", 1)
    tfjs_bridge.export(scope["model"], folder / "exported" / "flowers", card=scope["card"])


def write_pictures(folder: Path) -> None:
    """Write the picture of a digit, a one, and a photo."""
    from tfjs_bridge.artifact.golden_pictures import png_bytes

    digit = np.full((40, 40, 3), 255, np.uint8)
    digit[6:34, 18:22] = 0
    (folder / "digit.png").write_bytes(png_bytes(digit))
    (folder / "photo.png").write_bytes(png_bytes(np.full((30, 40, 3), (200, 30, 40), np.uint8)))


def segments(folder: Path) -> None:
    """Export what gives a class for each pixel, as `exported/map`."""
    keras = _keras()
    pixels = keras.layers.Conv2D(2, 1, activation="softmax")
    model = keras.Sequential([keras.Input((8, 8, 3)), pixels])
    card = tfjs_bridge.ModelCard(
        labels=("ground", "sky"), preprocessing={"kind": "picture", "scale": "unit"}
    )
    tfjs_bridge.export(model, folder / "exported" / "map", card=card)


def _scope(page: Path, number: int) -> dict[str, Any]:
    """The names that a page's code defines before it exports."""
    code = docs.blocks(page, "python")[number]
    scope: dict[str, Any] = {}
    exec(code.partition("tfjs_bridge.export(")[0], scope)  # noqa: S102
    return scope


def _model_of(page: Path, number: int) -> Any:
    """The model that a page's code exports."""
    code = docs.blocks(page, "python")[number].partition("tfjs_bridge.export(")[2]
    return eval(code.partition(', "exported')[0], _scope(page, number))  # noqa: S307


def digits(folder: Path) -> None:
    """A small network for digits, and docs/comparing.md's own examples for it."""
    layers = _keras().layers
    x = y = _keras().Input((28, 28, 1))
    for layer in (layers.Conv2D(4, 3, 4), layers.Flatten(), layers.Dense(10, "softmax")):
        y = layer(y)
    _keras().Model(x, y).save(folder / "model.keras")
    exec(docs.blocks(ROOT / "docs" / "comparing.md", "python")[0], {})  # noqa: S102


def _keras() -> Any:
    import keras

    return keras


def own_layers(folder: Path) -> None:
    """A module, and a model with a layer of it."""
    module = "import keras\n\nclass Double(keras.layers.Layer):\n    def call(self, x):\n"
    (folder / "my_layers.py").write_text(f"{module}        return 2.0 * x\n", encoding="utf-8")
    scope: dict[str, Any] = {"__name__": "my_layers"}
    exec((folder / "my_layers.py").read_text(encoding="utf-8"), scope)  # noqa: S102
    keras = _keras()
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), scope["Double"]()])
    model.save(folder / "model.keras")


def open_sizes(folder: Path) -> None:
    """A model that leaves open a size that a layer needs."""
    keras = _keras()
    pooled = keras.layers.AdaptiveAveragePooling2D(4)
    keras.Sequential([keras.Input((None, None, 3)), pooled]).save(folder / "model.keras")


def embedding(folder: Path) -> None:
    """A model with the layers that patterns name."""
    keras = _keras()
    x = keras.Input((5,), dtype="int32")
    y = keras.layers.Embedding(64, 8, name="embedding")(x)
    y = keras.layers.GlobalAveragePooling1D()(y)
    y = keras.layers.Dense(16, "relu", name="hidden")(y)
    y = keras.layers.Dense(8, name="head")(y)
    keras.Model(x, y).save(folder / "model.keras")


def pictures(folder: Path) -> None:
    """A classifier of pictures whose values nobody has scaled."""
    keras = _keras()
    layers = [keras.layers.Conv2D(8, 3), keras.layers.GlobalAveragePooling2D()]
    model = keras.Sequential([keras.Input((32, 32, 3)), *layers, keras.layers.Dense(5, "softmax")])
    model.save(folder / "model.keras")


def heart(folder: Path) -> None:
    """A model of a table: numbers, codes and words."""
    keras = _keras()
    age = keras.Input((1,), name="age")
    ca = keras.Input((1,), dtype="int64", name="ca")
    thal = keras.Input((1,), dtype="string", name="thal")
    codes = keras.layers.IntegerLookup(vocabulary=[0, 1, 2, 3], output_mode="one_hot")(ca)
    words = keras.layers.StringLookup(vocabulary=["fixed", "normal"], output_mode="one_hot")(thal)
    row = keras.layers.Concatenate()([age, codes, words])
    keras.Model([age, ca, thal], keras.layers.Dense(1)(row)).save(folder / "heart.keras")


def vectorize(folder: Path) -> None:
    """A model of indices, and the one that makes them of texts."""
    keras = _keras()
    text = keras.Input((1,), dtype="string", name="text")
    words = ["a", "good", "film"]
    layer = keras.layers.TextVectorization(output_sequence_length=5, vocabulary=words)
    keras.Model(text, layer(text)).save(folder / "vectorize.keras")
    embedding(folder)


def my_model(folder: Path) -> None:
    """A folder of TensorFlow.js."""
    shutil.copytree(folder / "exported" / "mine", folder / "my-model")


def teachable_machine(folder: Path) -> None:
    """An export of Teachable Machine, with weights of any kind, and its labels."""
    write_teachable_machine(folder / "tm-model")
    for shard in (folder / "tm-model").glob("*.bin"):
        count = shard.stat().st_size // 4
        values = np.random.default_rng(1).uniform(0.1, 0.9, count)
        shard.write_bytes(values.astype(np.float32).tobytes())
    (folder / "labels.txt").write_text("cat\ndog\nneither\n", encoding="utf-8")


def programs(folder: Path) -> None:
    """Two artifacts of digits, and one that writes text."""
    shutil.rmtree(folder / "exported" / "mine")
    shutil.copytree(PRETRAINED / "mlp", folder / "exported" / "mine")
    (folder / "exported" / "char-lstm-tutorial").symlink_to(PRETRAINED / "char-lstm")


def table(folder: Path) -> None:
    """The table of docs/predicting.md."""
    model = _model_of(ROOT / "docs" / "predicting.md", 2)
    tfjs_bridge.export(model, folder / "exported" / "mine")


def tiny(folder: Path) -> None:
    """A unit, in both formats."""
    write_artifact(folder / "tiny")
    write_graph_artifact(folder / "tiny-graph")


_EXPORT = "tfjs-bridge export model.keras exported/mine"
# By the page, and what one of its lines begins with, before which it is called.
BEFORE: Mapping[tuple[str, str], Callable[[Path], None]] = {
    ("docs/comparing.md", ""): digits,
    ("docs/exporting.md", f"{_EXPORT} --format graph --run-code"): own_layers,
    ("docs/exporting.md", f"{_EXPORT} --input-shape"): open_sizes,
    ("docs/importing.md", ""): my_model,
    ("docs/javascript.md", ""): tiny,
    ("docs/moving.md", ""): teachable_machine,
    ("docs/pictures.md", ""): pictures,
    ("docs/programs.md", ""): programs,
    ("docs/smaller.md", f"{_EXPORT} --quantize auto"): digits,
    ("docs/smaller.md", f"{_EXPORT} --quantize uint8"): embedding,
    ("docs/programs.md", "echo"): table,
    ("docs/tables-and-text.md", "tfjs-bridge export heart.keras"): heart,
    ("docs/tables-and-text.md", f"{_EXPORT} --preprocess-model"): vectorize,
}


def prepare(folder: Path, page: str, line: str) -> None:
    """Write what a page, or one of its lines, needs besides.

    Args:
        folder: Where the page's blocks are run; the current folder.
        page: Its path in the repository.
        line: A line; empty at the page's beginning.
    """
    for (where, start), write in BEFORE.items():
        if where == page and line.startswith(start) and bool(start) == bool(line):
            write(folder)
