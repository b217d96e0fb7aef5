/** Says what a picture shows, with a model whose artifact declares how its pictures are prepared. */

import { classesOf, classified } from '../classes/classes.js';
import { CLASSIFIER_RULES, CLASSIFY_RULES, checkOptions } from '../options.js';
import { createPictureModel } from './picture-model.js';

/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../classes/classes.js').Classification} Classification */
/** @typedef {import('../classes/classes.js').ClassesOptions} ClassesOptions */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./picture-model.js').PictureHelper} PictureHelper */
/** @typedef {import('./picture-model.js').PictureRunOptions} PictureRunOptions */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {ClassesOptions & {preprocessing?: Partial<DeclaredPicture>}} ClassifierOptions
 *   preprocessing: in place of what the artifact declares, or of parts of it
 */
/**
 * @typedef {PictureRunOptions & {top?: number, threshold?: number}} ClassifyOptions top: how many classes
 *   to give; 5 by default. threshold: the least score of a label that a picture has, where it can have
 *   several; 0.5 by default
 */
/**
 * @typedef {object} Classifying
 * @property {readonly string[]} labels one for each class, by its number
 * @property {boolean} multiLabel whether a picture can have several labels, or none
 * @property {(picture: PictureSource, options?: ClassifyOptions) => Promise<Classification>} classify
 *   throws DataError if it is not a picture, or is too large
 */
/** @typedef {PictureHelper & Classifying} ImageClassifier */

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
  const classes = classesOf(model, options);
  const { output, labels, multiLabel } = classes;
  return {
    ...helper,
    labels,
    multiLabel,
    async classify(picture, options = {}) {
      checkOptions('classify', options, CLASSIFY_RULES);
      const { outputs } = await run(picture, options);
      return classified(outputs[output.name].data, classes, options);
    },
  };
}
