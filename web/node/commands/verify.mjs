import { version_core } from '@tensorflow/tfjs-core';
import { readArtifact } from '../../src/artifact/artifact.js';
import { useBackend } from '../../src/backend.js';
import { messageOf, VerificationError } from '../../src/errors.js';
import { blindWords, findBlindOutputs } from '../../src/proof/blindness.js';
import { requireSoundTolerance, runGolden } from '../../src/proof/golden.js';
import { buildModel } from '../../src/runtime/model.js';
import { freeModel } from '../../src/runtime/model-disposal.js';
import { onlyArtifact } from '../options/arguments.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { parseNodeBackend } from './node-backends.mjs';

/** @typedef {import('../../src/backend.js').BackendName} BackendName */
/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/**
 * @typedef {object} BackendResult numbers are null where they were not finite, or not reached
 * @property {BackendName} backend
 * @property {boolean} ok
 * @property {number | null} largest_difference
 * @property {{name: string, largest_difference: number | null}[]} outputs null for random ones as well
 * @property {number | null} load_ms starting the backend and building the model
 * @property {number | null} run_ms running all golden vectors in one batch
 * @property {string} [error] why the model did not run
 */

const HELP = `Usage: PROGRAM ARTIFACT_DIR [--backend cpu,wasm] [--strict] [--json] [--debug]

Runs an artifact's golden vectors with TensorFlow.js in Node, and compares the outputs with those
that Keras gave when the model was exported.

Options:
  --backend NAMES  backends to run on, separated by commas: cpu, wasm, or tensorflow where
                   @tensorflow/tfjs-node is installed (default: cpu,wasm)
  --strict         also fail if the golden vectors are blind: if an output hardly varies over them,
                   so that a fault could go unnoticed
  --json           print one JSON object
  --debug          print stack traces
  -h, --help       print this help

Exit codes: 0 equal within the artifact's tolerance, 1 not equal, could not run, a tolerance above
1e-3, or blind with --strict, 2 wrong usage, 4 bad artifact.
`;

/** @type {import('./command.mjs').Command} */
export const verifyCommand = {
  help: HELP,
  options: { backend: { type: 'string', default: 'cpu,wasm' }, strict: { type: 'boolean' } },
  async run(positionals, values) {
    const folder = onlyArtifact(positionals);
    const backends = [...new Set(String(values.backend).split(',').map(parseNodeBackend))];
    const artifact = await readArtifact(createFolderReader(folder));
    requireSoundTolerance(artifact.label, artifact.golden);
    const results = [];
    for (const backend of backends) {
      results.push(await verifyOn(artifact, backend));
    }
    return outcome(artifact, results, values.strict === true);
  },
};

/**
 * @param {ArtifactFiles} artifact
 * @param {BackendName} backend
 * @returns {Promise<BackendResult>}
 */
async function verifyOn(artifact, backend) {
  try {
    const started = performance.now();
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const model = await buildModel(artifact);
    const built = performance.now();
    const report = await runGolden(model, artifact);
    const done = performance.now();
    freeModel(model, artifact.label);
    return { ...summary(backend, report), load_ms: ms(built - started), run_ms: ms(done - built) };
  } catch (error) {
    if (!(error instanceof VerificationError)) {
      throw error;
    }
    const missing = { largest_difference: null, outputs: [], load_ms: null, run_ms: null };
    return { backend, ok: false, ...missing, error: messageOf(error) };
  }
}

/**
 * @param {BackendName} backend
 * @param {import('../../src/proof/golden.js').GoldenReport} report
 */
function summary(backend, report) {
  return {
    backend,
    ok: report.ok,
    largest_difference: finite(report.largestDifference),
    outputs: report.outputs.map(({ name, largestDifference }) => ({
      name,
      largest_difference: largestDifference === null ? null : finite(largestDifference),
    })),
  };
}

/**
 * @param {number} value
 * @returns {number | null} null for what JSON cannot hold
 */
function finite(value) {
  return Number.isFinite(value) ? value : null;
}

/** @param {number} duration */
function ms(duration) {
  return Math.round(duration * 10) / 10;
}

/**
 * @param {ArtifactFiles} artifact
 * @param {BackendResult[]} backends
 * @param {boolean} isStrict
 * @returns {import('./command.mjs').Outcome}
 */
function outcome({ label, golden }, backends, isStrict) {
  const isEqual = backends.every((result) => result.ok);
  const blind = findBlindOutputs(golden);
  const ok = isEqual && !(isStrict && blind.length > 0);
  const json = {
    ok,
    artifact: label,
    tolerance: golden.tolerance,
    tfjs: version_core,
    node: process.versions.node,
    vectors: golden.count,
    backends,
    strict: isStrict,
    random_outputs: golden.random,
    blind_outputs: blind.map((output) => ({ ...output, message: blindWords(output) })),
  };
  const vectors = golden.count === 1 ? '1 golden vector' : `${golden.count} golden vectors`;
  const lines = [
    `${label}: ${vectors}, tolerance ${golden.tolerance.toExponential()}`,
    `TensorFlow.js ${json.tfjs} in Node ${json.node}`,
    ...backends.map(line),
    verdict(backends),
    ...golden.random.map((name) => `${name}: random, not compared`),
    ...blind.map((output) => `${isStrict ? 'FAILED' : 'Note'}: ${blindWords(output)}`),
  ];
  return { exitCode: ok ? 0 : 1, text: lines.join('\n'), json };
}

/** @param {BackendResult[]} backends */
function verdict(backends) {
  const without = backends.filter(({ error }) => error !== undefined);
  if (backends.some((result) => !result.ok && result.error === undefined)) {
    return "The outputs do NOT match Keras's.";
  }
  // A backend that did not run compared nothing, so it says nothing about the artifact.
  return without.length === 0
    ? "The outputs match Keras's."
    : `Not compared on ${without.map(({ backend }) => backend).join(' and ')}, where the model did not run.`;
}

/** @param {BackendResult} result */
function line({ backend, ok, largest_difference: largest, load_ms, run_ms, error }) {
  const start = `  ${backend.padEnd(5)} ${ok ? 'ok    ' : 'FAILED'}`;
  if (error !== undefined) {
    return `${start}  ${error}`;
  }
  const difference = largest ? largest.toExponential(1) : (largest ?? 'not finite');
  return `${start}  largest difference ${difference} (load ${load_ms} ms, run ${run_ms} ms)`;
}
