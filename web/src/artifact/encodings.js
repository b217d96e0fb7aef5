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
 * @property {'float16'} dtype the encoding's name
 * @property {'float32'} original_dtype
 */
/** @typedef {{shape: readonly number[], dtype: Dtype, quantization?: Quantization}} StoredWeight */
/**
 * @typedef {object} Encoding
 * @property {(weight: StoredWeight) => number} byteCount how many bytes a weight is stored in
 * @property {(bytes: Uint8Array, weight: StoredWeight) => Values} decode that many bytes, at any
 *   offset in their buffer, to the weight's values
 */
/**
 * @typedef {Encoding & {readQuantization: (field: JsonField) => Quantization}} Quantizing
 *   readQuantization checks what a manifest says, but for the encoding's name
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

const QUANTIZING = { float16 };
const NAMES = /** @type {const} */ (['float16']);

/**
 * @param {Pick<StoredWeight, 'quantization'>} weight
 * @returns {Encoding}
 */
export function encodingOf({ quantization }) {
  return quantization ? QUANTIZING[quantization.dtype] : float32;
}

/**
 * @param {JsonField} field a manifest's `quantization`
 * @returns {Quantization}
 * @throws {import('../errors.js').ArtifactError} if the encoding is not known, or malformed
 */
export function readQuantization(field) {
  return QUANTIZING[field.key('dtype').oneOf(NAMES)].readQuantization(field);
}
