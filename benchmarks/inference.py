"""Predicting: our two formats beside the official graph model and ONNX Runtime, in one run.

Usage: npm ci --ignore-scripts --prefix benchmarks
       pip install --no-deps --target benchmarks/peers onnx==1.18.0 tf2onnx==1.16.1
       python benchmarks/inference.py [--models MobileNetV2-224 LSTM-20] [--rounds 15]
           [--where node chromium] [--keep FOLDER] [--profile]

The same models, with the same random weights, a batch of one and one thread, for each of

  layers     what `tfjs_bridge.export(format="layers")` writes, in plain TensorFlow.js on wasm
  graph      what `tfjs_bridge.export(format="graph")` writes, likewise
  official   the SavedModel through tensorflowjs's own converter, likewise
  ort-web    Keras's own ONNX export, in onnxruntime-web
  ort-node   the same in onnxruntime-node (in Node alone): how far native code is ahead

They take turns, round after round, and each starts a round in its turn. The tables have the median
over the rounds, and how often the time of `graph` each of the others needs: the median of the
rounds' ratios, and their quartiles. In Node the processor's time is compared as well, which other
programs on the machine disturb less. What does not convert, load or run is told with its reason.
`--keep` stores the converted models, and takes those that are there; `--profile` shows the
operations of each graph, and in Node the kernels that each prediction spends its time in.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from chromium import build_page, measure_in_chromium

HERE = Path(__file__).parent
ROOT = HERE.parent
PROGRAMS = HERE / "inference"
BIN = Path(sys.executable).parent
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(
        [str(ROOT), str(HERE / "peers"), os.environ.get("PYTHONPATH", "")]
    ),
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
EXPORT = """
import sys, tfjs_bridge
tfjs_bridge.export(sys.argv[1], sys.argv[2], format=sys.argv[3])
"""
NAMES = ("layers", "graph", "official", "ort-web", "ort-node")
Results = dict[str, dict[str, Any]]


def main() -> None:
    """Convert, run, print."""
    known = subprocess.check_output([sys.executable, PROGRAMS / "models.py"], env=ENVIRONMENT)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", default=known.decode().split())
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--where", nargs="+", default=["node", "chromium"])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept = options.keep or Path(temporary)
        folders = {name: kept / name for name in options.models}
        failures = {name: convert(name, folder) for name, folder in folders.items()}
        for where in options.where:
            results = {}
            for name, folder in folders.items():
                found = measure(where, folder, failures[name], options)
                results[name] = found["found"]
                print(f"{found['where']}: {name}", json.dumps(summary(found["found"])), flush=True)
                if options.profile:
                    print_profile(folder, found.get("kernels", {}))
            print_tables(where, results)


def convert(name: str, folder: Path) -> dict[str, str]:
    """Write a model in each format that is not in its folder; return what failed, and why."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "failures.json").exists():
        run(sys.executable, PROGRAMS / "make.py", name, folder)
    failures: dict[str, str] = json.loads((folder / "failures.json").read_text())
    export = [sys.executable, "-c", EXPORT, folder / "model.keras"]
    saved = ["--input_format=tf_saved_model", "--signature_name=serving_default"]
    official = [BIN / "tensorflowjs_converter", *saved, folder / "saved_model"]
    commands = {
        "layers": [*export, folder / "layers", "layers"],
        "graph": [*export, folder / "graph", "graph"],
        "official": [*official, folder / "official"],
    }
    for kind, command in commands.items():
        if not (folder / kind / "model.json").exists():
            failure = run(*command, check=False)
            failures |= {kind: failure} if failure else {}
    return failures


def run(*command: str | Path, check: bool = True) -> str:
    """Run a command; return the last line that it says if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    if done.returncode and check:
        raise SystemExit(done.stderr)
    lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
    return lines[-1] if done.returncode else ""


def measure(where: str, folder: Path, failures: dict[str, str], options: Any) -> dict[str, Any]:
    """Run all that was converted, in Node or in a page; failures stand in for the others."""
    lost = dict(failures)
    if "onnx" in failures:
        lost |= {"ort-web": failures["onnx"], "ort-node": failures["onnx"]}
    names = [x for x in NAMES if x not in lost and (where, x) != ("chromium", "ort-node")]
    given = {"names": names, "rounds": options.rounds, "profiles": options.profile}
    if where == "node":
        command = ["node", PROGRAMS / "node.mjs", folder, json.dumps(given)]
        found: dict[str, Any] = json.loads(subprocess.check_output(command))
    else:
        with tempfile.TemporaryDirectory() as page:
            build_page(PROGRAMS / "page.js", Path(page))
            (Path(page) / "model").symlink_to(folder.resolve())
            found = measure_in_chromium(Path(page), given)
    found["found"] |= {x: {"failure": lost[x]} for x in NAMES if x in lost}
    return found


def summary(found: Results) -> dict[str, str]:
    """Each contender's time, its ratios to that of graph, and its difference from Keras."""
    return {name: "; ".join(cells(found, name).values()) for name in NAMES if name in found}


def cells(found: Results, name: str) -> dict[str, str]:
    """Milliseconds, the ratio by the clock and by the processor's time, and the difference."""
    result = found.get(name, {"failure": ""})
    if "failure" in result:
        return dict.fromkeys(("time", "ms", "cpuMs", "difference"), "fails")
    shown = {"time": f"{statistics.median(result['ms']):.2f} ms"}
    for clock in ("ms", "cpuMs"):
        base = found.get("graph", {}).get(clock)
        shown[clock] = spread(result[clock], base) if base else shown["time"]
    return shown | {"difference": f"{result['difference']:.1e}"}


def spread(times: list[float], base: list[float]) -> str:
    """Median and quartiles of the ratios, round by round."""
    ratios = [time / other for time, other in zip(times, base, strict=True)]
    if len(ratios) < 2:
        return f"{ratios[0]:.2f}"
    first, middle, third = statistics.quantiles(ratios, n=4, method="inclusive")
    return f"{middle:.2f} ({first:.2f} to {third:.2f})"


def print_tables(where: str, results: dict[str, Results]) -> None:
    """The times of graph and the ratios of the others; the differences; why what fails does."""
    others = [x for x in NAMES if x != "graph" and (where, x) != ("chromium", "ort-node")]
    print_table("model", results, {"graph": "time"} | dict.fromkeys(others, "ms"))
    if where == "node":
        print_table("by the processor's time", results, dict.fromkeys(others, "cpuMs"))
    print_table("difference from Keras", results, dict.fromkeys(("graph", *others), "difference"))
    for model, found in results.items():
        for name, result in found.items():
            if "failure" in result:
                print(f"{model} as {name} fails: {result['failure'].splitlines()[0][:160]}")


def print_table(title: str, results: dict[str, Results], columns: dict[str, str]) -> None:
    """Print a Markdown table, with one cell of each contender in `columns`."""
    rows = [[title, *columns], ["---"] * (1 + len(columns))]
    for model, found in results.items():
        rows.append([model, *(cells(found, name)[key] for name, key in columns.items())])
    print("", *(f"| {' | '.join(row)} |" for row in rows), "", sep="\n", flush=True)


def print_profile(folder: Path, kernels: dict[str, dict[str, dict[str, float]]]) -> None:
    """The operations of each graph, and the kernels of each contender, the slowest first."""
    for kind in ("graph", "official"):
        path = folder / kind / "model.json"
        if path.exists():
            nodes = json.loads(path.read_text())["modelTopology"]["node"]
            counts = Counter(node["op"] for node in nodes if node["op"] != "Const")
            print(f"  {kind}: {sum(counts.values())} nodes", dict(counts.most_common()))
    for name, found in kernels.items():
        slowest = sorted(found.items(), key=lambda item: -item[1]["ms"])
        shown = [f"{kernel} {x['calls']:.0f}x {x['ms']:.2f} ms" for kernel, x in slowest[:12]]
        print(f"  {name}: {', '.join(shown)}")


if __name__ == "__main__":
    main()
