"""Exporting as a graph model: seconds of work after the imports, and the peak of memory.

Usage: python benchmarks/export_graph.py [--models MobileNetV2 ResNet50] [--rounds 3]
       [--formats graph layers] [--trained]

Each export is a process of its own, with Keras on its JAX backend: it imports everything, reads the
model's file, and then exports the live model. The export alone is timed, with its golden vectors:
by the clock, which says something on a machine that does nothing else, and by the processor, which
is more, for Keras's program is compiled while the graph is made. Beside it, the same with the
layers format. `--trained` gives batch normalizations statistics that they could have after
training: a network that is not trained may give the same for all pictures, so that more inputs are
tried. Memory is the peak during the export above what the process holds before it, with the live
model, as a multiple of the weights' bytes. Needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BUILD = """
import sys, keras, numpy
keras.utils.set_random_seed(1)
model = getattr(keras.applications, sys.argv[1])(weights=None)
draw = numpy.random.default_rng(0)
for layer in model.layers if sys.argv[3] == "True" else ():
    if isinstance(layer, keras.layers.BatchNormalization):
        gamma, beta, mean, variance = (weight.shape for weight in layer.weights)
        drawn = [draw.uniform(0.5, 1.5, gamma), draw.normal(0, 0.3, beta)]
        drawn += [draw.normal(0, 0.05, mean), draw.uniform(0.01, 0.3, variance)]
        layer.set_weights(drawn)
model.save(sys.argv[2])
"""
# A small export first: what is imported late, and what JAX sets up once, is not the model's work.
EXPORT = """
import json, re, sys, tempfile, time
from pathlib import Path
import keras
from tfjs_bridge import export

path, out, kind = sys.argv[1:]
def held(key):
    status = Path("/proc/self/status").read_text()
    return 1024 * int(re.search(key + ":[^0-9]*([0-9]+)", status)[1])

with tempfile.TemporaryDirectory() as folder:
    tiny = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(2, 3)])
    export(tiny, Path(folder) / "tiny", format=kind)
model = keras.saving.load_model(path, compile=False)
before = held("VmRSS")
Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
clock, processor = time.perf_counter(), time.process_time()
export(model, out, format=kind)
clock, processor = time.perf_counter() - clock, time.process_time() - processor
peak = held("VmHWM") - before
print(json.dumps({"clock": clock, "processor": processor, "bytes": peak}))
"""


def python(program: str, *arguments: str) -> str:
    """Run a program in a new process, with Keras on JAX; return what it prints."""
    environment = {**os.environ, "KERAS_BACKEND": "jax"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env=environment
    ).stdout


def measure(path: Path, out: Path, kind: str) -> dict[str, Any]:
    """Export once; seconds by the clock and the processor, and the peak in weights."""
    found: dict[str, Any] = json.loads(python(EXPORT, str(path), str(out), kind))
    weights = sum(shard.stat().st_size for shard in out.glob("group*.bin"))
    return {**found, "weights": weights, "times": found["bytes"] / weights}


def main() -> None:
    """Print a line for each model and format."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", default=["MobileNetV2", "ResNet50"])
    parser.add_argument("--formats", nargs="+", default=["graph", "layers"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--trained", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in options.models:
            path = Path(folder) / f"{name}.keras"
            python(BUILD, name, str(path), str(options.trained))
            for kind in options.formats:
                out = Path(folder) / f"{name}-{kind}"
                rounds = [measure(path, out, kind) for _ in range(options.rounds)]
                middle = {k: statistics.median(found[k] for found in rounds) for k in rounds[0]}
                print(
                    f"{name} as {kind}: {middle['clock']:.2f} s, {middle['processor']:.2f} s of "
                    f"the processor; peak {middle['bytes'] / 1e6:.0f} MB more, "
                    f"{middle['times']:.2f} times its {middle['weights'] / 1e6:.0f} MB of weights",
                    flush=True,
                )


main()
