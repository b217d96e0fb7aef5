/** The number types that an artifact's tensors may have, and how their bytes become values. */

/** @typedef {'float32' | 'int32' | 'bool'} Dtype */
/** @typedef {Float32Array | Int32Array | Uint8Array} Values */

/** @type {readonly Dtype[]} */
export const DTYPES = ['float32', 'int32', 'bool'];

/** @type {Record<Dtype, 1 | 4>} */
const BYTES_PER_VALUE = { float32: 4, int32: 4, bool: 1 };

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
  return valueCount(shape) * BYTES_PER_VALUE[dtype];
}

/**
 * Copies bytes into values. The files are little-endian, as is every machine that JavaScript
 * engines and TensorFlow.js support, so nothing is swapped.
 *
 * @param {Uint8Array} bytes as many as the values need, at any offset in their buffer
 * @param {Dtype} dtype
 * @returns {Values}
 */
export function decodeValues(bytes, dtype) {
  const copy = new Uint8Array(bytes);
  switch (dtype) {
    case 'float32':
      return new Float32Array(copy.buffer);
    case 'int32':
      return new Int32Array(copy.buffer);
    case 'bool':
      return copy;
  }
}
