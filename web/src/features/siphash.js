/**
 * SipHash-2-4, by which TensorFlow puts texts into buckets where there is a salt
 * (`to_hash_bucket_strong`). Pure. Source: https://www.aumasson.jp/siphash/siphash.pdf
 */

import { add, fetch64, rotateRight, word, xor } from './int64.js';

/** @typedef {import('./int64.js').Word} Word */
/** @typedef {[Word, Word, Word, Word]} State */

// "somepseudorandomlygeneratedbytes", as the paper says.
const START = [
  word(0x736f6d65, 0x70736575),
  word(0x646f7261, 0x6e646f6d),
  word(0x6c796765, 0x6e657261),
  word(0x74656462, 0x79746573),
];

/**
 * @param {Uint8Array} bytes
 * @param {[Word, Word]} key
 * @returns {Word}
 */
export function sipHash(bytes, [first, second]) {
  /** @type {State} */
  let state = [
    xor(START[0], first),
    xor(START[1], second),
    xor(START[2], first),
    xor(START[3], second),
  ];
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    state = absorb(state, fetch64(bytes, at));
  }
  const tail = new Uint8Array(8);
  tail.set(bytes.subarray(whole));
  tail[7] = bytes.length;
  const [a, b, c, d] = absorb(state, fetch64(tail, 0));
  const end = rounds([a, b, xor(c, word(0, 0xff)), d], 4);
  return end.reduce(xor);
}

/**
 * @param {State} state
 * @param {Word} message
 * @returns {State}
 */
function absorb([a, b, c, d], message) {
  const [e, f, g, h] = rounds([a, b, c, xor(d, message)], 2);
  return [xor(e, message), f, g, h];
}

/**
 * @param {State} state
 * @param {number} count
 * @returns {State}
 */
function rounds([a, b, c, d], count) {
  for (let round = 0; round < count; round += 1) {
    const ab = add(a, b);
    const cd = add(c, d);
    const b1 = xor(rotateLeft(b, 13), ab);
    const d1 = xor(rotateLeft(d, 16), cd);
    const cb = add(cd, b1);
    const ad = add(rotateLeft(ab, 32), d1);
    [a, b, c, d] = [
      ad,
      xor(rotateLeft(b1, 17), cb),
      rotateLeft(cb, 32),
      xor(rotateLeft(d1, 21), ad),
    ];
  }
  return [a, b, c, d];
}

/**
 * @param {Word} value
 * @param {number} bits
 */
function rotateLeft(value, bits) {
  return rotateRight(value, 64 - bits);
}
