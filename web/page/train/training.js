/** The training itself: a loop over batches that can be observed, and stopped between any two. */

import * as tf from '@tensorflow/tfjs-core';
import { sentence, VerificationError } from '../../src/errors.js';
import { createPeriodicYield } from '../../src/runtime/yield-to-event-loop.js';

/** @typedef {{epochs: number, batchSize: number, digits: number}} Plan digits: in an epoch */
/** @typedef {{loss: number, accuracy: number}} Scores */
/** @typedef {Scores & {epoch: number, batch: number, batches: number}} BatchReport counted from 1 */
/** @typedef {Scores & {epoch: number, validation: Scores}} EpochReport epoch: from 1 */
/** @typedef {{loss: number, accuracy: number, labels: number[], answers: number[]}} Assessment */
/**
 * @typedef {object} Watcher
 * @property {(report: BatchReport) => void} onBatch
 * @property {(report: EpochReport) => void} onEpoch
 * @property {() => boolean} isStopped asked after each batch
 */

/**
 * @param {import('@tensorflow/tfjs-layers').LayersModel} model compiled, with its accuracy
 * @param {import('./mnist-data.js').MnistData} data
 * @param {Plan} plan
 * @param {Watcher} watcher
 * @returns {Promise<{epochs: number, batches: number}>} how many were finished
 */
export async function train(model, data, plan, watcher) {
  let batches = 0;
  for (let epoch = 1; epoch <= plan.epochs; epoch += 1) {
    const { done, ...scores } = await trainEpoch(model, data, plan, epoch, watcher);
    batches += done;
    if (watcher.isStopped()) {
      return { epochs: epoch - 1, batches };
    }
    const validation = await assess(model, data.validationBatch, data.validationCount);
    const { loss, accuracy } = validation;
    watcher.onEpoch({ epoch, ...scores, validation: { loss, accuracy } });
  }
  return { epochs: plan.epochs, batches };
}

/**
 * @param {import('@tensorflow/tfjs-layers').LayersModel} model
 * @param {import('./mnist-data.js').MnistData} data
 * @param {Plan} plan
 * @param {number} epoch
 * @param {Watcher} watcher
 * @returns {Promise<Scores & {done: number}>} means over the digits, and batches that were done
 */
async function trainEpoch(model, data, { batchSize, digits }, epoch, { onBatch, isStopped }) {
  const yieldIfDue = createPeriodicYield(0);
  const batches = Math.ceil(digits / batchSize);
  const sums = { loss: 0, accuracy: 0 };
  let done = 0;
  while (done < batches && !isStopped()) {
    const size = Math.min(batchSize, digits - done * batchSize);
    const scores = await trainBatch(model, data.nextTrainBatch(size));
    sums.loss += scores.loss * size;
    sums.accuracy += scores.accuracy * size;
    done += 1;
    onBatch({ epoch, batch: done, batches, ...scores });
    await yieldIfDue(); // now the message that stops it can come
  }
  return { loss: sums.loss / digits, accuracy: sums.accuracy / digits, done };
}

/**
 * @param {import('@tensorflow/tfjs-layers').LayersModel} model
 * @param {import('./mnist-data.js').Batch} batch disposed of
 * @returns {Promise<Scores>}
 */
async function trainBatch(model, { xs, labels }) {
  try {
    // Not fit(): it shuffles by Math.random (tfjs-core, util_base.js), so that a seed would not
    // give the same network again.
    const scores = /** @type {number[]} */ (await model.trainOnBatch(xs, labels));
    const [loss, accuracy] = scores;
    if (!Number.isFinite(loss)) {
      const parts = { problem: 'it diverged', expected: 'a finite loss', got: `${loss}` };
      const remedy = 'Train again, with a larger batch or fewer epochs';
      throw new VerificationError(sentence('training', { ...parts, remedy }));
    }
    return { loss, accuracy };
  } finally {
    tf.dispose([xs, labels]);
  }
}

const PIECE = 250;
/** As Keras does: a probability of 0 would make the loss infinite. */
const LEAST = 1e-7;

/**
 * What a model answers, and how right it is.
 *
 * @param {import('@tensorflow/tfjs-layers').LayersModel} model
 * @param {(from: number, to: number) => import('./mnist-data.js').Batch} batch
 * @param {number} count digits
 * @returns {Promise<Assessment>} loss: the mean, in nats
 */
export async function assess(model, batch, count) {
  const yieldIfDue = createPeriodicYield(0);
  /** @type {number[]} */
  const labels = [];
  /** @type {number[]} */
  const answers = [];
  let loss = 0;
  for (let from = 0; from < count; from += PIECE) {
    const piece = await answersTo(model, batch(from, Math.min(count, from + PIECE)));
    labels.push(...piece.labels);
    answers.push(...piece.answers);
    loss -= piece.chances.reduce((sum, chance) => sum + Math.log(Math.max(chance, LEAST)), 0);
    await yieldIfDue();
  }
  const right = labels.filter((label, i) => label === answers[i]).length;
  return { loss: loss / count, accuracy: right / count, labels, answers };
}

/**
 * @param {import('@tensorflow/tfjs-layers').LayersModel} model
 * @param {import('./mnist-data.js').Batch} batch disposed of
 * @returns {Promise<{labels: number[], answers: number[], chances: number[]}>} chances: what the
 *   model gives to the right labels
 */
async function answersTo(model, { xs, labels }) {
  // argMax and the sum here, not after data(): three short lists are read back from the GPU.
  const found = tf.tidy(() => {
    const probabilities = /** @type {tf.Tensor2D} */ (model.predictOnBatch(xs));
    return [
      tf.argMax(labels, 1),
      tf.argMax(probabilities, 1),
      tf.sum(tf.mul(probabilities, labels), 1),
    ];
  });
  try {
    const [truth, answers, chances] = await Promise.all(
      found.map(async (tensor) => Array.from(await tensor.data())),
    );
    return { labels: truth, answers, chances };
  } finally {
    tf.dispose([xs, labels, ...found]);
  }
}
