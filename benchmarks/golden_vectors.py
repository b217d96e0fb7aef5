"""The export of a U-Net for large pictures beside Keras's own start and single prediction.

Usage: python benchmarks/golden_vectors.py [--pairs 3]

In turn, as whole processes: Keras on TensorFlow loads the model's file and predicts one picture of
400 x 600; `tfjs-bridge export` exports it. Prints both times, the median of their ratios, and the
size of golden.bin.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = """
import sys, keras
keras.utils.set_random_seed(1)
layers = keras.layers
def block(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x
x = picture = keras.Input((400, 600, 3))
skips = []
for filters in (12, 24):
    x = block(x, filters)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
x = block(x, 48)
for filters, skip in zip((24, 12), reversed(skips)):
    x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
    x = block(layers.Concatenate()([x, skip]), filters)
keras.Model(picture, layers.Conv2D(1, 1, activation="sigmoid")(x)).save(sys.argv[1])
"""
PREDICT = """
import sys, keras, numpy
model = keras.saving.load_model(sys.argv[1], compile=False)
model.predict(numpy.random.default_rng(0).random((1, 400, 600, 3)), verbose=0)
"""


def seconds(command: list[str], **environment: str) -> float:
    """Wall time of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environment})
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print a line for each pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        model, out = f"{name}/unet.keras", Path(name, "out")
        seconds([sys.executable, "-c", BUILD, model], KERAS_BACKEND="numpy")
        program = str(Path(sys.executable).parent / "tfjs-bridge")
        ratios = []
        for _ in range(options.pairs):
            keras = seconds([sys.executable, "-c", PREDICT, model], KERAS_BACKEND="tensorflow")
            export = seconds([program, "export", model, str(out)])
            ratios.append(export / keras)
            print(f"Keras {keras:.2f} s  export {export:.2f} s", flush=True)
        size = (out / "golden.bin").stat().st_size
        print(f"ratio: median {statistics.median(ratios):.2f}; golden.bin {size / 1e6:.1f} MB")


main()
