import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { loadModel } from '../../src/predictor/load-model.js';
import { denseGraph, loopGraph, twoOutputGraph, wholeGraph } from '../helpers/graphs.mjs';
import { makeArtifact, makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/**
 * @param {TestContext} t
 * @param {import('../helpers/make-graph-artifact.mjs').Graph} graph
 */
async function loadGraph(t, graph) {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, graph);
  return await loadHere(t, folder);
}

/** @param {TestContext} t */
async function loadConv(t) {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  return await loadHere(t, folder);
}

/**
 * @param {TestContext} t
 * @param {string} folder
 */
async function loadHere(t, folder) {
  const model = await loadModel(folder, { backend: 'wasm' });
  t.after(() => model.dispose());
  return model;
}

test('a model says what it takes and gives', async (t) => {
  const model = await loadConv(t);
  assert.deepEqual(
    model.inputs.map(({ shape, dtype }) => [shape, dtype]),
    [[[null, 8, 8, 1], 'float32']],
  );
  assert.deepEqual(
    model.outputs.map(({ shape }) => shape),
    [[null, 3]],
  );
  assert.deepEqual([model.name, model.labels, model.backend], ['fixture', null, 'wasm']);
  assert.ok(model.selfTest.ok);
});

test('one example gives one output, and many as many, without a tensor left behind', async (t) => {
  const model = await loadConv(t);
  const [{ name }] = model.outputs;
  const before = tf.memory().numTensors;
  const picture = Float32Array.from({ length: 64 }, (_, i) => (i % 7) / 7);
  const one = (await model.predict(picture))[name];
  assert.equal(one.length, 3);
  const many = (await model.predict([picture, picture.map((v) => 1 - v)]))[name];
  assert.deepEqual(many[0], one);
  assert.notDeepEqual(many[1], one);
  assert.ok(
    Math.abs(one.reduce((/** @type {number} */ s, /** @type {number} */ v) => s + v) - 1) < 1e-6,
  );
  const nested = Array.from({ length: 8 }, (_, y) =>
    Array.from({ length: 8 }, (_, x) => [picture[8 * y + x]]),
  );
  assert.deepEqual((await model.predict({ [model.inputs[0].name]: nested }))[name], one);
  assert.equal(tf.memory().numTensors, before);
});

test('two inputs and two outputs go by their names', async (t) => {
  const model = await loadGraph(t, twoOutputGraph());
  const both = await model.predict({ 7: [10, 20], 'left side': [1, 2] });
  assert.deepEqual(both, { sum: [11, 22], 3: [-9, -18] });
  const many = await model.predict({
    'left side': Float32Array.of(1, 2, 3, 4),
    7: [
      [10, 20],
      [30, 40],
    ],
  });
  assert.deepEqual(many.sum, [
    [11, 22],
    [33, 44],
  ]);
});

test('outputs come as typed arrays or as tensors where these are asked for', async (t) => {
  const model = await loadGraph(t, denseGraph());
  const rows = [
    [1, 2],
    [-1, 0.5],
  ];
  const { y: arrays } = await model.predict(rows);
  const { y: typed } = await model.predict(rows, { as: 'typedArrays' });
  assert.deepEqual(
    [typed.shape, typed.dtype, typed.data.constructor],
    [[2, 3], 'float32', Float32Array],
  );
  assert.deepEqual([...typed.data], arrays.flat());
  const { y: tensor } = await model.predict(tf.tensor2d(rows), { as: 'tensors' });
  assert.deepEqual(await tensor.array(), arrays);
  tensor.dispose();
});

test('many examples run in batches, with progress, and can be stopped', async (t) => {
  const model = await loadGraph(t, denseGraph());
  const rows = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i));
  const before = tf.memory().numTensors;
  /** @type {number[][]} */
  const progress = [];
  const onProgress = (/** @type {number[]} */ ...args) => progress.push(args);
  const { y } = await model.predict(rows, { batchSize: 40, onProgress });
  assert.deepEqual(progress, [
    [40, 100],
    [80, 100],
    [100, 100],
  ]);
  assert.deepEqual(y, (await model.predict(rows, { batchSize: 100 })).y);
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('enough'));
  const stopped = model.predict(rows, {
    batchSize: 1,
    onProgress: stop,
    signal: controller.signal,
  });
  await assert.rejects(stopped, { message: 'enough' });
  assert.equal(tf.memory().numTensors, before);
});

test('calls at the same time do not disturb each other', async (t) => {
  const model = await loadGraph(t, denseGraph());
  const inputs = Array.from({ length: 8 }, (_, i) => [i, -i]);
  const alone = [];
  for (const input of inputs) {
    alone.push(await model.predict(input));
  }
  assert.deepEqual(await Promise.all(inputs.map((input) => model.predict(input))), alone);
});

test('a graph with a loop predicts as others do', async (t) => {
  const model = await loadGraph(t, loopGraph(3));
  assert.deepEqual(await model.predict([8, 0]), { y: [2.75, 1.75] });
});

test('an output of all examples together is of all, however many there are', async (t) => {
  const model = await loadGraph(t, wholeGraph());
  const rows = Float32Array.from({ length: 200 }, (_, i) => i);
  assert.deepEqual(await model.predict(rows, { batchSize: 10 }), { mean: 99.5 });
});

test('functions that were taken out of the model work on their own', async (t) => {
  const { predict } = await loadGraph(t, denseGraph());
  assert.equal((await predict([1, 2])).y.length, 3);
});

test('a model for a fixed number of examples takes several times as many', async (t) => {
  const folder = await temporaryFolder(t);
  await makeArtifact(folder, {
    build: () =>
      layers.sequential({ layers: [layers.layers.dense({ units: 1, batchInputShape: [2, 3] })] }),
    vectors: 2,
  });
  const model = await loadHere(t, folder);
  const [{ name }] = model.outputs;
  const result = await model.predict(new Float32Array(12).fill(1));
  assert.equal(result[name].length, 4);
  await assert.rejects(model.predict(new Float32Array(9)), { name: 'DataError' });
});

/** @type {[string, any, string, RegExp][]} */
const WRONG = [
  [
    'one value for two inputs',
    [1, 2],
    'UsageError',
    /expected an object with left side, 7, got one value/,
  ],
  ['a missing input', { 7: [1, 2] }, 'UsageError', /got 7\. Add left side/],
  ['a misspelt input', { 'left-side': [1, 2], 7: [1, 2] }, 'UsageError', /Did you mean left side/],
  ['nothing', undefined, 'UsageError', /inputs: not the model's/],
  [
    'different numbers',
    {
      'left side': [1, 2],
      7: [
        [1, 2],
        [3, 4],
      ],
    },
    'DataError',
    /got 1 of left side, 2 of 7/,
  ],
  [
    'a wrong shape',
    { 'left side': [1, 2, 3], 7: [1, 2] },
    'DataError',
    /input left side: wrong shape/,
  ],
  [
    'a tensor of another dtype',
    () => ({ 'left side': tf.tensor1d([1, 2], 'int32'), 7: [1, 2] }),
    'DataError',
    /got a tensor of the shape \[2\] of int32/,
  ],
];

for (const [name, inputs, error, words] of WRONG) {
  test(`refused: ${name}`, async (t) => {
    const model = await loadGraph(t, twoOutputGraph());
    const given = typeof inputs === 'function' ? inputs() : inputs;
    const before = tf.memory().numTensors;
    await assert.rejects(model.predict(given), { name: error, message: words });
    assert.equal(tf.memory().numTensors, before);
  });
}

test('options that are not valid are refused', async (t) => {
  const model = await loadGraph(t, denseGraph());
  const predict = (/** @type {any} */ options) => model.predict([1, 2], options);
  await assert.rejects(predict({ as: 'json' }), {
    message: /as: not valid; expected arrays, typedArrays, tensors, got json/,
  });
  await assert.rejects(predict({ batchSize: 0 }), { message: /batchSize/ });
  await assert.rejects(predict({ batch_size: 4 }), { message: /Did you mean batchSize/ });
  await assert.rejects(loadModel('x', /** @type {any} */ ({ worker: true })), {
    message: /worker: of the wrong type; expected a Worker/,
  });
});

test('after dispose() a model refuses to predict', async (t) => {
  const model = await loadGraph(t, denseGraph());
  model.dispose();
  model.dispose();
  await assert.rejects(model.predict([1, 2]), {
    name: 'UsageError',
    message: /used after dispose/,
  });
});
