"""Artifacts of graph models, and a site whose page can load them with the library."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

_WEB = ROOT / "web"

# The graphs of the JavaScript tests, whose golden outputs a few lines of arithmetic give.
_ARTIFACTS = """
import { makeGraphArtifact } from './test/helpers/make-graph-artifact.mjs';
import { fusedGraph, loopGraph, openGraph, twoOutputGraph } from './test/helpers/graphs.mjs';
import { digitGraph, textGraph } from './test/helpers/task-graphs.mjs';
const graphs = { fused: fusedGraph(), loop: loopGraph(5), open: openGraph(),
  two: twoOutputGraph(), digits: digitGraph(), text: textGraph() };
for (const [name, graph] of Object.entries(graphs)) {
  await makeGraphArtifact(`${process.argv.at(-1)}/${name}`, graph);
}
"""

_BUNDLE = """
import { build } from 'esbuild';
const contents = `export * from './src/index.js'; export * as tf from '@tensorflow/tfjs-core';`;
await build({ stdin: { contents, resolveDir: '.' }, outdir: process.argv.at(-1), bundle: true,
  splitting: true, format: 'esm', mainFields: ['module', 'main'], logLevel: 'error',
  entryNames: 'index' });
"""

NAMES = ["fused", "loop", "open", "two", "digits"]


def write_graph_artifacts(node: str, folder: Path) -> None:
    """Write the artifacts `NAMES`, and `text`, into `folder`."""
    _run_module(node, _ARTIFACTS, folder)


def build_graph_site(node: str, folder: Path) -> None:
    """Write a site: an empty page, the library and TensorFlow.js in `lib/`, and the artifacts."""
    _run_module(node, _BUNDLE, folder / "lib")
    wasm = _WEB / "node_modules" / "@tensorflow" / "tfjs-backend-wasm" / "dist"
    for file in wasm.glob("*.wasm"):
        shutil.copy(file, folder / "lib" / file.name)
    write_graph_artifacts(node, folder)
    (folder / "index.html").write_text("<!doctype html><title>a page</title>")


def _run_module(node: str, text: str, folder: Path) -> None:
    command = [node, "--input-type=module", "-e", text, str(folder)]
    subprocess.run(command, cwd=_WEB, check=True)


# Runs the golden inputs three times, and counts what stays behind.
RUN = """async ({name, backend}) => {
  const { loadBundle, tf } = await import('/lib/index.js');
  const counts = () => {
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    return [numTensors, numDataBuffers, numBytes];
  };
  await (await loadBundle(name, { backend })).dispose();
  const before = counts();
  const bundle = await loadBundle(name, { backend });
  const { golden } = bundle.artifact;
  const inputs = bundle.run(() =>
    golden.inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype)));
  const held = counts();
  const differences = [];
  for (let run = 0; run < 3; run += 1) {
    const outputs = await bundle.predict(inputs);
    for (const [i, output] of outputs.entries()) {
      const values = await output.data();
      const expected = golden.outputs[i].values;
      differences.push(Math.max(...values.map((value, k) => Math.abs(value - expected[k]))));
      output.dispose();
    }
  }
  const after = counts();
  tf.dispose(inputs);
  bundle.dispose();
  return { backend: bundle.backend, format: bundle.format, before, held, after, end: counts(),
    selfTest: bundle.selfTest, difference: Math.max(...differences) };
}"""
