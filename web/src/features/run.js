/** Raw values to a network's inputs, as metadata.json declares it: the twin of artifact/features. Pure. */

import { DataError } from '../errors.js';
import { createCross } from './crossing.js';
import { createHashing } from './hashing.js';
import { createLookup } from './lookup.js';
import { createCategories, createDiscretize, createNormalize, createRescale } from './numbers.js';
import { createConcatenate, createReshape, misfit } from './shapes.js';
import { createVectorize } from './text.js';
import { createTokenize } from './tokenize.js';
import { cast, RefusedValue, requireFit } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').FeatureStep} FeatureStep */
/** @typedef {import('../artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../runtime/model.js').TensorValues} TensorValues */
/** @typedef {import('../tokenizers/open-encoders.js').Encoders} Encoders */
/**
 * @typedef {object} Features
 * @property {(raw: Record<string, Column>, first?: number) => TensorValues[]} prepare the network's
 *   inputs, in its order, of one batch: a column for each raw input, by name; first: the number of its
 *   first example, for messages. Throws DataError if a value is none that a step can take
 * @property {boolean} isRowByRow whether an example gives the same, whichever others are beside it
 */

/**
 * any: its own
 *
 * @type {{[Op in FeatureStep['op']]: (step: any, encoders: Encoders) => (...columns: Column[]) => Column}}
 */
const CREATORS = {
  lookup: createLookup,
  hash: createHashing,
  cross: createCross,
  discretize: createDiscretize,
  categories: createCategories,
  normalize: createNormalize,
  rescale: createRescale,
  vectorize: createVectorize,
  tokenize: createTokenize,
  concatenate: createConcatenate,
  reshape: createReshape,
  cast: (step) => (column) => cast(column, step.dtype, step.inputs[0]),
};

/**
 * @param {FeaturesSpec} spec
 * @param {TensorSpec[]} networkInputs
 * @param {string} label the model in messages
 * @param {Encoders} [encoders] those of the artifact, where there are steps of `tokenize`
 * @returns {Features}
 */
export function createFeatures({ steps }, networkInputs, label, encoders = new Map()) {
  const runs = steps.map((step) => ({ step, run: CREATORS[step.op](step, encoders) }));
  /** @param {Record<string, Column>} raw */
  const prepare = (raw) => {
    const columns = new Map(Object.entries(raw));
    const at = (/** @type {string} */ name) => /** @type {Column} */ (columns.get(name));
    let count = 0;
    for (const { step, run } of runs) {
      const column = run(...step.inputs.map(at));
      count += column.values.length;
      requireFit([count]); // all steps together, whose columns are kept until the last one
      columns.set(step.output, column);
    }
    return networkInputs.map((spec) => toInput(at(spec.name), spec));
  };
  return {
    prepare(raw, first = 0) {
      try {
        return prepare(raw);
      } catch (error) {
        if (error instanceof RefusedValue) {
          throw error.toDataError(label, first);
        }
        throw error instanceof DataError ? new DataError(`${label}: ${error.message}`) : error;
      }
    },
    isRowByRow: steps.every(
      (step) => step.op !== 'vectorize' || step.encode !== 'int' || step.length !== null,
    ),
  };
}

/**
 * @param {Column} column
 * @param {TensorSpec} spec
 * @returns {TensorValues}
 */
function toInput(column, { name, shape, dtype }) {
  const fits = shape.every((length, axis) => length === null || length === column.shape[axis]);
  if (!fits && shape[0] === null) {
    // Lengths that the steps leave open.
    throw misfit(name, JSON.stringify(shape), column.shape);
  }
  const { values } = column.dtype === dtype ? column : cast(column, 'int32', name);
  return /** @type {TensorValues} */ ({ values, shape: column.shape, dtype });
}
