/** Indices as they are, or as rows of 0, 1 and counts: encode_categorical_inputs of Keras. Pure. */

import { withoutLast } from '../artifact/feature-shapes.js';
import { requireFit } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/**
 * @typedef {object} Encoding
 * @property {import('../artifact/feature-settings.js').EncodingName} encode
 * @property {number | null} depth length of the encoded axis; null for int
 * @property {number[] | null} [weights] of each index, for tf_idf
 */

/**
 * @param {Column} indices whole numbers; those from `depth` on, and below 0, are left out of rows
 * @param {Encoding} encoding
 * @returns {Column} int32 for int, else float32
 */
export function encode(indices, { encode: mode, depth, weights = null }) {
  const { values, shape } = indices;
  if (mode === 'int') {
    const whole =
      values instanceof Int32Array
        ? values
        : Int32Array.from(/** @type {ArrayLike<number>} */ (values));
    return { values: whole, shape, dtype: 'int32' };
  }
  const rows = { values: /** @type {ArrayLike<number>} */ (values), depth: Number(depth) };
  if (mode === 'one_hot') {
    return oneHot(rows, withoutLast(shape));
  }
  return counted(rows, shape, { isOnce: mode === 'multi_hot', weights });
}

/**
 * @param {{values: ArrayLike<number>, depth: number}} indices
 * @param {number[]} shape
 * @returns {Column} with one more axis
 */
function oneHot({ values, depth }, shape) {
  const whole = [...shape, depth];
  const out = new Float32Array(requireFit(whole));
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] >= 0 && values[i] < depth) {
      out[i * depth + values[i]] = 1;
    }
  }
  return { values: out, shape: whole, dtype: 'float32' };
}

/**
 * Of up to two axes TensorFlow counts the last one; of more Keras sums up the one after the examples.
 *
 * @param {{values: ArrayLike<number>, depth: number}} indices
 * @param {number[]} shape of two axes or more
 * @param {{isOnce: boolean, weights: number[] | null}} how isOnce: 1 however often an index is there
 * @returns {Column}
 */
function counted({ values, depth }, shape, { isOnce, weights }) {
  const [examples, length, ...inner] = shape;
  const step = inner.reduce((product, size) => product * size, 1);
  const whole = [examples, ...inner, depth];
  const out = new Float32Array(requireFit(whole));
  for (let i = 0; i < values.length; i += 1) {
    const index = values[i];
    if (index >= 0 && index < depth) {
      const row = Math.floor(i / (length * step)) * step + (i % step);
      const at = row * depth + index;
      out[at] = isOnce ? 1 : out[at] + 1;
    }
  }
  if (weights !== null) {
    for (let at = 0; at < out.length; at += 1) {
      out[at] *= weights[at % depth];
    }
  }
  return { values: out, shape: whole, dtype: 'float32' };
}
