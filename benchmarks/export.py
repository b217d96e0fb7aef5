"""Exporting: `tfjs-bridge export` beside tensorflowjs's own converter, and its memory.

Usage: python benchmarks/export.py [--pairs 5] [--memory MobileNetV2 ResNet50]

Time: a small Keras 3 model file with ours, and its twin in tf_keras, which the converter can read,
with `tensorflowjs_converter`; in turn, as whole processes; the ratio pair by pair.
Memory: the peak of a whole export above that of a process that only imports Keras, as a multiple of
the weights' bytes.
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
import sys
{imports}
keras.utils.set_random_seed(1)
model = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Conv2D(32, 3, activation="relu"),
    keras.layers.MaxPooling2D(2),
    keras.layers.Conv2D(64, 3, activation="relu"),
    keras.layers.MaxPooling2D(2),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.save(sys.argv[1])
"""
BIN = Path(sys.executable).parent
# An editable install has no compiled bytecode until it is run and may write it; installed packages
# have theirs.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
# Peak resident memory of the process itself, in kB on Linux.
MEASURED = """
import resource, sys
{body}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def python(program: str, *arguments: str) -> str:
    """Run a program in a new process; return what it prints."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def seconds(*command: str) -> float:
    """Wall time of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def compare_times(folder: Path, pairs: int) -> None:
    """Print a line for each pair, then the median ratio."""
    ours, twin = str(folder / "model.keras"), str(folder / "model.h5")
    python(BUILD.format(imports="import keras"), ours)
    python(BUILD.format(imports="import tf_keras as keras"), twin)
    seconds(str(BIN / "tfjs-bridge"), "export", ours, f"{folder}/ours")
    ratios = []
    for _ in range(pairs):
        converter = seconds(
            str(BIN / "tensorflowjs_converter"), "--input_format", "keras", twin, f"{folder}/theirs"
        )
        bridge = seconds(str(BIN / "tfjs-bridge"), "export", ours, f"{folder}/ours")
        ratios.append(converter / bridge)
        print(f"tensorflowjs_converter {converter:.2f} s  tfjs-bridge {bridge:.2f} s", flush=True)
    print(f"times faster: median {statistics.median(ratios):.2f} of {sorted(ratios)}")


def measure_memory(folder: Path, name: str) -> None:
    """Print an application's peak as a multiple of its weights."""
    path = folder / f"{name}.keras"
    build = (
        "import sys, keras; "
        "getattr(keras.applications, sys.argv[1])(weights=None).save(sys.argv[2])"
    )
    python(build, name, str(path))
    load = "from tfjs_bridge.keras_backend import start_keras_quickly; start_keras_quickly()"
    bare = int(python(MEASURED.format(body=load)))
    export = f"{load}\nfrom tfjs_bridge import export\nexport(sys.argv[1], sys.argv[2])"
    start = time.perf_counter()
    peak = int(python(MEASURED.format(body=export), str(path), str(folder / name)))
    took = time.perf_counter() - start
    weights = sum(shard.stat().st_size for shard in (folder / name).glob("*.bin"))
    print(
        f"{name}: {weights / 1e6:.0f} MB of weights, peak {(peak - bare) / 1e6:.0f} MB above the "
        f"import's {bare / 1e6:.0f} MB: {(peak - bare) / weights:.2f} times; {took:.1f} s",
        flush=True,
    )


def main() -> None:
    """Measure what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--memory", nargs="*", default=["MobileNetV2", "ResNet50"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        compare_times(Path(name), options.pairs)
        for application in options.memory:
            measure_memory(Path(name), application)


main()
