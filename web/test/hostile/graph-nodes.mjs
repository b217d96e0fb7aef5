/** Nodes that TensorFlow.js cannot run, or would never be done with. */

import { node } from '../helpers/make-graph-artifact.mjs';
import { relu } from './graph-parts.mjs';

/** @typedef {import('./graph-parts.mjs').HostileGraph} HostileGraph */

/** @type {HostileGraph[]} of denseGraph(): x, dense/kernel, dense/bias, then three operations */
export const NODES = [
  ['no nodes', /modelTopology\.node: missing/, ({ model }) => void delete model.modelTopology.node],
  [
    'nodes that are no list',
    /node: wrong value; expected a list/,
    ({ model }) => {
      model.modelTopology.node = {};
    },
  ],
  [
    'a node that is no object',
    /node\[6\]: wrong value; expected an object/,
    ({ nodes }) => void nodes.push(7),
  ],
  ['a node without a name', /name: missing/, ({ nodes }) => void delete nodes[3].name],
  ['a node without an operation', /op: missing/, ({ nodes }) => void delete nodes[3].op],
  ...['__proto__', 'constructor', 'toString', '', 'a:1', 'a\u202eb', 'a b', '^a'].map(
    (name) =>
      /** @type {HostileGraph} */ ([
        `a node named ${JSON.stringify(name)}`,
        /name: wrong value; expected a name of letters/,
        ({ nodes }) => void nodes.push(relu(name, 'x')),
      ]),
  ),
  ...[
    'Softsign',
    'PyFunc',
    'NextIteration',
    'Enter',
    'Print',
    'HashTableV2',
    'StringSplit',
    'constructor',
  ].map(
    (op) =>
      /** @type {HostileGraph} */ ([
        `the operation ${op}`,
        /unknown operation; expected one that TensorFlow\.js computes/,
        ({ nodes }) => {
          nodes[5].op = op;
        },
      ]),
  ),
  [
    'an operation that is no text',
    /op: wrong value; expected a string/,
    ({ nodes }) => {
      nodes[5].op = {};
    },
  ],
  [
    'two nodes of one name',
    /two nodes have its name/,
    ({ nodes }) => void nodes.push(relu('dense/Relu', 'x')),
  ],
  [
    'a node that reads itself',
    /the nodes form a cycle.*got dense\/MatMul/,
    ({ nodes }) => {
      nodes[3].input[0] = 'dense/MatMul';
    },
  ],
  [
    'a cycle',
    /the nodes form a cycle/,
    ({ nodes }) => {
      nodes[3].input[0] = 'dense/Relu';
    },
  ],
  [
    'a cycle of control inputs',
    /the nodes form a cycle/,
    ({ nodes }) => void nodes[3].input.push('^dense/Relu'),
  ],
  [
    'a cycle that no output comes from',
    /the nodes form a cycle.*got a, b\./,
    ({ nodes }) => void nodes.push(relu('a', 'b'), relu('b', 'a')),
  ],
  [
    'an input that does not exist',
    /input\[0\]: there is no such node.*got ghost/,
    ({ nodes }) => {
      nodes[3].input[0] = 'ghost';
    },
  ],
  [
    'an input that is no text',
    /input\[0\]: wrong value/,
    ({ nodes }) => {
      nodes[3].input[0] = 7;
    },
  ],
  [
    'inputs that are no list',
    /input: wrong value; expected a list/,
    ({ nodes }) => {
      nodes[3].input = 'x';
    },
  ],
  [
    'an output number that is none',
    /the number of its output/,
    ({ nodes }) => {
      nodes[3].input[0] = 'x:y';
    },
  ],
  [
    'an output number beyond counting',
    /the number of its output/,
    ({ nodes }) => {
      nodes[3].input[0] = 'x:99999999999';
    },
  ],
  [
    'attributes that are no objects',
    /attr\.T: wrong value/,
    ({ nodes }) => {
      nodes[3].attr.T = 'DT_FLOAT';
    },
  ],
  [
    'two hundred thousand nodes',
    /too many nodes; expected at most 100000/,
    ({ nodes }) => {
      for (let i = 0; i < 200_000; i += 1) {
        nodes.push(relu(`r${i}`, 'x'));
      }
    },
  ],
  [
    'a node of twenty thousand inputs',
    /too many inputs; expected at most 10000/,
    ({ nodes }) =>
      void nodes.push(
        node(
          'sum',
          'AddN',
          Array.from({ length: 20_000 }, () => 'x'),
        ),
      ),
  ],
  ['no versions', /versions: missing/, ({ model }) => void delete model.modelTopology.versions],
];
