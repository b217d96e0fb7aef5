/** The networks that can be trained here. */

import * as layers from '@tensorflow/tfjs-layers';
import { buildNetwork } from '../../training/digit-networks.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('./messages.js').NetworkName} NetworkName */
/** @typedef {{layer: string, shape: string, parameters: number}} LayerRow */

/** @param {NetworkName} name */
export function optimizerOf(name) {
  return name === 'mlp' ? 'sgd' : 'adam';
}

/**
 * @param {NetworkName} name
 * @param {number} seed of the weights
 * @returns {LayersModel} compiled; takes pictures of shape (batch, 28, 28, 1), and one-hot labels
 */
export function buildTrainable(name, seed) {
  return name === 'codelab' ? codelab(seed) : buildNetwork(name, seed);
}

/**
 * The network of Google's codelab "Handwritten digit recognition with CNNs".
 *
 * @param {number} seed
 */
function codelab(seed) {
  const scaling = (/** @type {number} */ k) =>
    layers.initializers.varianceScaling({ seed: seed + k, scale: 1, mode: 'fanIn' });
  const convolution = { kernelSize: 5, strides: 1, activation: /** @type {const} */ ('relu') };
  const pool = () => layers.layers.maxPooling2d({ poolSize: 2, strides: 2 });
  const model = layers.sequential({
    name: 'codelab',
    layers: [
      layers.layers.conv2d({
        ...convolution,
        inputShape: [28, 28, 1],
        filters: 8,
        kernelInitializer: scaling(0),
      }),
      pool(),
      layers.layers.conv2d({ ...convolution, filters: 16, kernelInitializer: scaling(1) }),
      pool(),
      layers.layers.flatten(),
      layers.layers.dense({
        units: 10,
        activation: 'softmax',
        kernelInitializer: scaling(2),
        name: 'probabilities',
      }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/**
 * @param {LayersModel} model
 * @returns {LayerRow[]}
 */
export function architectureOf(model) {
  return model.layers.map((layer) => ({
    layer: describe(layer),
    shape: /** @type {number[]} */ (layer.outputShape).slice(1).join(' × '),
    parameters: layer.countParams(),
  }));
}

/** @param {LayersModel['layers'][number]} layer */
function describe(layer) {
  const { filters, kernel_size: size, units, pool_size: pool, activation } = readable(layer);
  switch (layer.getClassName()) {
    case 'Conv2D':
      return `Convolution, ${filters} filters of ${size?.join(' × ')}, ${nameOf(activation)}`;
    case 'MaxPooling2D':
      return `Max pooling, ${pool?.join(' × ')}`;
    case 'Dense':
      return `Dense, ${units} units, ${nameOf(activation)}`;
    default:
      return layer.getClassName();
  }
}

/**
 * @param {LayersModel['layers'][number]} layer
 * @returns {{filters?: number, kernel_size?: number[], units?: number, pool_size?: number[],
 *   activation?: string}}
 */
function readable(layer) {
  const { kernelSize, poolSize, ...rest } = /** @type {any} */ (layer.getConfig());
  return { ...rest, kernel_size: kernelSize, pool_size: poolSize };
}

/** @param {string} [activation] */
function nameOf(activation) {
  return activation === 'relu' ? 'ReLU' : activation;
}
