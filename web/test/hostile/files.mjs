/** Manifests, files and metadata that contradict each other. */

import { A, HUGE } from './parts.mjs';

/** @typedef {import('./parts.mjs').Hostile} Hostile */
/** @typedef {import('./parts.mjs').Parts} Parts */

/** @type {Hostile[]} */
export const MANIFESTS = [
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
    /lists a name twice|do not fit/,
    (p) => {
      const [group] = p.model.weightsManifest;
      p.model.weightsManifest.push({ paths: group.paths, weights: group.weights });
    },
  ],
  [
    'the same weight twice',
    /lists a name twice/,
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
export const FILES = [
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
export const METADATA = [
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
