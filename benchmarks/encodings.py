"""What weight encodings cost: the table of docs/results.md, of the five models and of MobileNetV2.

Usage: python benchmarks/encodings.py --data-dir FOLDER [--models cnn char-lstm] [--rounds 15]
       [--keep FOLDER] [--write docs/results.md]

Nothing is trained: the models are those of exported/pretrained/, brought back to Keras, and each is
compared by the command `tfjs-bridge compare`. FOLDER holds MNIST and shakespeare.txt. The digits
are MNIST's 10,000 of the test set; the text is the first windows of the validation text, each from
an empty state. MobileNetV2 has random weights, and batch normalizations with statistics that they
could have after training; there are no labels for it. `--keep` stores what each comparison found,
and takes what is there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PRETRAINED = ROOT / "exported" / "pretrained"
DIGITS = ("softmax", "mlp", "dense-dropout", "cnn")
TEXT, LARGE = "char-lstm", "MobileNetV2"
# Of 128 characters each: 12,800 characters take Keras and ten exports some minutes.
WINDOWS = 100
ENVIRONMENT = {
    **os.environ,
    "KERAS_BACKEND": "jax",
    "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
}
START, END = "<!-- benchmarks/encodings.py: begin -->", "<!-- benchmarks/encodings.py: end -->"
BUILD = """
import sys, keras, numpy
keras.utils.set_random_seed(1)
model = keras.applications.MobileNetV2(weights=None)
draw = numpy.random.default_rng(0)
for layer in model.layers:
    if isinstance(layer, keras.layers.BatchNormalization):
        gamma, beta, mean, variance = (weight.shape for weight in layer.weights)
        drawn = [draw.uniform(0.5, 1.5, gamma), draw.normal(0, 0.3, beta)]
        drawn += [draw.normal(0, 0.05, mean), draw.uniform(0.01, 0.3, variance)]
        layer.set_weights(drawn)
model.save(sys.argv[1])
"""


def main() -> None:
    """Compare, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--models", nargs="+", default=[*DIGITS, TEXT, LARGE])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        found = {model: compared(model, folder, options) for model in options.models}
    text = "\n".join(line for model, result in found.items() for line in table(model, result))
    print(text)
    if options.write is not None:
        write(options.write, text)


def compared(model: str, folder: Path, options: Any) -> dict[str, Any]:
    """Run `tfjs-bridge compare` on one of the models; return its JSON."""
    kept = folder / f"{model}.json"
    if not kept.exists():
        arguments = [str(origin(model, folder)), "--rounds", str(options.rounds), "--json"]
        if model != LARGE:
            arguments += ["--data", str(data(model, folder, options.data_dir))]
        command = [sys.executable, "-m", "tfjs_bridge", "compare", *arguments]
        print(model, "...", file=sys.stderr, flush=True)
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT)
        kept.write_bytes(done.stdout)
    result: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return result


def origin(model: str, folder: Path) -> Path:
    """Return what is compared."""
    if model != LARGE:
        return PRETRAINED / model
    path = folder / f"{model}.keras"
    if not path.exists():
        subprocess.run([sys.executable, "-c", BUILD, path], check=True, env=ENVIRONMENT)
    return path


def data(model: str, folder: Path, data_dir: Path) -> Path:
    """Write the examples and their labels; return the file."""
    path = folder / f"{model}.npz"
    if model == TEXT:
        x, y = windows(data_dir)
    else:
        x, y = digits(data_dir)
    np.savez(path, x=x, y=y)
    return path


def digits(data_dir: Path) -> tuple[Any, Any]:
    """MNIST's test set."""
    from tfjs_bridge.data.mnist import load_digits

    places = [data_dir, data_dir / "mnist"]
    folder = next(place for place in places if list(place.glob("t10k*")))
    found = load_digits("mnist", data_dir=folder, seed=1)
    images = found.test_images.reshape(-1, 28, 28, 1).astype(np.float32) / 255
    return images, found.test_labels


def windows(data_dir: Path) -> tuple[Any, Any]:
    """The first windows of the validation text, and the characters that follow."""
    from tfjs_bridge.data.characters import encode
    from tfjs_bridge.data.corpus import load_corpus
    from tfjs_bridge.data.sequences import validation_sequences

    metadata = json.loads((PRETRAINED / TEXT / "metadata.json").read_text(encoding="utf-8"))
    preparation = metadata["preprocessing"]
    corpus = load_corpus(
        "shakespeare", corpus_file=None, data_dir=data_dir, alphabet=preparation["alphabet"]
    )
    indices = encode(corpus.validation_text, preparation["vocabulary"])
    x, y = validation_sequences(indices, preparation["sequence_length"])
    return x[:WINDOWS], y[:WINDOWS]


Row = Mapping[str, Any]


def table(model: str, found: Mapping[str, Any]) -> list[str]:
    """The lines of one model's section."""
    columns = columns_of(model)
    rows = [[cell(row) for cell in columns.values()] for row in found["rows"] if row["sizes"]]
    lines = [f"`{model}`, {found['parameters']:,} parameters, {described(model, found)}:", ""]
    head = [list(columns), ["---"] * len(columns)]
    lines += [f"| {' | '.join(row)} |" for row in [*head, *rows]]
    lines += [
        f"- {row['format']}, {row['encoding']}: {row['reason']}"
        for row in found["rows"]
        if row["reason"]
    ]
    return [*lines, ""]


def described(model: str, found: Mapping[str, Any]) -> str:
    """What it was compared on, and what Keras reaches."""
    keras, examples = found["keras"], f"{found['examples']:,}"
    if model == TEXT:
        return f"{examples} windows; Keras: {keras['loss']:.4f} nats per character"
    if model == LARGE:
        return f"{examples} golden inputs"
    return f"{examples} digits; Keras: {keras['accuracy']:.2%}".replace("%", " %")


def columns_of(model: str) -> dict[str, Callable[[Row], str]]:
    """The columns of a model's table."""
    score: dict[str, Callable[[Row], str]] = {
        "accuracy": lambda row: percent(row["scores"]["accuracy"])
    }
    if model == TEXT:
        score = {"loss": lambda row: number(row["scores"]["loss"], ".4f")}
    return {
        "format": lambda row: row["format"],
        "encoding": lambda row: row["encoding"],
        "bytes": lambda row: f"{row['sizes']['raw']:,}",
        "gzip -9": lambda row: f"{row['sizes']['gzip']:,}",
        "brotli": lambda row: f"{row['sizes']['brotli']:,}",
        **({} if model == LARGE else score),
        "change": lambda row: number(row["change"], ".1e"),
        "same answer": lambda row: percent(row["agreement"]),
        "wasm": lambda row: f"{number((row['latency'] or {}).get('cpu_ms'), '.3g')} ms",
    }


def percent(share: float | None) -> str:
    """``99.54 %``."""
    return "-" if share is None else f"{share:.2%}".replace("%", " %")


def number(value: float | None, form: str) -> str:
    """A number in a form; a dash for none."""
    return "-" if value is None else f"{value:{form}}"


def write(path: Path, text: str) -> None:
    """Put the tables between the two comments of a page."""
    page = path.read_text(encoding="utf-8")
    pattern = re.compile(rf"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(page):
        raise SystemExit(f"{path}: expected {START} and {END}, between which the tables go")
    content = f"{START}\n\n{text.strip()}\n\n{END}"
    path.write_text(pattern.sub(lambda _: content, page), encoding="utf-8")


if __name__ == "__main__":
    main()
