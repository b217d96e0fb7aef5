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
 * @property {ScoredLabel[]} found the labels that the example has, the best first: of several possible
 *   ones, those with a score of the threshold or above; otherwise the best one
 * @property {Float32Array} scores of all classes, by number
 */
/**
 * @typedef {object} ModelOutputs what is known of a loaded model
 * @property {string} label the artifact, by its path or address
 * @property {TensorSpec[]} outputs
 */
/**
 * @typedef {object} ClassesOptions
 * @property {readonly string[]} [labels] one for each class, by its number; default: the artifact's
 * @property {string} [output] the name of the output that holds the classes; default: the only one
 * @property {boolean} [multiLabel] whether an example can have several labels, or none; default: whether
 *   the output comes from a sigmoid, and has several values
 */
/**
 * @typedef {object} Classes of a model
 * @property {TensorSpec} output that holds them
 * @property {readonly string[]} labels one for each class, by its number
 * @property {boolean} multiLabel whether an example can have several labels, or none
 */

const TOP = 5;
const THRESHOLD = 0.5;
const WORDS = { shape: '[examples, classes]', kind: 'classifies' };

/**
 * @param {ModelOutputs & {labels: string[] | null, activations: Record<string, string>}} model
 * @param {ClassesOptions} options
 * @returns {Classes}
 * @throws {UsageError} if no output has classes, or nothing says what they are called
 */
export function classesOf(model, options) {
  const output = outputOf(model, options.output, ({ shape }) => shape.length === 2, WORDS);
  const count = output.shape[1];
  const isSigmoid = model.activations[output.name] === 'sigmoid' && count !== 1;
  const { multiLabel = isSigmoid } = options;
  const wanted = count === null || multiLabel ? count : labelCount(count);
  const labels = checkLabels(model.label, options.labels ?? model.labels, wanted);
  return { output, labels, multiLabel };
}

/**
 * @param {number} count of an output's values
 * @returns {number} how many classes they tell apart
 */
export function labelCount(count) {
  // One value that says how likely the second of two classes is: a sigmoid.
  return count === 1 ? 2 : count;
}

/**
 * @param {ModelOutputs} model
 * @param {string | undefined} name that the caller gave
 * @param {(output: TensorSpec) => boolean} fits
 * @param {{shape: string, kind: string}} words the shape that is wanted, and what such a model does
 * @returns {TensorSpec}
 * @throws {UsageError} if it is not exactly one that fits
 */
export function outputOf({ label, outputs }, name, fits, { shape, kind }) {
  const chosen = name === undefined ? outputs : outputs.filter((output) => output.name === name);
  if (chosen.length === 1 && fits(chosen[0])) {
    return chosen[0];
  }
  const fitting = outputs.filter(fits).map((output) => output.name);
  throw new UsageError(
    sentence(`${label}: output`, {
      problem: `not one output of the shape ${shape}`,
      expected: fitting.join(', ') || `a model that ${kind}`,
      got: name ?? `${outputs.length} outputs`,
      remedy: 'Name it in the option output, or use predict()',
    }),
  );
}

/**
 * @param {string} label the model in messages
 * @param {readonly string[] | null} labels
 * @param {number | null} count how many are needed; null: any number
 * @returns {readonly string[]}
 * @throws {UsageError} if there are others
 */
export function checkLabels(label, labels, count) {
  if (labels === null || (count !== null && labels.length !== count)) {
    throw new UsageError(
      sentence(`${label}: labels`, {
        problem: 'not one for each class',
        expected: `${count ?? 'as many as there are classes'}`,
        got: `${labels?.length ?? 'none'}`,
        remedy: 'Export the model with --labels, or pass the option labels',
      }),
    );
  }
  return labels;
}

/**
 * @param {ArrayLike<number>} data of one example
 * @param {Pick<Classes, 'labels' | 'multiLabel'>} classes
 * @param {{top?: number, threshold?: number}} options top: how many classes to give, 5 by default;
 *   threshold: the least score of a label that is found, where there can be several; 0.5 by default
 * @returns {Classification}
 * @throws {DataError} if there is another number of scores than of labels
 */
export function classified(data, { labels, multiLabel }, { top = TOP, threshold = THRESHOLD }) {
  const scores = scoresOf(data, labels);
  const all = topK(scores, scores.length).map(({ index, value }) => ({
    label: labels[index],
    index,
    score: value,
  }));
  const found = multiLabel ? all.filter(({ score }) => score >= threshold) : all.slice(0, 1);
  const isOfOne = isDistribution(scores);
  return { ...all[0], isDistribution: isOfOne, top: all.slice(0, top), found, scores };
}

/**
 * @param {ArrayLike<number>} data
 * @param {readonly string[]} labels
 * @returns {Float32Array} one for each label
 */
function scoresOf(data, labels) {
  const isOfTwo = data.length === 1 && labels.length === 2;
  const scores = Float32Array.from(isOfTwo ? [1 - data[0], data[0]] : data);
  if (scores.length !== labels.length) {
    const expected = `${labels.length}, one for each label`;
    const parts = { problem: 'wrong number of scores', expected, got: `${scores.length}` };
    throw new DataError(sentence('output', { ...parts, remedy: 'Give other labels' }));
  }
  return scores;
}
