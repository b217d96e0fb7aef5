import * as tf from '@tensorflow/tfjs-core';
import { predictTensors, predictValues, resetStates } from '../../src/runtime/model.js';

/** @typedef {import('../../src/runtime/model.js').TensorValues} TensorValues */
/** @typedef {{name: string, shape: number[], values: ArrayLike<number>}} NamedValues */

/**
 * @param {Pick<import('./own-model.js').OwnModel, 'model' | 'outputs'>} own
 * @param {readonly TensorValues[]} inputs as many as the model has, vectors first in shape
 * @returns {Promise<NamedValues[]>} its outputs
 */
export async function runModel(own, inputs) {
  return await valuesOf(own, await predictValues(own.model, inputs));
}

/**
 * @param {Pick<import('./own-model.js').OwnModel, 'model' | 'outputs'>} own
 * @param {tf.Tensor[]} inputs as many as the model has; are disposed of
 * @returns {Promise<NamedValues[]>} its outputs
 */
export async function runTensors(own, inputs) {
  const results = await predictTensors(own.model, inputs).finally(() => tf.dispose(inputs));
  return await valuesOf(own, results);
}

/**
 * @param {Pick<import('./own-model.js').OwnModel, 'model' | 'outputs'>} own
 * @param {tf.Tensor[]} results are disposed of
 * @returns {Promise<NamedValues[]>}
 */
async function valuesOf({ model, outputs: ends }, results) {
  try {
    const outputs = [];
    for (const [i, result] of results.entries()) {
      // A copy: the wasm backend hands out views into memory that it uses again.
      const values = Float32Array.from(await result.data());
      outputs.push({ name: ends[i].name, shape: result.shape, values });
    }
    return outputs;
  } finally {
    tf.dispose(results);
    resetStates(model); // the next run is not to go on from this one
  }
}

/**
 * @template {{shape: number[], values: ArrayLike<number>}} T
 * @param {T} tensor vectors first in shape
 * @param {number} place
 * @returns {T & {values: ArrayLike<number>}} one of its vectors
 */
export function vectorOf(tensor, place) {
  const shape = tensor.shape.slice(1);
  const size = shape.reduce((product, length) => product * length, 1);
  const all = /** @type {Float32Array} */ (tensor.values);
  return { ...tensor, shape, values: all.subarray(place * size, (place + 1) * size) };
}
