/** Turns pictures into vectors that can be compared. */

import { outputOf } from '../classes/classes.js';
import { checkOptions, EMBEDDER_RULES, PICTURE_RUN_RULES } from '../options.js';
import { unitVector } from './embeddings.js';
import { createPictureModel } from './picture-model.js';

/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./picture-model.js').PictureHelper} PictureHelper */
/** @typedef {import('./picture-model.js').PictureRunOptions} PictureRunOptions */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} EmbedderOptions
 * @property {Partial<DeclaredPicture>} [preprocessing] in place of what the artifact declares, or of
 *   parts of it
 * @property {string} [output] the name of the output that holds the vector; default: the only one
 * @property {boolean} [normalize] whether vectors are brought to length 1, as they are by default
 */
/**
 * @typedef {object} Embedding
 * @property {(picture: PictureSource, options?: PictureRunOptions) => Promise<Float32Array>} embed
 *   throws DataError if it is not a picture, or is too large
 */
/** @typedef {PictureHelper & Embedding} ImageEmbedder */

const WORDS = { shape: '[examples, values]', kind: 'gives a vector for a picture' };

/**
 * @param {ProvenModel} model from loadModel(); belongs to the embedder from now on
 * @param {EmbedderOptions} [options]
 * @returns {ImageEmbedder}
 * @throws {import('../errors.js').UsageError} if nothing says how pictures are prepared, or which
 *   output is a vector
 */
export function createImageEmbedder(model, options = {}) {
  checkOptions('createImageEmbedder', options, EMBEDDER_RULES);
  const { helper, run } = createPictureModel(model, options.preprocessing);
  const output = outputOf(model, options.output, ({ shape }) => shape.length === 2, WORDS);
  const { normalize = true } = options;
  return {
    ...helper,
    async embed(picture, options = {}) {
      checkOptions('embed', options, PICTURE_RUN_RULES);
      const { outputs } = await run(picture, options);
      const { data } = outputs[output.name];
      return normalize ? unitVector(data) : Float32Array.from(data);
    },
  };
}
