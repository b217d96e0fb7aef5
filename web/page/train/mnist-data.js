/** Digits as the browser tutorials hand them out: batch by batch, as tensors. */

import * as tf from '@tensorflow/tfjs-core';
import { CLASSES, PIXELS, SIDE } from './sprite.js';

/** @typedef {{xs: tf.Tensor4D, labels: tf.Tensor2D}} Batch xs: shape (n, 28, 28, 1), values in [0, 1]; labels: one-hot, shape (n, 10); the caller disposes of both */
/**
 * @typedef {object} MnistData
 * @property {number} trainCount digits to train on
 * @property {number} validationCount digits that are held out, to watch the training by
 * @property {number} testCount digits to test on
 * @property {(n: number) => Batch} nextTrainBatch in random order; each digit once, then again
 * @property {(n: number) => Batch} nextTestBatch in the sprite's order, then from the start again
 * @property {(from: number, to: number) => Batch} validationBatch
 * @property {(from: number, to: number) => Batch} testBatch
 * @property {(label: number) => number} firstTest where the first test digit of a class is
 */

/**
 * @param {import('./sprite.js').Sprite} sprite
 * @param {object} options
 * @param {number} options.validationCount the last ones of the digits to train on are held out
 * @param {() => number} options.random in [0, 1)
 * @returns {MnistData}
 */
export function createMnistData(sprite, { validationCount, random }) {
  const trainCount = sprite.trainCount - validationCount;
  const testCount = sprite.testCount;
  const nextTrain = shuffled(trainCount, random);
  let tested = 0;
  return {
    trainCount,
    validationCount,
    testCount,
    nextTrainBatch: (n) => batchOf(sprite, Array.from({ length: n }, nextTrain)),
    nextTestBatch(n) {
      const rows = range(tested, tested + n).map((i) => sprite.trainCount + (i % testCount));
      tested = (tested + n) % testCount;
      return batchOf(sprite, rows);
    },
    validationBatch: (from, to) => batchOf(sprite, range(trainCount + from, trainCount + to)),
    testBatch: (from, to) =>
      batchOf(sprite, range(sprite.trainCount + from, sprite.trainCount + to)),
    firstTest: (label) =>
      range(0, testCount).findIndex((i) => labelOf(sprite, sprite.trainCount + i) === label),
  };
}

/**
 * @param {import('./sprite.js').Sprite} sprite
 * @param {number} row
 * @returns {number} the digit's class
 */
export function labelOf({ labels }, row) {
  return labels.subarray(row * CLASSES, (row + 1) * CLASSES).indexOf(1);
}

/**
 * @param {import('./sprite.js').Sprite} sprite
 * @param {number[]} rows
 * @returns {Batch}
 */
function batchOf({ pixels, labels }, rows) {
  const xs = new Float32Array(rows.length * PIXELS);
  const ys = new Float32Array(rows.length * CLASSES);
  for (const [place, row] of rows.entries()) {
    ys.set(labels.subarray(row * CLASSES, (row + 1) * CLASSES), place * CLASSES);
    for (let i = 0; i < PIXELS; i += 1) {
      // In [0, 1], as the Python side trains: a model from here reads what its preprocessing
      // says.
      xs[place * PIXELS + i] = pixels[row * PIXELS + i] / 255;
    }
  }
  return {
    xs: tf.tensor4d(xs, [rows.length, SIDE, SIDE, 1]),
    labels: tf.tensor2d(ys, [rows.length, CLASSES]),
  };
}

/**
 * @param {number} count
 * @param {() => number} random
 * @returns {() => number} the next of 0 to count - 1, shuffled anew after each round
 */
function shuffled(count, random) {
  const order = range(0, count);
  let place = count;
  return () => {
    if (place === count) {
      place = 0;
    }
    // One step of Fisher and Yates's shuffle for each digit that is taken.
    const other = place + Math.floor(random() * (count - place));
    [order[place], order[other]] = [order[other], order[place]];
    place += 1;
    return order[place - 1];
  };
}

/**
 * @param {number} from
 * @param {number} to
 */
function range(from, to) {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
