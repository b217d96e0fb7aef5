/** Says what a picture shows, with a model whose artifact declares how its pictures are prepared. */

import { DataError, sentence } from '../errors.js';
import { CLASSIFIER_RULES, CLASSIFY_RULES, checkOptions } from '../options.js';
import { checkLabels, createPictureModel, outputOf } from './picture-model.js';
import { isDistribution, topK } from './ranking.js';

/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./picture-model.js').PictureHelper} PictureHelper */
/** @typedef {import('./picture-model.js').PictureRunOptions} PictureRunOptions */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} ClassifierOptions
 * @property {Partial<DeclaredPicture>} [preprocessing] in place of what the artifact declares, or of
 *   parts of it
 * @property {readonly string[]} [labels] one for each class, by its number; default: the artifact's
 * @property {string} [output] the name of the output that holds the classes; default: the only one
 * @property {boolean} [multiLabel] whether a picture can have several labels, or none; default: whether
 *   the output comes from a sigmoid, and has several values
 */
/**
 * @typedef {PictureRunOptions & {top?: number, threshold?: number}} ClassifyOptions top: how many classes
 *   to give; 5 by default. threshold: the least score of a label that a picture has, where it can have
 *   several; 0.5 by default
 */
/** @typedef {{label: string, index: number, score: number}} ScoredLabel */
/**
 * @typedef {object} Classification
 * @property {string} label the best one
 * @property {number} index of it
 * @property {number} score of it
 * @property {boolean} isDistribution whether the scores are probabilities of classes that exclude each
 *   other: in [0, 1], and they sum to 1
 * @property {ScoredLabel[]} top the best ones, the best first
 * @property {ScoredLabel[]} found the labels that the picture has, the best first: of several possible
 *   ones, those with a score of the threshold or above; otherwise the best one
 * @property {Float32Array} scores of all classes, by number
 */
/**
 * @typedef {object} Classifying
 * @property {readonly string[]} labels one for each class, by its number
 * @property {boolean} multiLabel whether a picture can have several labels, or none
 * @property {(picture: PictureSource, options?: ClassifyOptions) => Promise<Classification>} classify
 *   throws DataError if it is not a picture, or is too large
 */
/** @typedef {PictureHelper & Classifying} ImageClassifier */

const TOP = 5;
const THRESHOLD = 0.5;
const WORDS = { shape: '[examples, classes]', kind: 'classifies' };

/**
 * @param {ProvenModel} model from loadModel(); belongs to the classifier from now on
 * @param {ClassifierOptions} [options]
 * @returns {ImageClassifier}
 * @throws {import('../errors.js').UsageError} if nothing says how pictures are prepared, or what the
 *   classes are called
 */
export function createImageClassifier(model, options = {}) {
  checkOptions('createImageClassifier', options, CLASSIFIER_RULES);
  const { helper, run } = createPictureModel(model, options.preprocessing);
  const output = outputOf(model, options.output, ({ shape }) => shape.length === 2, WORDS);
  const count = output.shape[1];
  const isSigmoid = model.activations[output.name] === 'sigmoid' && count !== 1;
  const { multiLabel = isSigmoid } = options;
  // One value that says how likely the second of two classes is: a sigmoid.
  const wanted = count === 1 && !multiLabel ? 2 : count;
  const labels = checkLabels(model.label, options.labels ?? model.labels, wanted);
  return {
    ...helper,
    labels,
    multiLabel,
    async classify(picture, options = {}) {
      checkOptions('classify', options, CLASSIFY_RULES);
      const { top = TOP, threshold = THRESHOLD } = options;
      const { outputs } = await run(picture, options);
      const scores = scoresOf(outputs[output.name].data, labels);
      const all = ranked(scores, labels);
      const found = multiLabel ? all.filter(({ score }) => score >= threshold) : all.slice(0, 1);
      const isOfOne = isDistribution(scores);
      return { ...all[0], isDistribution: isOfOne, top: all.slice(0, top), found, scores };
    },
  };
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

/**
 * @param {Float32Array} scores
 * @param {readonly string[]} labels
 * @returns {ScoredLabel[]} the best first
 */
function ranked(scores, labels) {
  return topK(scores, scores.length).map(({ index, value }) => ({
    label: labels[index],
    index,
    score: value,
  }));
}
