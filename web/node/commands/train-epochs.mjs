/** Trains a network for digits epoch by epoch, so that it can be interrupted, and tests it. */

import * as tf from '@tensorflow/tfjs-core';
import { PIXELS, shuffle } from '../io/npm-digits.mjs';
import { note } from '../io/output.mjs';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('../io/npm-digits.mjs').Digits} Digits */
/** @typedef {{loss: number, accuracy: number}} Metrics */
/**
 * @typedef {object} Plan
 * @property {number} epochs
 * @property {number} batchSize
 * @property {() => number} random of the order
 * @property {import('./interruption.mjs').Interruption} interruption
 */

/**
 * @param {LayersModel} model has the weights of the last whole epoch afterwards
 * @param {Digits} digits
 * @param {number[]} indices shuffled in place before each epoch
 * @param {Plan} plan
 * @returns {Promise<number>} epochs that were done; fewer than planned where it was interrupted
 */
export async function train(model, digits, indices, plan) {
  for (let epoch = 1; epoch <= plan.epochs; epoch += 1) {
    shuffle(indices, plan.random);
    // Restored if the epoch is interrupted: half an epoch could not be reproduced.
    const before = tf.tidy(() => model.getWeights().map((weight) => weight.clone()));
    const { x, y } = tensorsOf(digits, indices);
    try {
      const metrics = await fitOnce(model, x, y, plan);
      if (metrics === null) {
        model.setWeights(before);
        return epoch - 1;
      }
      const results = `loss ${metrics.loss.toFixed(4)}, accuracy ${metrics.accuracy.toFixed(4)}`;
      note(`epoch ${epoch}/${plan.epochs}: ${results}\n`);
    } finally {
      tf.dispose([x, y, ...before]);
    }
    if (plan.interruption.isAsked()) {
      return epoch;
    }
  }
  return plan.epochs;
}

/**
 * @param {LayersModel} model
 * @param {tf.Tensor} x
 * @param {tf.Tensor} y
 * @param {Plan} plan
 * @returns {Promise<Metrics | null>} null where Ctrl-C was pressed before the last step
 */
async function fitOnce(model, x, y, { batchSize, interruption }) {
  const steps = Math.ceil(x.shape[0] / batchSize);
  let done = 0;
  const { history } = await model.fit(x, y, {
    epochs: 1,
    batchSize,
    // Already shuffled by the caller: fit() would use Math.random(), which cannot be seeded.
    shuffle: false,
    verbose: 0,
    callbacks: {
      async onBatchEnd() {
        done += 1;
        model.stopTraining = interruption.isAsked();
      },
    },
  });
  return done < steps ? null : { loss: Number(history.loss[0]), accuracy: Number(history.acc[0]) };
}

/**
 * @param {LayersModel} model
 * @param {Digits} digits
 * @param {number[]} indices
 * @returns {Promise<Metrics>}
 */
export async function evaluate(model, digits, indices) {
  const { x, y } = tensorsOf(digits, indices);
  const results = /** @type {tf.Scalar[]} */ (model.evaluate(x, y, { batchSize: 500 }));
  const [loss, accuracy] = await Promise.all(results.map(async (value) => (await value.data())[0]));
  tf.dispose([x, y, ...results]);
  return { loss, accuracy };
}

/**
 * @param {Digits} digits
 * @param {number[]} indices
 * @returns {{x: tf.Tensor4D, y: tf.Tensor2D}} pictures and one-hot labels
 */
export function tensorsOf({ images, labels }, indices) {
  const pixels = new Float32Array(indices.length * PIXELS);
  for (const [row, index] of indices.entries()) {
    pixels.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), row * PIXELS);
  }
  const oneHot = new Float32Array(indices.length * 10);
  for (const [row, index] of indices.entries()) {
    oneHot[row * 10 + labels[index]] = 1;
  }
  return {
    x: tf.tensor4d(pixels, [indices.length, 28, 28, 1]),
    y: tf.tensor2d(oneHot, [indices.length, 10]),
  };
}
