/** Plain numbers into the typed arrays of TensorFlow.js, each one checked. Pure. */

import { DTYPES, emptyValues, valueCount } from '../artifact/dtypes.js';
import { DataError, sentence } from '../errors.js';

/** @typedef {import('../artifact/dtypes.js').Dtype} Dtype */
/** @typedef {import('../artifact/dtypes.js').Values} Values */
/** @typedef {ArrayLike<number> & ArrayBufferView} TypedArray of numbers, not of BigInts */

/** @param {unknown} value a number or, as of a BigInt64Array, a BigInt */
function isInt32(value) {
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole && Number(value) === (Number(value) | 0);
}

/** @type {Record<Dtype, {expected: string, holds: (value: unknown) => boolean}>} */
const RULES = {
  float32: { expected: 'a number', holds: (value) => typeof value === 'number' },
  int32: { expected: 'a whole number of 32 bits', holds: isInt32 },
  bool: {
    expected: 'true or false',
    holds: (value) => typeof value === 'boolean' || value === 0 || value === 1,
  },
};

/**
 * @param {ArrayLike<unknown>} given
 * @param {string} dtype of the model's input
 * @param {string} label the input in messages
 * @returns {Values} copies
 * @throws {DataError} if one of them does not fit the dtype
 */
export function readFlat(given, dtype, label) {
  const values = emptyValues(known(dtype, label), given.length);
  readRow(given, { values, start: 0, dtype, place: [], label });
  return values;
}

/**
 * @param {unknown} given a number, or arrays within arrays, the innermost of which may be typed
 * @param {string} dtype of the model's input
 * @param {string} label the input in messages
 * @returns {{values: Values, shape: number[]}}
 * @throws {DataError} if rows differ in length, or a value does not fit the dtype
 */
export function readNested(given, dtype, label) {
  const shape = nestedShape(given);
  const values = emptyValues(known(dtype, label), valueCount(shape));
  /** @type {number[]} */
  const place = [];
  let start = 0;
  /** @param {any} value */
  const fill = (value) => {
    if (place.length === shape.length - 1) {
      readRow(value, { values, start, dtype, place, label });
      start += value.length;
      return;
    }
    for (let i = 0; i < value.length; i += 1) {
      place.push(i);
      requireLength(value[i], shape, place, label);
      fill(value[i]);
      place.pop();
    }
  };
  if (shape.length === 0) {
    readRow([given], { values, start, dtype, place: null, label });
  } else {
    fill(given);
  }
  return { values, shape };
}

/**
 * @param {ArrayLike<unknown>} row
 * @param {object} to
 * @param {Values} to.values
 * @param {number} to.start where in them
 * @param {string} to.dtype
 * @param {readonly number[] | null} to.place of the row in what was given; null: it is no row
 * @param {string} to.label
 */
function readRow(row, { values, start, dtype, place, label }) {
  const { expected, holds } = RULES[/** @type {Dtype} */ (dtype)];
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i];
    if (!holds(value)) {
      const parts = { expected, got: described(value), remedy: 'Convert it first' };
      const problem = 'not a value of its dtype';
      throw refused(label, place === null ? [] : [...place, i], { problem, ...parts });
    }
    values[start + i] = Number(value);
  }
}

/**
 * @param {unknown} value
 * @returns {value is TypedArray} of whatever class
 */
export function isTypedArray(value) {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
const isList = (value) => Array.isArray(value) || isTypedArray(value);

/**
 * @param {any} given
 * @returns {number[]} its shape, if all rows are as long as the first
 */
function nestedShape(given) {
  const shape = [];
  for (let value = given; isList(value); [value] = value) {
    shape.push(value.length);
  }
  return shape;
}

/**
 * @param {any} value
 * @param {number[]} shape
 * @param {number[]} place
 * @param {string} label
 */
function requireLength(value, shape, place, label) {
  const expected = shape[place.length];
  if (!isList(value) || value.length !== expected) {
    throw refused(label, place, {
      problem: 'the rows differ in length',
      expected: `a list of ${expected}, like the first one`,
      got: isList(value) ? `a list of ${value.length}` : described(value),
      remedy: 'Pad the shorter ones, or give them one by one',
    });
  }
}

/** @param {unknown} value */
function described(value) {
  if (value === null || value === undefined) {
    return String(value);
  }
  return typeof value === 'object'
    ? Object.prototype.toString.call(value)
    : `${typeof value} ${String(value)}`;
}

/**
 * @param {string} dtype
 * @param {string} label
 * @returns {Dtype}
 */
function known(dtype, label) {
  const found = DTYPES.find((name) => name === dtype);
  if (found === undefined) {
    const [expected, got] = [DTYPES.join(', '), dtype];
    const remedy = 'Export the model again';
    throw refused(label, [], { problem: 'its dtype is unknown', expected, got, remedy });
  }
  return found;
}

/**
 * @param {string} label
 * @param {number[]} place
 * @param {{problem: string, expected: string, got: string, remedy: string}} parts
 */
function refused(label, place, parts) {
  return new DataError(sentence(`${label}${place.map((i) => `[${i}]`).join('')}`, parts));
}
