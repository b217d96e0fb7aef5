/** Examples through a model, some of them at a time. */

import * as tf from '@tensorflow/tfjs-core';
import { createPeriodicYield } from '../runtime/yield-to-event-loop.js';
import { joinRuns, withoutExamples } from './outputs.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../bundle.js').Bundle} Bundle */
/** @typedef {import('./inputs.js').BatchInputs} BatchInputs */
/** @typedef {import('./load-model.js').PredictOptions} PredictOptions */
/**
 * @typedef {object} ExampleSource
 * @property {number} count examples
 * @property {boolean} isSingle whether the caller gave one example, without an axis for examples
 * @property {(start: number, end: number) => tf.Tensor[]} take the inputs of some examples, in the
 *   model's order; the caller disposes of them
 * @property {() => void} dispose
 */

export const BATCH_SIZE = 32;

/** How long runs may go on before the page has its turn: two frames. */
const YIELD_AFTER_MS = 32;

/**
 * @param {BatchInputs} inputs
 * @returns {ExampleSource}
 */
export function sourceOf({ tensors, count, isSingle }) {
  return {
    count,
    isSingle,
    take: (start, end) =>
      tensors.map((tensor) => (end - start === count ? tensor.clone() : rows(tensor, start, end))),
    dispose: () => tf.dispose(tensors),
  };
}

/**
 * @param {Bundle} bundle
 * @param {ExampleSource} examples
 * @param {PredictOptions} options
 * @returns {Promise<tf.Tensor[]>} the outputs; the caller disposes of them
 */
export async function runExamples(
  bundle,
  examples,
  { batchSize = BATCH_SIZE, onProgress, signal },
) {
  const { count, isSingle } = examples;
  const { outputs: specs } = bundle.metadata;
  const step = stepOf(bundle, batchSize);
  const pause = createPeriodicYield(YIELD_AFTER_MS);
  /** @type {tf.Tensor[][]} */
  const runs = [];
  try {
    for (let start = 0; start < count; start += step) {
      signal?.throwIfAborted();
      const end = Math.min(start + step, count);
      runs.push(await runPart(bundle, examples, start, end));
      onProgress?.(end, count);
      await pause();
    }
    return bundle.run(() => joined(runs, specs, isSingle, bundle.label));
  } finally {
    tf.dispose(runs);
  }
}

/**
 * @param {tf.Tensor[][]} runs
 * @param {TensorSpec[]} specs
 * @param {boolean} isSingle
 * @param {string} label
 */
function joined(runs, specs, isSingle, label) {
  return tf.tidy(() => {
    const whole = joinRuns(runs, specs, label);
    return isSingle ? whole.map((tensor, i) => withoutExamples(tensor, specs[i])) : whole;
  });
}

/**
 * @param {Bundle} bundle
 * @param {number} batchSize
 * @returns {number} how many examples a run takes: as many as the model is fixed to, where it is, and
 *   all of them where an output is of all together
 */
function stepOf({ metadata }, batchSize) {
  const fixed = metadata.inputs.map(({ shape }) => shape[0]).find((length) => length != null);
  const isWhole = metadata.outputs.some(({ shape }) => shape[0] !== null);
  return fixed ?? (isWhole ? Number.POSITIVE_INFINITY : batchSize);
}

/**
 * @param {Bundle} bundle
 * @param {ExampleSource} examples
 * @param {number} start
 * @param {number} end
 */
async function runPart(bundle, { take }, start, end) {
  const part = bundle.run(() => take(start, end));
  return await bundle.predict(part).finally(() => tf.dispose(part));
}

/**
 * @param {tf.Tensor} tensor
 * @param {number} start
 * @param {number} end
 * @returns {tf.Tensor} a new one; without axes, the same value again
 */
function rows(tensor, start, end) {
  const { rank } = tensor;
  const begin = [start, ...new Array(Math.max(0, rank - 1)).fill(0)];
  return rank === 0
    ? tensor.clone()
    : tf.slice(tensor, begin, [end - start, ...tensor.shape.slice(1)]);
}
