/** The golden vectors of an artifact. Pure. */

import { byteCount, decodeValues } from './dtypes.js';

/** @typedef {import('./metadata.js').GoldenPlan} GoldenPlan */
/** @typedef {import('./metadata.js').GoldenSpec & {values: import('./dtypes.js').Values}} Vectors */
/**
 * @typedef {object} Golden inputs, and Keras's outputs for them
 * @property {number} tolerance largest difference that counts as equal: proof/comparison.js
 * @property {number} count vectors, the first length of each tensor's shape; 1 where these differ, of
 *   a model that takes one whole input at a time
 * @property {Vectors[]} inputs in the model's order
 * @property {Vectors[]} outputs in the model's order
 * @property {number | null} reaction how far outputs moved with the weights when the artifact was
 *   written; null where it was not measured
 * @property {readonly string[]} random names of outputs that are drawn anew in each run
 */

/**
 * @param {GoldenPlan} plan
 * @param {Uint8Array} bytes golden.bin, as long as the plan says
 * @returns {Golden}
 */
export function parseGolden(plan, bytes) {
  let offset = 0;
  /** @param {import('./metadata.js').GoldenSpec} spec */
  const next = (spec) => {
    const start = offset;
    offset += byteCount(spec);
    return { ...spec, values: decodeValues(bytes.subarray(start, offset), spec) };
  };
  // In the order of the file: all inputs, then all outputs.
  const inputs = plan.inputs.map(next);
  const outputs = plan.outputs.map(next);
  const { tolerance, reaction, random } = plan;
  const counts = new Set([...inputs, ...outputs].map(({ shape }) => shape[0]));
  const count = counts.size === 1 ? (inputs[0].shape[0] ?? 1) : 1;
  return { tolerance, count, inputs, outputs, reaction, random };
}

/**
 * @template {{shape: number[]}} T
 * @param {Golden} golden
 * @param {T} tensor one of the model's
 * @returns {T} with the vectors first in its shape, also where there is one whole input
 */
export function byVector({ count }, tensor) {
  return tensor.shape[0] === count ? tensor : { ...tensor, shape: [1, ...tensor.shape] };
}
