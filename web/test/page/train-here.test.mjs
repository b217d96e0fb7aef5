import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { makeDigitSprite } from '../../node/io/digit-sprite.mjs';
import { readNpmDigits } from '../../node/io/npm-digits.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { confusionOf, worstMistake } from '../../page/train/confusion.js';
import { averaged, createHistory } from '../../page/train/history.js';
import { createMnistData, labelOf } from '../../page/train/mnist-data.js';
import { architectureOf, buildTrainable } from '../../page/train/networks.js';
import { joinSprite, parseIndex } from '../../page/train/sprite.js';
import { train } from '../../page/train/training.js';
import { useBackend } from '../../src/backend.js';
import { createRandom } from '../../src/text/sampling.js';
import { registerWasmGradients } from '../../training/wasm-gradients.js';

const DATASET = { name: 'mnist', source: 'a test', sha256: {}, split_seed: null };

/** Six digits to train on and four to test on, each as bright as its row; the class is the row. */
function tinySprite() {
  const pixels = Uint8Array.from({ length: 10 * 784 }, (_, i) => 25 * Math.floor(i / 784));
  const labels = Uint8Array.from({ length: 100 }, (_, i) => Number(i % 11 === 0));
  return { pixels, labels, trainCount: 6, testCount: 4, dataset: DATASET };
}

/** @param {import('../../page/train/mnist-data.js').Batch} batch */
function classesOf({ xs, labels }) {
  const classes = Array.from(tf.argMax(labels, 1).dataSync());
  const pixels = xs.dataSync();
  for (const [row, label] of classes.entries()) {
    assert.equal(pixels[row * 784 + 400], Math.fround((25 * label) / 255));
  }
  tf.dispose([xs, labels]);
  return classes;
}

test('batches hold each digit once, and then begin anew', async () => {
  await useBackend('cpu', { wasmFolder: '' });
  const data = createMnistData(tinySprite(), { validationCount: 1, random: createRandom(1) });
  assert.deepEqual([data.trainCount, data.validationCount, data.testCount], [5, 1, 4]);
  const { xs, labels } = data.nextTrainBatch(2);
  assert.deepEqual(
    [xs.shape, labels.shape],
    [
      [2, 28, 28, 1],
      [2, 10],
    ],
  );
  const first = [...classesOf({ xs, labels }), ...classesOf(data.nextTrainBatch(3))];
  const second = classesOf(data.nextTrainBatch(5));
  assert.deepEqual(first.toSorted(), [0, 1, 2, 3, 4]);
  assert.deepEqual(second.toSorted(), [0, 1, 2, 3, 4]);
  assert.notDeepEqual(first, second);
  assert.deepEqual(classesOf(data.validationBatch(0, 1)), [5]);
});

test('test batches come in order, and then from the start', () => {
  const data = createMnistData(tinySprite(), { validationCount: 0, random: createRandom(1) });
  assert.deepEqual(classesOf(data.nextTestBatch(3)), [6, 7, 8]);
  assert.deepEqual(classesOf(data.nextTestBatch(3)), [9, 6, 7]);
  assert.equal(data.firstTest(8), 2);
  assert.equal(data.firstTest(0), -1);
});

test('a sprite whose parts do not fit is refused', () => {
  const { pixels, labels } = tinySprite();
  const index = { train: 6, test: 4, sha256: new Map(), dataset: DATASET };
  assert.equal(joinSprite(index, pixels, labels).trainCount, 6);
  assert.throws(() => joinSprite({ ...index, test: 5 }, pixels, labels), /expected 11 of each/);
  const twice = labels.with(1, 1);
  assert.throws(() => joinSprite(index, pixels, twice), /wrong label.*another in row 0/);
  assert.throws(() => parseIndex({ width: 10 }, 'sprite.json'), /sprite\.json, width.*784/);
});

test('the page’s own digits are those of the npm package, pixel by pixel', async () => {
  const files = await makeDigitSprite(1);
  const index = parseIndex(JSON.parse(String(files.get('sprite.json'))), 'sprite.json');
  assert.deepEqual([index.train, index.test], [8000, 2000]);
  const picture = PNG.sync.read(Buffer.from(files.get('mnist_images.png') ?? []));
  const pixels = new Uint8Array(7_840_000);
  for (let i = 0; i < pixels.length; i += 1) {
    pixels[i] = picture.data[4 * i];
  }
  const labels = files.get('mnist_labels_uint8') ?? new Uint8Array();
  const sprite = joinSprite(index, pixels, labels);
  const digits = await readNpmDigits();
  const keys = (/** @type {(row: number) => string} */ key) =>
    Array.from({ length: 10_000 }, (_, row) => key(row)).sort();
  assert.deepEqual(
    keys((row) => `${labelOf(sprite, row)} ${digest(pixels.subarray(784 * row, 784 * (row + 1)))}`),
    keys((row) => {
      const image = digits.images.subarray(784 * row, 784 * (row + 1));
      return `${digits.labels[row]} ${digest(new Uint8Array(image.map((v) => Math.round(255 * v))))}`;
    }),
  );
});

/** @param {Uint8Array} bytes */
function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

test('the gradient of filters on wasm is that of plain JavaScript', async () => {
  /** @param {'wasm' | 'cpu'} backend */
  async function gradientOn(backend) {
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    registerWasmGradients();
    const images = tf.randomNormal([4, 11, 12, 3], 0, 1, 'float32', 5);
    const filters = tf.randomNormal([5, 3, 3, 7], 0, 1, 'float32', 6);
    const of = (/** @type {number} */ stride) =>
      tf.grad((f) =>
        tf.square(
          tf.conv2d(
            /** @type {tf.Tensor4D} */ (images),
            /** @type {tf.Tensor4D} */ (f),
            stride,
            'valid',
          ),
        ),
      )(filters);
    return [Float32Array.from(await of(1).data()), Float32Array.from(await of(2).data())];
  }
  const [wasm, cpu] = [await gradientOn('wasm'), await gradientOn('cpu')];
  for (const [i, expected] of cpu.entries()) {
    assert.equal(wasm[i].length, 5 * 3 * 3 * 7);
    // Sums of some hundred products, in another order.
    const scale = Math.max(...expected.map(Math.abs));
    assert.ok(wasm[i].every((value, k) => Math.abs(value - expected[k]) <= 1e-5 * scale));
  }
});

test('training reports each batch, learns, and stops where it is told', async () => {
  await useBackend('wasm', { wasmFolder: findWasmFolder() });
  registerWasmGradients();
  const data = createMnistData(tinySprite(), { validationCount: 1, random: createRandom(1) });
  const model = buildTrainable('codelab', 1);
  const history = createHistory();
  const watcher = {
    onBatch: history.batches.push.bind(history.batches),
    onEpoch: history.epochs.push.bind(history.epochs),
  };
  const plan = { epochs: 3, batchSize: 2, digits: 5 };
  const before = tf.memory().numTensors;
  const stopped = await train(model, data, plan, {
    ...watcher,
    isStopped: () => history.batches.length === 5,
  });
  assert.deepEqual(stopped, { epochs: 1, batches: 5 });
  assert.deepEqual(
    history.batches.map(({ epoch, batch, batches }) => [epoch, batch, batches]),
    [
      [1, 1, 3],
      [1, 2, 3],
      [1, 3, 3],
      [2, 1, 3],
      [2, 2, 3],
    ],
  );
  const whole = await train(model, data, plan, { ...watcher, isStopped: () => false });
  assert.deepEqual(whole, { epochs: 3, batches: 9 });
  assert.ok(history.epochs[3].loss < history.epochs[0].loss);
  // Adam's moments, and its counters, are all that stays.
  assert.ok(tf.memory().numTensors - before <= 2 * model.weights.length + 2);
  model.dispose();
});

test('the architecture is the codelab’s', () => {
  const model = buildTrainable('codelab', 1);
  assert.deepEqual(
    architectureOf(model).map(({ shape, parameters }) => [shape, parameters]),
    [
      ['24 × 24 × 8', 208],
      ['12 × 12 × 8', 0],
      ['8 × 8 × 16', 3216],
      ['4 × 4 × 16', 0],
      ['256', 0],
      ['10', 2570],
    ],
  );
  model.dispose();
});

test('a confusion matrix counts what is taken for what', () => {
  const found = confusionOf([0, 0, 1, 1, 1], [0, 1, 1, 0, 0], 3);
  assert.deepEqual(found.matrix, [
    [1, 1, 0],
    [2, 1, 0],
    [0, 0, 0],
  ]);
  assert.deepEqual(found.accuracies, [0.5, 1 / 3, null]);
  assert.deepEqual([found.accuracy, found.total], [0.4, 5]);
  assert.deepEqual(worstMistake(found.matrix), { label: 1, answer: 0, count: 2 });
  assert.equal(worstMistake([[3]]), null);
});

test('curves of many batches are averaged by groups', () => {
  assert.deepEqual(averaged([1, 3, 5, 7, 9], 2), [
    { x: 0, y: 2 },
    { x: 1, y: 6 },
  ]);
  const history = createHistory();
  for (let batch = 1; batch <= 401; batch += 1) {
    history.batches.push({ epoch: 1, batch, batches: 401, loss: 1, accuracy: 0.5 });
  }
  const [loss] = history.charts();
  assert.deepEqual([loss.step, loss.first, loss.values[0].length], [3, 3, 133]);
});
