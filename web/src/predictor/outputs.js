/** What a model gives, in the form that callers want. */

import * as tf from '@tensorflow/tfjs-core';
import { sentence, UsageError } from '../errors.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../artifact/dtypes.js').Values} Values */
/** @typedef {'arrays' | 'typedArrays' | 'tensors'} OutputForm */
/** @typedef {number | boolean | NestedOutput[]} NestedOutput arrays within arrays, one level for each axis */
/** @typedef {{data: Values, shape: number[], dtype: string}} TypedOutput values row by row */
/** @typedef {NestedOutput | TypedOutput | tf.Tensor} Output */

export const OUTPUT_FORMS = /** @type {const} */ (['arrays', 'typedArrays', 'tensors']);

/**
 * Puts together what several runs gave.
 *
 * @param {tf.Tensor[][]} runs the outputs of each run, in the model's order; they are kept
 * @param {TensorSpec[]} specs
 * @param {string} label the model in messages
 * @returns {tf.Tensor[]} new tensors
 * @throws {UsageError} if there are several runs, and an output has no axis for the examples
 */
export function joinRuns(runs, specs, label) {
  return specs.map(({ name, shape }, i) => {
    if (runs.length === 1) {
      return tf.clone(runs[0][i]);
    }
    if (shape.length === 0) {
      throw new UsageError(
        sentence(`${label}: output ${name}`, {
          problem: 'one number for all examples cannot be put together from several runs',
          expected: 'as many examples as the model takes at a time',
          got: `${runs.length} runs`,
          remedy: 'Give them one by one',
        }),
      );
    }
    return tf.concat(runs.map((outputs) => outputs[i]));
  });
}

/**
 * @param {tf.Tensor} tensor
 * @param {TensorSpec} spec
 * @returns {tf.Tensor} of one example without the axis of examples, where the output has one
 */
export function withoutExamples(tensor, { shape }) {
  const hasExamples = shape.length > 0 && (shape[0] === null || shape[0] === 1);
  return hasExamples && tensor.shape[0] === 1
    ? tf.reshape(tensor, tensor.shape.slice(1))
    : tf.clone(tensor);
}

/**
 * @param {tf.Tensor} tensor
 * @param {OutputForm} form
 * @returns {Promise<Output>} a tensor is the one that was given
 */
export async function inForm(tensor, form) {
  const { shape, dtype } = tensor;
  if (form === 'tensors') {
    return tensor;
  }
  const data = /** @type {Values} */ (await tensor.data());
  return form === 'arrays' ? nested(data, shape, dtype) : { data, shape: [...shape], dtype };
}

/**
 * @param {Values} data
 * @param {readonly number[]} shape
 * @param {string} dtype
 * @returns {NestedOutput}
 */
export function nested(data, shape, dtype) {
  const one = dtype === 'bool' ? Boolean : Number;
  let next = 0;
  /**
   * @param {number} axis
   * @returns {NestedOutput}
   */
  const level = (axis) => {
    if (axis === shape.length) {
      next += 1;
      return one(data[next - 1]);
    }
    return Array.from({ length: shape[axis] }, () => level(axis + 1));
  };
  return level(0);
}
