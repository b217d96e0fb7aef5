"""The MNIST tutorial's script as one would type it: plain `model.fit`, batches of 32.

Usage: python tutorial_script.py MNIST_FOLDER [EPOCHS]
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras import layers

from tfjs_bridge.data.mnist import load_digits


def main() -> None:
    """Train, evaluate, and print the result as JSON."""
    digits = load_digits("mnist", data_dir=Path(sys.argv[1]), seed=1)
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    start = time.perf_counter()
    model.fit(
        digits.train_images[..., None] / 255,
        digits.train_labels,
        epochs=int(sys.argv[2]) if len(sys.argv) > 2 else 5,
        verbose=0,
    )
    seconds = time.perf_counter() - start
    _, accuracy = model.evaluate(digits.test_images[..., None] / 255, digits.test_labels, verbose=0)
    print(json.dumps({"training_s": seconds, "test_accuracy": accuracy}))


main()
