import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import {
  createImageClassifier,
  createImageDetector,
  createImageEmbedder,
  createImageRegressor,
  createImageSegmenter,
  loadModel,
  preparePicture,
} from '../../src/index.js';
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

/** @typedef {'softmax' | 'sigmoid'} Activation */

/**
 * @param {number} classes one for each colour; 1: how blue it is
 * @param {number | null} side
 * @param {number | null} [batch] null: any number of examples
 * @param {Activation} [ofSeveral]
 */
function colourModel(classes, side, batch = null, ofSeveral = 'softmax') {
  const mean = layers.layers.globalAveragePooling2d({ batchInputShape: [batch, side, side, 3] });
  const activation = classes === 1 ? undefined : ofSeveral;
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
 * @param {number | null} [options.batch]
 * @param {Activation} [options.activation]
 */
async function load(
  t,
  { classes = 3, side = 4, declared = {}, labels = COLOURS, batch = null, activation } = {},
) {
  const folder = await temporaryFolder(t);
  const input = () => tf.randomUniform([4, side ?? 4, side ?? 4, 3], 0, 1, 'float32', 3);
  const build = () => colourModel(classes, side, batch, activation);
  await makeArtifact(folder, { build, labels, input });
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
  const cut = createImageClassifier(await load(t), { preprocessing: { fit: 'center-crop' } });
  assert.equal(cut.preprocessing.shorter_side, 4);
  assert.equal((await cut.prepare(plain([255, 0, 0]))).length, 48);
  const model = await load(t, { declared: null, labels: null });
  const preprocessing = /** @type {const} */ ({ scale: 'unit' });
  const labels = ['rot', 'gruen', 'blau'];
  const other = createImageClassifier(model, { preprocessing, labels });
  assert.deepEqual(other.preprocessing, { ...DECLARED, input: model.inputs[0].name });
  assert.equal((await other.classify(plain([0, 0, 255]))).label, 'blau');
});

test('predict() takes what a picture is prepared to, whatever the model gives', async (t) => {
  const model = await load(t, { labels: null });
  const [{ name }] = model.inputs;
  const blue = await preparePicture(model, plain([0, 0, 255]));
  const found = await model.predict({ [name]: blue });
  const [scores] = Object.values(found);
  assert.equal(scores.indexOf(Math.max(...scores)), 2);
  const whole = await preparePicture(model, plain([0, 0, 255]), { scale: 'none' });
  assert.equal(Math.max(.../** @type {Float32Array} */ (whole)), 255);
  const open = await load(t, { side: null, declared: { height: 2, width: 3 } });
  const rows = /** @type {Float32Array[][]} */ (await preparePicture(open, plain([0, 0, 255])));
  assert.deepEqual([rows.length, rows[0].length, rows[0][0].length], [2, 3, 3]);
  const undeclared = await load(t, { declared: null });
  await assert.rejects(preparePicture(undeclared, plain([0, 0, 0])), {
    name: 'UsageError',
    message: /nothing says how its pictures are prepared/,
  });
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

test('a sigmoid for each of several labels finds all that are likely enough', async (t) => {
  const model = await load(t, { activation: 'sigmoid' });
  const classifier = createImageClassifier(model);
  assert.deepEqual(model.activations, { [model.outputs[0].name]: 'sigmoid' });
  assert.equal(classifier.multiLabel, true);
  // 8 times the colour's share, above 0: more than half.
  const violet = await classifier.classify(plain([255, 0, 200]), { threshold: 0.9 });
  assert.deepEqual(
    violet.found.map(({ label }) => label),
    ['red', 'blue'],
  );
  assert.deepEqual((await classifier.classify(plain([9, 9, 9]), { threshold: 0.9 })).found, []);
  const single = createImageClassifier(model, { multiLabel: false });
  assert.equal((await single.classify(plain([255, 0, 200]))).found.length, 1);
  const distribution = createImageClassifier(await load(t));
  assert.equal(distribution.multiLabel, false);
});

test('a model that takes four pictures at a time also takes one', async (t) => {
  const classifier = createImageClassifier(await load(t, { batch: 4 }));
  const green = await classifier.classify(plain([0, 255, 0]));
  assert.equal(green.label, 'green');
  assert.equal(green.scores.length, 3);
});

test('the numbers of a picture have names', async (t) => {
  const one = createImageRegressor(await load(t, { classes: 1, labels: null }));
  assert.deepEqual(Object.keys(await one.estimate(plain([0, 0, 51]))), one.names);
  const found = await one.estimate(plain([0, 0, 51]));
  assert.ok(Math.abs(found[one.names[0]] - 0.2) < 1e-6);
  const model = await load(t);
  assert.deepEqual(createImageRegressor(model).names, COLOURS);
  assert.deepEqual(createImageRegressor(model, { names: ['a', 'b', 'c'] }).names, ['a', 'b', 'c']);
  assert.throws(() => createImageRegressor(model, { names: ['a', 'a', 'c'] }), {
    message: /names: not one for each number; expected 3 different names, got a, a, c/,
  });
  assert.throws(() => createImageRegressor(model, { output: 'x' }), { message: /got x/ });
});

test('a helper whose output is of another shape is refused, with what there is', async (t) => {
  const model = await load(t);
  const [{ name }] = model.outputs;
  assert.throws(() => createImageSegmenter(model), {
    name: 'UsageError',
    message: /not one output of the shape \[examples, height, width, classes\]/,
  });
  assert.throws(() => createImageDetector(model), {
    message: new RegExp(`boxes: not the name of an output .* got boxes, of the outputs ${name} `),
  });
  assert.throws(() => createImageDetector(model, { boxes: name }), {
    message: /boxes: not the name of an output of the shape \[examples, boxes, 4\]/,
  });
  const embedder = createImageEmbedder(model, { normalize: false });
  assert.equal((await embedder.embed(plain([1, 2, 3]))).length, 3);
  const wrong = /** @type {any} */ ({ colors: [] });
  assert.throws(() => createImageSegmenter(model, wrong), { message: /Did you mean colours/ });
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
