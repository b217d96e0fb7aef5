/**
 * How a weight's values are stored: the twin of tfjs_bridge/artifact/encodings/. Both sides are held
 * to the vectors in tests/vectors/encodings.json. Pure.
 */

import { byteCount, decodeValues, valueCount } from './dtypes.js';

/** @typedef {import('./dtypes.js').Dtype} Dtype */
/** @typedef {import('./dtypes.js').Values} Values */
/** @typedef {import('./json-field.js').JsonField} JsonField */
/**
 * @typedef {object} Quantization what a manifest says of values that are not stored unchanged, in
 *   the form of TensorFlow.js
 * @property {'float16' | 'uint16' | 'uint8'} dtype the encoding's name
 * @property {'float32' | 'int32'} original_dtype
 * @property {number} [scale] of uint16 and uint8: what neighbouring values differ by
 * @property {number} [min] of uint16 and uint8: the value of 0
 */
/** @typedef {{shape: readonly number[], dtype: Dtype, quantization?: Quantization}} StoredWeight */
/**
 * @typedef {object} Encoding
 * @property {(weight: StoredWeight) => number} byteCount how many bytes a weight is stored in
 * @property {(bytes: Uint8Array, weight: StoredWeight) => Values} decode that many bytes, at any
 *   offset in their buffer, to the weight's values
 */
/**
 * @typedef {Encoding & {readQuantization: (field: JsonField, dtype: Dtype) => Quantization}}
 *   Quantizing readQuantization checks what a manifest says, but for the encoding's name
 */

/** @type {Encoding} values as they are, also those of int32 and bool */
const float32 = { byteCount, decode: decodeValues };

/** @type {Quantizing} */
const float16 = {
  byteCount: ({ shape }) => valueCount(shape) * 2,
  readQuantization: (field) => ({
    dtype: 'float16',
    original_dtype: field.key('original_dtype').oneOf(['float32']),
  }),
  decode(bytes) {
    const stored = new Uint16Array(new Uint8Array(bytes).buffer);
    const values = new Float32Array(stored.length);
    const words = new Uint32Array(values.buffer);
    // A loop over bits: for a million values 4 ms, where Float32Array.from with a table took 80.
    for (let i = 0; i < stored.length; i++) {
      const bits = stored[i];
      // The sign and the rest move to float32's places. Infinity and NaN have all bits of the
      // exponent set; the other exponents count from 15, not 127, which the factor makes good.
      const special = (bits & 0x7c00) === 0x7c00 ? 0x70000000 : 0;
      words[i] = ((bits & 0x8000) << 16) | ((bits & 0x7fff) << 13) | special;
      values[i] *= 2 ** 112;
    }
    return values;
  },
};

/**
 * @param {'uint16' | 'uint8'} name
 * @param {Uint16ArrayConstructor | Uint8ArrayConstructor} Stored
 * @returns {Quantizing} whole numbers, which are multiplied by a scale and added to a minimum
 */
const affine = (name, Stored) => ({
  byteCount: ({ shape }) => valueCount(shape) * Stored.BYTES_PER_ELEMENT,
  readQuantization: (field, dtype) => ({
    dtype: name,
    original_dtype: field.key('original_dtype').oneOf([dtype === 'int32' ? 'int32' : 'float32']),
    scale: float32Number(field.key('scale'), 'a number above 0', (scale) => scale > 0),
    min: float32Number(field.key('min'), 'a number', () => true),
  }),
  decode(bytes, { dtype, quantization }) {
    const stored = new Stored(new Uint8Array(bytes).buffer);
    const { scale = 1, min = 0 } = quantization ?? {};
    // In double precision first, as decodeWeight() in io_utils.ts does it.
    if (dtype === 'int32') {
      return Int32Array.from(stored, (code) => Math.round(code * scale + min));
    }
    const values = new Float32Array(stored.length);
    for (let i = 0; i < stored.length; i++) {
      values[i] = stored[i] * scale + min;
    }
    return values;
  },
});

const LARGEST = 3.4028234663852886e38;

/**
 * @param {JsonField} field
 * @param {string} expected in words
 * @param {(value: number) => boolean} isValid
 * @returns {number} one that float32 can hold
 */
function float32Number(field, expected, isValid) {
  const value = field.number();
  const isHeld = Math.abs(value) <= LARGEST && isValid(value);
  return isHeld ? value : field.refuse(`${expected}, in the range of float32`);
}

const QUANTIZING = {
  float16,
  uint16: affine('uint16', Uint16Array),
  uint8: affine('uint8', Uint8Array),
};
const NAMES = /** @type {const} */ (['float16', 'uint16', 'uint8']);

/**
 * @param {Pick<StoredWeight, 'quantization'>} weight
 * @returns {Encoding}
 */
export function encodingOf({ quantization }) {
  return quantization ? QUANTIZING[quantization.dtype] : float32;
}

/**
 * @param {JsonField} field a manifest's `quantization`
 * @param {JsonField} dtype the weight's
 * @returns {Quantization}
 * @throws {import('../errors.js').ArtifactError} if the encoding is not known, or malformed, or not
 *   one of the weight's dtype
 */
export function readQuantization(field, dtype) {
  const name = field.key('dtype').oneOf(NAMES);
  // decodeWeight() in tfjs-core/src/io/io_utils.ts refuses others.
  const original = dtype.oneOf(name === 'float16' ? ['float32'] : ['float32', 'int32']);
  return QUANTIZING[name].readQuantization(field, original);
}
