/** Steps that move values and leave them as they are. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { DataError, sentence } from '../errors.js';
import { cast, emptyColumn, requireFit } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').ConcatenateStep} ConcatenateStep */
/** @typedef {import('../artifact/feature-steps.js').ReshapeStep} ReshapeStep */

/**
 * @param {readonly number[]} shape
 * @returns {number[]} without a last axis of 1 that is not the examples'
 */
export function withoutLast(shape) {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : [...shape];
}

/**
 * @param {ReshapeStep} step
 * @returns {(column: Column) => Column}
 */
export function createReshape({ output, shape: wanted }) {
  const known = valueCount(wanted.filter((length) => length !== -1));
  return ({ values, shape, dtype }) => {
    const size = valueCount(shape.slice(1));
    const open = known === 0 ? 0 : size / known;
    const example = wanted.map((length) => (length === -1 ? open : length));
    if (!Number.isInteger(open) || valueCount(example) !== size) {
      throw misfit(output, `a shape that fills ${JSON.stringify(wanted)}`, shape);
    }
    return { values, shape: [shape[0], ...example], dtype };
  };
}

/**
 * @param {ConcatenateStep} step
 * @returns {(...columns: Column[]) => Column}
 */
export function createConcatenate({ output, axis }) {
  return (...columns) => {
    const [first] = columns;
    const rank = first.shape.length;
    const at = axis < 0 ? axis + rank : axis;
    const outside = columns.find(
      ({ shape }) =>
        shape.length !== rank ||
        at < 1 ||
        at >= rank ||
        shape.some((length, i) => i !== at && length !== first.shape[i]),
    );
    if (outside !== undefined) {
      const expected = `shapes like ${JSON.stringify(first.shape)} but for axis ${axis}`;
      throw misfit(output, expected, outside.shape);
    }
    return joined(columns, at);
  };
}

/**
 * @param {Column[]} columns
 * @param {number} at the axis
 * @returns {Column} of the first one's dtype, or of float32 where they differ
 */
function joined(columns, at) {
  const [first] = columns;
  const isSame = columns.every(({ dtype }) => dtype === first.dtype);
  const dtype = isSame ? first.dtype : 'float32';
  const parts = isSame ? columns : columns.map((column) => cast(column, 'float32'));
  const length = parts.reduce((sum, { shape }) => sum + shape[at], 0);
  const shape = first.shape.map((size, i) => (i === at ? length : size));
  const values = /** @type {any} */ (emptyColumn(dtype, requireFit(shape)));
  const rows = valueCount(shape.slice(0, at));
  let next = 0;
  for (let row = 0; row < rows; row += 1) {
    for (const part of parts) {
      const width = part.values.length / rows;
      for (let i = row * width; i < (row + 1) * width; i += 1) {
        values[next] = part.values[i];
        next += 1;
      }
    }
  }
  return { values, shape, dtype };
}

/**
 * @param {string} output the step, by what it makes
 * @param {string} expected
 * @param {readonly number[]} got
 */
export function misfit(output, expected, got) {
  const problem = 'the values do not have the shape that it needs';
  const remedy = "Give values of the inputs' shapes, or export the model again";
  const parts = { problem, expected, got: JSON.stringify(got), remedy };
  return new DataError(sentence(`step ${output}`, parts));
}
