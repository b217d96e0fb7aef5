"""Run artifacts side by side in Node: their bytes, their outputs and their latency."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.weights import DTYPES, from_bytes, to_bytes
from tfjs_bridge.assets import web_folder
from tfjs_bridge.comparing.results import Latency, Sizes
from tfjs_bridge.verification.node import run_node_json

Array = npt.NDArray[Any]

# Many examples on a large model take long, and brotli takes seconds for each megabyte.
_TIMEOUT_S = 6 * 3600.0


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One artifact's figures.

    Attributes:
        sizes: What a browser downloads.
        outputs: For all examples, shape (examples, ...) each; none where it did not run.
        latency: Of one example; `None` where it was not measured.
        reason: Why it did not run.
    """

    sizes: Sizes
    outputs: tuple[Array, ...]
    latency: Latency | None
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """All of them, in the order of the artifacts, and what ran them."""

    artifacts: tuple[Measured, ...]
    tfjs: str
    node: str


def measure(
    folders: Sequence[Path], inputs: Sequence[Array] | None, work: Path, rounds: int
) -> Measurements:
    """Run artifacts in Node on wasm, on one thread.

    Args:
        folders: The artifacts, at least one.
        inputs: In the model's order, shape (examples, ...); `None`: the first one's golden inputs.
        work: A folder for what goes to Node and comes back.
        rounds: Of timing; 0 for none.

    Raises:
        VerificationError: Node.js or TensorFlow.js is missing, or failed.
        ArtifactError: An artifact is damaged.
    """
    outputs = work / "outputs"
    outputs.mkdir(parents=True)
    arguments = [*(str(folder.absolute()) for folder in folders), "--rounds", str(rounds)]
    arguments += ["--outputs", str(outputs)]
    if inputs is not None:
        arguments += ["--data", str(_written(work, inputs))]
    script = web_folder() / "node" / "compare.mjs"
    answer = run_node_json(script, arguments, timeout_s=_TIMEOUT_S)
    measured = tuple(
        _measured(row, outputs / f"{place}.bin") for place, row in enumerate(answer["artifacts"])
    )
    return Measurements(measured, str(answer["tfjs"]), str(answer["node"]))


def _written(work: Path, inputs: Sequence[Array]) -> Path:
    """Write inputs as web/node/io/raw-tensors.mjs reads them."""
    tensors = []
    with (work / "inputs.bin").open("wb") as file:
        for place, value in enumerate(inputs):
            dtype, data = to_bytes(f"data {place}", _in_tfjs(value))
            file.write(data)
            tensors.append({"name": f"{place}", "shape": list(value.shape), "dtype": dtype})
    path = work / "inputs.json"
    path.write_text(json.dumps({"file": "inputs.bin", "tensors": tensors}), encoding="utf-8")
    return path


def _in_tfjs(value: Array) -> Array:
    kinds = {"b": "bool", "i": "int32", "u": "int32"}
    return np.asarray(value, kinds.get(value.dtype.kind, "float32"))


def _measured(row: dict[str, Any], path: Path) -> Measured:
    sizes = Sizes(*(int(row["bytes"][name]) for name in ("raw", "gzip", "brotli")))
    reason = str(row.get("error") or "")
    found = row["latency"]
    names = ("median_ms", "first_quartile_ms", "third_quartile_ms", "cpu_ms", "rounds")
    latency = None if found is None else Latency(*(found[name] for name in names))
    return Measured(sizes, () if reason else _outputs(row["outputs"], path), latency, reason)


def _outputs(specs: list[dict[str, Any]], path: Path) -> tuple[Array, ...]:
    data, offset = memoryview(path.read_bytes()), 0
    outputs = []
    for spec in specs:
        size = int(np.prod(spec["shape"], dtype=np.int64)) * DTYPES[spec["dtype"]].itemsize
        outputs.append(from_bytes(spec["dtype"], spec["shape"], data[offset : offset + size]))
        offset += size
    return tuple(outputs)
