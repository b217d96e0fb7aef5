/** What callers put into a model as plain values, checked and laid out as TensorFlow.js takes it. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { DataError, sentence } from '../errors.js';
import { isTypedArray, readFlat, readNested } from './read-values.js';

/** @typedef {import('./read-values.js').RawValues} RawValues */
/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {(number | null)[]} OpenShape null: any length */
/** @typedef {import('./read-values.js').TypedArray} TypedArray */
/** @typedef {string | number | bigint | boolean} ExampleValue */
/** @typedef {TypedArray | BigInt64Array | BigUint64Array} FlatArray */
/** @typedef {readonly (ExampleValue | FlatArray | NestedArray)[]} NestedArray */
/** @typedef {ExampleValue | FlatArray | NestedArray} ExampleValues */
/**
 * @typedef {object} Examples of one input
 * @property {RawValues} values
 * @property {number[]} shape the model's, its first axis being the examples
 * @property {boolean} isSingle whether the caller gave one example, without an axis for examples
 */

/**
 * @param {ExampleValues} given one example, or many
 * @param {TensorSpec} spec of the input
 * @param {string} label the input in messages
 * @returns {Examples}
 * @throws {DataError} if the values do not fit the input
 */
export function readExamples(given, spec, label) {
  const [values, found] = isTypedArray(given)
    ? flatExamples(given, spec, label)
    : nestedExamples(given, spec, label);
  const fit = fitShape(found, spec.shape);
  if (fit === null) {
    throw misfit(label, spec, `a shape of ${shapeText(found)}`);
  }
  return { values, ...fit };
}

/**
 * @param {readonly number[]} found the shape of what was given
 * @param {OpenShape} wanted the model's, its first axis being the examples
 * @returns {{shape: number[], isSingle: boolean} | null} null: it is neither one example nor many
 */
export function fitShape(found, wanted) {
  const [first, ...example] = wanted;
  if (wanted.length === 0) {
    return found.length === 0 ? { shape: [], isSingle: true } : null;
  }
  // A model of a fixed number of examples takes that many, or several times that many.
  const step = first ?? 1;
  if (found[0] % step === 0 && found[0] > 0 && matches(found.slice(1), example)) {
    return { shape: [...found], isSingle: false };
  }
  if (step !== 1) {
    return null;
  }
  return matches(found, example)
    ? { shape: [1, ...found], isSingle: true }
    : fitNumbers(found, example);
}

/**
 * An example of the shape [1] may be given as a number, and many as a list of numbers.
 *
 * @param {readonly number[]} found
 * @param {OpenShape} example
 */
function fitNumbers(found, example) {
  const isNumber = example.length === 1 && example[0] === 1 && found.length <= 1 && found[0] !== 0;
  return isNumber ? { shape: [found[0] ?? 1, 1], isSingle: found.length === 0 } : null;
}

/**
 * @param {readonly number[]} found
 * @param {OpenShape} wanted
 */
function matches(found, wanted) {
  const isEqual = (/** @type {number} */ length, /** @type {number} */ i) =>
    length > 0 && (wanted[i] === null || wanted[i] === length);
  return found.length === wanted.length && found.every(isEqual);
}

/**
 * @param {TypedArray} given
 * @param {TensorSpec} spec
 * @param {string} label
 * @returns {[RawValues, number[]]} with the shape, which the values do not say themselves
 */
function flatExamples(given, spec, label) {
  const shape = flatShape(given.length, spec.shape);
  if (shape === null) {
    throw misfit(label, spec, `${given.length} values`);
  }
  return [readFlat(given, spec.dtype, label), shape];
}

/**
 * @param {number} count of values
 * @param {OpenShape} wanted
 * @returns {number[] | null} of one example if they fill one, otherwise of many; null: of neither
 */
function flatShape(count, wanted) {
  const [first, ...example] = wanted;
  const open = example.filter((length) => length === null).length;
  const fixed = valueCount(example.map((length) => length ?? 1));
  if (wanted.length === 0 || count === 0 || open > 1 || count % fixed !== 0) {
    return wanted.length === 0 && count === 1 ? [] : null;
  }
  if (open === 1) {
    return example.map((length) => length ?? count / fixed);
  }
  const isOne = count === fixed && (first === null || first === 1);
  return isOne ? example.map(Number) : [count / fixed, ...example.map(Number)];
}

/**
 * @param {unknown} given
 * @param {TensorSpec} spec
 * @param {string} label
 * @returns {[RawValues, number[]]}
 */
function nestedExamples(given, spec, label) {
  const { values, shape } = readNested(given, spec.dtype, label);
  const [, ...example] = spec.shape;
  // A list of pictures, say, each as the flat array that it came in.
  const isFlat = shape.length === 2 && example.length > 1 && isTypedArray(Object(given)[0]);
  const isWhole = example.every((length) => length !== null);
  return isFlat && isWhole && valueCount(example.map(Number)) === shape[1]
    ? [values, [shape[0], ...example.map(Number)]]
    : [values, shape];
}

/**
 * @param {string} label
 * @param {TensorSpec} spec
 * @param {string} got
 * @returns {DataError}
 */
export function misfit(label, { shape, dtype }, got) {
  const [count, ...example] = shape;
  const one = shapeText(example);
  const many = shapeText(shape, 'n');
  const isFixed = shape.length === 0 || (count !== null && count !== 1);
  const expected = isFixed
    ? `the shape ${many} of ${dtype}`
    : `one example of the shape ${one}, or many (${many}), of ${dtype}`;
  const flat =
    dtype === 'string'
      ? 'a string, or arrays of them'
      : 'nested arrays, or a typed array with the values row by row';
  const remedy = `Give ${flat}; examples of different lengths one by one, or padded`;
  return new DataError(sentence(label, { problem: 'wrong shape', expected, got, remedy }));
}

/**
 * @param {OpenShape} shape
 * @param {string} [first] for an open first axis
 */
export function shapeText(shape, first = 'any') {
  return `[${shape.map((length, i) => length ?? (i === 0 ? first : 'any')).join(', ')}]`;
}
