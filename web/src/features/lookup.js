/** Values to their places in a vocabulary: Keras's StringLookup and IntegerLookup. Pure. */

import { encode } from './encode.js';
import { asText, createHash } from './hashing.js';
import { RefusedValue } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').LookupStep} LookupStep */
/** @typedef {import('../artifact/feature-settings.js').Vocabulary} Vocabulary */

/**
 * @typedef {(value: string | number, i: number, shape: readonly number[]) => number} IndexOf takes a
 *   value, its place, and the shape of them all
 */

/** What each encoding but int leaves out. */
export const LEFT_OUT = -1;

/**
 * @param {LookupStep} step
 * @returns {(column: Column) => Column}
 */
export function createLookup(step) {
  const indexOf = createIndex(step);
  const { encode: mode, depth, idf_weights: weights } = step;
  return ({ values, shape }) => {
    const indices = Int32Array.from({ length: values.length }, (_, i) =>
      indexOf(values[i], i, shape),
    );
    return encode({ values: indices, shape, dtype: 'int32' }, { encode: mode, depth, weights });
  };
}

/**
 * @param {Vocabulary & {inputs: string[], output: string}} step
 * @returns {IndexOf} the index of a token, of the mask, or of what is unknown
 */
export function createIndex(step) {
  const { tokens, mask, oov, encode: mode } = step;
  const isInt = mode === 'int';
  const start = mask !== null && isInt ? 1 : 0;
  const places = new Map(tokens.map((token, i) => [token, start + oov + i]));
  const unknown = createUnknown(step);
  return (value, i, shape) => {
    if (value === mask) {
      return isInt ? 0 : LEFT_OUT;
    }
    return places.get(value) ?? start + unknown(value, i, shape);
  };
}

/**
 * @param {Vocabulary & {inputs: string[], output: string}} step
 * @returns {IndexOf} which of the indices for unknown values
 */
function createUnknown({ inputs, output, tokens, oov, oov_method: method, salt }) {
  if (oov === 0) {
    return (value, i, shape) => {
      throw new RefusedValue(inputs[0], shape, i, {
        problem: `a value that the vocabulary of ${output} does not have`,
        expected: `one of its ${tokens.length} tokens, since it has no place for others`,
        got: JSON.stringify(value),
        remedy: 'Give another value',
      });
    };
  }
  if (oov === 1) {
    return () => 0;
  }
  if (method === 'floormod') {
    return (value) => ((Number(value) % oov) + oov) % oov;
  }
  const bucket = createHash(method === 'siphash' ? salt : null, oov);
  return (value) => bucket(asText(value));
}
