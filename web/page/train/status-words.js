/** What the tab says of its state. Pure. */

import { percent } from '../figures.js';

/** @typedef {import('./messages.js').Settings} Settings */

const COUNT = new Intl.NumberFormat('en');

/** @param {import('./messages.js').Opened} opened */
export function sourceWords({ trainCount, validationCount, testCount, source }) {
  const watch = `${COUNT.format(validationCount)} to watch it by`;
  const counts = `${COUNT.format(trainCount)} to train on, ${watch}, ${COUNT.format(testCount)} to test on`;
  return `${counts}. From: ${source}.`;
}

/** @param {Settings} settings */
export function startWords({ epochs, digits }) {
  const many = epochs === 1 ? '1 epoch' : `${epochs} epochs`;
  return `Training: ${many} of ${COUNT.format(digits)} digits.`;
}

/**
 * @param {import('./training.js').BatchReport} report
 * @param {number} epochs
 */
export function batchWords({ epoch, batch, batches, loss, accuracy }, epochs) {
  const place = `Epoch ${epoch} of ${epochs}, batch ${batch} of ${batches}`;
  return `${place}: loss ${loss.toFixed(3)}, accuracy ${percent(accuracy)}`;
}

/**
 * @param {import('./training.js').EpochReport} report
 * @param {number} epochs
 */
export function epochWords({ epoch, validation }, epochs) {
  const seen = `${percent(validation.accuracy)} of the held-out digits are right`;
  return `Epoch ${epoch} of ${epochs} is done: ${seen}.`;
}

/**
 * @param {import('./messages.js').Trained} trained
 * @param {Settings} settings
 * @returns {{result: string, pace: string}}
 */
export function endWords({ confusion, epochs, batches, seconds, backend }, settings) {
  if (confusion === null) {
    return { result: 'Stopped before the first batch: nothing was learnt.', pace: '' };
  }
  const how = epochs < settings.epochs ? 'Stopped' : 'Trained';
  const right = `${percent(confusion.accuracy)} of ${COUNT.format(confusion.total)} test digits`;
  const pace = `${COUNT.format(batches)} batches in ${seconds.toFixed(1)} s on ${backend}.`;
  return { result: `${how}: ${right} are right.`, pace };
}
