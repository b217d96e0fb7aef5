/** A model's classes: which output has them, what they are called, and which are the most likely. */

import { DataError, sentence, UsageError } from '../errors.js';
import { isDistribution, topK } from './ranking.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {{label: string, index: number, score: number}} ScoredLabel */
/**
 * @typedef {object} Classification
 * @property {string} label the best one
 * @property {number} index of it
 * @property {number} score of it
 * @property {boolean} isDistribution whether the scores are probabilities of classes that exclude each
 *   other: in [0, 1], and they sum to 1
 * @property {ScoredLabel[]} top the best ones, the best first
 * @property {Float32Array} scores of all classes, by number
 */
/**
 * @typedef {object} ClassifyingModel
 * @property {string} label the artifact, by its path or address
 * @property {TensorSpec[]} outputs
 * @property {string[] | null} labels
 */

/**
 * @param {ClassifyingModel} model
 * @param {string} [name]
 * @returns {TensorSpec}
 */
export function outputOf({ label, outputs }, name) {
  const chosen = name === undefined ? outputs : outputs.filter((output) => output.name === name);
  const fits = chosen.length === 1 && chosen[0].shape.length === 2;
  if (fits) {
    return chosen[0];
  }
  const classes = outputs.filter(({ shape }) => shape.length === 2).map((output) => output.name);
  throw new UsageError(
    sentence(`${label}: output`, {
      problem: 'not one output of the shape [examples, classes]',
      expected: classes.join(', ') || 'a model that classifies',
      got: name ?? `${outputs.length} outputs`,
      remedy: 'Name it in the option output, or use predict()',
    }),
  );
}

/**
 * @param {ClassifyingModel} model
 * @param {TensorSpec} output
 * @param {readonly string[]} [given]
 * @returns {readonly string[]}
 */
export function labelsOf({ label, labels: declared }, { shape }, given) {
  const labels = given ?? declared;
  const count = shape[1];
  // One value that says how likely the second of two classes is: a sigmoid.
  const wanted = count === 1 ? 2 : count;
  if (labels === null || (wanted !== null && labels.length !== wanted)) {
    const remedy = 'Export the model with --labels, or pass the option labels';
    throw new UsageError(
      sentence(`${label}: labels`, {
        problem: 'not one for each class',
        expected: `${wanted ?? 'as many as there are classes'}`,
        got: `${labels?.length ?? 'none'}`,
        remedy,
      }),
    );
  }
  return labels;
}

/**
 * @param {ArrayLike<number>} data
 * @param {readonly string[]} labels
 * @param {number} k
 * @returns {Classification}
 */
export function ranked(data, labels, k) {
  const isOfTwo = data.length === 1 && labels.length === 2;
  const scores = Float32Array.from(isOfTwo ? [1 - data[0], data[0]] : data);
  if (scores.length !== labels.length) {
    const expected = `${labels.length}, one for each label`;
    const parts = { problem: 'wrong number of scores', expected, got: `${scores.length}` };
    throw new DataError(sentence('output', { ...parts, remedy: 'Give other labels' }));
  }
  const top = topK(scores, Math.max(k, 1)).map(({ index, value }) => ({
    label: labels[index],
    index,
    score: value,
  }));
  return { ...top[0], isDistribution: isDistribution(scores), top: top.slice(0, k), scores };
}
