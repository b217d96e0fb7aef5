/** Graphs of a few bytes that would take all of the memory, or for ever. */

import { node, type } from '../helpers/make-graph-artifact.mjs';

/** @typedef {import('../helpers/make-graph-artifact.mjs').Graph} Graph */
/** @typedef {import('../helpers/make-graph-artifact.mjs').TensorDef} TensorDef */
/** @typedef {import('./graph-parts.mjs').HostileGraph} HostileGraph */

const FLOAT = { T: type('float32') };
const int = (/** @type {number[]} */ ...values) => {
  return /** @type {TensorDef} */ ({ shape: [values.length], values, dtype: 'int32' });
};
const one = (/** @type {number} */ value) => ({ ...int(value), shape: [] });

/**
 * @param {Graph['nodes']} nodes the last one is called big
 * @param {Record<string, TensorDef>} weights
 * @returns {Graph} whose output is x, and which computes something huge beside it
 */
function beside(nodes, weights = {}) {
  return {
    inputs: [{ name: 'x', shape: [null, 4] }],
    outputs: [{ name: 'y', shape: [null, 4] }],
    weights: { all: int(0, 1), zero: { shape: [], values: [0] }, ...weights },
    nodes: [
      ...nodes,
      node('sum', 'Max', ['big', 'all'], { keep_dims: { b: true }, ...FLOAT }),
      node('nothing', 'Mul', ['sum', 'zero'], FLOAT),
      node('y', 'AddV2', ['x', 'nothing'], FLOAT),
    ],
    goldenInputs: [{ shape: [2, 4], values: [1, 2, 3, 4, 5, 6, 7, 8] }],
    goldenOutputs: [{ shape: [2, 4], values: [1, 2, 3, 4, 5, 6, 7, 8] }],
  };
}

const HUGE = 2_000_000_000;
const VALUES = /too many values in one tensor; expected at most 536870912, got \d/;

/** @param {number} count */
function doublings(count) {
  return Array.from({ length: count }, (_, i) => {
    const name = i === count - 1 ? 'big' : `d${i}`;
    const before = i === 0 ? 'x' : `d${i - 1}`;
    return node(name, 'ConcatV2', [before, before, 'axis'], { N: { i: '2' } });
  });
}

/** @returns {Graph['nodes']} each the product of the one before it and itself */
function squarings() {
  return [
    node('column', 'Reshape', ['x', 'high'], FLOAT),
    node('row', 'Reshape', ['x', 'wide'], FLOAT),
    node('square', 'Mul', ['column', 'row'], FLOAT),
    node('high2', 'Reshape', ['square', 'high'], FLOAT),
    node('wide2', 'Reshape', ['square', 'wide'], FLOAT),
    node('square2', 'MatMul', ['high2', 'wide2'], FLOAT),
    node('high3', 'Reshape', ['square2', 'high'], FLOAT),
    node('wide3', 'Reshape', ['square2', 'wide'], FLOAT),
    node('big', 'MatMul', ['high3', 'wide3'], FLOAT),
    ...['high4', 'wide4'].map((name) =>
      node(name, 'Reshape', ['big', name === 'high4' ? 'high' : 'wide'], FLOAT),
    ),
    node('bigger', 'Mul', ['high4', 'wide4'], FLOAT),
  ];
}

const ROW = { high: int(-1, 1), wide: int(1, -1) };

/** @type {[name: string, graph: () => Graph][]} */
const GRAPHS = [
  [
    'a fill of billions',
    () => beside([node('big', 'Fill', ['dims', 'zero'], FLOAT)], { dims: int(HUGE, 4) }),
  ],
  [
    'a broadcast to billions',
    () =>
      beside(
        [
          node('head', 'Reshape', ['zero', 'ones'], FLOAT),
          node('big', 'BroadcastTo', ['head', 'dims'], FLOAT),
        ],
        {
          dims: int(HUGE, 4),
          ones: int(1, 1),
        },
      ),
  ],
  [
    'a tile of billions',
    () => beside([node('big', 'Tile', ['x', 'times'], FLOAT)], { times: int(HUGE, 1) }),
  ],
  [
    'paddings of billions',
    () =>
      beside([node('big', 'Pad', ['x', 'around'], FLOAT)], {
        around: { ...int(0, HUGE, 0, 0), shape: [2, 2] },
      }),
  ],
  [
    'one-hot vectors of billions',
    () =>
      beside([node('big', 'OneHot', ['places', 'depth', 'zero', 'zero'], { axis: { i: '-1' } })], {
        places: int(1, 2),
        depth: one(HUGE),
      }),
  ],
  [
    'a picture of a billion rows',
    () =>
      beside(
        [
          node('picture', 'Reshape', ['x', 'shape'], FLOAT),
          node('large', 'ResizeBilinear', ['picture', 'size'], FLOAT),
          node('big', 'Reshape', ['large', 'wide'], FLOAT),
        ],
        { shape: int(1, 2, 4, 1), size: int(HUGE, HUGE), wide: int(1, -1) },
      ),
  ],
  ['forty doublings', () => beside(doublings(40), { axis: one(0) })],
  ['squares of squares', () => beside(squarings(), ROW)],
  [
    'a size that it computes',
    () =>
      beside(
        [
          node('shape', 'Shape', ['x'], { out_type: type('int32') }),
          node('sizes', 'Mul', ['shape', 'times'], { T: type('int32') }),
          node('big', 'Fill', ['sizes', 'zero'], FLOAT),
        ],
        { times: int(30_000, 30_000) },
      ),
  ],
];

/** @type {[graph: () => Graph, hostile: HostileGraph][]} */
export const SIZES = GRAPHS.map(([name, graph]) => [graph, [name, VALUES, () => {}]]);

/** @type {() => Graph} the same, of a size that is no harm */
export const harmlessSize = () => beside(doublings(3), { axis: one(0) });
