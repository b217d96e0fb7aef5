import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { createImageClassifier, loadModel } from '../../src/index.js';
import { WHITE, writeDigitPng } from '../helpers/digit-png.mjs';
import { twoOutputGraph } from '../helpers/graphs.mjs';
import { editMetadata, makeArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

const DECLARED = /** @type {const} */ ({
  kind: 'picture',
  width: 4,
  height: 4,
  channels: 3,
  fit: 'stretch',
  method: 'bilinear',
  scale: 'unit',
  invert: 'never',
});

/**
 * @param {number} classes one for each colour; 1: how blue it is
 * @param {number | null} side
 */
function colourModel(classes, side) {
  const mean = layers.layers.globalAveragePooling2d({ inputShape: [side, side, 3] });
  const activation = classes === 1 ? undefined : 'softmax';
  const dense = layers.layers.dense({ units: classes, useBias: false, activation });
  const model = layers.sequential({ layers: [mean, dense] });
  const kernel = classes === 1 ? tf.tensor2d([0, 0, 1], [3, 1]) : tf.mul(tf.eye(3), 8);
  dense.setWeights([kernel]);
  return model;
}

/**
 * @param {TestContext} t
 * @param {object} [options]
 * @param {number} [options.classes]
 * @param {number | null} [options.side]
 * @param {object | null} [options.declared] null: nothing
 * @param {string[] | null} [options.labels]
 */
async function load(t, { classes = 3, side = 4, declared = {}, labels = COLOURS } = {}) {
  const folder = await temporaryFolder(t);
  const input = () => tf.randomUniform([4, side ?? 4, side ?? 4, 3], 0, 1, 'float32', 3);
  await makeArtifact(folder, { build: () => colourModel(classes, side), labels, input });
  await editMetadata(folder, (metadata) => {
    const [{ name }] = metadata.inputs;
    metadata.preprocessing = declared && { ...DECLARED, input: name, ...declared };
  });
  const model = await loadModel(folder);
  t.after(() => model.dispose());
  return model;
}

const COLOURS = ['red', 'green', 'blue'];

/**
 * @param {number[]} colour
 * @returns {import('../../src/pictures/pixels.js').Pixels} of 6 x 5
 */
function plain(colour) {
  const data = new Uint8ClampedArray(6 * 5 * 4);
  for (let i = 0; i < data.length; i += 4) {
    data.set([...colour, 255], i);
  }
  return { data, width: 6, height: 5 };
}

test('a picture is what its colour says, the best label first', async (t) => {
  const classifier = createImageClassifier(await load(t));
  assert.deepEqual(classifier.labels, COLOURS);
  assert.equal(classifier.preprocessing.scale, 'unit');
  const green = await classifier.classify(plain([40, 240, 80]), { top: 2 });
  assert.equal(green.label, 'green');
  assert.equal(green.index, 1);
  assert.equal(green.isDistribution, true);
  assert.deepEqual(
    green.top.map(({ label }) => label),
    ['green', 'blue'],
  );
  assert.equal(green.top[0].score, green.score);
  assert.equal(green.scores.length, 3);
  const none = await classifier.classify(plain([250, 0, 0]), { top: 0 });
  assert.deepEqual([none.label, none.top], ['red', []]);
});

test('pictures come from paths, addresses, bytes and Blobs', async (t) => {
  const classifier = createImageClassifier(await load(t));
  const path = join(await temporaryFolder(t), 'seven.png');
  await writeDigitPng(path, { digit: 7, background: WHITE, ink: [0, 0, 255, 255] });
  const bytes = new Uint8Array(await readFile(path));
  const sources = [path, pathToFileURL(path), pathToFileURL(path).href, bytes, new Blob([bytes])];
  const inputs = await Promise.all([...sources, bytes.buffer].map((it) => classifier.prepare(it)));
  for (const input of inputs) {
    assert.deepEqual(input, inputs[0]);
  }
  assert.equal(inputs[0].length, 48);
  assert.equal((await classifier.classify(path)).label, 'blue');
});

test('options replace what the artifact declares, or say what it does not', async (t) => {
  const whole = createImageClassifier(await load(t), { preprocessing: { scale: 'none' } });
  assert.equal((await whole.prepare(plain([255, 0, 0])))[0], 255);
  const model = await load(t, { declared: null, labels: null });
  const preprocessing = /** @type {const} */ ({ scale: 'unit' });
  const labels = ['rot', 'gruen', 'blau'];
  const other = createImageClassifier(model, { preprocessing, labels });
  assert.deepEqual(other.preprocessing, { ...DECLARED, input: model.inputs[0].name });
  assert.equal((await other.classify(plain([0, 0, 255]))).label, 'blau');
});

test('a model of any size takes the declared one', async (t) => {
  const classifier = createImageClassifier(
    await load(t, { side: null, declared: { width: 9, height: 7 } }),
  );
  assert.equal((await classifier.prepare(plain([1, 2, 3]))).length, 9 * 7 * 3);
  assert.equal((await classifier.classify(plain([0, 0, 255]))).label, 'blue');
});

test('one value says how likely the second of two classes is', async (t) => {
  const labels = ['not blue', 'blue'];
  const classifier = createImageClassifier(await load(t, { classes: 1, labels }));
  const blue = await classifier.classify(plain([0, 0, 204]));
  assert.equal(blue.label, 'blue');
  assert.ok(Math.abs(blue.score - 0.8) < 1e-6);
  assert.equal((await classifier.classify(plain([0, 0, 51]))).label, 'not blue');
});

test('what is missing is said, with what to do', async (t) => {
  const silent = await load(t, { declared: null });
  assert.throws(() => createImageClassifier(silent), {
    name: 'UsageError',
    message: /nothing says how its pictures are prepared; .* got none\. Export .* --preprocess/,
  });
  const nameless = await load(t, { labels: null });
  assert.throws(() => createImageClassifier(nameless), { message: /labels: not one for each/ });
  assert.throws(
    () => createImageClassifier(silent, { preprocessing: { scale: 'unit', input: 'x' } }),
    {
      message: /preprocessing.input: not the name of one input/,
    },
  );
  assert.throws(() => createImageClassifier(nameless, { labels: ['a', 'b'] }), {
    message: /got 2/,
  });
  const open = await load(t, { side: null, declared: null });
  assert.throws(() => createImageClassifier(open, { preprocessing: { scale: 'unit' } }), {
    message: /preprocessing: no size, which the model leaves open; expected height and width/,
  });
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, twoOutputGraph());
  const sums = await loadModel(folder);
  const preprocessing = /** @type {const} */ ({ scale: 'unit' });
  assert.throws(() => createImageClassifier(sums, { preprocessing }), {
    message: /expected a model that reads pictures, got none/,
  });
  sums.dispose();
});

/** @type {[string, any, RegExp][]} */
const REFUSED = [
  ['a number', 7, /picture: not a picture; .* got 7/],
  ['nothing', null, /not a picture/],
  ['bytes of a text', new TextEncoder().encode('hello'), /picture/],
  [
    'a path to nothing',
    'nowhere.png',
    /nowhere\.png: cannot be read; expected a PNG, JPEG or WebP/,
  ],
  ['no pixels', { data: new Uint8Array(0), width: 0, height: 0 }, /picture: empty/],
  ['pixels that are too few', { data: new Uint8Array(4), width: 2, height: 2 }, /wrong size/],
  ['too many pixels', { data: new Uint8Array(4), width: 5000, height: 1 }, /too large/],
];

for (const [name, picture, words] of REFUSED) {
  test(`refused: ${name}`, async (t) => {
    const classifier = createImageClassifier(await load(t));
    await assert.rejects(classifier.classify(picture), { name: 'DataError', message: words });
  });
}
