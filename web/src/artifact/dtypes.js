/** The number types that an artifact's tensors may have, and how their bytes become values. */

/** @typedef {'float32' | 'int32' | 'bool'} Dtype */
/** @typedef {Float32Array | Int32Array | Uint8Array} Values */

/** The values of a bool are bytes, 0 or 1. */
const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

export const DTYPES = /** @type {Dtype[]} */ (Object.keys(ARRAYS));

/**
 * @param {readonly number[]} shape
 * @returns {number} how many values a tensor of this shape holds
 */
export function valueCount(shape) {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * @param {{shape: readonly number[], dtype: Dtype}} tensor
 * @returns {number} the size of its values as they are
 */
export function byteCount({ shape, dtype }) {
  return valueCount(shape) * ARRAYS[dtype].BYTES_PER_ELEMENT;
}

/**
 * @param {Dtype} dtype
 * @param {number} count
 * @returns {Values} zeros
 */
export function emptyValues(dtype, count) {
  return new ARRAYS[dtype](count);
}

/**
 * Copies bytes into values. The files are little-endian, as is every machine that JavaScript
 * engines and TensorFlow.js support, so nothing is swapped.
 *
 * @param {Uint8Array} bytes as many as the values need, at any offset in their buffer
 * @param {{dtype: Dtype}} tensor
 * @returns {Values}
 */
export function decodeValues(bytes, { dtype }) {
  return new ARRAYS[dtype](new Uint8Array(bytes).buffer);
}
