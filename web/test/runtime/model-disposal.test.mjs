import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { openArtifact } from '../../src/artifact/open.js';
import { loadBundle } from '../../src/bundle.js';
import { createDigitClassifier } from '../../src/digits/digit-classifier.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { makeArtifact, makeDigitArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';

const { layers: layer } = layers;
/** The usual one needs parts of TensorFlow.js that are not loaded here. */
const recurrentInitializer = 'glorotUniform';

/** Two towers over one embedder, as in a siamese network. */
function makeSiamese() {
  const input = layers.input({ shape: [8] });
  const embedder = layers.sequential({
    layers: [layer.dense({ units: 4, inputShape: [8], name: 'shared' }), layer.dense({ units: 4 })],
  });
  const reversed = /** @type {layers.SymbolicTensor} */ (
    layer.dense({ units: 8, name: 'other' }).apply(input)
  );
  const towers = [input, reversed].map((one) => embedder.apply(one));
  const joined = layer.add().apply(/** @type {layers.SymbolicTensor[]} */ (towers));
  return layers.model({ inputs: input, outputs: /** @type {layers.SymbolicTensor} */ (joined) });
}

/** One layer three times in a row. */
function makeShared() {
  const input = layers.input({ shape: [4] });
  const dense = layer.dense({ units: 4 });
  const once = dense.apply(input);
  const thrice = dense.apply(dense.apply(/** @type {layers.SymbolicTensor} */ (once)));
  return layers.model({ inputs: input, outputs: /** @type {layers.SymbolicTensor} */ (thrice) });
}

/** A shared layer in a model in a model, which is itself used twice. */
function makeNested() {
  const input = layers.input({ shape: [4] });
  const inner = makeShared();
  const twice = inner.apply(/** @type {layers.SymbolicTensor} */ (inner.apply(input)));
  return layers.model({ inputs: input, outputs: /** @type {layers.SymbolicTensor} */ (twice) });
}

/** Layers in wrappers, one of them used twice. */
function makeRecurrent() {
  const input = layers.input({ shape: [5, 3] });
  const both = layer.bidirectional({
    layer: layer.lstm({ units: 3, returnSequences: true, recurrentInitializer }),
    mergeMode: 'sum',
  });
  const each = layer.timeDistributed({ layer: layer.dense({ units: 3 }) });
  const once = each.apply(/** @type {layers.SymbolicTensor} */ (both.apply(input)));
  const twice = each.apply(/** @type {layers.SymbolicTensor} */ (once));
  return layers.model({ inputs: input, outputs: /** @type {layers.SymbolicTensor} */ (twice) });
}

/** It remembers, and its states are tensors that no weight holds. */
function makeStateful() {
  return layers.sequential({
    layers: [
      layer.lstm({
        units: 3,
        batchInputShape: [4, 5, 3],
        stateful: true,
        returnSequences: true,
        recurrentInitializer,
      }),
      layer.gru({ units: 2, stateful: true, recurrentInitializer }),
    ],
  });
}

const MODELS = { makeSiamese, makeShared, makeNested, makeRecurrent, makeStateful };

for (const [name, build] of Object.entries(MODELS)) {
  test(`${name}: no tensor and no byte stays after dispose(), load after load`, async (t) => {
    const folder = await temporaryFolder(t);
    await makeArtifact(folder, { build });
    const before = tf.memory();
    for (let load = 0; load < 3; load += 1) {
      const bundle = await loadBundle(folder);
      bundle.dispose();
      const { numTensors, numBytes } = tf.memory();
      assert.deepEqual([numTensors, numBytes], [before.numTensors, before.numBytes]);
    }
  });
}

/** @type {Record<string, (one: {dispose(): void}, other: {dispose(): void}) => void>} */
const ORDERS = {
  'the bundle twice': (bundle) => [bundle, bundle].forEach((it) => void it.dispose()),
  'classifier, then bundle': (bundle, classifier) =>
    [classifier, bundle].forEach((it) => void it.dispose()),
  'bundle, then classifier': (bundle, classifier) =>
    [bundle, classifier].forEach((it) => void it.dispose()),
  'all, twice': (bundle, classifier) =>
    [classifier, bundle, bundle, classifier].forEach((it) => void it.dispose()),
};

for (const [order, disposeAll] of Object.entries(ORDERS)) {
  test(`dispose() of ${order}: no error, nothing left, and use is refused`, async (t) => {
    const folder = await temporaryFolder(t);
    await makeDigitArtifact(folder);
    const before = tf.memory().numTensors;
    const bundle = await loadBundle(folder);
    const classifier = createDigitClassifier(bundle);
    disposeAll(bundle, classifier);
    bundle.model.dispose(); // by those who keep to TensorFlow.js's habits
    assert.equal(tf.memory().numTensors, before);
    const refusal = {
      name: 'UsageError',
      message: `${folder}: used after dispose(); expected a model that is still in use, got one that was disposed of. Load it again, or dispose of it later.`,
    };
    const ink = new Float32Array(784).fill(1, 300, 400);
    await assert.rejects(classifier.classify(ink, 28, 28), refusal);
    assert.throws(() => bundle.model.predict(tf.zeros([1, 28, 28, 1])), refusal);
  });
}

test('a bundle whose model was freed by its own dispose() frees the rest', async (t) => {
  const folder = await temporaryFolder(t);
  await makeArtifact(folder, { build: makeSiamese });
  const before = tf.memory().numTensors;
  const bundle = await loadBundle(folder);
  bundle.model.dispose();
  bundle.dispose();
  assert.equal(tf.memory().numTensors, before);
  assert.throws(() => bundle.run(() => 1), { name: 'UsageError' });
});

for (const engine of /** @type {const} */ (['kernel', 'tfjs'])) {
  test(`a text generator on ${engine} is disposed of twice, and then refused`, async (t) => {
    const folder = await temporaryFolder(t);
    await makeTextArtifact(folder);
    const artifact = await openArtifact(folder);
    const before = tf.memory().numTensors;
    const writer = await createTextGenerator(artifact, { engine });
    writer.dispose();
    writer.dispose();
    assert.equal(tf.memory().numTensors, before);
    await assert.rejects(writer.prime('ab'), { name: 'UsageError', message: /after dispose/ });
    await assert.rejects(writer.generate({ length: 1 }).next(), { name: 'UsageError' });
  });
}
