/** Raw values of a table or a text, prepared for the network. Loaded late: most models read numbers. */

import * as tf from '@tensorflow/tfjs-core';
import { valueCount } from '../artifact/dtypes.js';
import { DataError, sentence } from '../errors.js';
import { requireGoldenExamples } from '../features/examples-proof.js';
import { createFeatures } from '../features/run.js';
import { isTensor } from '../runtime/model-inputs.js';
import { openEncoders } from '../tokenizers/open-encoders.js';
import { fitShape, misfit, readExamples, shapeText } from './examples.js';
import { sameCount } from './inputs.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('../artifact/features-spec.js').RawInput} RawInput */
/** @typedef {import('../features/examples-proof.js').ExamplesReport} ExamplesReport */
/** @typedef {import('../features/run.js').Features} Features */
/** @typedef {import('../features/values.js').Column} Column */
/** @typedef {import('./inputs.js').InputValue} InputValue */
/** @typedef {import('./run-examples.js').ExampleSource} ExampleSource */
/** @typedef {import('../runtime/model.js').TensorValues} TensorValues */
/**
 * @typedef {object} RawReader of a model whose artifact declares how its inputs are prepared
 * @property {RawInput[]} inputs what a user gives
 * @property {ExamplesReport | null} report how the golden examples came out; null: there are none
 * @property {(named: Record<string, InputValue>) => Promise<ExampleSource>} read values by name; throws
 *   DataError if one does not fit its input
 */

/**
 * Prepares the golden examples once, so that the reader you get gives Keras's inputs.
 *
 * @param {ArtifactFiles} artifact
 * @param {FeaturesSpec} spec its preprocessing
 * @returns {Promise<RawReader>}
 * @throws {import('../errors.js').VerificationError} if they do not give the golden inputs
 */
export async function createRawReader(artifact, spec) {
  const { label, metadata } = artifact;
  const encoders = await openEncoders(artifact);
  const features = createFeatures(spec, metadata.inputs, label, encoders);
  const report = requireGoldenExamples(artifact, features);
  return {
    inputs: spec.inputs,
    report,
    async read(named) {
      const read = await Promise.all(
        spec.inputs.map((input) => readColumn(named[input.name], input, label)),
      );
      const count = sameCount(
        read.map(({ name, column }) => ({ name, shape: column.shape })),
        label,
      );
      const columns = Object.fromEntries(read.map(({ name, column }) => [name, column]));
      const isSingle = read.every((one) => one.isSingle);
      return { count, isSingle, ...createSource(features, columns, { count, label }) };
    },
  };
}

/**
 * @param {InputValue} value
 * @param {RawInput} input
 * @param {string} label the model in messages
 * @returns {Promise<{name: string, column: Column, isSingle: boolean}>}
 */
async function readColumn(value, input, label) {
  const { name, dtype } = input;
  const place = `${label}: input ${name}`;
  if (!isTensor(value)) {
    const { isSingle, ...column } = readExamples(value, input, place);
    return { name, column: { ...column, dtype }, isSingle };
  }
  const fit = fitShape(value.shape, input.shape);
  const isOfDtype = value.dtype === dtype || (value.dtype === 'int32' && dtype === 'int64');
  if (fit === null || !isOfDtype) {
    const got = `a tensor of the shape ${shapeText(value.shape)} of ${value.dtype}`;
    throw misfit(place, input, got);
  }
  const values = /** @type {Column['values']} */ (await value.data());
  return { name, column: { values, shape: fit.shape, dtype }, isSingle: fit.isSingle };
}

/**
 * @param {Features} features
 * @param {Record<string, Column>} columns
 * @param {{count: number, label: string}} about count: of examples
 * @returns {Pick<ExampleSource, 'take' | 'dispose'>}
 */
function createSource(features, columns, { count, label }) {
  const dispose = () => {};
  if (features.isRowByRow) {
    // Part by part, so that long rows of zeros are there for one run only.
    const take = (/** @type {number} */ start, /** @type {number} */ end) => {
      const part = Object.entries(columns).map(([name, column]) => {
        return [name, rowsOf(column, count, [start, end])];
      });
      return toTensors(features.prepare(Object.fromEntries(part), start), label);
    };
    return { take, dispose };
  }
  // Shorter texts are padded to the longest of all that were given.
  const whole = features.prepare(columns);
  const take = (/** @type {number} */ start, /** @type {number} */ end) =>
    toTensors(
      whole.map((input) => rowsOf(input, count, [start, end])),
      label,
    );
  return { take, dispose };
}

/**
 * @template {Column | TensorValues} T
 * @param {T} all
 * @param {number} count of examples in it
 * @param {[start: number, end: number]} range of examples
 * @returns {T}
 */
function rowsOf(all, count, [start, end]) {
  const size = all.values.length / count;
  const values = all.values.slice(start * size, end * size);
  return { ...all, values, shape: [end - start, ...all.shape.slice(1)] };
}

/**
 * @param {TensorValues[]} inputs
 * @param {string} label the model in messages
 * @returns {tf.Tensor[]} the caller disposes of them
 */
function toTensors(inputs, label) {
  if (inputs.some(({ shape }) => valueCount(shape) === 0)) {
    throw new DataError(
      sentence(`${label}: inputs`, {
        problem: 'nothing is left of them once they are prepared',
        expected: 'at least one word in one of the texts',
        got: 'none',
        remedy: 'Give a text with words',
      }),
    );
  }
  return inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
}
