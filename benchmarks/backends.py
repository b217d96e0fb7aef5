"""Which of Keras's backends trains each model faster: seconds of an epoch, without compiling.

Usage: python benchmarks/backends.py MNIST_FOLDER SHAKESPEARE_FOLDER [--models cnn] [--rounds 3]

Trains two epochs of the tutorial's recipe on TensorFlow and on JAX in turn, each in a process of
its own, and compares their second epochs. Each model's default backend is chosen by this.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile

MODELS = ("softmax", "mlp", "dense-dropout", "cnn", "char-lstm")


def second_epoch_s(model: str, backend: str, folder: str) -> float:
    """Wall time of the second epoch."""
    data = "shakespeare" if model == "char-lstm" else "mnist"
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "tfjs_bridge", "train-and-export", model, "--json"]
        command += ["--backend", backend, "--data", data, "--data-dir", folder]
        command += ["--epochs", "2", "--no-verify", "--out", f"{out}/{model}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds: float = json.loads(done.stdout)["history"][1]["seconds"]
    return seconds


def main() -> None:
    """Print a line for each model: the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mnist", help="folder with MNIST's IDX files or mnist.npz")
    parser.add_argument("shakespeare", help="folder with shakespeare.txt")
    parser.add_argument("--models", nargs="+", default=MODELS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for model in options.models:
        folder = options.shakespeare if model == "char-lstm" else options.mnist
        times: dict[str, list[float]] = {"tensorflow": [], "jax": []}
        for _ in range(options.rounds):
            for backend, found in times.items():
                found.append(second_epoch_s(model, backend, folder))
        medians = {backend: statistics.median(found) for backend, found in times.items()}
        ratio = medians["jax"] / medians["tensorflow"]
        print(f"{model:<14} {medians}, jax / tensorflow {ratio:.2f}", flush=True)


main()
