import * as tf from '@tensorflow/tfjs-core';

/** @typedef {{values: import('../../src/artifact/dtypes.js').Values, shape: number[], dtype: import('../../src/artifact/dtypes.js').Dtype}} TensorValues */
/** @typedef {{name: string, shape: number[], values: ArrayLike<number>}} NamedValues */

/**
 * @param {import('@tensorflow/tfjs-layers').LayersModel} model
 * @param {readonly TensorValues[]} inputs as many as the model has, vectors first in shape
 * @returns {Promise<NamedValues[]>} its outputs
 */
export async function runModel(model, inputs) {
  const results = tf.tidy(() => {
    const tensors = inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
    // predict() splits a batch by 32 (tfjs-layers, engine/training.js), and a model of a fixed
    // batch size refuses the parts.
    return [model.predict(tensors, { batchSize: inputs[0].shape[0] })].flat();
  });
  try {
    const outputs = [];
    for (const [i, result] of results.entries()) {
      // A copy: the wasm backend hands out views into memory that it uses again.
      const values = Float32Array.from(await result.data());
      outputs.push({ name: model.outputNames[i], shape: result.shape, values });
    }
    return outputs;
  } finally {
    tf.dispose(results);
    model.resetStates(); // the next run is not to go on from this one
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
