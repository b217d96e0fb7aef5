/** Texts become token ids, by the tokenizer in a file of the artifact: docs/artifact-format.md. Pure. */

import { pack } from '../tokenizers/packing.js';
import { requireFit } from './values.js';

/** @typedef {import('../artifact/tokenize-step.js').TokenizeStep} TokenizeStep */
/** @typedef {import('../tokenizers/open-encoders.js').Encoders} Encoders */
/** @typedef {import('./values.js').Column} Column */

/**
 * @param {TokenizeStep} step
 * @param {Encoders} encoders
 * @returns {(...columns: Column[]) => Column}
 */
export function createTokenize(step, encoders) {
  const encode = encoders.get(step.file);
  if (encode === undefined) {
    throw new TypeError(`createFeatures: no encoder of ${step.file} was given`);
  }
  return (...columns) => {
    const [count] = columns[0].shape;
    const shape = [count, step.length];
    const values = new Int32Array(requireFit(shape));
    for (let example = 0; example < count; example += 1) {
      const texts = columns.map((column) =>
        encode(/** @type {string[]} */ (column.values)[example]),
      );
      values.set(pack(texts, step), example * step.length);
    }
    return { values, shape, dtype: 'int32' };
  };
}
