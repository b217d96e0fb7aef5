/** Values into buckets, by the hashes of TensorFlow. Pure. */

import { encode } from './encode.js';
import { fingerprint64 } from './farmhash.js';
import { remainder, wordOf } from './int64.js';
import { withoutLast } from './shapes.js';
import { sipHash } from './siphash.js';

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

/**
 * Keras's Hashing: tf.strings.to_hash_bucket_fast or _strong of what tf.as_string gives.
 *
 * @param {HashStep} step
 * @returns {(column: Column) => Column}
 */
export function createHashing({ bins, salt, mask, encode: mode, depth }) {
  // With a mask the first bin is its own, if there is more than one.
  const own = mask !== null && bins > 1 ? 1 : 0;
  const bucket = createHash(salt, bins - own);
  return ({ values, shape, dtype }) => {
    const masked = dtype === 'float32' ? Math.fround(Number(mask)) : mask;
    const isMasked = (/** @type {unknown} */ value) => own === 1 && value === masked;
    const indices = Int32Array.from(/** @type {ArrayLike<string | number>} */ (values), (value) =>
      isMasked(value) ? 0 : bucket(asText(value)) + own,
    );
    // Hashing takes a last axis of 1 away, and then encodes, which may take away another one.
    const kept = mode === 'one_hot' ? withoutLast(shape) : shape;
    return encode({ values: indices, shape: kept, dtype: 'int32' }, { encode: mode, depth });
  };
}

/**
 * @param {string | number} value
 * @returns {string} as tf.as_string gives it, of a float after a cast to int64
 */
export function asText(value) {
  if (typeof value === 'string') {
    return value;
  }
  const whole = Math.trunc(value);
  // What int64 does not hold becomes its least number, as x86 processors convert it.
  const isHeld = whole >= -(2 ** 63) && whole < 2 ** 63;
  return Number.isSafeInteger(whole)
    ? String(whole + 0)
    : String(BigInt(isHeld ? whole : -(2 ** 63)));
}
