/** The shapes that are told of a graph's tensors are those that TensorFlow.js gives. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { readFunctions } from '../../src/artifact/graph-check/functions.js';
import { readNodes } from '../../src/artifact/graph-check/nodes.js';
import { constantsOf, shapesOf } from '../../src/artifact/graph-shapes/node-shapes.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { useBackend } from '../../src/backend.js';
import {
  denseGraph,
  fusedGraph,
  loopGraph,
  openGraph,
  twoOutputGraph,
} from '../helpers/graphs.mjs';
import { graphFiles, node, type } from '../helpers/make-graph-artifact.mjs';
import { digitGraph, textGraph } from '../helpers/task-graphs.mjs';

/** @typedef {import('../helpers/make-graph-artifact.mjs').Graph} Graph */
/** @typedef {import('../helpers/make-graph-artifact.mjs').TensorDef} TensorDef */

before(async () => {
  await useBackend('cpu');
  tf.env().registerFlag('KEEP_INTERMEDIATE_TENSORS', () => false);
});

/** @param {Graph} graph */
function inferred(graph) {
  const files = graphFiles(graph);
  const model = JSON.parse(`${files.get('model.json')}`);
  const topology = new JsonField('model.json', '', model).key('modelTopology');
  const parts = {
    nodes: readNodes(topology.key('node')),
    functions: readFunctions(topology),
    constants: constantsOf(model.weightsManifest, files),
  };
  const inputs = graph.inputs.map(({ name, node: own = name }, i) => {
    return { node: own, shape: graph.goldenInputs[i].shape };
  });
  return { model, files, found: shapesOf(parts, inputs) };
}

/**
 * @param {Graph} graph
 * @returns {Promise<Record<string, number[][]>>} of all of its nodes, as TensorFlow.js runs it
 */
async function actual(graph) {
  const { model: json, files } = inferred(graph);
  const { modelTopology, signature, weightsManifest } = json;
  const weightData = new Uint8Array(files.get('group1-shard1of1.bin') ?? []).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const artifacts = { modelTopology, signature, weightSpecs, weightData };
  const model = await loadGraphModel(tf.io.fromMemory(artifacts));
  const tensors = graph.goldenInputs.map(({ values, shape, dtype }) =>
    tf.tensor(values, shape, dtype),
  );
  const named = Object.fromEntries(graph.inputs.map(({ name }, i) => [name, tensors[i]]));
  const names = graph.outputs.map(({ name }) => name);
  tf.env().set('KEEP_INTERMEDIATE_TENSORS', true);
  try {
    const isLoop = graph.functions !== undefined;
    tf.dispose(isLoop ? await model.executeAsync(named, names) : model.execute(named, names));
    const kept = Object.entries(model.getIntermediateTensors());
    return Object.fromEntries(kept.map(([name, list]) => [name, list.map(({ shape }) => shape)]));
  } finally {
    tf.env().set('KEEP_INTERMEDIATE_TENSORS', false);
    model.disposeIntermediateTensors();
    model.dispose();
    tf.dispose(tensors);
  }
}

/** @param {Graph} graph */
async function assertSame(graph) {
  const { found } = inferred(graph);
  const right = await actual(graph);
  assert.ok(Object.keys(right).length >= graph.nodes.length);
  for (const [name, shapes] of Object.entries(right)) {
    const told = found.results.get(name)?.map((result) => result?.shape);
    if (found.results.has(name)) {
      assert.deepEqual(told?.slice(0, shapes.length), shapes, name);
    }
  }
}

for (const make of [denseGraph, fusedGraph, twoOutputGraph, openGraph, digitGraph, textGraph]) {
  test(`all shapes of ${make.name} are told`, () => assertSame(make()));
}

test('the shapes behind a loop are those of what its body returns', () => assertSame(loopGraph(3)));

const FLOAT = { T: type('float32') };
const int = (/** @type {number[]} */ ...values) => {
  return /** @type {TensorDef} */ ({ shape: [values.length], values, dtype: 'int32' });
};
const one = (/** @type {number} */ value) => {
  return /** @type {TensorDef} */ ({ shape: [], values: [value], dtype: 'int32' });
};
const zeros = (/** @type {number[]} */ ...shape) => {
  return { shape, values: Array(shape.reduce((a, b) => a * b, 1)).fill(0.5) };
};
const list = (/** @type {number[]} */ ...values) => ({ list: { i: values.map(String) } });
const s = (/** @type {string} */ word) => ({ s: btoa(word) });
const number = (/** @type {number} */ i) => ({ i: String(i) });
const window = { strides: list(1, 2, 2, 1), data_format: s('NHWC') };

/** Operation, shape of x, other inputs, and attributes. @type {[string, number[], TensorDef[], object][]} */
const CASES = [
  ['Relu', [2, 3], [], FLOAT],
  ['AddV2', [2, 3], [zeros(4, 1, 3)], FLOAT],
  ['Sum', [2, 3, 4], [int(1)], { keep_dims: { b: false } }],
  ['Mean', [2, 3, 4], [int(-1, 0)], { keep_dims: { b: true } }],
  ['ArgMax', [2, 3, 4], [one(-1)], {}],
  ['MatMul', [2, 3], [zeros(4, 3)], { transpose_a: { b: false }, transpose_b: { b: true } }],
  ['BatchMatMulV2', [2, 1, 3, 4], [zeros(5, 4, 6)], { adj_x: { b: false }, adj_y: { b: false } }],
  [
    'Conv2D',
    [1, 9, 8, 2],
    [zeros(3, 3, 2, 5)],
    { ...window, padding: s('SAME'), dilations: list(1, 1, 1, 1) },
  ],
  [
    'Conv2D',
    [1, 9, 8, 2],
    [zeros(3, 2, 2, 5)],
    { ...window, padding: s('VALID'), dilations: list(1, 1, 1, 1) },
  ],
  [
    'DepthwiseConv2dNative',
    [1, 9, 8, 2],
    [zeros(3, 3, 2, 3)],
    { ...window, padding: s('VALID'), dilations: list(1, 1, 1, 1) },
  ],
  ['MaxPool', [1, 9, 8, 2], [], { ...window, ksize: list(1, 3, 2, 1), padding: s('VALID') }],
  ['AvgPool', [1, 9, 8, 2], [], { ...window, ksize: list(1, 3, 2, 1), padding: s('SAME') }],
  [
    'Conv3D',
    [1, 5, 9, 8, 2],
    [zeros(2, 3, 3, 2, 4)],
    {
      strides: list(1, 1, 2, 2, 1),
      padding: s('VALID'),
      data_format: s('NDHWC'),
      dilations: list(1, 1, 1, 1, 1),
    },
  ],
  [
    'MaxPool3D',
    [1, 5, 9, 8, 2],
    [],
    { strides: list(1, 1, 2, 2, 1), ksize: list(1, 2, 3, 2, 1), padding: s('SAME') },
  ],
  ['Reshape', [2, 3, 4], [int(-1, 6)], {}],
  ['Transpose', [2, 3, 4], [int(2, 0, 1)], {}],
  ['ExpandDims', [2, 3], [one(-1)], {}],
  ['Squeeze', [1, 3, 1], [], { squeeze_dims: list(0) }],
  ['Slice', [4, 5], [int(1, 0), int(2, -1)], {}],
  [
    'StridedSlice',
    [4, 5, 6],
    [int(0, 1, 0), int(1, -1, 6), int(1, 1, 1)],
    { begin_mask: number(0), end_mask: number(4), shrink_axis_mask: number(1) },
  ],
  [
    'StridedSlice',
    [4, 5, 6],
    [int(0, 1, 5), int(0, -1, 0), int(1, 2, -2)],
    { begin_mask: number(0), end_mask: number(1), shrink_axis_mask: number(0) },
  ],
  [
    'StridedSlice',
    [4, 5],
    [int(0), int(3), int(1)],
    { begin_mask: number(0), end_mask: number(0), shrink_axis_mask: number(0) },
  ],
  [
    'GatherV2',
    [4, 5, 6],
    [{ shape: [2, 3], values: [0, 1, 2, 0, 1, 2], dtype: 'int32' }, one(1)],
    { batch_dims: number(0) },
  ],
  ['GatherNd', [4, 5, 6], [{ shape: [3, 2], values: [0, 0, 1, 1, 2, 2], dtype: 'int32' }], {}],
  ['Pad', [2, 3], [{ shape: [2, 2], values: [1, 0, 2, 3], dtype: 'int32' }], {}],
  [
    'MirrorPad',
    [2, 3],
    [{ shape: [2, 2], values: [1, 0, 1, 2], dtype: 'int32' }],
    { mode: s('REFLECT') },
  ],
  ['Tile', [2, 3], [int(2, 3)], {}],
  ['BroadcastTo', [1, 3], [int(4, 3)], {}],
  ['ConcatV2', [2, 3], [zeros(2, 4), one(-1)], { N: number(2) }],
  ['Pack', [2, 3], [zeros(2, 3), zeros(2, 3)], { axis: number(1), N: number(3) }],
  ['Unpack', [2, 3, 4], [], { axis: number(1), num: number(3) }],
  ['SplitV', [2, 6], [int(1, 2, 3), one(-1)], { num_split: number(3) }],
  ['TopKV2', [2, 6], [one(4)], { sorted: { b: true } }],
  [
    'ResizeBilinear',
    [1, 4, 5, 2],
    [int(7, 9)],
    { align_corners: { b: false }, half_pixel_centers: { b: true } },
  ],
  ['Shape', [2, 6], [], { out_type: type('int32') }],
  ['Select', [2, 3], [zeros(2, 3), zeros(2, 3)], FLOAT],
];

for (const [op, shape, others, attr] of CASES) {
  test(`${op} of ${JSON.stringify([shape, ...others.map((other) => other.shape)])}`, async () => {
    const weights = Object.fromEntries(others.map((other, i) => [`w${i}`, other]));
    const isOf = op === 'Select' ? 'bool' : 'float32';
    await assertSame({
      inputs: [{ name: 'x', shape, dtype: isOf }],
      outputs: [{ name: 'y', shape: [] }],
      weights,
      nodes: [node('y', op, ['x', ...Object.keys(weights)], attr)],
      goldenInputs: [{ ...zeros(...shape), dtype: isOf }],
      goldenOutputs: [zeros(1)],
    });
  });
}

test('a size that is computed from a shape is followed', async () => {
  await assertSame({
    inputs: [{ name: 'x', shape: [null, null, 6] }],
    outputs: [{ name: 'y', shape: [null] }],
    weights: {
      begin: int(1),
      end: int(2),
      step: int(1),
      two: one(2),
      three: one(3),
      filler: { shape: [], values: [1] },
    },
    nodes: [
      node('shape', 'Shape', ['x'], { out_type: type('int32') }),
      node('length', 'StridedSlice', ['shape', 'begin', 'end', 'step'], {
        shrink_axis_mask: number(1),
      }),
      node('twice', 'Mul', ['length', 'two'], FLOAT),
      node('sizes', 'Pack', ['twice', 'three', 'length'], { axis: number(0), N: number(3) }),
      node('filled', 'Fill', ['sizes', 'filler'], FLOAT),
      node('y', 'Relu', ['filled'], FLOAT),
    ],
    goldenInputs: [zeros(2, 5, 6)],
    goldenOutputs: [zeros(1)],
  });
});

test('a loop over what is not known is gone through all the same', () => {
  const graph = loopGraph(3);
  graph.nodes.unshift(node('where', 'Where', ['x'], {}));
  const loop = graph.nodes.find(({ name }) => name === 'loop') ?? assert.fail();
  loop.input = ['start', 'where'];
  const { found } = inferred(graph);
  assert.deepEqual(found.results.get('loop'), [{ shape: [] }, null]);
});

test('what a rule cannot tell is not known, and all that follows from it', () => {
  const { found } = inferred({
    inputs: [{ name: 'x', shape: [2, 3] }],
    outputs: [{ name: 'y', shape: [2, 3] }],
    weights: { wrong: int(7, 7, 7) },
    nodes: [
      node('a', 'Where', ['x'], {}),
      node('b', 'Relu', ['a'], FLOAT),
      node('y', 'Transpose', ['x', 'wrong'], FLOAT),
    ],
    goldenInputs: [zeros(2, 3)],
    goldenOutputs: [zeros(2, 3)],
  });
  assert.deepEqual(found.results.get('b') ?? [], []);
  assert.equal(found.results.get('y')?.[0] ?? null, null);
});
