/**
 * Writes tests/vectors/inspections.json: small models, and the inspection documents that both languages
 * make of them. Usage: node test/helpers/make-inspections.mjs
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { input, layers, model, sequential } from '@tensorflow/tfjs-layers';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { readDocument } from '../../src/artifact/inspection-document.js';
import { makeGraphArtifact, node, text, type } from './make-graph-artifact.mjs';
import { inWeb } from './run.mjs';

/** @typedef {import('@tensorflow/tfjs-layers').SymbolicTensor} SymbolicTensor */
/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {{json: any, shard: Buffer, metadata?: object}} Files any: model.json's own */

const FILE = inWeb('../tests/vectors/inspections.json');
/** Values do not matter: an inspection reads those of axes and shapes alone. */
const zeros = /** @type {const} */ ({ kernelInitializer: 'zeros', recurrentInitializer: 'zeros' });

/** @param {any} x */
const symbolic = (x) => /** @type {SymbolicTensor} */ (x);

/** @returns {LayersModel} models in a model, as Teachable Machine's image models are built */
function nested() {
  const x = input({ shape: [8, 8, 3], name: 'input_1' });
  const conv = layers.conv2d({
    filters: 4,
    kernelSize: 3,
    strides: 2,
    padding: 'same',
    name: 'Conv1',
    ...zeros,
  });
  const deep = layers.depthwiseConv2d({
    kernelSize: 3,
    padding: 'same',
    useBias: false,
    name: 'deep',
    depthwiseInitializer: 'zeros',
  });
  const normal = layers.batchNormalization({ name: 'bn' });
  const y = symbolic(conv.apply(x));
  const sum = layers
    .add({ name: 'sum' })
    .apply([y, symbolic(normal.apply(symbolic(deep.apply(y))))]);
  const base = model({ inputs: x, outputs: symbolic(sum), name: 'base' });
  const features = sequential({
    name: 'features',
    layers: [base, layers.globalAveragePooling2d({ name: 'pool' })],
  });
  const head = sequential({
    name: 'head',
    layers: [
      layers.dense({ units: 5, inputShape: [4], activation: 'relu', name: 'dense_1', ...zeros }),
      layers.dense({ units: 2, useBias: false, activation: 'softmax', name: 'dense_2', ...zeros }),
    ],
  });
  return sequential({ name: 'whole', layers: [features, head] });
}

/** @returns {LayersModel} a layer that is called twice */
function shared() {
  const [a, b] = ['a', 'b'].map((name) => input({ shape: [4], name }));
  const dense = layers.dense({ units: 3, name: 'dense', ...zeros });
  const both = [a, b].map((one) => symbolic(dense.apply(one)));
  const dot = layers.dot({ axes: 1, name: 'dot' }).apply(both);
  return model({ inputs: [a, b], outputs: symbolic(dot), name: 'shared' });
}

/** @returns {LayersModel} sequences of any length, and of a fixed one inside */
function sequences() {
  const lstm = layers.lstm({ units: 4, returnSequences: true, ...zeros });
  return sequential({
    name: 'sequences',
    layers: [
      layers.bidirectional({
        layer: /** @type {any} */ (lstm),
        mergeMode: 'concat',
        inputShape: [6, 3],
        name: 'both',
      }),
      layers.timeDistributed({ layer: layers.dense({ units: 2, ...zeros }), name: 'each' }),
      layers.gru({ units: 3, name: 'gru', ...zeros }),
    ],
  });
}

/** @returns {LayersModel} whose steps are open */
function open() {
  return sequential({
    name: 'open',
    layers: [
      layers.embedding({
        inputDim: 7,
        outputDim: 4,
        inputShape: [null],
        embeddingsInitializer: 'zeros',
        name: 'embedding',
      }),
      layers.conv1d({ filters: 2, kernelSize: 3, name: 'conv', ...zeros }),
      layers.globalMaxPooling1d({ name: 'most' }),
      layers.dense({ units: 2, name: 'dense', ...zeros }),
    ],
  });
}

/**
 * @param {LayersModel} built
 * @returns {Promise<Files>}
 */
async function filesOf(built) {
  /** @type {Files | null} */
  let files = null;
  const save = async (
    /** @type {import('@tensorflow/tfjs-core').io.ModelArtifacts} */ {
      modelTopology,
      weightSpecs,
      weightData,
    },
  ) => {
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    files = {
      json: {
        modelTopology,
        format: 'layers-model',
        generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
        convertedBy: null,
        weightsManifest,
      },
      shard: Buffer.from(/** @type {ArrayBuffer} */ (weightData)),
    };
    return /** @type {any} */ ({});
  };
  await built.save({ save });
  return /** @type {Files} */ (/** @type {unknown} */ (files));
}

/**
 * @param {Files} files
 * @returns {Files} with the layers' kernels in float16
 */
function halved({ json, shard }) {
  const [{ paths, weights }] = json.weightsManifest;
  let at = 0;
  const parts = weights.map((/** @type {any} */ weight) => {
    const count = weight.shape.reduce(
      (/** @type {number} */ n, /** @type {number} */ k) => n * k,
      1,
    );
    const isKernel = weight.name.endsWith('/kernel');
    const bytes = isKernel ? Buffer.alloc(2 * count) : shard.subarray(at, at + 4 * count);
    at += 4 * count;
    const quantization = { dtype: 'float16', original_dtype: 'float32' };
    return { bytes, weight: isKernel ? { ...weight, quantization } : weight };
  });
  const manifest = [{ paths, weights: parts.map((/** @type {any} */ { weight }) => weight) }];
  return {
    json: { ...json, weightsManifest: manifest },
    shard: Buffer.concat(parts.map((/** @type {any} */ { bytes }) => bytes)),
  };
}

/** @returns {Promise<Files>} as Teachable Machine writes it: without a format, with its own metadata */
async function teachable() {
  const { json, shard } = await filesOf(nested());
  const { modelTopology, weightsManifest } = json;
  const metadata = {
    tfjsVersion: '1.3.1',
    tmVersion: '2.4.7',
    packageVersion: '0.8.5',
    packageName: '@teachablemachine/image',
    timeStamp: '2026-01-01T00:00:00.000Z',
    userMetadata: {},
    modelName: 'tm-my-image-model',
    labels: ['one', 'other'],
    imageSize: 8,
  };
  return { json: { modelTopology, weightsManifest }, shard, metadata };
}

/** @returns {Promise<Files>} convolution, with constants that one node or two read, and an open size */
async function graph() {
  const float = { T: type('float32') };
  const strides = { list: { i: ['1', '2', '2', '1'] } };
  const conv = {
    ...float,
    strides,
    dilations: { list: { i: ['1', '1', '1', '1'] } },
    padding: text('SAME'),
    data_format: text('NHWC'),
  };
  const fused = {
    ...conv,
    fused_ops: { list: { s: [btoa('BiasAdd'), btoa('Relu')] } },
    num_args: { i: '1' },
  };
  const folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeGraphArtifact(folder, {
    inputs: [{ name: 'picture', shape: [null, 8, 8, 1] }],
    outputs: [{ name: 'scores', shape: [null, 3], node: 'softmax' }],
    weights: {
      kernel: { shape: [3, 3, 1, 4], values: new Array(36).fill(0) },
      bias: { shape: [4], values: new Array(4).fill(0) },
      shape: { shape: [2], values: [-1, 64], dtype: 'int32' },
      dense: { shape: [64, 3], values: new Array(192).fill(0) },
      offset: { shape: [3], values: new Array(3).fill(0) },
    },
    nodes: [
      node('conv', '_FusedConv2D', ['picture', 'kernel', 'bias'], fused),
      node('flat', 'Reshape', ['conv', 'shape'], float),
      node('product', 'MatMul', ['flat', 'dense'], float),
      node('one', 'AddV2', ['product', 'offset'], float),
      node('two', 'Mul', ['one', 'offset'], float),
      node('softmax', 'Softmax', ['two'], float),
    ],
    goldenInputs: [{ shape: [1, 8, 8, 1], values: new Array(64).fill(0) }],
    goldenOutputs: [{ shape: [1, 3], values: new Array(3).fill(1 / 3) }],
  });
  const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const [{ paths }] = json.weightsManifest;
  const shard = await readFile(join(folder, paths[0]));
  await rm(folder, { recursive: true });
  return { json, shard };
}

/**
 * @param {string} folder gets the files
 * @param {Pick<Files, 'json' | 'metadata'> & {shard: string}} vector shard: in base64
 */
export async function writeModel(folder, { json, shard, metadata }) {
  const [{ paths }] = json.weightsManifest;
  await writeFile(join(folder, 'model.json'), JSON.stringify(json));
  await writeFile(join(folder, paths[0]), Buffer.from(shard, 'base64'));
  if (metadata !== undefined) {
    await writeFile(join(folder, 'metadata.json'), JSON.stringify(metadata));
  }
}

/**
 * @param {import('../../src/artifact/inspection-document.js').InspectionDocument} document
 * @returns {object} what does not depend on where the files are, and on how their JSON is written
 */
export function sharedFields({ source, inputs, outputs, totals, encodings, parts }) {
  return { kind: source.kind, inputs, outputs, totals, encodings, parts };
}

/** @returns {Promise<Record<string, Files>>} */
async function allFiles() {
  return {
    'models in a model': await filesOf(nested()),
    "Teachable Machine's": await teachable(),
    'a layer that is called twice': await filesOf(shared()),
    'sequences, in layers of layers': await filesOf(sequences()),
    'an open length': await filesOf(open()),
    'kernels in float16': halved(await filesOf(shared())),
    'a graph': await graph(),
  };
}

async function main() {
  const lines = [];
  for (const [name, files] of Object.entries(await allFiles())) {
    const vector = { ...files, shard: files.shard.toString('base64') };
    const folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
    await writeModel(folder, vector);
    const document = sharedFields(await readDocument(createFolderReader(folder)));
    await rm(folder, { recursive: true });
    lines.push(JSON.stringify({ name, ...vector, document }));
  }
  await writeFile(FILE, `[\n${lines.join(',\n')}\n]\n`);
}

if (process.argv[1] === inWeb('test/helpers/make-inspections.mjs')) {
  await main();
}
