import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { artifactHandler } from '../../src/artifact/io-handler.js';
import { useBackend } from '../../src/backend.js';
import { loadBundle } from '../../src/bundle.js';
import {
  denseGraph,
  fusedGraph,
  loopGraph,
  openGraph,
  throughGraph,
  twoOutputGraph,
  wholeGraph,
} from '../helpers/graphs.mjs';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';

/** @typedef {import('../helpers/make-graph-artifact.mjs').Graph} Graph */
/** @typedef {import('../../src/backend.js').BackendName} BackendName */

const GRAPHS = {
  dense: denseGraph,
  fused: fusedGraph,
  'two outputs': twoOutputGraph,
  'inputs and weights as outputs': throughGraph,
  loop: () => loopGraph(5),
  'a loop of no turns': () => loopGraph(0),
  'open length': openGraph,
  'one number of a whole input': wholeGraph,
};

before(() => useBackend('cpu'));

/**
 * @param {import('node:test').TestContext} t
 * @param {Graph} graph
 * @param {BackendName} [backend]
 */
async function load(t, graph, backend = 'cpu') {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, graph);
  return await loadBundle(folder, { backend });
}

/** @param {Graph} graph */
function inputsOf({ goldenInputs }) {
  return goldenInputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
}

for (const [name, make] of Object.entries(GRAPHS)) {
  for (const backend of /** @type {const} */ (['cpu', 'wasm'])) {
    test(`${name}: right on ${backend}, run after run without a tensor more`, async (t) => {
      const graph = make();
      const before = tf.memory().numTensors;
      const bundle = await load(t, graph, backend);
      assert.equal(bundle.format, 'graph');
      const inputs = bundle.run(() => inputsOf(graph));
      const held = tf.memory().numTensors;
      for (let i = 0; i < 3; i += 1) {
        const outputs = await bundle.predict(inputs);
        outputs.forEach((output, place) => {
          const { values, shape } = graph.goldenOutputs[place];
          assert.deepEqual(output.shape, shape);
          Array.from(output.dataSync()).forEach((value, k) => {
            assert.ok(Math.abs(value - values[k]) < 1e-6, `${value} for ${values[k]}`);
          });
          output.dispose();
        });
        assert.ok(inputs.every(({ isDisposed }) => !isDisposed));
      }
      assert.equal(tf.memory().numTensors, held);
      tf.dispose(inputs);
      bundle.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  }
}

test('inputs are taken in order or by name, and outputs come in the order of the metadata', async (t) => {
  const bundle = await load(t, twoOutputGraph());
  t.after(() => bundle.dispose());
  const [left, right] = [tf.ones([1, 2]), tf.fill([1, 2], 5)];
  for (const inputs of [[left, right], { 7: right, 'left side': left }]) {
    const found = await bundle.predict(inputs);
    assert.deepEqual(
      found.map((tensor) => Array.from(tensor.dataSync())),
      [
        [6, 6],
        [-4, -4],
      ],
    );
    tf.dispose(found);
  }
  for (const [inputs, got] of /** @type {[any, string][]} */ ([
    [left, '1 values'],
    [[left, right, left], '3 values'],
    [{ left, 7: right }, '7, left'],
    [{ 'left side': left }, 'left side'],
    [[1, 2], '2 values'],
    [null, 'none'],
  ])) {
    await assert.rejects(bundle.predict(inputs), {
      name: 'UsageError',
      message: new RegExp(`inputs: not the model's; .*left side, 7, got ${got}\\.`),
    });
  }
  tf.dispose([left, right]);
});

test('any length and any batch is taken where the graph leaves it open', async (t) => {
  const bundle = await load(t, openGraph());
  t.after(() => bundle.dispose());
  for (const [batch, length] of [
    [1, 1],
    [3, 20],
  ]) {
    const input = tf.fill([batch, length, 2], 4);
    const [mean] = await bundle.predict(input);
    assert.deepEqual(mean.shape, [batch, 2]);
    assert.ok(mean.dataSync().every((value) => Math.abs(value - 4) < 1e-6));
    tf.dispose([input, mean]);
  }
});

test("TensorFlow.js's own model is there, and a layers model has predict(), too", async (t) => {
  const bundle = await load(t, denseGraph());
  assert.ok(bundle.format === 'graph');
  const input = tf.ones([1, 2]);
  const own = /** @type {tf.Tensor} */ (bundle.model.predict(input));
  const [ours] = await bundle.predict(input);
  assert.deepEqual(own.dataSync(), ours.dataSync());
  tf.dispose([input, own, ours]);
  bundle.dispose();
  bundle.dispose();
  const refusal = { name: 'UsageError', message: /used after dispose\(\)/ };
  assert.throws(() => bundle.model.predict(input), refusal);
  assert.throws(() => bundle.model.executeAsync(input), refusal);
  await assert.rejects(bundle.predict(input), refusal);
});

test('plain TensorFlow.js loads the artifact of a graph by artifactHandler()', async (t) => {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, loopGraph(3));
  await useBackend('wasm', { wasmFolder: findWasmFolder() });
  const model = await loadGraphModel(artifactHandler(folder));
  const input = tf.tensor2d([[1, 0]]);
  const output = /** @type {tf.Tensor} */ (await model.executeAsync(input));
  assert.deepEqual(Array.from(output.dataSync()), [1.875, 1.75]);
  tf.dispose([input, output]);
  model.dispose();
});

test('a loop stays on its own backend, whatever is in use between its turns', async (t) => {
  const graph = loopGraph(200);
  graph.outputs.push({ name: 'same', shape: [null, 2], node: 'x' });
  graph.goldenOutputs.push(graph.goldenInputs[0]);
  const bundle = await load(t, graph, 'wasm');
  t.after(() => bundle.dispose());
  await useBackend('cpu');
  const input = bundle.run(() => tf.zeros([1, 2]));
  const running = bundle.predict(input);
  assert.equal(tf.getBackend(), 'cpu');
  const other = tf.add(tf.ones([2]), 1); // in the middle of it
  const outputs = await running;
  assert.equal(tf.getBackend(), 'cpu');
  assert.deepEqual(
    outputs.map((output) => output.dataSync()[0]),
    [2, 0],
  );
  const { tensorInfo } = /** @type {any} */ (tf.engine()).state;
  for (const { dataId } of outputs) {
    assert.equal(tensorInfo.get(dataId).backend, tf.engine().findBackend('wasm'));
  }
  tf.dispose([input, outputs, other]);
});

test('two runs of one loop at the same time do not disturb each other', async (t) => {
  const bundle = await load(t, loopGraph(5), 'wasm');
  t.after(() => bundle.dispose());
  const inputs = bundle.run(() => [tf.zeros([1, 2]), tf.ones([1, 2])]);
  const outputs = await Promise.all(inputs.map((input) => bundle.predict(input)));
  assert.deepEqual(
    outputs.map(([output]) => output.dataSync()[0]),
    [2 - 2 ** -4, 2 - 2 ** -5],
  );
  tf.dispose([inputs, outputs]);
});

test('a loop that never ends is an error, and other work of the thread goes on meanwhile', async (t) => {
  const graph = loopGraph(3);
  const turn = /** @type {any[]} */ (graph.functions).find((one) => one.signature.name === 'turn');
  turn.nodeDef.find((/** @type {any} */ { name }) => name === 'next').input[1] = 'i'; // 0 + 0
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  t.after(() => clearInterval(timer));
  await assert.rejects(load(t, graph), {
    name: 'ArtifactError',
    message:
      /model\.json: a loop does not end; expected at most 100000 calls of functions in one run, got more\. /,
  });
  assert.ok(ticks > 10, `${ticks} ticks`);
});

test('a file without weights is a model, too', async (t) => {
  const graph = twoOutputGraph();
  const bundle = await load(t, graph);
  assert.equal(bundle.selfTest.largestDifference, 0);
  bundle.dispose();
});
