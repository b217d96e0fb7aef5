/** Graphs that cannot be resolved, and names that are not safe. */

import { A, B, chain, connect, FLAT, HUGE, relu, SUM, twice, X } from './parts.mjs';

/** @typedef {import('./parts.mjs').Hostile} Hostile */
/** @typedef {import('./parts.mjs').Parts} Parts */

/** @type {Hostile[]} */
export const GRAPHS = [
  ['a cycle of two', /form a cycle/, (p) => connect(p, FLAT, 'out')],
  ['a cycle of itself', /form a cycle/, (p) => connect(p, A, 'a')],
  [
    'a long cycle',
    /form a cycle/,
    (p) => {
      chain(p, 50, (i) => relu(`r${i}`, `r${(i + 1) % 50}`));
    },
  ],
  ['a cycle apart', /form a cycle/, (p) => p.layers.push(relu('p', 'q'), relu('q', 'p'))],
  ['a missing layer', /a layer that does not exist/, (p) => connect(p, A, 'ghost')],
  ['a missing call', /a call that does not exist/, (p) => connect(p, A, 'flat', [1, 0])],
  ['a far call', /a call that does not exist/, (p) => connect(p, A, 'flat', [HUGE, 0])],
  ['a missing output', /its output 1 is used/, (p) => connect(p, A, 'flat', [0, 1])],
  ['a negative call', /the number of its call/, (p) => connect(p, A, 'flat', [-1, 0])],
  ['half a call', /the number of its call/, (p) => connect(p, A, 'flat', [0.5, 0])],
  ['a name of a number', /the number of its call/, (p) => connect(p, A, /** @type {any} */ (7))],
  [
    'a duplicate name',
    /two layers have its name/,
    (p) => {
      p.layers[B].name = p.layers[B].config.name = 'a';
    },
  ],
  [
    'two names of a layer',
    /has two names/,
    (p) => {
      p.layers[B].config.name = 'a2';
    },
  ],
  [
    'no name',
    /config\.name: missing/,
    (p) => {
      delete p.layers[A].config.name;
    },
  ],
  [
    'nodes that are no list',
    /a list/,
    (p) => {
      p.layers[A].inbound_nodes = 'flat';
    },
  ],
  [
    'no nodes',
    /inbound_nodes: missing/,
    (p) => {
      delete p.layers[A].inbound_nodes;
    },
  ],
  ['an input layer that reads', /an input layer without inputs/, (p) => connect(p, X, 'conv')],
  [
    'an input that is no input layer',
    /an input layer with a shape/,
    (p) => {
      p.config.input_layers = [['conv', 0, 0]];
    },
  ],
  [
    'an unknown input',
    /a layer that does not exist/,
    (p) => {
      p.config.input_layers = [['y', 0, 0]];
    },
  ],
  [
    'an unknown output',
    /a layer that does not exist/,
    (p) => {
      p.config.output_layers = [['y', 0, 0]];
    },
  ],
  [
    'an output of no call',
    /outputs of existing calls/,
    (p) => {
      p.config.output_layers = [['out', 3, 0]];
    },
  ],
  [
    'no outputs',
    /outputs of existing calls/,
    (p) => {
      p.config.output_layers = [];
    },
  ],
  [
    'no layers',
    /no layers|wrong number of layers/,
    (p) => {
      p.config.layers = [];
    },
  ],
  [
    'a hundred thousand layers',
    /too many layers/,
    (p) => {
      chain(p, 100_000, (i) => relu(`r${i}`, 'a'));
    },
  ],
  [
    'a chain from last to first',
    /listed from last to first/,
    (p) => {
      chain(p, 10_000, (i) => relu(`r${i}`, i === 9999 ? 'a' : `r${i + 1}`));
    },
  ],
  ['a sum of one', /cannot read its inputs/, (p) => connect(p, SUM, 'a')],
  [
    'a layer of two inputs',
    /cannot read its inputs/,
    (p) => {
      p.layers[FLAT].inbound_nodes[0].push(['x', 0, 0, {}]);
    },
  ],
  [
    'models in models, each called twice',
    /too many calls/,
    (p) => {
      let inner = /** @type {any} */ (relu('r', 'i'));
      for (let i = 0; i < 30; i += 1) {
        inner = twice(`m${i}`, inner);
      }
      p.layers.push({ ...inner, inbound_nodes: [[['a', 0, 0, {}]]] });
    },
  ],
];

/** @type {Hostile[]} */
export const NAMES = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'a\u202eb', 'a\u0000b'].map(
    (name) =>
      /** @type {Hostile} */ ([
        `a layer named ${JSON.stringify(name)}`,
        /a name of visible characters/,
        ({ layers: all }) => {
          all[A].name = all[A].config.name = name;
        },
      ]),
  ),
  [
    'a key that is there twice',
    /a key that cannot be confused with another/,
    (p) => {
      p.layers[A].inboundNodes = [[['out', 0, 0, {}]]];
    },
  ],
  [
    'a key of every object',
    /a key that cannot be confused with another/,
    (p) => {
      p.layers[A].config.constructor = {};
    },
  ],
  [
    'an unknown class',
    /does not know this layer class/,
    (p) => {
      p.layers[A].class_name = 'Lambda';
    },
  ],
  [
    'a class of every object',
    /does not know this layer class/,
    (p) => {
      p.layers[A].class_name = 'toString';
    },
  ],
  [
    'a class that is no text',
    /a string/,
    (p) => {
      p.layers[A].class_name = {};
    },
  ],
  [
    'an unknown model',
    /"Sequential" or "Functional" or "Model"/,
    (p) => {
      (p.model.modelTopology.model_config ?? p.model.modelTopology).class_name = 'Dense';
    },
  ],
];
