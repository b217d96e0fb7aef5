import { dispose, version_core } from '@tensorflow/tfjs-core';
import { readArtifact } from '../../src/artifact/artifact.js';
import { useBackend } from '../../src/backend.js';
import { messageOf, VerificationError } from '../../src/errors.js';
import { runGoldenExamples } from '../../src/features/examples-proof.js';
import { openFeatures } from '../../src/features/open-features.js';
import { runGoldenPictures } from '../../src/pictures/picture-proof.js';
import { blindWords, findBlindOutputs } from '../../src/proof/blindness.js';
import { requireSoundTolerance, runGolden } from '../../src/proof/golden.js';
import { buildModel, predictValues } from '../../src/runtime/model.js';
import { freeModel } from '../../src/runtime/model-disposal.js';
import { parsePicture } from '../io/pictures.mjs';
import { onlyArtifact } from '../options/arguments.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { parseNodeBackend } from './node-backends.mjs';

/** @typedef {import('../../src/backend.js').BackendName} BackendName */
/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../../src/features/examples-proof.js').ExamplesReport} ExamplesReport */
/**
 * @typedef {object} BackendResult numbers are null where they were not finite, or not reached
 * @property {BackendName} backend
 * @property {boolean} ok
 * @property {number | null} largest_difference
 * @property {{name: string, largest_difference: number | null}[]} outputs null for random ones as well
 * @property {number | null} load_ms starting the backend and building the model
 * @property {number | null} run_ms running all golden vectors in one batch
 * @property {{ok: boolean, count: number, largest_difference: number | null} | null} [pictures] golden
 *   pictures, from their files to the outputs, where there are some
 * @property {string} [error] why the model did not run
 */

const HELP = `Usage: PROGRAM ARTIFACT_DIR [--backend cpu,wasm] [--strict] [--json] [--debug]

Runs an artifact's golden vectors with TensorFlow.js in Node, and compares the outputs with those
that Keras gave when the model was exported. Where the artifact declares how tables or texts are
prepared, its golden examples are prepared, and compared with the golden inputs.

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
    const examples = runGoldenExamples(artifact, await openFeatures(artifact));
    const results = [];
    for (const backend of backends) {
      results.push(await verifyOn(artifact, backend));
    }
    return outcome(artifact, { results, examples, isStrict: values.strict === true });
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
    const pictures = await verifyPictures(artifact, model);
    freeModel(model, artifact.label);
    const found = summary(backend, report);
    const ok = found.ok && pictures?.ok !== false;
    const timings = { load_ms: ms(built - started), run_ms: ms(done - built) };
    return { ...found, ok, ...timings, ...(pictures && { pictures }) };
  } catch (error) {
    if (!(error instanceof VerificationError)) {
      throw error;
    }
    const timings = { load_ms: null, run_ms: null };
    const missing = { largest_difference: null, outputs: [], ...timings };
    return { backend, ok: false, ...missing, error: messageOf(error) };
  }
}

/**
 * @param {ArtifactFiles} artifact
 * @param {import('../../src/runtime/model.js').Model} model
 * @returns {Promise<BackendResult['pictures']>}
 */
async function verifyPictures(artifact, model) {
  const decode = (/** @type {Uint8Array} */ bytes) =>
    parsePicture('golden picture', Buffer.from(bytes));
  const report = await runGoldenPictures(artifact, (inputs) => runOne(model, inputs), decode);
  if (report === null) {
    return null;
  }
  const { ok, pictures: count, largestDifference } = report;
  return { ok, count, largest_difference: finite(largestDifference) };
}

/**
 * @param {import('../../src/runtime/model.js').Model} model
 * @param {import('../../src/runtime/model.js').TensorValues[]} inputs
 */
async function runOne(model, inputs) {
  const outputs = await predictValues(model, inputs);
  const values = await Promise.all(outputs.map((output) => output.data()));
  dispose(outputs);
  return /** @type {import('../../src/artifact/dtypes.js').Values[]} */ (values);
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
 * @param {{results: BackendResult[], examples: ExamplesReport | null, isStrict: boolean}} found
 * @returns {import('./command.mjs').Outcome}
 */
function outcome({ label, golden }, { results: backends, examples, isStrict }) {
  const isEqual = backends.every((result) => result.ok) && examples?.ok !== false;
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
    ...(examples && { examples: examplesJson(examples) }),
    strict: isStrict,
    random_outputs: golden.random,
    blind_outputs: blind.map((output) => ({ ...output, message: blindWords(output) })),
  };
  const vectors = golden.count === 1 ? '1 golden vector' : `${golden.count} golden vectors`;
  const lines = [
    `${label}: ${vectors}, tolerance ${golden.tolerance.toExponential()}`,
    `TensorFlow.js ${json.tfjs} in Node ${json.node}`,
    ...(examples ? [examplesLine(examples)] : []),
    ...backends.map(line),
    verdict(backends, examples),
    ...golden.random.map((name) => `${name}: random, not compared`),
    ...blind.map((output) => `${isStrict ? 'FAILED' : 'Note'}: ${blindWords(output)}`),
  ];
  return { exitCode: ok ? 0 : 1, text: lines.join('\n'), json };
}

/** @param {ExamplesReport} examples */
function examplesJson({ ok, count, largestDifference, inputs, problem }) {
  return {
    ok,
    count,
    largest_difference: finite(largestDifference),
    inputs: inputs.map((input) => ({
      name: input.name,
      largest_difference: finite(input.largestDifference),
    })),
    ...(problem && { error: problem }),
  };
}

/** @param {ExamplesReport} examples */
function examplesLine({ ok, count, largestDifference, problem }) {
  const found = problem || `largest difference ${inShort(finite(largestDifference))}`;
  const verdict = ok ? 'ok    ' : 'FAILED';
  return `  ${count} golden examples, prepared as declared ${verdict}  ${found}`;
}

/**
 * @param {BackendResult[]} backends
 * @param {ExamplesReport | null} examples
 */
function verdict(backends, examples) {
  if (examples?.ok === false) {
    return "The inputs that are prepared of the golden examples do NOT match Keras's.";
  }
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
function line({ backend, ok, largest_difference: largest, load_ms, run_ms, pictures, error }) {
  const start = `  ${backend.padEnd(5)} ${ok ? 'ok    ' : 'FAILED'}`;
  if (error !== undefined) {
    return `${start}  ${error}`;
  }
  const seen = pictures
    ? `; ${pictures.count} pictures, from their files on: ${inShort(pictures.largest_difference)}`
    : '';
  return `${start}  largest difference ${inShort(largest)} (load ${load_ms} ms, run ${run_ms} ms)${seen}`;
}

/** @param {number | null} difference */
function inShort(difference) {
  return difference ? difference.toExponential(1) : `${difference ?? 'not finite'}`;
}
