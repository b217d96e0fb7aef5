"""Training the CNN: `tfjs-bridge train-and-export cnn` beside the tutorial's script.

Usage: python benchmarks/training.py MNIST_FOLDER [--epochs 5] [--pairs 3]

Runs the two in turn, each in a process of its own, and prints the ratio pair by pair. The figures
are wall times of training alone (`model.fit`) and of the whole process.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def run(command: list[str]) -> dict[str, Any]:
    """Run one command that ends its output with JSON; add the wall time of the process."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    answer: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    return {**answer, "process_s": seconds}


def ours(data: str, epochs: str) -> dict[str, float]:
    """Train, export and verify with the command."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tfjs_bridge", "train-and-export", "cnn", "--json"]
        answer = run([*command, "--data-dir", data, "--epochs", epochs, "--out", f"{folder}/cnn"])
    return {
        "training_s": answer["training_s"],
        "process_s": answer["process_s"],
        "test_accuracy": answer["training"]["metrics"]["test_accuracy"],
    }


def tutorial(data: str, epochs: str) -> dict[str, float]:
    """Train and evaluate with the tutorial's script; nothing is exported."""
    return run([sys.executable, str(HERE / "tutorial_script.py"), data, epochs])


def main() -> None:
    """Print a line for each run, then the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", help="folder with MNIST's IDX files or mnist.npz")
    parser.add_argument("--epochs", default="5")
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    ratios = []
    for _ in range(options.pairs):
        pair = {f.__name__: f(options.data, options.epochs) for f in (ours, tutorial)}
        for name, result in pair.items():
            print(f"{name:<9}", {key: round(value, 4) for key, value in result.items()}, flush=True)
        ratios.append(pair["ours"]["training_s"] / pair["tutorial"]["training_s"])
    median = statistics.median(ratios)
    print(f"training time, ours / tutorial: {[round(r, 3) for r in ratios]}, median {median:.3f}")


main()
