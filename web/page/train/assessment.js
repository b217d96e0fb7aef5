import * as tf from '@tensorflow/tfjs-core';
import { createPeriodicYield } from '../../src/runtime/yield-to-event-loop.js';

/** @typedef {{loss: number, accuracy: number, labels: number[], answers: number[]}} Assessment */

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
