/** The golden vectors of an artifact, and how far outputs are from them. Pure. */

import { byteCount, decodeValues } from './dtypes.js';

/** @typedef {import('./metadata.js').GoldenPlan} GoldenPlan */
/** @typedef {import('./metadata.js').GoldenSpec & {values: import('./dtypes.js').Values}} Vectors */
/**
 * @typedef {object} Golden
 * @property {number} tolerance
 * @property {number} count vectors, the first length of each tensor's shape
 * @property {Vectors[]} inputs
 * @property {Vectors[]} outputs
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
    return { ...spec, values: decodeValues(bytes.subarray(start, offset), spec.dtype) };
  };
  const inputs = plan.inputs.map(next);
  const outputs = plan.outputs.map(next);
  return { tolerance: plan.tolerance, count: inputs[0].shape[0], inputs, outputs };
}

/**
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} expected as long as values
 * @returns {number} the largest difference, as a part of the largest magnitude that is expected, or
 *   as it is where that is 0; NaN if any is not a number
 */
export function largestDifference(values, expected) {
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i += 1) {
    const difference = Math.abs(values[i] - expected[i]);
    if (Number.isNaN(difference)) {
      return Number.NaN;
    }
    largest = Math.max(largest, difference);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return largest / (scale || 1);
}
