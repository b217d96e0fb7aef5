/**
 * Makes artifacts that are wrong on purpose, with right sizes and digests: each harms a reader that
 * hands it to TensorFlow.js unchecked. Usage: node hostile-artifacts.mjs FOLDER
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as layers from '@tensorflow/tfjs-layers';
import { makeArtifact } from './make-artifact.mjs';

/**
 * @typedef {object} Parts of an artifact; any: they are made wrong in every way
 * @property {any} model model.json
 * @property {any} metadata
 * @property {any} config of the model
 * @property {any[]} layers of the model: x (8, 8, 1), conv, flat, a and b of 4 units, sum, out
 * @property {any[]} weights of the manifest
 * @property {Map<string, Uint8Array | string>} files that replace those of the same name
 */
/** @typedef {[name: string, expected: RegExp, edit: (parts: Parts) => void]} Hostile */

const { layers: make } = layers;

/** @returns {layers.LayersModel} */
function makeModel() {
  const x = layers.input({ shape: [8, 8, 1], name: 'x' });
  const conv = make.conv2d({ filters: 2, kernelSize: 3, name: 'conv' }).apply(x);
  const flat = make.flatten({ name: 'flat' }).apply(conv);
  const [a, b] = ['a', 'b'].map((name) => make.dense({ units: 4, name }).apply(flat));
  const sum = make.add({ name: 'sum' }).apply(/** @type {layers.SymbolicTensor[]} */ ([a, b]));
  const out = make.dense({ units: 3, activation: 'softmax', name: 'out' }).apply(sum);
  return layers.model({ inputs: x, outputs: /** @type {layers.SymbolicTensor} */ (out) });
}

const [X, CONV, FLAT, A, B, SUM] = [0, 1, 2, 3, 4, 5];
const HUGE = 2_000_000_000;

/**
 * @param {Parts} parts
 * @param {number} place
 * @param {string} source
 * @param {[number, number]} [output] call and tensor
 */
function connect({ layers: all }, place, source, [node, tensor] = [0, 0]) {
  all[place].inbound_nodes = [[[source, node, tensor, {}]]];
}

/**
 * @param {Parts} parts
 * @param {string} className
 * @param {object} config
 */
function insert(parts, className, config) {
  const name = 'new';
  const inbound = [[['conv', 0, 0, {}]]];
  parts.layers.push({
    class_name: className,
    name,
    config: { name, ...config },
    inbound_nodes: inbound,
  });
  connect(parts, FLAT, name);
}

/**
 * @param {Parts} parts
 * @param {number} count
 * @param {(place: number) => any} layer
 */
function chain(parts, count, layer) {
  for (let i = 0; i < count; i += 1) {
    parts.layers.push(layer(i));
  }
}

/**
 * @param {string} name
 * @param {string} source
 */
function relu(name, source) {
  const config = { name, activation: 'relu' };
  return { class_name: 'Activation', name, config, inbound_nodes: [[[source, 0, 0, {}]]] };
}

/**
 * @param {string} name
 * @param {any} inner a layer, called twice by the model
 * @param {string} [input]
 */
function twice(name, inner, input = 'i') {
  const x = {
    class_name: 'InputLayer',
    name: input,
    config: { name: input, batch_input_shape: [null, 4] },
    inbound_nodes: [],
  };
  const first = inner.class_name === 'Functional' ? 1 : 0;
  const nodes = [[[input, 0, 0, {}]], [[inner.name, first, 0, {}]]];
  const config = {
    name,
    layers: [x, { ...inner, inbound_nodes: nodes }],
    input_layers: [[input, 0, 0]],
    output_layers: [[inner.name, first + 1, 0]],
  };
  return { class_name: 'Functional', name, config };
}

/** @type {Hostile[]} */
const GRAPHS = [
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
  ['a missing layer', /a layer that is not there/, (p) => connect(p, A, 'ghost')],
  ['a missing call', /a call that is not there/, (p) => connect(p, A, 'flat', [1, 0])],
  ['a far call', /a call that is not there/, (p) => connect(p, A, 'flat', [HUGE, 0])],
  ['a missing output', /output 1 of it is used/, (p) => connect(p, A, 'flat', [0, 1])],
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
  ['an input layer that reads', /no inputs of an input layer/, (p) => connect(p, X, 'conv')],
  [
    'an input that is no input layer',
    /an input layer with a shape/,
    (p) => {
      p.config.input_layers = [['conv', 0, 0]];
    },
  ],
  [
    'an unknown input',
    /a layer that is not there/,
    (p) => {
      p.config.input_layers = [['y', 0, 0]];
    },
  ],
  [
    'an unknown output',
    /a layer that is not there/,
    (p) => {
      p.config.output_layers = [['y', 0, 0]];
    },
  ],
  [
    'an output of no call',
    /outputs of calls that are there/,
    (p) => {
      p.config.output_layers = [['out', 3, 0]];
    },
  ],
  [
    'no outputs',
    /outputs of calls that are there/,
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
const NAMES = [
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
    /a key that stands for nothing else/,
    (p) => {
      p.layers[A].inboundNodes = [[['out', 0, 0, {}]]];
    },
  ],
  [
    'a key of every object',
    /a key that stands for nothing else/,
    (p) => {
      p.layers[A].config.constructor = {};
    },
  ],
  [
    'an unknown class',
    /no layers of its class/,
    (p) => {
      p.layers[A].class_name = 'Lambda';
    },
  ],
  [
    'a class of every object',
    /no layers of its class/,
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
const SETTINGS = [
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
    /cuts off more/,
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
    /a cell that TensorFlow.js has/,
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
const SIZES = [
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
    /shape that its layer asks for/,
    (p) => {
      p.weights.find(({ name }) => name === 'out/kernel').shape = [3, 4];
    },
  ],
  [
    'a weight of another name',
    /no layer asks for it/,
    (p) => {
      p.weights[0].name = 'other/kernel';
    },
  ],
];

/** @type {Hostile[]} */
const MANIFESTS = [
  ...['../secret.bin', '/etc/passwd', 'https://example.org/a.bin', '..\\a.bin', 'a/b.bin', ''].map(
    (path) =>
      /** @type {Hostile} */ ([
        `a shard at ${JSON.stringify(path)}`,
        /a shard that metadata\.json lists/,
        ({ model }) => {
          model.weightsManifest[0].paths = [path];
        },
      ]),
  ),
  [
    'the same shard twice',
    /names the same twice|do not fit/,
    (p) => {
      const [group] = p.model.weightsManifest;
      p.model.weightsManifest.push({ paths: group.paths, weights: group.weights });
    },
  ],
  [
    'the same weight twice',
    /names the same twice/,
    (p) => {
      p.weights[1].name = p.weights[3].name;
    },
  ],
  [
    'a negative shape',
    /shape\[0\]: wrong value/,
    (p) => {
      p.weights[0].shape = [-3, -3, 1, 2];
    },
  ],
  [
    'a shape beyond counting',
    /shape.*: wrong value/,
    (p) => {
      p.weights[0].shape = [HUGE, HUGE, HUGE, 0];
    },
  ],
  [
    'an unknown dtype',
    /dtype: wrong value/,
    (p) => {
      p.weights[0].dtype = 'complex64';
    },
  ],
  [
    'a dtype of every object',
    /dtype: wrong value/,
    (p) => {
      p.weights[0].dtype = 'constructor';
    },
  ],
  [
    'a quantization that is not finite',
    /quantization.*wrong value/,
    (p) => {
      p.weights[0].quantization = {
        dtype: 'uint8',
        scale: Number.POSITIVE_INFINITY,
        min: 0,
        original_dtype: 'float32',
      };
    },
  ],
  [
    'a weight named __proto__',
    /a name of letters/,
    (p) => {
      p.weights[0].name = '__proto__';
    },
  ],
  [
    'a manifest that is no list',
    /a list/,
    (p) => {
      p.model.weightsManifest = {};
    },
  ],
];

/** @type {Hostile[]} */
const FILES = [
  [
    'JSON of a hundred thousand brackets',
    /too deeply nested/,
    ({ files }) => {
      files.set('model.json', '['.repeat(100_000));
    },
  ],
  [
    'a topology of a thousand brackets',
    /too deeply nested/,
    (p) => {
      p.layers[A].config.deep = JSON.parse('['.repeat(1000) + ']'.repeat(1000));
    },
  ],
  [
    'a model.json of 40 MB',
    /too large/,
    ({ files }) => {
      files.set('model.json', Buffer.alloc(40_000_000, ' '));
    },
  ],
  [
    'a topology that is no object',
    /an object/,
    (p) => {
      p.model.modelTopology = [1];
    },
  ],
  [
    'a topology that is null',
    /an object/,
    (p) => {
      p.model.modelTopology = null;
    },
  ],
];

/** @type {Hostile[]} */
const METADATA = [
  [
    'a file outside the folder',
    /the plain name of a file/,
    ({ metadata }) => {
      metadata.files['../a.bin'] = metadata.files['golden.bin'];
    },
  ],
  [
    'inputs of another shape',
    /inputs are not the model's/,
    ({ metadata }) => {
      metadata.inputs[0].shape = [null, 28, 28, 1];
    },
  ],
  [
    'an open input',
    /inputs are not the model's/,
    ({ metadata }) => {
      metadata.inputs[0].shape = [null, null, 8, 1];
    },
  ],
  [
    'an input too many',
    /inputs are not the model's/,
    ({ metadata }) => {
      metadata.inputs.push(metadata.inputs[0]);
    },
  ],
  [
    'an output too many',
    /outputs are not the model's/,
    ({ metadata }) => {
      metadata.outputs.push(metadata.outputs[0]);
    },
  ],
  [
    'outputs of another shape',
    /outputs are not the model's/,
    ({ metadata }) => {
      metadata.outputs[0].shape = [null, 4];
    },
  ],
  [
    'equal labels',
    /two labels are equal/,
    ({ metadata }) => {
      metadata.labels = ['a', 'b', 'a'];
    },
  ],
  [
    'too few labels',
    /wrong number of labels/,
    ({ metadata }) => {
      metadata.labels = ['a', 'b'];
    },
  ],
  [
    'an absurd canvas',
    /canvas_size/,
    ({ metadata }) => {
      const canvas = { canvas_size: HUGE, box_size: HUGE };
      metadata.preprocessing = { kind: 'mnist-digit', ...canvas, value_range: [0, 1] };
    },
  ],
  [
    'golden vectors of another shape',
    /golden vectors' inputs/,
    ({ metadata }) => {
      const [count, ...rest] = metadata.golden.inputs[0].shape;
      metadata.golden.inputs[0].shape = [count, ...rest.toReversed()];
    },
  ],
  [
    'a canvas of another size',
    /canvas_size 28 is not that of the model's input/,
    ({ metadata }) => {
      const canvas = { canvas_size: 28, box_size: 20 };
      metadata.preprocessing = { kind: 'mnist-digit', ...canvas, value_range: [0, 1] };
    },
  ],
  [
    'parameters that are text',
    /parameters: wrong value/,
    ({ metadata }) => {
      metadata.model.parameters = '7';
    },
  ],
];

/** @type {Hostile[]} */
export const HOSTILE = [
  ...GRAPHS,
  ...NAMES,
  ...SETTINGS,
  ...SIZES,
  ...MANIFESTS,
  ...FILES,
  ...METADATA,
];

/**
 * @param {string} folder
 * @returns {Promise<void>} the artifact that all others are made from, and that is right
 */
export async function makeHarmless(folder) {
  await makeArtifact(folder, { build: makeModel });
}

/**
 * @param {string} harmless folder of the right one
 * @param {string} folder of the new one
 * @param {Hostile} hostile
 */
export async function makeHostile(harmless, folder, [, , edit]) {
  const read = (/** @type {string} */ name) => readFile(join(harmless, name));
  const model = JSON.parse(`${await read('model.json')}`);
  const metadata = JSON.parse(`${await read('metadata.json')}`);
  const shard = model.weightsManifest[0].paths[0];
  const { config } = model.modelTopology.model_config ?? model.modelTopology;
  /** @type {Parts['files']} */
  const files = new Map();
  const weights = model.weightsManifest[0].weights;
  edit({ model, metadata, config, layers: config.layers, weights, files });
  const all = new Map([
    ['model.json', JSON.stringify(model).replaceAll('null,"min":0', '1e999,"min":0')],
    [shard, await read(shard)],
    ['golden.bin', await read('golden.bin')],
    ...files,
  ]);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of all) {
    const bytes = Buffer.from(content);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    metadata.files[name] = { bytes: bytes.length, sha256 };
    await writeFile(join(folder, name), bytes);
  }
  await writeFile(join(folder, 'metadata.json'), JSON.stringify(metadata));
}

if (process.argv[1] === import.meta.filename) {
  const [root] = process.argv.slice(2);
  await makeHarmless(join(root, 'harmless'));
  for (const [i, hostile] of HOSTILE.entries()) {
    await makeHostile(join(root, 'harmless'), join(root, `${i}`.padStart(3, '0')), hostile);
  }
  process.stdout.write(`${HOSTILE.length} hostile artifacts in ${root}\n`);
}
