/** Runs models on many examples, and gets ready to time them on one. */

import { dispose } from '@tensorflow/tfjs-core';
import { valueCount } from '../../src/artifact/dtypes.js';
import { sentence, VerificationError } from '../../src/errors.js';
import { endsOf, predictValues } from '../../src/runtime/model.js';

/** @typedef {import('../../src/runtime/model.js').Model} Model */
/** @typedef {import('../../src/runtime/model.js').TensorValues} TensorValues */
/**
 * @typedef {object} Contender
 * @property {number} place its number among the artifacts
 * @property {Model} model
 * @property {number | null} batch how many examples it takes at a time; null: any number
 * @property {TensorValues[][]} examples what it is timed on, each a whole call's inputs
 */

/** Values of the inputs that are run together: more need memory, fewer time. */
const VALUES_AT_ONCE = 2 ** 20;
const MOST_AT_ONCE = 128;
/** Several, so that a model whose time depends on its input is not timed on one alone. */
const MOST_EXAMPLES = 8;

/**
 * @param {number} place
 * @param {Model} model
 * @param {readonly TensorValues[]} inputs examples first in shape
 * @returns {Contender}
 * @throws {VerificationError} if the model has another number of inputs
 */
export function createContender(place, model, inputs) {
  const ends = endsOf(model).inputs;
  if (ends.length !== inputs.length) {
    throw new VerificationError(
      sentence('data', {
        problem: 'the model takes other inputs',
        expected: `${ends.length}`,
        got: `${inputs.length}`,
        remedy: 'Compare artifacts of one model',
      }),
    );
  }
  const batch = ends[0].shape[0] ?? null;
  const size = batch ?? 1;
  const count = Math.max(1, Math.min(MOST_EXAMPLES, Math.floor(inputs[0].shape[0] / size)));
  const examples = Array.from({ length: count }, (_, k) => rows(inputs, k * size, (k + 1) * size));
  return { place, model, batch, examples };
}

/**
 * @param {Contender} contender
 * @param {readonly TensorValues[]} inputs
 * @param {{isOneBatch: boolean}} options whether all are one call's inputs, as golden vectors are
 * @returns {Promise<TensorValues[]>} the outputs for all inputs
 */
export async function runAll({ model, batch }, inputs, { isOneBatch }) {
  if (isOneBatch) {
    return await call(model, inputs);
  }
  const count = inputs[0].shape[0];
  const perExample = inputs.reduce((sum, { shape }) => sum + valueCount(shape.slice(1)), 0);
  const fitting = Math.floor(VALUES_AT_ONCE / Math.max(1, perExample));
  const atOnce = batch ?? Math.max(1, Math.min(MOST_AT_ONCE, fitting));
  /** @type {TensorValues[][]} */
  const parts = [];
  for (let start = 0; start < count; start += atOnce) {
    parts.push(await call(model, rows(inputs, start, Math.min(start + atOnce, count))));
  }
  return parts[0].map((_, k) => joined(parts.map((part) => part[k])));
}

/**
 * One prediction, its outputs read: what a user waits for.
 *
 * @param {Model} model
 * @param {readonly TensorValues[]} inputs
 * @returns {Promise<TensorValues[]>}
 */
export async function call(model, inputs) {
  const tensors = await predictValues(model, inputs);
  try {
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    return tensors.map(({ shape, dtype }, k) => {
      return /** @type {TensorValues} */ ({ values: values[k], shape, dtype });
    });
  } finally {
    dispose(tensors);
  }
}

/**
 * @param {readonly TensorValues[]} tensors
 * @param {number} start
 * @param {number} end
 * @returns {TensorValues[]}
 */
function rows(tensors, start, end) {
  return tensors.map(({ values, shape: [, ...sizes], dtype }) => {
    const size = valueCount(sizes);
    const part = values.subarray(start * size, end * size);
    return { values: part, shape: [end - start, ...sizes], dtype };
  });
}

/**
 * @param {TensorValues[]} parts of the same shape but for the first size
 * @returns {TensorValues}
 */
function joined(parts) {
  const [{ shape, dtype, values: first }] = parts;
  const total = parts.reduce((sum, { values }) => sum + values.length, 0);
  const values = new /** @type {any} */ (first).constructor(total);
  let offset = 0;
  for (const part of parts) {
    values.set(part.values, offset);
    offset += part.values.length;
  }
  const examples = parts.reduce((sum, part) => sum + part.shape[0], 0);
  return { values, shape: [examples, ...shape.slice(1)], dtype };
}
