import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { loadArtifact } from '../../src/artifact/load.js';
import { useBackend } from '../../src/backend.js';
import { createDigitClassifier } from '../../src/digits/digit-classifier.js';
import { DIGITS } from '../helpers/digit-strokes.mjs';
import { makeConvArtifact, makeDigitArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../../src/backend.js').BackendName} backend
 */
async function digitArtifact(t, backend) {
  const folder = await temporaryFolder(t);
  await makeDigitArtifact(folder);
  await useBackend(backend, { wasmFolder: findWasmFolder() });
  return await loadArtifact(createFolderReader(folder, { label: 'digits' }));
}

/** What tensors there are, and what they take. */
function memory() {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes };
}

/**
 * @param {import('../../src/digits/digit-classifier.js').DigitClassifier} classifier
 * @param {number} digit
 */
async function classifyDrawing(classifier, digit) {
  const { ink, width, height } = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  const result = await classifier.classify(ink, width, height);
  assert.ok(result.status === 'digit');
  return result;
}

for (const backend of /** @type {const} */ (['cpu', 'wasm'])) {
  test(`on ${backend}, each drawn digit is told, with probabilities that sum to 1`, async (t) => {
    const classifier = createDigitClassifier(await digitArtifact(t, backend));
    t.after(() => classifier.dispose());
    for (const digit of DIGITS.keys()) {
      const result = await classifyDrawing(classifier, digit);
      assert.equal(result.digit, digit);
      assert.equal(result.label, String(digit));
      assert.equal(result.input.length, 784);
      const sum = result.probabilities.reduce((total, value) => total + value, 0);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    }
  });

  test(`on ${backend}, 1,000 calls of each kind leave no tensor and no byte behind`, async (t) => {
    const classifier = createDigitClassifier(await digitArtifact(t, backend));
    const none = new Float32Array(784);
    const digit = (await classifyDrawing(classifier, 8)).input;
    const calls = [
      () => classifier.classify(digit, 28, 28),
      () => classifier.classify(none, 28, 28),
      () => classifier.classifyInput(digit),
      () => classifier.classifyInput(none),
      () => assert.rejects(classifier.classify(digit, 3, 3), { name: 'DataError' }),
      () =>
        assert.rejects(
          classifier.classifyInput(digit.subarray(1)),
          /^DataError: input: has the wrong shape; expected a Float32Array of 784 values, got one of 783\./,
        ),
      () =>
        assert.rejects(
          classifier.classifyInput(digit.with(5, Number.NaN)),
          /expected values in \[0, 1\], got NaN at place 5/,
        ),
    ];
    const loaded = memory();
    for (const call of calls) {
      for (let i = 0; i < 1000; i += 1) {
        await call();
      }
      assert.deepEqual(memory(), loaded, `${call}`);
    }
    classifier.dispose();
  });
}

for (const [name, ground, ink] of /** @type {[string, number, number][]} */ ([
  ['light on dark', 20, 250],
  ['dark on light', 240, 30],
])) {
  test(`pixels of a picture are told, ${name}`, async (t) => {
    const classifier = createDigitClassifier(await digitArtifact(t, 'cpu'));
    t.after(() => classifier.dispose());
    for (const [digit, strokes] of DIGITS.entries()) {
      const drawing = inkOfStrokes(strokes, PAD_SIZE, PEN_RADIUS);
      const { width, height } = drawing;
      const data = Uint8Array.from({ length: 4 * width * height }, (_, i) => {
        const value = ground + drawing.ink[i >> 2] * (ink - ground);
        return i % 4 === 3 ? 255 : Math.round(value);
      });
      const result = await classifier.classifyPicture({ data, width, height });
      assert.ok(result.status === 'digit');
      assert.equal(result.digit, digit);
    }
  });
}

test('an empty picture is a result of its own', async (t) => {
  const classifier = createDigitClassifier(await digitArtifact(t, 'cpu'));
  t.after(() => classifier.dispose());
  assert.deepEqual(await classifier.classify(new Float32Array(12), 4, 3), { status: 'empty' });
});

/**
 * @param {{model: import('../../src/runtime/model.js').Model}} artifact of the layers format
 * @returns {import('@tensorflow/tfjs-layers').LayersModel}
 */
function layersOf({ model }) {
  assert.ok('layers' in model);
  return model;
}

test('disposing frees the model', async (t) => {
  const artifact = await digitArtifact(t, 'cpu');
  const before = tf.memory().numTensors;
  createDigitClassifier(artifact).dispose();
  assert.equal(tf.memory().numTensors, before - layersOf(artifact).weights.length);
});

test('probabilities that are not finite are an error', async (t) => {
  const artifact = await digitArtifact(t, 'cpu');
  const model = layersOf(artifact);
  model.setWeights(model.getWeights().map((w) => tf.fill(w.shape, Number.NaN)));
  const classifier = createDigitClassifier(artifact);
  t.after(() => classifier.dispose());
  await assert.rejects(classifier.classify([1], 1, 1), {
    name: 'VerificationError',
    message:
      'digits: the model gave no answer; expected finite probabilities, got NaN or infinity. ' +
      'Verify the artifact, and export the model again.',
  });
});

test('a model that is not one of digits is refused', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const artifact = await loadArtifact(createFolderReader(folder, { label: 'conv' }));
  t.after(() => artifact.model.dispose());
  assert.throws(() => createDigitClassifier(artifact), {
    name: 'ArtifactError',
    message:
      'conv: not a digit model; expected preprocessing "mnist-digit" and labels, got none in ' +
      'metadata.json. Use an artifact of a digit model.',
  });
});

test('a model of other shapes is refused', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const { metadata } = await digitArtifact(t, 'cpu');
  const { model } = await loadArtifact(createFolderReader(folder));
  t.after(() => model.dispose());
  assert.throws(() => createDigitClassifier({ label: 'conv', model, metadata }), {
    message:
      'conv: not a digit model; expected input and output [[null,28,28,1],[null,10]], ' +
      'got [[null,8,8,1],[null,3]]. Use an artifact of a digit model.',
  });
});
