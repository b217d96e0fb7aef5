"""A base for transfer learning, as examples/transfer-in-the-browser/train.py exports it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download, Page

from tests.conftest import ROOT

# Its layers, with weights that were drawn and not trained: they tell strokes apart as well.
_BASE = """
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { writeFile } from 'node:fs/promises';
import { useBackend } from './src/backend.js';
import { makeArtifactFiles } from './training/artifact-writer.js';
await useBackend('wasm');
const kernel = (seed) => ({ className: 'HeNormal', config: { seed } });
const conv = (filters, strides, seed, more) => layers.conv2d({ filters, strides, kernelSize: 3,
  useBias: false, activation: 'relu', kernelInitializer: kernel(seed), ...more });
const first = conv(16, 2, 1, { inputShape: [28, 28, 1] });
const base = sequential({ name: 'base', layers: [first, layers.batchNormalization(), conv(32, 2, 2),
  conv(64, 1, 3), layers.maxPooling2d({ poolSize: 2 }), layers.flatten()] });
for (const layer of base.layers) layer.trainable = false;
const preprocessing = { kind: 'mnist-digit', canvas_size: 28, box_size: 20, value_range: [0, 1] };
const goldenInputs = tf.randomUniform([4, 28, 28, 1], 0, 1, 'float32', 1);
const card = { name: 'base', labels: null, preprocessing, training: null, goldenInputs,
  goldenSource: 'drawn' };
const files = await makeArtifactFiles(base, card, crypto.subtle);
for (const [name, bytes] of files) await writeFile(`${process.argv.at(-1)}/${name}`, bytes);
"""


def write_base(node: str, folder: Path) -> None:
    """Write its artifact, without Keras."""
    folder.mkdir(parents=True)
    command = [node, "--input-type=module", "-e", _BASE, str(folder)]
    subprocess.run(command, cwd=ROOT / "web", check=True)


def downloads_by(page: Page, act: Callable[[], object], count: int) -> list[Download]:
    """Do something, and wait for the files that it downloads."""
    found: list[Download] = []
    page.on("download", lambda download: found.append(download))
    act()
    for _ in range(200):
        if len(found) >= count:
            break
        page.wait_for_timeout(50)
    return found
