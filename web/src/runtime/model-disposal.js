/** Frees all of a model, and lets nobody use it afterwards without a word. */

import * as tf from '@tensorflow/tfjs-core';
import { afterDispose } from '../errors.js';

/** @typedef {import('./model.js').Model} Model */

const USES = /** @type {const} */ ([
  'predict',
  'predictAsync',
  'predictOnBatch',
  'execute',
  'executeAsync',
  'apply',
  'evaluate',
  'evaluateDataset',
  'fit',
  'fitDataset',
  'trainOnBatch',
  'getWeights',
  'setWeights',
  'loadWeights',
  'resetStates',
  'save',
]);

/** @type {WeakSet<Model>} */
const freed = new WeakSet();

/**
 * Frees the model's weights and states; a second call does nothing. TensorFlow.js's own dispose()
 * leaves the weights of layers that are used more than once: it counts their uses, and counts down
 * by one alone (container.js, topology.js).
 *
 * @param {Model} model
 * @param {string} [label] what users know it by
 */
export function freeModel(model, label = nameOf(model)) {
  if (freed.has(model)) {
    return;
  }
  freed.add(model);
  const weights = weightsOf(model);
  const kept = everyLayer(model).flatMap(keptTensors);
  try {
    model.dispose();
  } catch {} // a user has called it already
  tf.dispose(weights.filter((tensor) => !tensor.isDisposed));
  tf.dispose(kept);
  const refuse = () => {
    throw afterDispose(label);
  };
  // What still holds the model would read freed memory, or a message about a "Container".
  Object.assign(model, Object.fromEntries(USES.map((name) => [name, refuse])));
  Object.assign(model, { dispose: () => ({ refCountAfterDispose: 0, numDisposedVariables: 0 }) });
}

/** @param {Model} model */
function nameOf(model) {
  return 'name' in model ? model.name : 'the model';
}

/**
 * @param {Model} model
 * @returns {tf.Tensor[]}
 */
function weightsOf({ weights }) {
  return Array.isArray(weights) ? weights.map(variableOf) : Object.values(weights).flat();
}

/**
 * @param {any} weight TensorFlow.js's LayerVariable, whose read() throws where it was disposed of
 * @returns {tf.Variable}
 */
function variableOf(weight) {
  return weight.val;
}

/**
 * @param {any} layer of whatever class: TensorFlow.js has no public way into wrappers
 * @returns {any[]} it and all that it holds: a model's layers, a wrapper's one, an RNN's cells
 */
function everyLayer(layer) {
  const { layers, layer: wrapped, forwardLayer, backwardLayer, cell, cells } = layer;
  const inner = [layers, wrapped, forwardLayer, backwardLayer, cell, cells].flat();
  return [layer, ...inner.filter((one) => one != null).flatMap(everyLayer)];
}

/**
 * @param {any} layer
 * @returns {tf.Tensor[]} what TensorFlow.js keeps beside the weights, and frees with no layer:
 *   states of RNNs, and the dropout masks of their cells
 */
function keptTensors({ states_, keptStates, dropoutMask, recurrentDropoutMask }) {
  const tensors = [states_, keptStates, dropoutMask, recurrentDropoutMask].flat(2);
  return tensors.filter((one) => one instanceof tf.Tensor && !one.isDisposed);
}
