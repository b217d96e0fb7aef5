/** What callers put into a model, brought into its order. Pure. */

import { sentence, UsageError } from '../errors.js';

/** @typedef {import('@tensorflow/tfjs-core').Tensor} Tensor */
/** @typedef {{name: string}[]} Specs of the model's inputs, in its order */

/**
 * @param {import('../bundle.js').Inputs} inputs
 * @param {Specs} specs
 * @param {string} label the artifact in messages
 * @returns {Tensor[]} one for each input of the model, in its order
 * @throws {UsageError} if there are more or fewer, or others
 */
export function inOrder(inputs, specs, label) {
  if (Array.isArray(inputs) || isTensor(inputs)) {
    const list = /** @type {Tensor[]} */ ([inputs].flat());
    return list.length === specs.length && list.every(isTensor)
      ? list
      : refuse(label, specs, `${list.length} values`);
  }
  const named = /** @type {Record<string, Tensor>} */ (Object(inputs));
  const names = Object.keys(named);
  const isWhole = specs.every(({ name }) => Object.hasOwn(named, name) && isTensor(named[name]));
  return isWhole && names.length === specs.length
    ? specs.map(({ name }) => named[name])
    : refuse(label, specs, names.join(', ') || 'none');
}

/**
 * @param {unknown} value
 * @returns {value is Tensor} of any copy of TensorFlow.js
 */
export function isTensor(value) {
  return typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value;
}

/**
 * @param {string} label
 * @param {Specs} specs
 * @param {string} got
 * @returns {never}
 */
function refuse(label, specs, got) {
  const names = specs.map(({ name }) => name).join(', ');
  throw new UsageError(
    sentence(`${label}: inputs`, {
      problem: "not the model's",
      expected: `a tensor for each of ${names}`,
      got,
      remedy: 'Give them in this order, or by these names',
    }),
  );
}
