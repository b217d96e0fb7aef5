/** Unsigned numbers of 64 bits in two halves: a hash takes a quarter of what it does with BigInt. Pure. */

/** @typedef {{hi: number, lo: number}} Word its halves, each as an int32 with the same bits */

/**
 * @param {number} hi
 * @param {number} lo
 * @returns {Word}
 */
export function word(hi, lo) {
  return { hi: hi | 0, lo: lo | 0 };
}

/**
 * @param {number} value a whole number between -(2 ** 63) and 2 ** 64
 * @returns {Word} its lower 64 bits, as two's complement
 */
export function wordOf(value) {
  return word(Math.floor(value / 2 ** 32), value);
}

/**
 * @param {Word} a
 * @param {Word} b
 */
export function add(a, b) {
  const lo = (a.lo + b.lo) | 0;
  const carry = lo >>> 0 < a.lo >>> 0 ? 1 : 0;
  return word(a.hi + b.hi + carry, lo);
}

/**
 * @param {Word} a
 * @param {Word} b
 */
export function multiply(a, b) {
  const hi = highOfProduct(a.lo, b.lo) + Math.imul(a.hi, b.lo) + Math.imul(a.lo, b.hi);
  return word(hi, Math.imul(a.lo, b.lo));
}

/**
 * @param {number} a 32 bits
 * @param {number} b 32 bits
 * @returns {number} the upper 32 bits of their product, unsigned
 */
function highOfProduct(a, b) {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return a1 * b1 + (middle >>> 16) + (other >>> 16);
}

/**
 * @param {Word} a
 * @param {Word} b
 */
export function xor(a, b) {
  return word(a.hi ^ b.hi, a.lo ^ b.lo);
}

/**
 * @param {Word} a
 * @param {number} bits 0 to 63
 */
export function rotateRight(a, bits) {
  const [hi, lo] = bits & 32 ? [a.lo, a.hi] : [a.hi, a.lo];
  const rest = bits & 31;
  // A shift by 32 is one by 0.
  return rest === 0
    ? word(hi, lo)
    : word((hi >>> rest) | (lo << (32 - rest)), (lo >>> rest) | (hi << (32 - rest)));
}

/**
 * @param {Word} a
 * @param {number} bits 33 to 63
 */
export function shiftRight(a, bits) {
  return word(0, a.hi >>> (bits - 32));
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {Word} eight bytes, the lowest first
 */
export function fetch64(bytes, at) {
  return word(fetch32(bytes, at + 4), fetch32(bytes, at));
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {number} four bytes as an int32, the lowest first
 */
export function fetch32(bytes, at) {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

/**
 * @param {Word} a
 * @param {number} divisor a whole number from 1 to 2 ** 36
 * @returns {number} the rest of the unsigned division
 */
export function remainder(a, divisor) {
  // In pieces of 16 bits, so that each dividend is below 2 ** 53.
  let rest = (a.hi >>> 0) % divisor;
  rest = (rest * 0x10000 + (a.lo >>> 16)) % divisor;
  return (rest * 0x10000 + (a.lo & 0xffff)) % divisor;
}
