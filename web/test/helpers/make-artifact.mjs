/** Makes artifacts for tests, with models built here: no Keras and nothing exported is needed. */

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { useBackend } from '../../src/backend.js';
import { normalizeDigit } from '../../src/digits/preprocessing.js';
import { DIGITS } from './digit-strokes.mjs';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */

/** @type {import('../../src/artifact/input-spec.js').DigitSpec} */
export const DIGIT_SPEC = {
  kind: 'mnist-digit',
  canvas_size: 28,
  box_size: 20,
  value_range: [0, 1],
};
export const DIGIT_LABELS = Array.from({ length: 10 }, (_, digit) => String(digit));

/**
 * @param {import('node:test').TestContext} t removes the folder at its end
 * @returns {Promise<string>} a new folder
 */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** @returns {LayersModel} convolution, pooling and dense, with fixed random weights; 3 outputs */
export function makeConvModel() {
  const glorot = () => layers.initializers.glorotUniform({ seed: 7 });
  return layers.sequential({
    layers: [
      layers.layers.conv2d({
        inputShape: [8, 8, 1],
        filters: 4,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: glorot(),
      }),
      layers.layers.maxPooling2d({ poolSize: 2 }),
      layers.layers.flatten(),
      layers.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: glorot() }),
    ],
  });
}

/** @returns {LayersModel} dense, for pictures of digits: the nearest of the ten drawn ones wins */
export function makeDigitModel() {
  const templates = DIGITS.map((strokes) => {
    const { ink, width, height } = inkOfStrokes(strokes, PAD_SIZE, PEN_RADIUS);
    return Array.from(normalizeDigit(ink, width, height, DIGIT_SPEC) ?? []);
  });
  const sharpness = 0.5;
  const kernel = tf.mul(tf.transpose(tf.tensor2d(templates)), sharpness);
  const bias = templates.map((values) => (-sharpness / 2) * values.reduce((s, v) => s + v * v, 0));
  const dense = layers.layers.dense({ units: 10, activation: 'softmax' });
  const model = layers.sequential({
    layers: [layers.layers.flatten({ inputShape: [28, 28, 1] }), dense],
  });
  dense.setWeights([kernel, tf.tensor1d(bias)]);
  return model;
}

/**
 * @typedef {object} ArtifactOptions
 * @property {() => LayersModel} build called with the cpu backend in use
 * @property {import('../../src/artifact/input-spec.js').InputSpec | null} [preprocessing]
 * @property {string[] | null} [labels]
 * @property {number} [shardBytes] default: one shard
 * @property {number} [vectors]
 * @property {() => tf.Tensor} [input] the golden inputs; default: random floats
 */

/**
 * Writes the model as an artifact whose golden outputs are those of the cpu backend.
 *
 * @param {string} folder made if it is not there
 * @param {ArtifactOptions} options
 */
export async function makeArtifact(folder, options) {
  const { build, preprocessing = null, labels = null, shardBytes, vectors = 4 } = options;
  await useBackend('cpu', { wasmFolder: '' });
  const model = build();
  const files = await modelFiles(model, shardBytes);
  const golden = await makeGolden(model, options.input?.() ?? randomInput(model, vectors));
  files.set('golden.bin', golden.bytes);
  const metadata = {
    format: 'tfjs-bridge',
    format_version: 1,
    model: { name: 'fixture', parameters: model.countParams() },
    inputs: specsOf(model.inputs),
    outputs: specsOf(model.outputs),
    labels,
    preprocessing,
    training: null,
    converter: { name: 'tfjs-bridge', version: '0.1.0', writer: 'bridge' },
    versions: { python: '3.12.0', keras: '3.12.0', numpy: '2.0.0' },
    golden: golden.plan,
    files: Object.fromEntries(Array.from(files, ([name, bytes]) => [name, record(bytes)])),
  };
  files.set('metadata.json', Buffer.from(JSON.stringify(metadata, null, 2)));
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) {
    await writeFile(join(folder, name), bytes);
  }
  model.dispose();
}

/** @param {string} folder */
export async function makeConvArtifact(folder) {
  await makeArtifact(folder, { build: makeConvModel });
}

/** @param {string} folder */
export async function makeDigitArtifact(folder) {
  const build = makeDigitModel;
  await makeArtifact(folder, { build, preprocessing: DIGIT_SPEC, labels: DIGIT_LABELS });
}

/**
 * Replaces a file of an artifact and writes its new size and digest down, as a wrong exporter would.
 *
 * @param {string} folder
 * @param {string} name
 * @param {Uint8Array | string} content
 */
export async function replaceFile(folder, name, content) {
  const bytes = Buffer.from(content);
  await writeFile(join(folder, name), bytes);
  await editMetadata(folder, (metadata) => {
    metadata.files[name] = record(bytes);
  });
}

/**
 * @param {string} folder
 * @param {(metadata: any) => void} edit changes it in place; any: tests make it wrong on purpose
 */
export async function editMetadata(folder, edit) {
  const path = join(folder, 'metadata.json');
  const metadata = JSON.parse(await readFile(path, 'utf8'));
  edit(metadata);
  await writeFile(path, JSON.stringify(metadata));
}

/** @param {Uint8Array} bytes */
function record(bytes) {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * @param {LayersModel} model
 * @param {number} [shardBytes]
 * @returns {Promise<Map<string, Uint8Array>>}
 */
async function modelFiles(model, shardBytes) {
  const artifacts = await artifactsOf(model);
  const bytes = new Uint8Array(/** @type {ArrayBuffer} */ (artifacts.weightData));
  const size = shardBytes ?? bytes.length;
  const count = Math.ceil(bytes.length / size);
  const paths = Array.from({ length: count }, (_, k) => `group1-shard${k + 1}of${count}.bin`);
  const { modelTopology, weightSpecs: weights } = artifacts;
  const json = { format: 'layers-model', modelTopology, weightsManifest: [{ paths, weights }] };
  /** @type {Map<string, Uint8Array>} */
  const files = new Map([['model.json', Buffer.from(JSON.stringify(json))]]);
  paths.forEach((path, k) => {
    files.set(path, bytes.subarray(k * size, (k + 1) * size));
  });
  return files;
}

/**
 * @param {LayersModel} model
 * @returns {Promise<tf.io.ModelArtifacts>}
 */
async function artifactsOf(model) {
  /** @type {tf.io.ModelArtifacts[]} */
  const saved = [];
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  return saved[0];
}

/**
 * @param {LayersModel} model
 * @param {number} vectors
 */
function randomInput(model, vectors) {
  const shape = [vectors, ...model.inputs[0].shape.slice(1).map(Number)];
  return tf.randomUniform(shape, 0, 1, 'float32', 3);
}

/**
 * @param {LayersModel} model of one input and one output
 * @param {tf.Tensor} input
 */
async function makeGolden(model, input) {
  const output = /** @type {tf.Tensor} */ (model.predict(input));
  const plan = {
    file: 'golden.bin',
    tolerance: 1e-5,
    source: 'random values',
    inputs: [{ name: 'input', shape: input.shape, dtype: input.dtype }],
    outputs: [{ name: 'output', shape: output.shape, dtype: 'float32' }],
  };
  const values = [await input.data(), await output.data()];
  const bytes = Buffer.concat(
    values.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(/** @type {ArrayBuffer} */ (buffer), byteOffset, byteLength),
    ),
  );
  return { plan, bytes: new Uint8Array(bytes) };
}

/** @param {{name: string, shape: (number | null)[], dtype: string}[]} tensors */
function specsOf(tensors) {
  return tensors.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
}
