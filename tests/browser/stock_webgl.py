"""Plain TensorFlow.js on WebGL, in a real Chromium: its published scripts and no line of ours."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page

from tests.conftest import ROOT
from tests.convert.parity import Array
from tfjs_bridge.artifact.encodings.record import NOTHING_ROUNDED, Rounded
from tfjs_bridge.convert.layers_model.translate import LayersModel
from tfjs_bridge.convert.writers import bridge

_PACKAGES = ROOT / "web" / "node_modules" / "@tensorflow"
_SCRIPTS = (
    "tfjs-core/dist/tf-core.min.js",
    "tfjs-layers/dist/tf-layers.min.js",
    "tfjs-backend-cpu/dist/tf-backend-cpu.min.js",  # WebGL computes small shapes on it
    "tfjs-backend-webgl/dist/tf-backend-webgl.min.js",
)
_RUN = """async ({modelTopology, weightSpecs, weights, inputs}) => {
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
  const arrays = {float32: Float32Array, int32: Int32Array, bool: Uint8Array};
  await tf.setBackend('webgl');
  if (tf.getBackend() !== 'webgl') throw new Error(`no WebGL, but ${tf.getBackend()}`);
  const data = {modelTopology, weightSpecs, weightData: bytes(weights)};
  const model = await tf.loadLayersModel(tf.io.fromMemory(data), {strict: true});
  const toTensor = (x) => tf.tensor(new arrays[x.dtype](bytes(x.base64)), x.shape, x.dtype);
  const tensors = inputs.map(toTensor);
  const outputs = [model.predict(tensors.length === 1 ? tensors[0] : tensors)].flat();
  const answer = [];
  for (const output of outputs) {
    answer.push({shape: output.shape, values: Array.from(await output.data(), Number)});
  }
  tf.dispose([tensors, outputs]);
  model.dispose();
  return answer;
}"""


def open_tfjs(page: Page) -> None:
    """Load TensorFlow.js into an empty page."""
    page.goto("about:blank")
    for script in _SCRIPTS:
        page.add_script_tag(path=_PACKAGES / script)


def run_webgl(
    page: Page,
    exported: LayersModel,
    inputs: Sequence[Array],
    rounded: Rounded = NOTHING_ROUNDED,
) -> list[Array]:
    """Load an exported model with `tf.loadLayersModel` and return `predict`'s outputs."""
    with tempfile.TemporaryDirectory() as name:
        bridge.write(exported, Path(name), rounded)
        model: dict[str, Any] = json.loads((Path(name) / "model.json").read_text("utf-8"))
        (group,) = model["weightsManifest"]
        shards = b"".join((Path(name) / path).read_bytes() for path in group["paths"])
    request = {
        "modelTopology": model["modelTopology"],
        "weightSpecs": group["weights"],
        "weights": base64.b64encode(shards).decode(),
        "inputs": [
            {
                "dtype": x.dtype.name,
                "shape": x.shape,
                "base64": base64.b64encode(np.ascontiguousarray(x).tobytes()).decode(),
            }
            for x in inputs
        ],
    }
    answer = page.evaluate(_RUN, request)
    return [np.asarray(x["values"], np.float32).reshape(x["shape"]) for x in answer]
