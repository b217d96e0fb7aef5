/** Numbers that were typed or pasted as JSON, made into a model's input. Pure. */

import { DataError, messageOf, sentence } from '../../src/errors.js';

/** @typedef {import('../../src/artifact/dtypes.js').Dtype} Dtype */
/** @typedef {{name: string, shape: (number | null)[], dtype: Dtype}} InputSpec batch first in shape */
/** @typedef {import('./run-model.js').TensorValues} TensorValues */

/**
 * @param {string} text JSON: numbers nested as the shape, or one flat list; one vector, or a batch
 * @param {InputSpec} spec
 * @returns {TensorValues} vectors first in shape
 * @throws {DataError} if the text is not JSON, or of another shape or kind of number
 */
export function parseTyped(text, spec) {
  const nested = parse(text, spec);
  /** @type {number[]} */
  const flat = [];
  const got = shapeOf(nested, flat, spec);
  const shape = fitting(got, spec);
  if (shape === null) {
    throw refused(spec, 'wrong shape', expectedWords(spec), shapeWords(got));
  }
  return { shape, dtype: spec.dtype, values: valuesOf(flat, spec) };
}

/**
 * @param {readonly (number | null)[]} shape
 * @returns {string} such as "28 × 28 × 1 numbers"
 */
export function shapeWords(shape) {
  const lengths = shape.map((length) => (length === null ? 'any' : String(length)));
  return lengths.length === 0 ? 'one number' : `${lengths.join(' × ')} numbers`;
}

/**
 * @param {ArrayLike<number>} values
 * @param {readonly number[]} shape
 * @returns {string} JSON, nested as the shape, of the shortest numbers that give the same float32
 */
export function typedWords(values, shape) {
  if (shape.length === 0) {
    return shortest(values[0]);
  }
  const [length, ...inner] = shape;
  const size = inner.reduce((product, one) => product * one, 1);
  const parts = Array.from({ length }, (_, i) =>
    typedWords(Array.prototype.slice.call(values, i * size, (i + 1) * size), inner),
  );
  return `[${parts.join(', ')}]`;
}

/** @param {number} value */
function shortest(value) {
  // Nine significant digits tell every float32 from its neighbours; most need fewer.
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) {
      return String(short);
    }
  }
  return String(value);
}

/**
 * @param {string} text
 * @param {InputSpec} spec
 * @returns {unknown}
 */
function parse(text, spec) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const got = text.trim() === '' ? 'nothing' : `a syntax error (${messageOf(error)})`;
    throw refused(spec, 'not JSON', expectedWords(spec), got);
  }
}

/**
 * @param {unknown} nested
 * @param {number[]} flat its numbers are added
 * @param {InputSpec} spec
 * @returns {number[]}
 */
function shapeOf(nested, flat, spec) {
  if (!Array.isArray(nested)) {
    flat.push(numberOf(nested, spec));
    return [];
  }
  const shapes = nested.map((item) => shapeOf(item, flat, spec));
  if (shapes.some((shape) => `${shape}` !== `${shapes[0]}`)) {
    const got = 'neighbouring lists of different lengths';
    throw refused(spec, 'wrong shape', expectedWords(spec), got);
  }
  return [nested.length, ...(shapes[0] ?? [])];
}

/**
 * @param {unknown} item
 * @param {InputSpec} spec
 * @returns {number}
 */
function numberOf(item, spec) {
  // tfjs has no boolean arrays: a tensor of dtype bool is made of a Uint8Array.
  const value = typeof item === 'boolean' ? Number(item) : item;
  const isRight =
    typeof value === 'number' &&
    (spec.dtype === 'float32' || Number.isInteger(value)) &&
    (spec.dtype !== 'bool' || value === 0 || value === 1);
  if (!isRight) {
    throw refused(spec, 'wrong value', KINDS[spec.dtype], JSON.stringify(item));
  }
  return value;
}

/** @type {Record<Dtype, string>} */
const KINDS = { float32: 'numbers', int32: 'whole numbers', bool: '0, 1, true or false' };

/**
 * @param {number[]} got
 * @param {InputSpec} spec
 * @returns {number[] | null} the same numbers as a batch of the model's shape, if they can be that
 */
function fitting(got, { shape: [batch, ...wanted] }) {
  const known = wanted.every((length) => length !== null);
  const size = wanted.reduce((/** @type {number} */ product, one) => product * (one ?? 0), 1);
  const candidates = [got, [1, ...got]];
  if (known && got.length === 1 && got[0] === size) {
    candidates.push([1, .../** @type {number[]} */ (wanted)]);
  }
  const full = [batch ?? null, ...wanted];
  const isFit = (/** @type {number[]} */ shape) =>
    shape.length === full.length &&
    shape.every((length, i) => length > 0 && length === (full[i] ?? length));
  return candidates.find(isFit) ?? null;
}

/**
 * @param {number[]} flat
 * @param {InputSpec} spec
 */
function valuesOf(flat, { dtype }) {
  switch (dtype) {
    case 'int32':
      return Int32Array.from(flat);
    case 'bool':
      return Uint8Array.from(flat);
    default:
      return Float32Array.from(flat);
  }
}

/** @param {InputSpec} spec */
function expectedWords({ shape: [batch, ...wanted] }) {
  const one = `${shapeWords(wanted)} as JSON`;
  return typeof batch === 'number' && batch > 1 ? `${batch} times ${one}` : one;
}

/**
 * @param {InputSpec} spec
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function refused({ name }, problem, expected, got) {
  const remedy = 'Fill in an example to see the format';
  return new DataError(sentence(`input ${name}`, { problem, expected, got, remedy }));
}
