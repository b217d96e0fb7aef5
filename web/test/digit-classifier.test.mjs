import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../node/folder-reader.mjs';
import { findWasmFolder } from '../node/wasm-folder.mjs';
import { loadArtifact } from '../src/artifact.js';
import { BACKENDS, useBackend } from '../src/backend.js';
import { createDigitClassifier } from '../src/digit-classifier.js';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../src/strokes.js';
import { DIGITS } from './digit-strokes.mjs';
import { makeConvArtifact, makeDigitArtifact, temporaryFolder } from './make-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../src/backend.js').BackendName} backend
 */
async function digitArtifact(t, backend) {
  const folder = await temporaryFolder(t);
  await makeDigitArtifact(folder);
  await useBackend(backend, { wasmFolder: findWasmFolder() });
  return await loadArtifact(createFolderReader(folder, { label: 'digits' }));
}

for (const backend of BACKENDS) {
  test(`on ${backend}, each drawn digit is told, with probabilities that sum to 1`, async (t) => {
    const classifier = createDigitClassifier(await digitArtifact(t, backend));
    t.after(() => classifier.dispose());
    for (const [digit, strokes] of DIGITS.entries()) {
      const { ink, width, height } = inkOfStrokes(strokes, PAD_SIZE, PEN_RADIUS);
      const result = await classifier.classify(ink, width, height);
      assert.ok(result.status === 'digit');
      assert.equal(result.digit, digit);
      assert.equal(result.label, String(digit));
      assert.equal(result.input.length, 784);
      const sum = result.probabilities.reduce((total, value) => total + value, 0);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    }
  });

  test(`on ${backend}, 200 classifications leave no tensor and no byte behind`, async (t) => {
    const classifier = createDigitClassifier(await digitArtifact(t, backend));
    const { ink, width, height } = inkOfStrokes(DIGITS[8], PAD_SIZE, PEN_RADIUS);
    await classifier.classify(ink, width, height);
    const before = tf.memory();
    for (let i = 0; i < 200; i += 1) {
      await classifier.classify(ink, width, height);
    }
    const after = tf.memory();
    classifier.dispose();
    assert.equal(after.numTensors, before.numTensors);
    assert.equal(after.numBytes, before.numBytes);
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

test('disposing frees the model', async (t) => {
  const artifact = await digitArtifact(t, 'cpu');
  const before = tf.memory().numTensors;
  createDigitClassifier(artifact).dispose();
  assert.equal(tf.memory().numTensors, before - artifact.model.weights.length);
});

test('probabilities that are not finite are an error', async (t) => {
  const artifact = await digitArtifact(t, 'cpu');
  artifact.model.setWeights(artifact.model.getWeights().map((w) => tf.fill(w.shape, Number.NaN)));
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
      'conv: not a model of digits; expected preprocessing "mnist-digit" and labels, got none in ' +
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
      'conv: not a model of digits; expected input and output [[null,28,28,1],[null,10]], ' +
      'got [[null,8,8,1],[null,3]]. Use an artifact of a digit model.',
  });
});
