/**
 * Makes an artifact of a model that was trained here, in TensorFlow.js: docs/artifact-format.md. What
 * comes out is what readArtifact() and `tfjs-bridge verify` take.
 */

import * as tf from '@tensorflow/tfjs-core';
import { sha256 } from '../src/artifact/integrity.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files by name */
/**
 * @typedef {object} ModelCard what is known of a model beyond its numbers
 * @property {string} name
 * @property {string[] | null} labels
 * @property {import('../src/artifact/input-spec.js').InputSpec | null} preprocessing
 * @property {object | null} training as docs/artifact-format.md describes it
 * @property {tf.Tensor} goldenInputs for the model's one input, vectors first
 * @property {string} goldenSource where they are from, in words
 */

const MODEL_JSON = 'model.json';
const GOLDEN_BIN = 'golden.bin';
const SHARD_BYTES = 4 * 1024 * 1024;
const TOLERANCE = 1e-4;

/**
 * @param {LayersModel} model of one input and one output
 * @param {ModelCard} card
 * @param {import('../src/artifact/integrity.js').Digester} digester crypto.subtle
 * @returns {Promise<Files>} a whole artifact
 */
export async function makeArtifactFiles(model, card, digester) {
  const golden = await goldenOf(model, card);
  const files = new Map([...(await modelFiles(model)), [GOLDEN_BIN, golden.bytes]]);
  const metadata = {
    format: 'tfjs-bridge',
    format_version: 1,
    model: { name: card.name, parameters: model.countParams() },
    inputs: specsOf(model.inputs),
    outputs: specsOf(model.outputs),
    labels: card.labels,
    preprocessing: card.preprocessing,
    training: card.training,
    converter: { name: 'tfjs-bridge', version: VERSION, writer: 'tensorflow.js' },
    versions: { 'tensorflow.js': tf.version_core },
    golden: golden.plan,
    files: await recordsOf(files, digester),
  };
  files.set('metadata.json', utf8(`${JSON.stringify(metadata, null, 2)}\n`));
  return files;
}

/** The package's; a test compares it with package.json. */
export const VERSION = '0.1.0';

/**
 * @param {LayersModel} model
 * @returns {Promise<[string, Uint8Array<ArrayBuffer>][]>} model.json and the shards
 */
async function modelFiles(model) {
  const { modelTopology, weightSpecs, weightData } = await saved(model);
  const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  const paths = Array.from({ length: count }, (_, k) => `group1-shard${k + 1}of${count}.bin`);
  const weightsManifest = [{ paths, weights: weightSpecs }];
  const json = { format: 'layers-model', modelTopology, weightsManifest };
  return [
    [MODEL_JSON, utf8(JSON.stringify(json))],
    ...paths.map((path, k) => {
      const shard = bytes.slice(k * SHARD_BYTES, (k + 1) * SHARD_BYTES);
      return /** @type {[string, Uint8Array<ArrayBuffer>]} */ ([path, shard]);
    }),
  ];
}

/**
 * @param {LayersModel} model
 * @returns {Promise<tf.io.ModelArtifacts>}
 */
function saved(model) {
  return new Promise((resolve, reject) => {
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      resolve(artifacts);
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    });
    model.save(handler).catch(reject);
  });
}

/**
 * @param {LayersModel} model
 * @param {ModelCard} card
 */
async function goldenOf(model, { goldenInputs, goldenSource }) {
  const output = tf.tidy(() => {
    const batchSize = goldenInputs.shape[0];
    return /** @type {tf.Tensor} */ (model.predict(goldenInputs, { batchSize }));
  });
  const values = [await goldenInputs.data(), await output.data()];
  const plan = {
    file: GOLDEN_BIN,
    tolerance: TOLERANCE,
    source: goldenSource,
    inputs: [goldenSpec(model.inputs[0].name, goldenInputs)],
    outputs: [goldenSpec(model.outputs[0].name, output)],
  };
  output.dispose();
  return { plan, bytes: joined(values) };
}

/**
 * @param {string} name
 * @param {tf.Tensor} tensor
 */
function goldenSpec(name, { shape, dtype }) {
  return { name, shape, dtype };
}

/**
 * @param {ArrayLike<number>[]} parts typed arrays of 4 bytes a value
 * @returns {Uint8Array<ArrayBuffer>}
 */
function joined(parts) {
  const bytes = new Uint8Array(4 * parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    const { buffer, byteOffset, byteLength } = /** @type {Float32Array} */ (part);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

/** @param {{name: string, shape: (number | null)[], dtype: string}[]} tensors */
function specsOf(tensors) {
  return tensors.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
}

/**
 * @param {Files} files
 * @param {import('../src/artifact/integrity.js').Digester} digester
 * @returns {Promise<Record<string, import('../src/artifact/metadata.js').FileRecord>>}
 */
async function recordsOf(files, digester) {
  const records = Array.from(files, async ([name, bytes]) => {
    const record = { bytes: bytes.length, sha256: await sha256(bytes, digester) };
    return /** @type {const} */ ([name, record]);
  });
  return Object.fromEntries(await Promise.all(records));
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
function utf8(text) {
  return new Uint8Array(new TextEncoder().encode(text));
}
