/** The number types that an artifact's tensors may have, and how their bytes become values. */

/** @typedef {'float32' | 'int32' | 'bool'} Dtype */
/** @typedef {Float32Array | Int32Array | Uint8Array} Values */
/**
 * @typedef {object} Quantization how a weight's float32 values are stored; as TensorFlow.js has it
 * @property {'float16'} dtype
 * @property {'float32'} original_dtype
 */

/** @type {readonly Dtype[]} */
export const DTYPES = ['float32', 'int32', 'bool'];

/** @type {Record<Dtype | 'float16', 1 | 2 | 4>} */
const BYTES_PER_VALUE = { float16: 2, float32: 4, int32: 4, bool: 1 };

/**
 * @param {readonly number[]} shape
 * @returns {number} how many values a tensor of this shape holds
 */
export function valueCount(shape) {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * @param {{shape: readonly number[], dtype: Dtype, quantization?: Quantization}} tensor
 * @returns {number} that it is stored in
 */
export function byteCount({ shape, dtype, quantization }) {
  return valueCount(shape) * BYTES_PER_VALUE[quantization?.dtype ?? dtype];
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

/**
 * @param {Uint8Array} bytes two for each value, at any offset in their buffer
 * @returns {Float32Array} the same values: each float16 is a float32 too
 */
export function decodeHalves(bytes) {
  const halves = new Uint16Array(new Uint8Array(bytes).buffer);
  const table = halfTable();
  return Float32Array.from(halves, (bits) => table[bits]);
}

/** @type {Float32Array | null} */
let halfValues = null;

/** @returns {Float32Array} the value of each of the 65,536 float16s, by its bits */
function halfTable() {
  halfValues ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => halfValue(bits));
  return halfValues;
}

/**
 * @param {number} bits a sign, 5 bits of exponent and 10 of fraction
 * @returns {number}
 */
function halfValue(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) {
    return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  }
  const whole = exponent === 0 ? fraction : fraction + 0x400;
  return sign * whole * 2 ** (Math.max(exponent, 1) - 25);
}
