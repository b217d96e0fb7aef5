/** Settings that no layer takes, and sizes that nothing in the file stands for. */

import { A, B, CONV, connect, FLAT, HUGE, insert, SUM, X } from './parts.mjs';

/** @typedef {import('./parts.mjs').Hostile} Hostile */
/** @typedef {import('./parts.mjs').Parts} Parts */

/** @type {[number, string, unknown][]} layer, key, value */
const WRONG_SETTINGS = [
  [A, 'units', 0],
  [A, 'units', -4],
  [A, 'units', 4.5],
  [A, 'units', '4'],
  [A, 'units', [4]],
  [A, 'units', null],
  [A, 'units', 1e300],
  [A, 'activation', 'lambda'],
  [A, 'activation', 'constructor'],
  [A, 'activation', { class_name: 'Dense', config: { units: HUGE } }],
  [A, 'activation', 7],
  [A, 'use_bias', 'yes'],
  [CONV, 'filters', 1e10],
  [CONV, 'kernel_size', 0],
  [CONV, 'kernel_size', [3]],
  [CONV, 'kernel_size', [3, -3]],
  [CONV, 'kernel_size', { 0: 3 }],
  [CONV, 'strides', [0, 1]],
  [CONV, 'strides', -1],
  [CONV, 'dilation_rate', [1, 0.5]],
  [CONV, 'padding', 'reflect'],
  [CONV, 'data_format', 'channels_middle'],
  [X, 'batch_input_shape', 'big'],
  [X, 'batch_input_shape', [null, -8, 8, 1]],
  [X, 'batch_input_shape', [null, 8, 8, 1, 1, 1, 1, 1, 1, 1]],
];

/** @type {Hostile[]} */
export const SETTINGS = [
  ...WRONG_SETTINGS.map(
    ([place, key, value]) =>
      /** @type {Hostile} */ ([
        `${key} ${JSON.stringify(value)}`,
        new RegExp(`\\.${key}\\b.*: wrong value; expected `),
        ({ layers: all }) => {
          all[place].config[key] = value;
        },
      ]),
  ),
  [
    'a batch norm of axis 99',
    /axis: wrong value/,
    (p) => {
      insert(p, 'BatchNormalization', { axis: 99 });
    },
  ],
  [
    'a reshape of two open lengths',
    /cannot read its inputs/,
    (p) => {
      insert(p, 'Reshape', { target_shape: [-1, -1] });
    },
  ],
  [
    'a cropping of more than there is',
    /crops more/,
    (p) => {
      insert(p, 'Cropping2D', {
        cropping: [
          [9, 9],
          [0, 0],
        ],
      });
    },
  ],
  [
    'a permutation of one axis twice',
    /cannot read its inputs/,
    (p) => {
      insert(p, 'Permute', { dims: [1, 1, 2] });
    },
  ],
  ['a wrapper around nothing', /layer: missing/, (p) => insert(p, 'TimeDistributed', {})],
  [
    'a cell of no class',
    /a cell class that TensorFlow.js supports/,
    (p) => {
      insert(p, 'RNN', { cell: { class_name: 'Cell', config: { units: 3 } } });
    },
  ],
  [
    'both ways of a dense layer',
    /a recurrent layer/,
    (p) => {
      insert(p, 'Bidirectional', {
        layer: { class_name: 'Dense', config: { name: 'd', units: 3 } },
      });
    },
  ],
];

/** @type {Hostile[]} sizes that nothing in the file stands for */
export const SIZES = [
  [
    'units of a billion',
    /another number of weights/,
    (p) => {
      p.layers[A].config.units = HUGE;
      p.layers[B].config.units = HUGE;
    },
  ],
  [
    'unused units of a billion',
    /not used/,
    (p) => {
      const config = { name: 'new', units: HUGE };
      const inbound = [[['flat', 0, 0, {}]]];
      p.layers.push({ class_name: 'Dense', name: 'new', config, inbound_nodes: inbound });
    },
  ],
  [
    'an embedding of a billion',
    /another number of weights/,
    (p) => {
      insert(p, 'Embedding', { input_dim: HUGE, output_dim: HUGE });
    },
  ],
  [
    'a huge up-sampling',
    /too many values|another number of weights/,
    (p) => {
      insert(p, 'UpSampling2D', { size: [100_000, 100_000] });
    },
  ],
  [
    'a huge padding, pooled away',
    /too many values/,
    (p) => {
      const padding = [
        [50_000, 50_000],
        [50_000, 50_000],
      ];
      insert(p, 'ZeroPadding2D', { padding });
      const inbound = [[['new', 0, 0, {}]]];
      const crop = { name: 'crop', cropping: padding };
      p.layers.push({
        class_name: 'Cropping2D',
        name: 'crop',
        config: crop,
        inbound_nodes: inbound,
      });
      connect(p, FLAT, 'crop');
    },
  ],
  [
    'a huge repetition',
    /too many values/,
    (p) => {
      const repeat = { name: 'repeat', n: HUGE };
      const pool = { name: 'pool' };
      p.layers.push(
        {
          class_name: 'RepeatVector',
          name: 'repeat',
          config: repeat,
          inbound_nodes: [[['a', 0, 0, {}]]],
        },
        {
          class_name: 'GlobalMaxPooling1D',
          name: 'pool',
          config: pool,
          inbound_nodes: [[['repeat', 0, 0, {}]]],
        },
      );
      p.layers[SUM].inbound_nodes = [
        [
          ['pool', 0, 0, {}],
          ['b', 0, 0, {}],
        ],
      ];
    },
  ],
  [
    'a reshape into more',
    /cannot read its inputs/,
    (p) => {
      insert(p, 'Reshape', { target_shape: [HUGE, HUGE] });
    },
  ],
  [
    'a huge input',
    /are not the model's|cannot read|another number/,
    (p) => {
      p.layers[X].config.batch_input_shape = [null, 1_000_000, 1_000_000, 1];
    },
  ],
  [
    'a weight of another shape',
    /shape that its layer needs/,
    (p) => {
      p.weights.find(({ name }) => name === 'out/kernel').shape = [3, 4];
    },
  ],
  [
    'a weight of another name',
    /no layer has this weight/,
    (p) => {
      p.weights[0].name = 'other/kernel';
    },
  ],
];
