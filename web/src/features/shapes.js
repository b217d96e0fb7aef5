/** Steps that move values and leave them as they are. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { DataError, sentence } from '../errors.js';
import { emptyColumn, requireFit } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').ConcatenateStep} ConcatenateStep */
/** @typedef {import('../artifact/feature-steps.js').ReshapeStep} ReshapeStep */

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
    const [{ shape, dtype }] = columns;
    const at = axis < 0 ? axis + shape.length : axis;
    // Lengths that the artifact leaves open may still differ.
    const isAlike = (/** @type {Column} */ column) =>
      column.shape.every((length, i) => i === at || length === shape[i]);
    const other = columns.find((column) => !isAlike(column));
    if (other !== undefined) {
      throw misfit(output, `${JSON.stringify(shape)} but for axis ${axis}`, other.shape);
    }
    const total = columns.reduce((sum, column) => sum + column.shape[at], 0);
    const whole = shape.map((length, i) => (i === at ? total : length));
    requireFit(whole);
    return { values: interleaved(columns, at), shape: whole, dtype };
  };
}

/**
 * @param {Column[]} columns
 * @param {number} at the axis along which they are joined
 * @returns {Column['values']}
 */
function interleaved(columns, at) {
  const [{ shape, dtype }] = columns;
  const rows = valueCount(shape.slice(0, at));
  const widths = columns.map(({ values }) => values.length / rows);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const out = /** @type {any} */ (emptyColumn(dtype, rows * width));
  let before = 0;
  for (const [k, { values }] of columns.entries()) {
    for (let i = 0; i < values.length; i += 1) {
      const row = Math.floor(i / widths[k]);
      out[row * width + before + (i % widths[k])] = values[i];
    }
    before += widths[k];
  }
  return out;
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
