/** Plain values into typed arrays, as TensorFlow.js takes them, each one checked. Pure. */

import { emptyValues, valueCount } from '../artifact/dtypes.js';
import { RAW_DTYPES, wellFormed } from '../artifact/raw-values.js';
import { DataError, sentence } from '../errors.js';

/** @typedef {import('../artifact/dtypes.js').Values} Values */
/** @typedef {import('../artifact/raw-values.js').RawDtype} RawDtype */
/** @typedef {Values | Float64Array | string[]} RawValues those of int64 are numbers */
/** @typedef {ArrayLike<number> & ArrayBufferView} TypedArray of numbers, not of BigInts */

/** @param {unknown} value a number or, as of a BigInt64Array, a BigInt */
function isInt32(value) {
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole && Number(value) === (Number(value) | 0);
}

/** @param {unknown} value */
function isInt64(value) {
  return Number.isSafeInteger(typeof value === 'bigint' ? Number(value) : value);
}

/** Longer texts take more memory, prepared, than a page has. */
const LONGEST_TEXT = 2 ** 24;

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

/** @type {Record<RawDtype, {expected: string, holds: (value: unknown) => boolean}>} */
const RULES = {
  string: { expected: `a string of at most ${LONGEST_TEXT} characters`, holds: isText },
  int64: { expected: 'a whole number between -(2 ** 53) and 2 ** 53', holds: isInt64 },
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
 * @returns {RawValues} copies
 * @throws {DataError} if one of them does not fit the dtype
 */
export function readFlat(given, dtype, label) {
  const values = empty(known(dtype, label), given.length);
  readRow(given, { values, start: 0, dtype, place: [], label });
  return values;
}

/**
 * @param {unknown} given a value, or arrays within arrays, the innermost of which may be typed
 * @param {string} dtype of the model's input
 * @param {string} label the input in messages
 * @returns {{values: RawValues, shape: number[]}}
 * @throws {DataError} if rows differ in length, or a value does not fit the dtype
 */
export function readNested(given, dtype, label) {
  const shape = nestedShape(given);
  const values = empty(known(dtype, label), valueCount(shape));
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
 * @param {RawValues} to.values
 * @param {number} to.start where in them
 * @param {string} to.dtype
 * @param {readonly number[] | null} to.place of the row in what was given; null: it is no row
 * @param {string} to.label
 */
function readRow(row, { values, start, dtype, place, label }) {
  const { expected, holds } = RULES[/** @type {RawDtype} */ (dtype)];
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i];
    if (!holds(value)) {
      const parts = { expected, got: described(value), remedy: 'Convert it first' };
      const problem = 'not a value of its dtype';
      throw refused(label, place === null ? [] : [...place, i], { problem, ...parts });
    }
    values[start + i] = typeof value === 'string' ? wellFormed(value) : Number(value);
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
  if (typeof value === 'object') {
    return Object.prototype.toString.call(value);
  }
  const words = String(value);
  return `${typeof value} ${words.length > 60 ? `${words.slice(0, 59)}…` : words}`;
}

/**
 * @param {RawDtype} dtype
 * @param {number} count
 * @returns {any[]} any: numbers in a typed array, or texts
 */
function empty(dtype, count) {
  if (dtype === 'string') {
    return new Array(count).fill('');
  }
  return /** @type {any} */ (
    dtype === 'int64' ? new Float64Array(count) : emptyValues(dtype, count)
  );
}

/**
 * @param {string} dtype
 * @param {string} label
 * @returns {RawDtype}
 */
function known(dtype, label) {
  const found = RAW_DTYPES.find((name) => name === dtype);
  if (found === undefined) {
    const [expected, got] = [RAW_DTYPES.join(', '), dtype];
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
