import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { createDigitModels } from '../../page/digits/digit-models.js';
import { createFeatureMaps } from '../../page/digits/feature-maps.js';
import { fitSheet } from '../../page/digits/pictures.js';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { createRuntime } from '../../page/runtime.js';
import { openArtifact } from '../../src/artifact/open.js';
import { buildNetwork } from '../../training/digit-networks.js';
import { DIGITS } from '../helpers/digit-strokes.mjs';
import {
  DIGIT_LABELS,
  DIGIT_SPEC,
  makeArtifact,
  makeConvArtifact,
  makeDigitArtifact,
  temporaryFolder,
} from '../helpers/make-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @returns {Promise<{runtime: import('../../page/runtime.js').Runtime, folder: string}>} a registry with "dense",
 *   which tells digits, and "conv", which guesses
 */
async function runtimeWithModels(t) {
  const folder = await temporaryFolder(t);
  await makeDigitArtifact(join(folder, 'dense'));
  const build = () => buildNetwork('cnn', 1);
  const known = { preprocessing: DIGIT_SPEC, labels: DIGIT_LABELS };
  await makeArtifact(join(folder, 'conv'), { build, ...known });
  const runtime = createRuntime({ wasmFolder: findWasmFolder() });
  runtime.registry.put({ name: 'dense', source: join(folder, 'dense') });
  runtime.registry.put({ name: 'conv', source: join(folder, 'conv') });
  return { runtime, folder };
}

/** @param {number} digit */
function drawing(digit) {
  return inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
}

/**
 * @param {import('../../page/digits/digit-models.js').DigitModels} models
 * @param {string} name
 * @param {number} digit
 */
async function answer(models, name, digit) {
  const { ink, width, height } = drawing(digit);
  const result = await models.run(name, ({ classifier }) =>
    classifier.classify(ink, width, height),
  );
  assert.ok(result.status === 'digit');
  return result;
}

test('50 drawings with maps and comparison leave no tensor behind', async (t) => {
  const { runtime } = await runtimeWithModels(t);
  const models = createDigitModels(runtime);
  await Promise.all(['dense', 'conv', 'dense'].map((name) => models.load(name)));
  const maps = createFeatureMaps((await models.load('conv')).built.model);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 50; i += 1) {
    const { digit, input } = await answer(models, 'dense', i % 10);
    assert.equal(digit, i % 10);
    await Promise.all([
      models.inspect('conv', () => maps.compute(input)),
      models.run('conv', ({ classifier }) => classifier.classifyInput(input)),
    ]);
  }
  assert.equal(tf.memory().numTensors, before);
  const counts = runtime.loadLog.records.map(({ latencies }) => latencies.length);
  assert.deepEqual(counts, [50, 50]);
});

test('a model is loaded once, and anew where another one takes its name', async (t) => {
  const { runtime, folder } = await runtimeWithModels(t);
  const models = createDigitModels(runtime);
  const before = tf.memory().numTensors;
  const [one, same] = await Promise.all([models.load('conv'), models.load('conv')]);
  assert.equal(one, same);
  assert.equal(await models.load('conv'), one);
  runtime.registry.put({ name: 'conv', source: await openArtifact(join(folder, 'dense')) });
  const other = await models.load('conv');
  assert.equal((await answer(models, 'conv', 7)).digit, 7);
  const { model } = other.built;
  assert.ok('layers' in model);
  assert.equal(tf.memory().numTensors, before + model.weights.length);
});

test('where a model is missing or none of digits, the former one stays', async (t) => {
  const { runtime, folder } = await runtimeWithModels(t);
  const models = createDigitModels(runtime);
  await models.load('dense');
  await makeConvArtifact(join(folder, 'letters'));
  const before = tf.memory().numTensors;
  for (const [name, message] of /** @type {const} */ ([
    ['nowhere', /nowhere\/metadata\.json: not found/],
    ['letters', /not a digit model/],
  ])) {
    runtime.registry.put({ name: 'dense', source: join(folder, name) });
    await assert.rejects(models.load('dense'), message);
    assert.equal((await answer(models, 'dense', 4)).digit, 4);
  }
  assert.equal(tf.memory().numTensors, before);
});

test('a switched backend builds all of them anew, and keeps none of the former', async (t) => {
  const { runtime } = await runtimeWithModels(t);
  const models = createDigitModels(runtime);
  runtime.onSwitch(models.rebuild);
  await Promise.all([models.load('dense'), models.load('conv')]);
  const before = tf.memory().numTensors;
  for (const backend of /** @type {const} */ (['cpu', 'wasm'])) {
    const answers = [0, 1, 2].map((digit) => answer(models, 'dense', digit));
    await Promise.all([runtime.switchBackend(backend), ...answers]);
    assert.equal(models.get('dense')?.built.backend, backend);
    assert.equal((await answer(models, 'dense', 3)).digit, 3);
    assert.equal(tf.memory().numTensors, before);
  }
});

test('a model that is not loaded cannot answer', async (t) => {
  const { runtime } = await runtimeWithModels(t);
  const models = createDigitModels(runtime);
  await assert.rejects(models.load('none'), /no digit model "none" on the registry/);
  await assert.rejects(
    models.run('dense', async () => {}),
    /"dense" is not loaded/,
  );
});

test('a picture of any size fills the sheet as a test digit fills its 28 pixels', () => {
  const small = new Float32Array(12 * 6);
  small.fill(1, 3 * 6 + 2, 3 * 6 + 4);
  const sheet = fitSheet({ ink: small, width: 6, height: 12 });
  assert.equal(sheet?.length, PAD_SIZE * PAD_SIZE);
  const inked = sheet?.reduce((count, value) => count + (value > 0.5 ? 1 : 0), 0);
  assert.equal(inked, 200 * 100);
  assert.equal(fitSheet({ ink: new Float32Array(4), width: 2, height: 2 }), null);
});
