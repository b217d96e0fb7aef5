/** Whether a model gives Keras's numbers step by step. */

import { difference, TOLERANCE_CEILING } from '../proof/comparison.js';

/**
 * @typedef {object} StepModel
 * @property {(index: number) => Promise<Float32Array>} step takes a character's place in the
 *   vocabulary; gives the probabilities of the next one
 * @property {() => void} reset forgets what was read
 * @property {() => Promise<{ok: boolean, difference: number}>} [prove] in place of proveSteps(), where
 *   the golden vectors are not whole sequences
 * @property {() => void} dispose frees the model
 */

/**
 * Runs the first golden vector, step by step; afterwards nothing was read.
 *
 * @param {StepModel} stepModel
 * @param {import('../artifact/golden-vectors.js').Golden} golden
 * @returns {Promise<{ok: boolean, difference: number}>} difference: the largest, by the measure of
 *   comparison.js; NaN if any output is not a number
 */
export async function proveSteps(stepModel, golden) {
  const [input] = golden.inputs;
  const [output] = golden.outputs;
  const [steps, size] = output.shape.slice(1);
  const values = new Float32Array(steps * size);
  stepModel.reset();
  for (let step = 0; step < steps; step += 1) {
    values.set(await stepModel.step(input.values[step]), step * size);
  }
  stepModel.reset();
  const right = output.values.subarray(0, values.length);
  const found = difference(values, { values: right, shape: [1, steps, size] });
  // An artifact must not allow itself more.
  const allowed = Math.min(golden.tolerance, TOLERANCE_CEILING);
  return { ok: found <= allowed, difference: found };
}
