/** The inputs of one call, as tensors that agree in their number of examples. */

import * as tf from '@tensorflow/tfjs-core';
import { DataError, sentence, UsageError } from '../errors.js';
import { nearestName } from '../options.js';
import { isTensor } from '../runtime/model-inputs.js';
import { fitShape, misfit, readExamples, shapeText } from './examples.js';
import { isTypedArray } from './read-values.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('./examples.js').ExampleValues} ExampleValues */
/** @typedef {ExampleValues | tf.Tensor} InputValue */
/** @typedef {InputValue | Readonly<Record<string, InputValue>>} PredictInputs */
/**
 * @typedef {object} BatchInputs
 * @property {tf.Tensor[]} tensors in the model's order; the caller disposes of them
 * @property {number} count examples
 * @property {boolean} isSingle whether the caller gave one example, without an axis for examples
 */

/**
 * @param {PredictInputs} given the value itself where the model has one input, otherwise by name
 * @param {TensorSpec[]} specs
 * @param {string} label the model in messages
 * @returns {Record<string, InputValue>} one for each input
 * @throws {UsageError} if there are more or fewer, or others
 */
export function byName(given, specs, label) {
  if (isValue(given)) {
    if (specs.length === 1) {
      return { [specs[0].name]: given };
    }
    throw wrongInputs(label, specs, 'one value');
  }
  const names = Object.keys(Object(given));
  const known = specs.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, known);
    throw wrongInputs(label, specs, unknown, near === null ? undefined : `Did you mean ${near}`);
  }
  const record = /** @type {Record<string, InputValue>} */ (given);
  const missing = known.filter((name) => !names.includes(name) || record[name] === undefined);
  if (missing.length > 0) {
    throw wrongInputs(label, specs, names.join(', ') || 'none', `Add ${missing.join(', ')}`);
  }
  return record;
}

/**
 * @param {PredictInputs} given
 * @returns {given is InputValue}
 */
function isValue(given) {
  const isPlain = typeof given === 'object' && given !== null;
  return !isPlain || Array.isArray(given) || isTypedArray(given) || isTensor(given);
}

/**
 * @param {Record<string, InputValue>} named
 * @param {TensorSpec[]} specs
 * @param {string} label the model in messages
 * @returns {BatchInputs}
 * @throws {DataError} if a value does not fit its input, or the inputs differ in their examples
 */
export function toTensors(named, specs, label) {
  /** @type {tf.Tensor[]} */
  const tensors = [];
  try {
    const read = specs.map((spec) => {
      const one = toTensor(named[spec.name], spec, `${label}: input ${spec.name}`);
      tensors.push(one.tensor);
      return { ...one, name: spec.name };
    });
    // An input without axes is the same for all examples.
    const axes = read.filter(({ tensor }) => tensor.shape.length > 0);
    const count = sameCount(
      axes.map(({ name, tensor }) => ({ name, shape: tensor.shape })),
      label,
    );
    return { tensors, count, isSingle: read.every(({ isSingle }) => isSingle) };
  } catch (error) {
    tf.dispose(tensors);
    throw error;
  }
}

/**
 * @param {InputValue} value
 * @param {TensorSpec} spec
 * @param {string} label the input in messages
 * @returns {{tensor: tf.Tensor, isSingle: boolean}} a new tensor
 */
function toTensor(value, spec, label) {
  if (!isTensor(value)) {
    const { values, shape, isSingle } = readExamples(value, spec, label);
    const dtype = /** @type {'float32' | 'int32' | 'bool'} */ (spec.dtype);
    const numbers = /** @type {import('../artifact/dtypes.js').Values} */ (values);
    return { tensor: tf.tensor(numbers, shape, dtype), isSingle };
  }
  const fit = fitShape(value.shape, spec.shape);
  if (fit === null || value.dtype !== spec.dtype) {
    throw misfit(label, spec, `a tensor of the shape ${shapeText(value.shape)} of ${value.dtype}`);
  }
  return { tensor: tf.reshape(value, fit.shape), isSingle: fit.isSingle };
}

/**
 * @param {{name: string, shape: readonly number[]}[]} inputs that have an axis for the examples
 * @param {string} label the model in messages
 * @returns {number} of examples; 1 where there are no inputs
 * @throws {DataError} if they differ
 */
export function sameCount(inputs, label) {
  const count = inputs[0]?.shape[0] ?? 1;
  if (inputs.some(({ shape }) => shape[0] !== count)) {
    const counts = inputs.map(({ name, shape }) => `${shape[0]} of ${name}`).join(', ');
    throw new DataError(
      sentence(`${label}: inputs`, {
        problem: 'different numbers of examples',
        expected: 'as many of each',
        got: counts,
        remedy: 'Give each example a value of every input',
      }),
    );
  }
  return count;
}

/**
 * @param {string} label
 * @param {TensorSpec[]} specs
 * @param {string} got
 * @param {string} [remedy]
 * @returns {UsageError}
 */
function wrongInputs(label, specs, got, remedy = 'Give each of them by its name') {
  const names = specs.map(({ name }) => name).join(', ');
  const expected = specs.length === 1 ? `a value for ${names}` : `an object with ${names}`;
  return new UsageError(
    sentence(`${label}: inputs`, { problem: "not the model's", expected, got, remedy }),
  );
}
