import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { readArtifact } from '../../src/artifact/artifact.js';
import { encodingOf } from '../../src/artifact/encodings.js';
import { useBackend } from '../../src/backend.js';
import { buildKernelModel } from '../../src/text/lstm-kernel.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { editMetadata, replaceFile, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeTextArtifact, makeTextModel, VOCABULARY } from '../helpers/make-text-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

const { embedding, lstm, gru, dense, dropout, add } = tfl.layers;
const STEPS = 200;

/** @param {number} seed */
function random(seed) {
  return tfl.initializers.randomUniform({ minval: -0.6, maxval: 0.6, seed });
}

/**
 * @param {number} units
 * @param {object} [options]
 */
function lstmOf(units, options = {}) {
  return lstm({
    units,
    returnSequences: true,
    recurrentActivation: 'sigmoid',
    kernelInitializer: random(units),
    recurrentInitializer: random(units + 1),
    biasInitializer: random(units + 2),
    ...options,
  });
}

const vectors = (options = {}) =>
  embedding({
    inputDim: VOCABULARY.length,
    outputDim: 8,
    embeddingsInitializer: random(5),
    ...options,
  });
const odds = () =>
  dense({ units: VOCABULARY.length, activation: 'softmax', kernelInitializer: random(9) });

/** @param {tfl.layers.Layer[]} steps any: each takes what the one before it gives */
function chain(...steps) {
  const characters = tfl.input({ shape: [null], dtype: 'int32', name: 'characters' });
  const outputs = steps.reduce((x, layer) => layer.apply(x), /** @type {any} */ (characters));
  return tfl.model({ inputs: characters, outputs });
}

/** @type {[string, () => tfl.LayersModel][]} */
const FOR_THE_KERNEL = [
  ['one LSTM', () => chain(vectors(), lstmOf(16), odds())],
  ['units that fill no panel', () => chain(vectors(), lstmOf(5), odds())],
  ['one unit', () => chain(vectors(), lstmOf(1), odds())],
  ['three LSTMs of other sizes', () => chain(vectors(), lstmOf(9), lstmOf(32), lstmOf(3), odds())],
  [
    'hard sigmoids',
    () => chain(vectors(), lstmOf(8, { recurrentActivation: 'hardSigmoid' }), odds()),
  ],
  ['no bias', () => chain(vectors(), lstmOf(8, { useBias: false }), odds())],
  [
    'dropout',
    () => chain(vectors(), dropout({ rate: 0.5 }), lstmOf(8), dropout({ rate: 0.5 }), odds()),
  ],
  [
    'weights of large size',
    () =>
      chain(
        vectors(),
        lstmOf(8, {
          kernelInitializer: tfl.initializers.randomUniform({ minval: -200, maxval: 200, seed: 4 }),
        }),
        odds(),
      ),
  ],
  ['what the tutorials make', makeTextModel],
];

/**
 * @param {import('node:test').TestContext} t
 * @param {() => tfl.LayersModel} build
 */
async function artifactOf(t, build) {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder, 16, build);
  return await readArtifact(createFolderReader(folder));
}

/** Characters that look random, and are the same each time. */
function someText() {
  return Array.from({ length: STEPS }, (_, i) => (i * i + 3 * i) % VOCABULARY.length);
}

for (const [name, build] of FOR_THE_KERNEL) {
  test(`${name}: ${STEPS} steps give what the whole sequence gives, on cpu and wasm`, async (t) => {
    const artifact = await artifactOf(t, build);
    const kernel = await buildKernelModel(artifact);
    assert.ok(kernel !== null);
    for (const backend of /** @type {const} */ (['cpu', 'wasm'])) {
      await useBackend(backend, { wasmFolder: findWasmFolder() });
      const whole = build().predict(tf.tensor2d([someText()], undefined, 'int32'));
      const expected = await /** @type {tf.Tensor} */ (whole).data();
      kernel.reset();
      for (const [step, character] of someText().entries()) {
        const found = await kernel.step(character);
        for (const [i, value] of found.entries()) {
          const difference = Math.abs(value - expected[step * VOCABULARY.length + i]);
          assert.ok(difference <= 1e-5, `${backend}, step ${step}: ${difference}`);
        }
      }
    }
  });
}

test('weights that are stored as float16 are the same weights', async (t) => {
  const build = () => {
    const model = makeTextModel();
    model.setWeights(model.getWeights().map((w) => tf.div(tf.round(tf.mul(w, 64)), 64)));
    return model;
  };
  const [whole, rounded] = [await temporaryFolder(t), await temporaryFolder(t)];
  await makeTextArtifact(whole, 16, build);
  await makeTextArtifact(rounded, 16, build);
  await storeAsFloat16(rounded);
  const texts = [];
  for (const [folder, engine] of /** @type {const} */ ([
    [whole, 'kernel'],
    [rounded, 'kernel'],
    [rounded, 'tfjs'],
  ])) {
    await useBackend('wasm', { wasmFolder: findWasmFolder() });
    const artifact = await readArtifact(createFolderReader(folder));
    const generator = await createTextGenerator(artifact, { engine });
    let text = '';
    for await (const { character } of generator.generate({ length: 100 })) {
      text += character;
    }
    texts.push(text);
    generator.dispose();
  }
  assert.equal(texts[0], texts[1]);
  assert.equal(texts[0], texts[2]);
});

/**
 * @param {string} folder an artifact whose weights are float16s
 */
async function storeAsFloat16(folder) {
  const quantization = /** @type {const} */ ({ dtype: 'float16', original_dtype: 'float32' });
  const everyBits = new Uint8Array(Uint16Array.from({ length: 2 ** 16 }, (_, i) => i).buffer);
  const every = { shape: [2 ** 16], dtype: /** @type {const} */ ('float32'), quantization };
  const values16 = encodingOf(every).decode(everyBits, every);
  const bitsOf = new Map(Array.from(values16, (value, bits) => [value, bits]));
  const shard = join(folder, 'group1-shard1of1.bin');
  const values = new Float32Array(new Uint8Array(await readFile(shard)).buffer);
  const stored = Uint16Array.from(values, (value) => bitsOf.get(value) ?? assert.fail());
  const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  for (const weight of model.weightsManifest[0].weights) {
    weight.quantization = quantization;
  }
  await replaceFile(folder, 'group1-shard1of1.bin', new Uint8Array(stored.buffer));
  await replaceFile(folder, 'model.json', JSON.stringify(model));
}

/** @type {[string, () => tfl.LayersModel][]} */
const FOR_TENSORFLOW = [
  [
    'a GRU',
    () =>
      chain(
        vectors(),
        gru({ units: 8, returnSequences: true, recurrentInitializer: random(2) }),
        odds(),
      ),
  ],
  ['another activation', () => chain(vectors(), lstmOf(8, { activation: 'relu' }), odds())],
  ['no LSTM', () => chain(vectors(), odds())],
  [
    'a way around an LSTM',
    () => {
      const characters = tfl.input({ shape: [null], dtype: 'int32', name: 'characters' });
      const x = /** @type {tfl.SymbolicTensor} */ (vectors().apply(characters));
      const y = /** @type {tfl.SymbolicTensor} */ (lstmOf(8).apply(x));
      const sum = /** @type {tfl.SymbolicTensor} */ (add().apply([x, y]));
      const outputs = /** @type {tfl.SymbolicTensor} */ (odds().apply(sum));
      return tfl.model({ inputs: characters, outputs });
    },
  ],
];

for (const [name, build] of FOR_TENSORFLOW) {
  test(`${name}: TensorFlow.js runs it`, async (t) => {
    const artifact = await artifactOf(t, build);
    const generator = await createTextGenerator(artifact);
    assert.equal(generator.engine, 'tfjs');
    await generator.prime('abc');
    generator.dispose();
    await assert.rejects(createTextGenerator(artifact, { engine: 'kernel' }), {
      name: 'VerificationError',
      message: /the kernel does not run it; expected LSTMs between an Embedding and a Dense/,
    });
  });
}

test('TensorFlow.js is not started where the kernel writes', async (t) => {
  const artifact = await artifactOf(t, makeTextModel);
  const startBackend = () => assert.fail('started');
  const generator = await createTextGenerator(artifact, { startBackend });
  assert.equal(generator.engine, 'kernel');
});

test('a kernel that does not give Keras’s numbers is not used', async (t) => {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder);
  await editMetadata(folder, (metadata) => {
    metadata.golden.tolerance = 1e-12; // as if it were far off
  });
  const artifact = await readArtifact(createFolderReader(folder));
  let started = false;
  const startBackend = async () => {
    await useBackend('wasm', { wasmFolder: findWasmFolder() });
    started = true;
  };
  await assert.rejects(createTextGenerator(artifact, { startBackend }), /differ from Keras's/);
  assert.ok(started);
  await assert.rejects(createTextGenerator(artifact, { engine: 'kernel' }), {
    name: 'VerificationError',
    message: /got a difference of \S+ from Keras. Choose the engine auto or tfjs/,
  });
});

test('it goes without the kernel where WebAssembly is forbidden', async (t) => {
  const artifact = await artifactOf(t, makeTextModel);
  t.mock.method(WebAssembly, 'compile', () => Promise.reject(new Error('forbidden')));
  await useBackend('cpu', { wasmFolder: '' });
  const generator = await createTextGenerator(artifact);
  assert.equal(generator.engine, 'tfjs');
  generator.dispose();
});

test('weights that do not fit each other are not read beyond their end', async (t) => {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder, 16, () => chain(vectors(), lstmOf(16), odds()));
  const artifact = await readArtifact(createFolderReader(folder));
  // Reading refuses such a file; the kernel does not rely on it.
  const kernel = artifact.groups[0].weights.find(({ name }) => name.endsWith('/kernel'));
  kernel?.shape.reverse();
  assert.equal(await buildKernelModel(artifact), null);
});

test('an unknown engine is refused', async (t) => {
  const artifact = await artifactOf(t, makeTextModel);
  const engine = /** @type {any} */ ('gpu');
  await assert.rejects(createTextGenerator(artifact, { engine }), {
    name: 'UsageError',
    message: 'engine: unknown; expected auto, kernel or tfjs, got gpu. Choose one of these.',
  });
});

test('the kernel is what its source says', async (t) => {
  const folder = await temporaryFolder(t);
  const made = join(folder, 'lstm-wasm.js');
  const { code, stderr } = await runScript(inWeb('kernel/build.mjs'), made);
  assert.equal(code, 0, stderr);
  const text = await readFile(made, 'utf8');
  assert.equal(text, await readFile(inWeb('src/text/lstm-wasm.js'), 'utf8'));
});
