/** Values into buckets, by the hashes of TensorFlow. Pure. */

import { withoutLast } from '../artifact/feature-shapes.js';
import { encode } from './encode.js';
import { fingerprint64 } from './farmhash.js';
import { remainder, wordOf } from './int64.js';
import { sipHash } from './siphash.js';
import { wholeNumbers } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').HashStep} HashStep */
/** @typedef {[number, number]} Salt */

const encoder = new TextEncoder();

/**
 * @param {Salt | null} salt null: FarmHash's fingerprint, else SipHash by this key
 * @param {number} buckets
 * @returns {(text: string) => number} the bucket of a text, by its UTF-8 bytes
 */
export function createHash(salt, buckets) {
  if (salt === null) {
    return (text) => remainder(fingerprint64(encoder.encode(text)), buckets);
  }
  const [first, second] = salt;
  const key = /** @type {[any, any]} */ ([wordOf(first), wordOf(second)]);
  return (text) => remainder(sipHash(encoder.encode(text), key), buckets);
}

/** @type {[number, number]} of the integers that TensorFlow casts floats to */
const INT64 = [-(2 ** 63), 2 ** 63];

/**
 * Keras's Hashing: tf.strings.to_hash_bucket_fast or _strong of what tf.as_string gives.
 *
 * @param {HashStep} step
 * @returns {(column: Column) => Column}
 */
export function createHashing({ inputs, bins, salt, mask, encode: mode, depth }) {
  // With a mask the first bin is its own, if there is more than one.
  const own = mask !== null && bins > 1 ? 1 : 0;
  const bucket = createHash(salt, bins - own);
  return (column) => {
    const { values, shape, dtype } = column;
    const isFloat = dtype === 'float32';
    // Compared before a number is cut: a mask of 3 does not take 3.7.
    const masked = isFloat ? Math.fround(Number(mask)) : mask;
    const whole = isFloat ? wholeNumbers(column, INT64, inputs[0]) : values;
    const indices = Int32Array.from({ length: values.length }, (_, i) =>
      own === 1 && values[i] === masked ? 0 : bucket(asText(whole[i])) + own,
    );
    // Hashing takes a last axis of 1 away, and then encodes, which may take away another one.
    const kept = mode === 'one_hot' ? withoutLast(shape) : shape;
    return encode({ values: indices, shape: kept, dtype: 'int32' }, { encode: mode, depth });
  };
}

/**
 * @param {string | number} value a text, or a whole number
 * @returns {string} as tf.as_string gives it
 */
export function asText(value) {
  return typeof value === 'string' || Number.isSafeInteger(value)
    ? String(value)
    : String(BigInt(value));
}
