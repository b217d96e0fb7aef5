"""Writing text: our kernel beside TensorFlow.js and ONNX Runtime, on the same weights, in one run.

Usage: pip install onnx==1.18.0 && npm ci --ignore-scripts --prefix benchmarks
       python benchmarks/text.py ARTIFACT [--rounds 5] [--length 2000] [--browser]

ARTIFACT is a character model, such as exported/pretrained/char-lstm.

In Node, or with --browser in a page in Chromium. All write the same text by the same drawing of
characters; what is compared is how long the network takes (and, in Node, how long a whole process
of generate.mjs takes to its first character):

  window     tfjs on wasm reads the last 65 characters again for each new one
  step       tfjs on wasm, a character at a time, with its memory kept
  ort-web    onnxruntime-web, a character at a time
  ort-node   onnxruntime-node, likewise (in Node alone)
  kernel     ours
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from chromium import build_page, measure_in_chromium
from onnx import TensorProto, helper, numpy_helper

from tfjs_bridge.artifact.model_json import read_manifest
from tfjs_bridge.artifact.shards import read_weights

HERE = Path(__file__).parent
ROOT = HERE.parent


def main() -> None:
    """Convert, run, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("artifact", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--length", type=int, default=2000)
    parser.add_argument("--browser", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model.onnx"
        layers = write_onnx(options.artifact, model)
        given = {"layers": layers, "rounds": options.rounds, "length": options.length}
        run = in_chromium if options.browser else in_node
        print_table(run(options.artifact, model, given))


def write_onnx(artifact: Path, path: Path) -> list[int]:
    """Write the artifact's network as an ONNX model for one step; return its LSTMs' units."""
    weights = {w.name: w.value for w in read_weights(artifact, read_manifest(artifact))}

    def of(layer: str, leaf: str) -> Any:
        return next(v for n, v in weights.items() if n.startswith(layer + "/") and n.endswith(leaf))

    nodes, constants = [], []

    def constant(name: str, value: Any) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    embedding = next(v for n, v in weights.items() if n.endswith("embeddings"))
    nodes.append(helper.make_node("Gather", [constant("table", embedding), "character"], ["x0"]))
    names = sorted({n.split("/")[0] for n in weights if n.endswith("recurrent_kernel")})
    inputs = [helper.make_tensor_value_info("character", TensorProto.INT64, [1, 1])]
    outputs, units = [], []
    for number, name in enumerate(names):
        recurrent = of(name, "/recurrent_kernel")
        units.append(recurrent.shape[0])
        biases = np.concatenate([gates(of(name, "/bias")), np.zeros(4 * units[-1], np.float32)])
        tensors = [
            f"x{number}",
            constant(f"w{number}", gates(of(name, "/kernel")).T[None]),
            constant(f"r{number}", gates(recurrent).T[None]),
            constant(f"b{number}", biases[None]),
            "",
            f"h{number}",
            f"c{number}",
        ]
        made = [f"y{number}", f"h{number}_out", f"c{number}_out"]
        nodes.append(helper.make_node("LSTM", tensors, made, hidden_size=units[-1]))
        axis = constant(f"axis{number}", np.array([1], np.int64))
        nodes.append(helper.make_node("Squeeze", [made[0], axis], [f"x{number + 1}"]))
        for state in ("h", "c"):
            shape = [1, 1, units[-1]]
            info = helper.make_tensor_value_info
            inputs.append(info(f"{state}{number}", TensorProto.FLOAT, shape))
            outputs.append(info(f"{state}{number}_out", TensorProto.FLOAT, shape))
    dense = next(n.split("/")[0] for n, v in weights.items() if v.shape[-1] == len(embedding))
    last = f"x{len(names)}"
    nodes.append(helper.make_node("MatMul", [last, constant("dense", of(dense, "/kernel"))], ["z"]))
    nodes.append(helper.make_node("Add", ["z", constant("bias", of(dense, "/bias"))], ["scores"]))
    nodes.append(helper.make_node("Softmax", ["scores"], ["odds"], axis=-1))
    odds = helper.make_tensor_value_info("odds", TensorProto.FLOAT, [1, 1, len(embedding)])
    graph = helper.make_graph(nodes, "char-lstm", inputs, [odds, *outputs], constants)
    made_for = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=made_for, ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return units


def gates(value: Any) -> Any:
    """In ONNX's order: Keras has input, forget, cell, output; ONNX input, output, forget, cell."""
    first, forget, cell, out = np.split(value, 4, axis=-1)
    return np.concatenate([first, out, forget, cell], axis=-1)


def in_node(artifact: Path, model: Path, given: dict[str, Any]) -> dict[str, Any]:
    """All contenders in Node."""
    arguments = [str(artifact.resolve()), str(model), json.dumps(given)]
    command = ["node", HERE / "text" / "node.mjs", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    found["start_s"] = statistics.median(seconds_to_first(artifact) for _ in range(given["rounds"]))
    return found


def seconds_to_first(artifact: Path) -> float:
    """From the start of a process to the first character that generate.mjs prints."""
    program = ROOT / "web" / "node" / "generate.mjs"
    command = ["node", program, artifact, "--seed-text", "", "--length", "5"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is not None:
            process.stdout.read(1)
        return time.perf_counter() - start


def in_chromium(artifact: Path, model: Path, given: dict[str, Any]) -> dict[str, Any]:
    """All but ort-node in a page."""
    built = model.parent / "page"
    build_page(HERE / "text" / "page.js", built)
    (built / "model.onnx").write_bytes(model.read_bytes())
    (built / "artifact").symlink_to(artifact.resolve())
    return measure_in_chromium(built, given)


def print_table(found: dict[str, Any]) -> None:
    """Characters per second: medians, and each as a multiple of ours."""
    ours = found["speeds"]["kernel"]
    print(f"{found['where']}; the same text from all: {found['same']}")
    for name, speed in found["speeds"].items():
        print(f"{name:10} {speed:8,.0f} characters/s   kernel is {ours / speed:6.2f} times as fast")
    if "start_s" in found:
        print(f"generate.mjs: {found['start_s']:.2f} s from its start to the first character")


if __name__ == "__main__":
    main()
