/** Values on their way from what a user gives to a network's inputs. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { DataError, sentence } from '../errors.js';

/** @typedef {import('../artifact/features-spec.js').RawDtype} RawDtype */
/** @typedef {string[] | Float32Array | Float64Array | Int32Array | Uint8Array} ColumnValues */
/**
 * @typedef {object} Column of all examples
 * @property {ColumnValues} values row by row; an int64 is a number in a Float64Array
 * @property {number[]} shape its first axis being the examples
 * @property {RawDtype} dtype
 */
/** @typedef {Column & {values: Exclude<ColumnValues, string[]>}} Numbers a column without texts */

/** So many values take a gigabyte as float32. */
const MOST_VALUES = 2 ** 28;

const ARRAYS = {
  int64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};

/**
 * @param {readonly number[]} shape
 * @returns {number} of values
 * @throws {DataError} if that is more than fits
 */
export function requireFit(shape) {
  const count = valueCount(shape);
  if (count > MOST_VALUES) {
    throw new DataError(
      sentence('inputs', {
        problem: 'too many at once',
        expected: `at most ${MOST_VALUES} prepared values`,
        got: `${count}`,
        remedy: 'Give fewer examples, or a smaller batchSize',
      }),
    );
  }
  return count;
}

/**
 * @param {RawDtype} dtype
 * @param {number} count
 * @returns {ColumnValues} empty texts, or zeros
 */
export function emptyColumn(dtype, count) {
  return dtype === 'string' ? new Array(count).fill('') : new ARRAYS[dtype](count);
}

/**
 * @param {Column} column
 * @returns {Numbers}
 */
export function numbersOf(column) {
  return /** @type {Numbers} */ (column); // features-spec.js has checked what a step reads
}

/**
 * @param {Column} column of numbers
 * @returns {{values: Float32Array, shape: number[]}} a copy
 */
export function floatsOf({ values, shape }) {
  return { values: Float32Array.from(/** @type {ArrayLike<number>} */ (values)), shape };
}

/**
 * @param {Column} column of numbers
 * @param {Exclude<RawDtype, 'string'>} dtype
 * @returns {Numbers} as NumPy and TensorFlow cast them: a float is cut to whole numbers
 */
export function cast(column, dtype) {
  const { values, shape } = numbersOf(column);
  const list = /** @type {ArrayLike<number>} */ (values);
  return { values: CASTS[dtype](list), shape, dtype };
}

/** @type {Record<Exclude<RawDtype, 'string'>, (values: ArrayLike<number>) => Numbers['values']>} */
const CASTS = {
  int64: (values) => Float64Array.from(values, Math.trunc),
  float32: (values) => Float32Array.from(values),
  int32: (values) => Int32Array.from(values),
  bool: (values) => Uint8Array.from(values, (value) => Number(value !== 0)),
};
