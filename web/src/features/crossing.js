/** Combinations of values into buckets: Keras's HashedCrossing, tf.sparse.cross_hashed. Pure. */

import { encode } from './encode.js';
import { fingerprint64, shiftMix } from './farmhash.js';
import { multiply, remainder, word, wordOf, xor } from './int64.js';

/** @typedef {import('./int64.js').Word} Word */
/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').CrossStep} CrossStep */

/** TensorFlow's default (sparse_ops.py, _DEFAULT_HASH_KEY). */
const HASH_KEY = word(0xde, 0xcafcaffe);
const FACTOR = word(0xc6a4a793, 0x5bd1e995);

const encoder = new TextEncoder();

/**
 * @param {CrossStep} step
 * @returns {(...columns: Column[]) => Column}
 */
export function createCross({ bins, encode: mode, depth }) {
  return (...columns) => {
    const [{ shape }] = columns;
    const indices = Int32Array.from({ length: shape[0] }, (_, i) => {
      const hashes = columns.map(({ values }) => hashOf(values[i]));
      return remainder(hashes.reduce(chain, HASH_KEY), bins);
    });
    return encode({ values: indices, shape, dtype: 'int32' }, { encode: mode, depth });
  };
}

/**
 * @param {string | number} value
 * @returns {Word} of a text its fingerprint, of an integer itself
 */
function hashOf(value) {
  return typeof value === 'string' ? fingerprint64(encoder.encode(value)) : wordOf(value);
}

/**
 * FingerprintCat64 of TensorFlow (core/platform/fingerprint.h).
 *
 * @param {Word} first
 * @param {Word} second
 */
function chain(first, second) {
  const mixed = multiply(shiftMix(multiply(second, FACTOR)), FACTOR);
  const all = multiply(xor(xor(first, FACTOR), mixed), FACTOR);
  return shiftMix(multiply(shiftMix(all), FACTOR));
}
