/** Measures pictures: a model's numbers, by name. */

import { sentence, UsageError } from '../errors.js';
import { checkOptions, PICTURE_RUN_RULES, REGRESSOR_RULES } from '../options.js';
import { createPictureModel } from './picture-model.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./picture-model.js').PictureHelper} PictureHelper */
/** @typedef {import('./picture-model.js').PictureRunOptions} PictureRunOptions */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} RegressorOptions
 * @property {Partial<DeclaredPicture>} [preprocessing] in place of what the artifact declares, or of
 *   parts of it
 * @property {string} [output] the name of the output that holds the numbers; default: all outputs
 * @property {readonly string[]} [names] one for each number of that output, in its order; default: the
 *   artifact's labels, or the output's name where it has one number
 */
/**
 * @typedef {object} Estimating
 * @property {readonly string[]} names of the numbers
 * @property {(picture: PictureSource, options?: PictureRunOptions) => Promise<Record<string, number>>}
 *   estimate the numbers by name; throws DataError if it is not a picture, or is too large
 */
/** @typedef {PictureHelper & Estimating} ImageRegressor */

/**
 * @param {ProvenModel} model from loadModel(); belongs to the regressor from now on
 * @param {RegressorOptions} [options]
 * @returns {ImageRegressor}
 * @throws {UsageError} if nothing says how pictures are prepared, or what the numbers are called
 */
export function createImageRegressor(model, options = {}) {
  checkOptions('createImageRegressor', options, REGRESSOR_RULES);
  const { helper, run } = createPictureModel(model, options.preprocessing);
  const outputs = outputsOf(model, options.output);
  const names = namesOf(model, outputs, options.names);
  return {
    ...helper,
    names,
    async estimate(picture, options = {}) {
      checkOptions('estimate', options, PICTURE_RUN_RULES);
      const found = (await run(picture, options)).outputs;
      const values = outputs.flatMap(({ name }) => Array.from(found[name].data, Number));
      return Object.fromEntries(names.map((name, i) => [name, values[i]]));
    },
  };
}

/**
 * @param {ProvenModel} model
 * @param {string} [name]
 * @returns {TensorSpec[]} those whose numbers are wanted
 */
function outputsOf({ label, outputs }, name) {
  const chosen = outputs.filter((output) => name === undefined || output.name === name);
  const wrong = chosen.find(({ shape }) => countOf(shape) === null);
  if (chosen.length > 0 && wrong === undefined) {
    return chosen;
  }
  const names = outputs.filter(({ shape }) => countOf(shape) !== null).map((output) => output.name);
  throw new UsageError(
    sentence(`${label}: output`, {
      problem: 'not of the shape [examples, numbers]',
      expected: names.join(', ') || 'a model that gives numbers for a picture',
      got: wrong?.name ?? String(name),
      remedy: 'Name one in the option output, or use predict()',
    }),
  );
}

/**
 * @param {ProvenModel} model
 * @param {TensorSpec[]} outputs
 * @param {readonly string[]} [given]
 * @returns {readonly string[]}
 */
function namesOf({ label, labels }, outputs, given) {
  const counts = outputs.map(({ shape }) => countOf(shape) ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const own = counts.every((count) => count === 1) ? outputs.map(({ name }) => name) : null;
  const names = given ?? (outputs.length === 1 && labels?.length === total ? labels : own);
  if (names?.length === total && new Set(names).size === total) {
    return names;
  }
  throw new UsageError(
    sentence(`${label}: names`, {
      problem: 'not one for each number',
      expected: `${total} different names`,
      got: names === null ? 'none' : names.join(', '),
      remedy: 'Pass the option names, or export the model with --labels',
    }),
  );
}

/**
 * @param {readonly (number | null)[]} shape of an output
 * @returns {number | null} of the numbers for one picture; null where it has other axes, or any number
 */
function countOf(shape) {
  return shape.length === 1 ? 1 : shape.length === 2 ? shape[1] : null;
}
