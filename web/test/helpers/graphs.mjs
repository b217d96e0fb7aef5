/** Small graphs whose outputs a few lines of arithmetic give. */

import { func, makeFunction, node, type } from './make-graph-artifact.mjs';

/** @typedef {import('./make-graph-artifact.mjs').Graph} Graph */

const KERNEL = [0.5, -1, 2, 1.5, 0.25, -0.75];
const BIAS = [0.1, -0.2, 0.3];
const ROWS = [
  [1, 2],
  [-1, 0.5],
  [0, -3],
  [2.5, 1],
];

/** @param {number[]} row of 2; @returns {number[]} 3 */
function dense([a, b]) {
  return BIAS.map((bias, i) => Math.max(0, a * KERNEL[i] + b * KERNEL[3 + i] + bias));
}

const WEIGHTS = {
  'dense/kernel': { shape: [2, 3], values: KERNEL },
  'dense/bias': { shape: [3], values: BIAS },
};

/** @returns {Graph} MatMul, BiasAdd and Relu */
export function denseGraph() {
  return {
    inputs: [{ name: 'x', shape: [null, 2] }],
    outputs: [{ name: 'y', shape: [null, 3], node: 'dense/Relu' }],
    weights: WEIGHTS,
    nodes: [
      node('dense/MatMul', 'MatMul', ['x', 'dense/kernel'], {
        transpose_a: { b: false },
        transpose_b: { b: false },
        T: type('float32'),
      }),
      node('dense/BiasAdd', 'BiasAdd', ['dense/MatMul', 'dense/bias'], { T: type('float32') }),
      node('dense/Relu', 'Relu', ['dense/BiasAdd'], { T: type('float32') }),
    ],
    goldenInputs: [{ shape: [4, 2], values: ROWS.flat() }],
    goldenOutputs: [{ shape: [4, 3], values: ROWS.flatMap(dense) }],
  };
}

/** @returns {Graph} the same, fused */
export function fusedGraph() {
  const graph = denseGraph();
  const attr = {
    T: type('float32'),
    num_args: { i: '1' },
    fused_ops: { list: { s: ['BiasAdd', 'Relu'].map((op) => btoa(op)) } },
    transpose_a: { b: false },
    transpose_b: { b: false },
  };
  const inputs = ['x', 'dense/kernel', 'dense/bias'];
  graph.nodes = [node('dense/Relu', '_FusedMatMul', inputs, attr)];
  return graph;
}

/** @returns {Graph} two inputs and two outputs, the names of which are not in the order of JSON */
export function twoOutputGraph() {
  return {
    inputs: [
      { name: 'left side', shape: [null, 2], node: 'left' },
      { name: '7', shape: [null, 2], node: 'right' },
    ],
    outputs: [
      { name: 'sum', shape: [null, 2], node: 'add' },
      { name: '3', shape: [null, 2], node: 'sub' },
    ],
    nodes: [
      node('add', 'AddV2', ['left', 'right'], { T: type('float32') }),
      node('sub', 'Sub', ['left', 'right'], { T: type('float32') }),
    ],
    goldenInputs: [
      { shape: [2, 2], values: [1, 2, 3, 4] },
      { shape: [2, 2], values: [10, 20, 30, 50] },
    ],
    goldenOutputs: [
      { shape: [2, 2], values: [11, 22, 33, 54] },
      { shape: [2, 2], values: [-9, -18, -27, -46] },
    ],
  };
}

/** @returns {Graph} of one input, whose outputs are it, a weight, and one tensor twice */
export function throughGraph() {
  return {
    inputs: [{ name: 'x', shape: [null, 2] }],
    outputs: [
      { name: 'same', shape: [null, 2], node: 'x' },
      { name: 'weight', shape: [2, 2], node: 'w' },
      { name: 'once', shape: [null, 2], node: 'square' },
      { name: 'again', shape: [null, 2], node: 'square' },
    ],
    weights: { w: { shape: [2, 2], values: [1, 2, 3, 4] } },
    nodes: [node('square', 'Square', ['x'], { T: type('float32') })],
    goldenInputs: [{ shape: [2, 2], values: [1, 2, 3, 4] }],
    goldenOutputs: [
      { shape: [2, 2], values: [1, 2, 3, 4] },
      { shape: [2, 2], values: [1, 2, 3, 4] },
      { shape: [2, 2], values: [1, 4, 9, 16] },
      { shape: [2, 2], values: [1, 4, 9, 16] },
    ],
  };
}

/**
 * @param {number} turns
 * @returns {Graph} a loop that halves x and adds 1 that often: StatelessWhile
 */
export function loopGraph(turns) {
  const after = (/** @type {number} */ x) => x / 2 ** turns + 2 - 2 / 2 ** turns;
  const values = [0, 1, -1, 0.5];
  return {
    inputs: [{ name: 'x', shape: [null, 2] }],
    outputs: [{ name: 'y', shape: [null, 2], node: 'result' }],
    weights: {
      start: { shape: [], values: [0], dtype: 'int32' },
      end: { shape: [], values: [turns], dtype: 'int32' },
      step: { shape: [], values: [1], dtype: 'int32' },
      half: { shape: [], values: [0.5] },
      one: { shape: [], values: [1] },
    },
    nodes: [
      node('loop', 'StatelessWhile', ['start', 'x'], {
        cond: func('goes_on'),
        body: func('turn'),
        T: { list: { type: ['DT_INT32', 'DT_FLOAT'] } },
      }),
      node('result', 'Identity', ['loop:1'], { T: type('float32') }),
    ],
    functions: [
      makeFunction('goes_on', {
        inputs: { i: 'int32', x: 'float32' },
        outputs: { less: 'less:z:0' },
        nodes: [
          node('end', 'Const', [], { dtype: type('int32') }),
          node('less', 'Less', ['i', 'end:output:0'], { T: type('int32') }),
        ],
      }),
      makeFunction('turn', {
        inputs: { i: 'int32', x: 'float32' },
        outputs: { next: 'next:z:0', value: 'value:z:0' },
        nodes: [
          ...['step', 'half', 'one'].map((name) =>
            node(name, 'Const', [], { dtype: type(name === 'step' ? 'int32' : 'float32') }),
          ),
          node('next', 'AddV2', ['i', 'step:output:0'], { T: type('int32') }),
          node('less', 'Mul', ['x', 'half:output:0'], { T: type('float32') }),
          node('value', 'AddV2', ['less:z:0', 'one:output:0'], { T: type('float32') }),
        ],
      }),
    ],
    goldenInputs: [{ shape: [2, 2], values }],
    goldenOutputs: [{ shape: [2, 2], values: values.map(after) }],
  };
}

/** @returns {Graph} the mean over an axis of any length */
export function openGraph() {
  return {
    inputs: [{ name: 'x', shape: [null, null, 2] }],
    outputs: [{ name: 'mean', shape: [null, 2], node: 'mean' }],
    weights: { axis: { shape: [1], values: [1], dtype: 'int32' } },
    nodes: [node('mean', 'Mean', ['x', 'axis'], { keep_dims: { b: false }, T: type('float32') })],
    goldenInputs: [{ shape: [2, 3, 2], values: [0, 1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 60] }],
    goldenOutputs: [{ shape: [2, 2], values: [2, 3, 30, 40] }],
  };
}

/** @returns {Graph} the mean of one whole input: it has no batch, and one number comes out */
export function wholeGraph() {
  return {
    inputs: [{ name: 'x', shape: [null, 2] }],
    outputs: [{ name: 'mean', shape: [], node: 'mean' }],
    weights: { axes: { shape: [2], values: [0, 1], dtype: 'int32' } },
    nodes: [node('mean', 'Mean', ['x', 'axes'], { keep_dims: { b: false }, T: type('float32') })],
    goldenInputs: [{ shape: [3, 2], values: [0, 1, 2, 3, 4, 8] }],
    goldenOutputs: [{ shape: [], values: [3] }],
  };
}

/** @returns {Graph} the square of x, and that with noise, of which one example is given */
export function randomGraph() {
  const attr = { T: type('int32'), dtype: type('float32'), seed: { i: '0' }, seed2: { i: '0' } };
  const values = [1, 2, 3, 4];
  return {
    inputs: [{ name: 'x', shape: [null, 2] }],
    outputs: [
      { name: 'square', shape: [null, 2], node: 'square' },
      { name: 'z', shape: [null, 2], node: 'z' },
    ],
    nodes: [
      node('square', 'Square', ['x'], { T: type('float32') }),
      node('shape', 'Shape', ['x'], { T: type('float32'), out_type: type('int32') }),
      node('noise', 'RandomStandardNormal', ['shape'], attr),
      node('z', 'AddV2', ['square', 'noise'], { T: type('float32') }),
    ],
    random: ['z'],
    goldenInputs: [{ shape: [2, 2], values }],
    goldenOutputs: [
      { shape: [2, 2], values: values.map((x) => x * x) },
      { shape: [2, 2], values: values.map((x) => x * x - 0.5) },
    ],
  };
}
