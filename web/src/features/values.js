/** Values on their way from what a user gives to a network's inputs. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { MOST_VALUES } from '../artifact/feature-settings.js';
import { DataError, sentence } from '../errors.js';

/** @typedef {import('../artifact/raw-values.js').RawDtype} RawDtype */
/** @typedef {string[] | Float32Array | Float64Array | Int32Array | Uint8Array} ColumnValues */
/**
 * @typedef {object} Column of all examples
 * @property {ColumnValues} values row by row; an int64 is a number in a Float64Array
 * @property {number[]} shape its first axis being the examples
 * @property {RawDtype} dtype
 */
/** @typedef {Column & {values: Exclude<ColumnValues, string[]>}} Numbers a column without texts */

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
 * @param {string} name of the column, in messages
 * @returns {Numbers} as TensorFlow casts them: a float is cut to whole numbers
 * @throws {RefusedValue} if an integer does not hold one of them
 */
export function cast(column, dtype, name) {
  const { values, shape } = numbersOf(column);
  if (dtype === 'int32' || dtype === 'int64') {
    const range = RANGES[dtype];
    return { values: ARRAYS[dtype].from(wholeNumbers(column, range, name)), shape, dtype };
  }
  const isBool = dtype === 'bool';
  const list = /** @type {ArrayLike<number>} */ (values);
  return isBool
    ? { values: Uint8Array.from(list, (value) => Number(value !== 0)), shape, dtype }
    : { ...floatsOf(column), dtype };
}

/** @typedef {[least: number, beyond: number]} Range beyond: what is just too large */

/** @type {Record<'int32' | 'int64', Range>} */
const RANGES = { int32: [-(2 ** 31), 2 ** 31], int64: [1 - 2 ** 53, 2 ** 53] };

/**
 * @param {Column} column of numbers
 * @param {Range} range
 * @param {string} name of the column, in messages
 * @returns {Float64Array} cut to whole numbers
 * @throws {RefusedValue} if one is not in the range, or not a number: TensorFlow gives integers for these
 *   that depend on the machine
 */
export function wholeNumbers({ values, shape }, [least, beyond], name) {
  const whole = Float64Array.from(/** @type {ArrayLike<number>} */ (values), Math.trunc);
  const wrong = whole.findIndex((value) => !(value >= least && value < beyond));
  if (wrong !== -1) {
    throw new RefusedValue(name, shape, wrong, {
      problem: 'not an integer of its range',
      expected: `a number from ${least} to below ${beyond}`,
      got: String(values[wrong]),
      remedy: 'Give another number',
    });
  }
  return whole;
}

/** A value that a step cannot take, until it is told which one it is of all examples. */
export class RefusedValue extends Error {
  /**
   * @param {string} input name of the column that it is in
   * @param {readonly number[]} shape of that column
   * @param {number} at its place in the values
   * @param {Parameters<typeof sentence>[1]} parts of the message
   */
  constructor(input, shape, at, parts) {
    super(parts.problem);
    this.input = input;
    this.shape = shape;
    this.at = at;
    this.parts = parts;
  }

  /**
   * @param {string} label the model
   * @param {number} first number of the first example that was prepared
   * @returns {DataError} for the user, which names the place as in `input age[2][0]`
   */
  toDataError(label, first) {
    let rest = this.at;
    const places = [...this.shape].reverse().map((length, axis) => {
      const place = rest % length;
      rest = (rest - place) / length;
      return `[${axis === this.shape.length - 1 ? place + first : place}]`;
    });
    const place = places.reverse().join('');
    return new DataError(sentence(`${label}: input ${this.input}${place}`, this.parts));
  }
}
