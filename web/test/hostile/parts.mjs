/** What hostile artifacts are made of: a small model, and ways to spoil it. */

import * as layers from '@tensorflow/tfjs-layers';

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

export const { layers: make } = layers;

/** @returns {layers.LayersModel} */
export function makeModel() {
  const x = layers.input({ shape: [8, 8, 1], name: 'x' });
  const conv = make.conv2d({ filters: 2, kernelSize: 3, name: 'conv' }).apply(x);
  const flat = make.flatten({ name: 'flat' }).apply(conv);
  const [a, b] = ['a', 'b'].map((name) => make.dense({ units: 4, name }).apply(flat));
  const sum = make.add({ name: 'sum' }).apply(/** @type {layers.SymbolicTensor[]} */ ([a, b]));
  const out = make.dense({ units: 3, activation: 'softmax', name: 'out' }).apply(sum);
  return layers.model({ inputs: x, outputs: /** @type {layers.SymbolicTensor} */ (out) });
}

export const [X, CONV, FLAT, A, B, SUM] = [0, 1, 2, 3, 4, 5];
export const HUGE = 2_000_000_000;

/**
 * @param {Parts} parts
 * @param {number} place
 * @param {string} source
 * @param {[number, number]} [output] call and tensor
 */
export function connect({ layers: all }, place, source, [node, tensor] = [0, 0]) {
  all[place].inbound_nodes = [[[source, node, tensor, {}]]];
}

/**
 * @param {Parts} parts
 * @param {string} className
 * @param {object} config
 */
export function insert(parts, className, config) {
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
export function chain(parts, count, layer) {
  for (let i = 0; i < count; i += 1) {
    parts.layers.push(layer(i));
  }
}

/**
 * @param {string} name
 * @param {string} source
 */
export function relu(name, source) {
  const config = { name, activation: 'relu' };
  return { class_name: 'Activation', name, config, inbound_nodes: [[[source, 0, 0, {}]]] };
}

/**
 * @param {string} name
 * @param {any} inner a layer, called twice by the model
 * @param {string} [input]
 */
export function twice(name, inner, input = 'i') {
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
