/** The tutorials' networks for digits, built in TensorFlow.js. */

import * as layers from '@tensorflow/tfjs-layers';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {'mlp' | 'cnn'} NetworkName */

/** @type {readonly NetworkName[]} */
export const NETWORKS = ['mlp', 'cnn'];

/**
 * @param {NetworkName} name
 * @param {number} seed of the weights
 * @returns {LayersModel} compiled; takes pictures of shape (batch, 28, 28, 1), and one-hot labels
 */
export function buildNetwork(name, seed) {
  const model = layers.sequential({ name, layers: name === 'mlp' ? mlp(seed) : cnn(seed) });
  model.compile({
    optimizer: name === 'mlp' ? 'sgd' : 'adam',
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

/**
 * The network of the tutorial "CNN with TensorFlow.js and Node.js".
 *
 * @param {number} seed
 */
function mlp(seed) {
  return [
    layers.layers.flatten({ inputShape: [28, 28, 1] }),
    layers.layers.dense({ units: 128, activation: 'relu', kernelInitializer: glorot(seed) }),
    probabilities(seed + 1),
  ];
}

/**
 * The network of Keras's tutorial "Using a CNN".
 *
 * @param {number} seed
 */
function cnn(seed) {
  const pool = () => layers.layers.maxPooling2d({ poolSize: 2 });
  return [
    convolution(32, seed, [28, 28, 1]),
    pool(),
    convolution(64, seed + 1),
    pool(),
    convolution(64, seed + 2),
    pool(),
    layers.layers.flatten(),
    layers.layers.dense({ units: 64, activation: 'relu', kernelInitializer: glorot(seed + 3) }),
    probabilities(seed + 4),
  ];
}

/**
 * @param {number} filters
 * @param {number} seed
 * @param {[number, number, number]} [inputShape]
 */
function convolution(filters, seed, inputShape) {
  const kernelInitializer = glorot(seed);
  const shape = inputShape ? { inputShape } : {};
  return layers.layers.conv2d({
    filters,
    kernelSize: 3,
    activation: 'relu',
    kernelInitializer,
    ...shape,
  });
}

/** @param {number} seed */
function probabilities(seed) {
  return layers.layers.dense({
    units: 10,
    activation: 'softmax',
    kernelInitializer: glorot(seed),
    name: 'probabilities',
  });
}

/** @param {number} seed */
function glorot(seed) {
  return layers.initializers.glorotUniform({ seed });
}
