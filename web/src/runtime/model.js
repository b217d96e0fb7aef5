/** Models of either format, layers or graph, behind one face. */

import * as tf from '@tensorflow/tfjs-core';
import { buildLayersModel } from './layers-model.js';
import { onModelBackend } from './model-backend.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('@tensorflow/tfjs-converter').GraphModel} GraphModel */
/** @typedef {LayersModel | GraphModel} Model TensorFlow.js's own */
/** @typedef {import('../artifact/dtypes.js').Dtype} Dtype */
/** @typedef {{name: string, shape: (number | null)[], dtype: Dtype}} End null: any length */
/** @typedef {{values: import('../artifact/dtypes.js').Values, shape: number[], dtype: Dtype}} TensorValues */

/** @type {WeakMap<GraphModel, import('./graph-model.js').GraphPlan>} what the models do not say themselves */
const plans = new WeakMap();

/**
 * Builds the model on the backend in use, from files that were checked.
 *
 * @param {import('./layers-model.js').ModelFiles} artifact
 * @returns {Promise<Model>} the caller disposes of it, by freeModel()
 * @throws {import('../errors.js').ArtifactError} if TensorFlow.js refuses the topology or the weights
 */
export async function buildModel(artifact) {
  const { graph } = artifact;
  if (graph === null) {
    return await buildLayersModel(artifact);
  }
  // Loaded late: a page of layers models does not wait for it.
  const { buildGraphModel } = await import('./graph-model.js');
  const model = await buildGraphModel(artifact);
  plans.set(model, graph);
  return model;
}

/**
 * @param {Model} model
 * @returns {model is GraphModel}
 */
export function isGraphModel(model) {
  return 'modelSignature' in model;
}

/**
 * @param {Model} model that buildModel() made
 * @returns {{inputs: End[], outputs: End[]}} in the model's order
 */
export function endsOf(model) {
  if (isGraphModel(model)) {
    return planOf(model);
  }
  const { inputs, outputs, inputNames, outputNames } = model;
  return { inputs: namedEnds(inputs, inputNames), outputs: namedEnds(outputs, outputNames) };
}

/**
 * @param {import('@tensorflow/tfjs-layers').SymbolicTensor[]} tensors
 * @param {string[]} names
 * @returns {End[]}
 */
function namedEnds(tensors, names) {
  return tensors.map(({ shape, dtype }, i) => {
    return { name: names[i], shape, dtype: /** @type {Dtype} */ (dtype) };
  });
}

/** @param {GraphModel} model */
function planOf(model) {
  const found = plans.get(model);
  if (found === undefined) {
    throw new TypeError('a graph model that tfjs-bridge did not build');
  }
  return found;
}

/**
 * Runs the model, on the backend in use until the first await.
 *
 * @param {Model} model
 * @param {tf.Tensor[]} inputs in the model's order, which stay the caller's
 * @returns {Promise<tf.Tensor[]>} in the model's order; the caller disposes of them
 */
export async function predictTensors(model, inputs) {
  if (isGraphModel(model)) {
    return await runGraph(model, inputs);
  }
  // One batch, whose effort model-check/ has counted; by default predict() takes 32 at a time, and a
  // model of a fixed batch size refuses the parts.
  const batchSize = inputs[0].shape[0];
  return tf.tidy(() => [model.predict(inputs, { batchSize })].flat());
}

/**
 * @param {Model} model
 * @param {readonly TensorValues[]} inputs as many as the model has, vectors first in shape
 * @returns {Promise<tf.Tensor[]>} in the model's order; the caller disposes of them
 */
export async function predictValues(model, inputs) {
  const tensors = inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
  try {
    return await predictTensors(model, tensors);
  } finally {
    tf.dispose(tensors);
  }
}

/**
 * @param {GraphModel} model
 * @param {tf.Tensor[]} inputs
 * @returns {tf.Tensor[] | Promise<tf.Tensor[]>}
 */
function runGraph(model, inputs) {
  const { inputs: ends, outputs, isAsync } = planOf(model);
  // By name: TensorFlow.js's own order is that of the signature in JSON, where numbers come first.
  const named = Object.fromEntries(ends.map(({ name }, i) => [name, inputs[i]]));
  const names = outputs.map(({ name }) => name);
  return isAsync
    ? model
        .executeAsync(named, names)
        .then((results) => onModelBackend(model, () => ownTensors(model, results, inputs)))
    : tf.tidy(() => ownTensors(model, model.execute(named, names), inputs));
}

/**
 * @param {GraphModel} model
 * @param {tf.Tensor | tf.Tensor[]} results
 * @param {tf.Tensor[]} inputs
 * @returns {tf.Tensor[]} that can be disposed of one by one: a graph that puts out an input, a weight
 *   or one tensor twice gives that very tensor
 */
function ownTensors(model, results, inputs) {
  const others = new Set([...inputs, ...Object.values(model.weights).flat()]);
  return [results].flat().map((tensor) => {
    const own = others.has(tensor) ? tensor.clone() : tensor;
    others.add(tensor);
    return own;
  });
}

/**
 * Makes a stateful model forget what it has read. A graph keeps nothing from one run to the next.
 *
 * @param {Model} model
 */
export function resetStates(model) {
  if (!isGraphModel(model)) {
    model.resetStates();
  }
}
