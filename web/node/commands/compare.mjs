import { join } from 'node:path';
import { version_core } from '@tensorflow/tfjs-core';
import { readArtifact } from '../../src/artifact/artifact.js';
import { useBackend } from '../../src/backend.js';
import { messageOf } from '../../src/errors.js';
import { difference } from '../../src/proof/comparison.js';
import { buildModel } from '../../src/runtime/model.js';
import { freeModel } from '../../src/runtime/model-disposal.js';
import { columns } from '../io/columns.mjs';
import { downloadSizes } from '../io/download-sizes.mjs';
import { readInputs, writeOutputs } from '../io/raw-tensors.mjs';
import { usage } from '../options/arguments.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { createContender, runAll } from './compare-running.mjs';
import { race, summary } from './compare-timing.mjs';
import { parseNodeBackend } from './node-backends.mjs';

/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../../src/runtime/model.js').TensorValues} TensorValues */
/** @typedef {import('./compare-running.mjs').Contender} Contender */
/**
 * @typedef {object} Row
 * @property {string} artifact its folder
 * @property {'layers' | 'graph'} format
 * @property {import('../io/download-sizes.mjs').DownloadSizes} bytes
 * @property {{name: string, shape: number[], dtype: string}[]} outputs for all inputs
 * @property {number | null} largest_difference from the outputs of the first artifact that ran, by the
 *   measure of the proof; null where a value is not finite, or the shapes are not the same
 * @property {import('./compare-timing.mjs').Latency | null} latency of one example
 * @property {string} [error] why the model did not run
 */

const HELP = `Usage: PROGRAM ARTIFACT_DIR... [--data FILE.json] [--outputs FOLDER] [--rounds N] [--json]

Compares artifacts of one model side by side: what a browser downloads, as it is and compressed with
gzip -9 and brotli; how far the outputs are from those of the first artifact; and how long one example
takes. The artifacts take turns, round after round, after a warm-up, on one thread; the times are
medians over the rounds.

Options:
  --data FILE      the inputs, as "tfjs-bridge compare" of the Python package writes them: tensors
                   with their names, shapes and dtypes, and the file with their values
                   (default: the golden inputs of the first artifact)
  --outputs FOLDER write the outputs of each artifact there, raw: 0.bin, 1.bin, ...
  --rounds N       rounds of timing (default: 15; 0: no timing)
  --backend NAME   wasm, cpu, or tensorflow where @tensorflow/tfjs-node is installed (default: wasm)
  --json           print one JSON object
  --debug          print stack traces
  -h, --help       print this help

Exit codes: 0 ok, 1 a model did not run, 2 wrong usage, 4 bad artifact or data.
`;

/** @type {import('./command.mjs').Command} */
export const compareCommand = {
  help: HELP,
  options: {
    data: { type: 'string' },
    outputs: { type: 'string' },
    rounds: { type: 'string', default: 15, range: { least: 0, most: 1000, isWhole: true } },
    backend: { type: 'string', default: 'wasm' },
  },
  async run(folders, values) {
    if (folders.length === 0) {
      throw usage('ARTIFACT_DIR', 'wrong number of arguments', 'one folder or several', 'none');
    }
    const backend = parseNodeBackend(String(values.backend));
    const artifacts = await Promise.all(folders.map((path) => readArtifact(readerOf(path))));
    const { data, outputs } = values;
    const inputs = data === undefined ? null : await readInputs(String(data));
    const folder = outputs === undefined ? null : String(outputs);
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const { rows, contenders } = await runEach(artifacts, inputs, folder);
    const samples = await race(contenders, Number(values.rounds));
    for (const [row, times] of samples) {
      rows[row].latency = summary(times);
    }
    for (const { model } of contenders) {
      freeModel(model);
    }
    return outcome(rows, backend);
  },
};

/** @param {string} path */
function readerOf(path) {
  if (path === '') {
    throw usage('ARTIFACT_DIR', 'empty', 'one folder or several', '""');
  }
  return createFolderReader(path);
}

/**
 * @param {ArtifactFiles[]} artifacts
 * @param {TensorValues[] | null} given
 * @param {string | null} folder for the outputs; null: they are not kept
 */
async function runEach(artifacts, given, folder) {
  const inputs = given ?? artifacts[0].golden.inputs;
  // Started now: brotli takes seconds, and zlib has threads of its own.
  const sizes = artifacts.map(downloadSizes);
  /** @type {Contender[]} */
  const contenders = [];
  /** @type {Row[]} */
  const rows = [];
  /** @type {TensorValues[] | null} */
  let first = null;
  for (const [place, artifact] of artifacts.entries()) {
    const row = emptyRow(artifact);
    rows.push(row);
    try {
      const contender = createContender(place, await buildModel(artifact), inputs);
      const outputs = await runAll(contender, inputs, { isOneBatch: given === null });
      first ??= outputs;
      row.outputs = outputs.map(({ shape, dtype }, k) => {
        return { name: artifact.golden.outputs[k]?.name ?? `${k}`, shape, dtype };
      });
      row.largest_difference = distance(outputs, first);
      contenders.push(contender);
      if (folder !== null) {
        await writeOutputs(join(folder, `${place}.bin`), outputs);
      }
    } catch (error) {
      row.error = messageOf(error);
    }
  }
  for (const [place, found] of (await Promise.all(sizes)).entries()) {
    rows[place].bytes = found;
  }
  return { rows, contenders };
}

/**
 * @param {ArtifactFiles} artifact
 * @returns {Row} what is known before it runs
 */
function emptyRow(artifact) {
  return {
    artifact: artifact.label,
    format: artifact.graph === null ? 'layers' : 'graph',
    bytes: { raw: 0, gzip: 0, brotli: 0 },
    outputs: [],
    largest_difference: null,
    latency: null,
  };
}

/**
 * @param {TensorValues[]} outputs
 * @param {TensorValues[]} expected
 * @returns {number | null}
 */
function distance(outputs, expected) {
  const isSame =
    outputs.length === expected.length &&
    outputs.every(({ values }, k) => values.length === expected[k].values.length);
  const largest = isSame
    ? Math.max(...outputs.map(({ values }, k) => difference(values, expected[k])))
    : Number.NaN;
  return Number.isFinite(largest) ? largest : null;
}

/**
 * @param {Row[]} rows
 * @param {string} backend
 * @returns {import('./command.mjs').Outcome}
 */
function outcome(rows, backend) {
  const ok = rows.every(({ error }) => error === undefined);
  const json = {
    ok,
    backend,
    tfjs: version_core,
    node: process.versions.node,
    artifacts: rows,
  };
  const heads = ['artifact', 'format', 'bytes', 'gzip', 'brotli', 'difference', 'ms'];
  const failures = rows.filter(({ error }) => error).map((row) => `${row.artifact}: ${row.error}`);
  const lines = [...columns(heads, rows.map(cells)), ...failures];
  return { exitCode: ok ? 0 : 1, text: lines.join('\n'), json };
}

const COUNT = new Intl.NumberFormat('en');

/** @param {Row} row */
function cells({ artifact, format, bytes, largest_difference: largest, latency, error }) {
  const sizes = [bytes.raw, bytes.gzip, bytes.brotli].map((size) => COUNT.format(size));
  if (error !== undefined) {
    return [artifact, format, ...sizes, 'did not run', ''];
  }
  const found = largest === null ? 'not comparable' : largest ? largest.toExponential(1) : '0';
  return [artifact, format, ...sizes, found, latency ? latency.median_ms.toFixed(3) : ''];
}
