/**
 * FarmHash's Fingerprint64, by which TensorFlow puts texts into buckets (`to_hash_bucket_fast`). Pure.
 * Source: https://github.com/google/farmhash, farmhashna.
 */

import * as int64 from './int64.js';

/** @typedef {import('./int64.js').Word} Word */
/** @typedef {[Word, Word]} Pair */

const { add, fetch32, fetch64, multiply, rotateRight, shiftRight, word, wordOf, xor } = int64;

const K0 = word(0xc3a5c85c, 0x97cb3127);
const K1 = word(0xb492b66f, 0xbe98f273);
const K2 = word(0x9ae16a3b, 0x2f90404f);
const SEED = 81;

/**
 * @param {Uint8Array} bytes
 * @returns {Word}
 */
export function fingerprint64(bytes) {
  const { length } = bytes;
  if (length <= 16) {
    return ofShort(bytes);
  }
  if (length <= 32) {
    return of17To32(bytes);
  }
  return length <= 64 ? of33To64(bytes) : ofLong(bytes);
}

/** @param {Word[]} terms */
const sum = (...terms) => terms.reduce(add);

/** @param {Word} value */
export function shiftMix(value) {
  return xor(value, shiftRight(value, 47));
}

/**
 * @param {Word} u
 * @param {Word} v
 * @param {Word} factor
 */
function join(u, v, factor) {
  const a = shiftMix(multiply(xor(u, v), factor));
  return multiply(shiftMix(multiply(xor(v, a), factor)), factor);
}

/** @param {Uint8Array} bytes at most 16 */
function ofShort(bytes) {
  const { length } = bytes;
  const factor = add(K2, wordOf(length * 2));
  if (length >= 8) {
    const a = add(fetch64(bytes, 0), K2);
    const b = fetch64(bytes, length - 8);
    const c = add(multiply(rotateRight(b, 37), factor), a);
    return join(c, multiply(add(rotateRight(a, 25), b), factor), factor);
  }
  if (length >= 4) {
    const first = (fetch32(bytes, 0) >>> 0) * 8 + length;
    return join(wordOf(first), word(0, fetch32(bytes, length - 4)), factor);
  }
  if (length > 0) {
    const y = bytes[0] + bytes[length >> 1] * 256;
    const z = length + bytes[length - 1] * 4;
    const mixed = xor(multiply(word(0, y), K2), multiply(word(0, z), K0));
    return multiply(shiftMix(mixed), K2);
  }
  return K2;
}

/** @param {Uint8Array} bytes */
function of17To32(bytes) {
  const { length } = bytes;
  const factor = add(K2, wordOf(length * 2));
  const a = multiply(fetch64(bytes, 0), K1);
  const b = fetch64(bytes, 8);
  const c = multiply(fetch64(bytes, length - 8), factor);
  const d = multiply(fetch64(bytes, length - 16), K2);
  const left = sum(rotateRight(add(a, b), 43), rotateRight(c, 30), d);
  return join(left, sum(a, rotateRight(add(b, K2), 18), c), factor);
}

/** @param {Uint8Array} bytes */
function of33To64(bytes) {
  const { length } = bytes;
  const factor = add(K2, wordOf(length * 2));
  const a = multiply(fetch64(bytes, 0), K2);
  const b = fetch64(bytes, 8);
  const c = multiply(fetch64(bytes, length - 8), factor);
  const d = multiply(fetch64(bytes, length - 16), K2);
  const y = sum(rotateRight(add(a, b), 43), rotateRight(c, 30), d);
  const z = join(y, sum(a, rotateRight(add(b, K2), 18), c), factor);
  const e = multiply(fetch64(bytes, 16), factor);
  const f = fetch64(bytes, 24);
  const g = multiply(add(y, fetch64(bytes, length - 32)), factor);
  const h = multiply(add(z, fetch64(bytes, length - 24)), factor);
  const left = sum(rotateRight(add(e, f), 43), rotateRight(g, 30), h);
  return join(left, sum(e, rotateRight(add(f, a), 18), g), factor);
}

/**
 * What is kept from one block of 64 bytes to the next.
 *
 * @typedef {{x: Word, y: Word, z: Word, v: Pair, w: Pair}} State
 */

/** @param {Uint8Array} bytes more than 64 */
function ofLong(bytes) {
  const last = bytes.length - 64;
  const rest = (bytes.length - 1) & 63;
  const zero = word(0, 0);
  const y = add(multiply(wordOf(SEED), K1), wordOf(113));
  const z = multiply(shiftMix(add(multiply(y, K2), wordOf(113))), K2);
  const x = add(multiply(wordOf(SEED), K2), fetch64(bytes, 0));
  /** @type {State} */
  let state = { x, y, z, v: [zero, zero], w: [zero, zero] };
  for (let at = 0; at < bytes.length - rest - 1; at += 64) {
    state = nextBlock(bytes, at, state);
  }
  const factor = add(K1, wordOf((state.z.lo & 0xff) * 2));
  return lastBlock(bytes, last, { state: withRest(state, rest), factor });
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {State} state
 * @returns {State}
 */
function nextBlock(bytes, at, { x, y, z, v, w }) {
  const read = (/** @type {number} */ offset) => fetch64(bytes, at + offset);
  const mixed = multiply(rotateRight(sum(x, y, v[0], read(8)), 37), K1);
  const turned = multiply(rotateRight(sum(y, v[1], read(48)), 42), K1);
  const nextZ = xor(mixed, w[1]);
  const nextY = sum(turned, v[0], read(40));
  const nextX = multiply(rotateRight(add(z, w[0]), 33), K1);
  return {
    x: nextX,
    y: nextY,
    z: nextZ,
    v: weakHash(bytes, at, multiply(v[1], K1), add(nextZ, w[0])),
    w: weakHash(bytes, at + 32, add(nextX, w[1]), add(nextY, read(16))),
  };
}

/**
 * @param {State} state
 * @param {number} rest
 * @returns {State}
 */
function withRest({ v, w, ...others }, rest) {
  const w0 = add(w[0], wordOf(rest));
  const v0 = add(v[0], w0);
  return { ...others, v: [v0, v[1]], w: [add(w0, v0), w[1]] };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {{state: State, factor: Word}} what
 */
function lastBlock(bytes, at, { state: { x, y, z, v, w }, factor }) {
  const read = (/** @type {number} */ offset) => fetch64(bytes, at + offset);
  const nine = wordOf(9);
  const mixed = multiply(rotateRight(sum(x, y, v[0], read(8)), 37), factor);
  const turned = multiply(rotateRight(sum(y, v[1], read(48)), 42), factor);
  const nextZ = xor(mixed, multiply(w[1], nine));
  const nextY = sum(turned, multiply(v[0], nine), read(40));
  const nextX = multiply(rotateRight(add(z, w[0]), 33), factor);
  const lastV = weakHash(bytes, at, multiply(v[1], factor), add(nextZ, w[0]));
  const lastW = weakHash(bytes, at + 32, add(nextX, w[1]), add(nextY, read(16)));
  const left = sum(join(lastV[0], lastW[0], factor), multiply(shiftMix(nextY), K0), nextZ);
  return join(left, add(join(lastV[1], lastW[1], factor), nextX), factor);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at of 32 bytes
 * @param {Word} a
 * @param {Word} b
 * @returns {Pair}
 */
function weakHash(bytes, at, a, b) {
  const z = fetch64(bytes, at + 24);
  const first = add(a, fetch64(bytes, at));
  const turned = rotateRight(sum(b, first, z), 21);
  const middle = sum(first, fetch64(bytes, at + 8), fetch64(bytes, at + 16));
  return [add(middle, z), sum(turned, rotateRight(middle, 44), first)];
}
