"""Accuracy and time of the digit models: every model, both recipes, several seeds.

Usage: python benchmarks/accuracy.py MNIST_FOLDER [--models cnn] [--recipes best] [--seeds 1 2 3]

Each training is a process of its own, as a user starts it. Prints a line for each, then a table in
Markdown: test accuracy by seed and its mean, and the mean of the training times.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from typing import Any

MODELS = ("softmax", "mlp", "dense-dropout", "cnn")


def train(data: str, model: str, recipe: str, seed: int) -> dict[str, Any]:
    """Train, export and verify with the command; return its JSON."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tfjs_bridge", "train-and-export", model, "--json"]
        command += ["--recipe", recipe, "--seed", str(seed), "--data", "mnist"]
        command += ["--data-dir", data, "--out", f"{folder}/{model}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def row(model: str, recipe: str, answers: list[dict[str, Any]]) -> str:
    """One line of the table."""
    accuracies = [answer["training"]["metrics"]["test_accuracy"] for answer in answers]
    shown = ", ".join(f"{accuracy:.2%}" for accuracy in accuracies)
    seconds = statistics.mean(answer["training_s"] for answer in answers)
    mean = statistics.mean(accuracies)
    return f"| `{model}` | {recipe} | {shown} | {mean:.2%} | {seconds:.0f} s |"


def main() -> None:
    """Print a line for each training, then the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", help="folder with MNIST's IDX files or mnist.npz")
    parser.add_argument("--models", nargs="+", default=MODELS)
    parser.add_argument("--recipes", nargs="+", default=("tutorial", "best"))
    parser.add_argument("--seeds", nargs="+", type=int, default=(1, 2, 3))
    options = parser.parse_args()
    rows = []
    for model in options.models:
        for recipe in options.recipes:
            answers = []
            for seed in options.seeds:
                answers.append(train(options.data, model, recipe, seed))
                training = answers[-1]["training"]
                print(model, recipe, seed, training["metrics"], training["best_epoch"], flush=True)
            rows.append(row(model, recipe, answers))
    print("| model | recipe | test accuracy by seed | mean | training |")
    print("| --- | --- | --- | --- | --- |")
    print("\n".join(rows))


main()
