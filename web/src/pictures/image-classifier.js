/** Says what a picture shows, with a model whose artifact declares how its pictures are prepared. */

import { labelsOf, outputOf, ranked } from '../classes/classes.js';
import { sentence, UsageError } from '../errors.js';
import { CLASSIFIER_RULES, CLASSIFY_RULES, checkOptions } from '../options.js';
import { pictureShape } from './picture-shape.js';
import { pictureValues } from './picture-values.js';
import { readPicture } from './read-picture.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('../predictor/inputs.js').InputValue} InputValue */
/** @typedef {import('./picture-proof.js').PictureReport} PictureReport */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} ClassifierOptions
 * @property {Partial<DeclaredPicture>} [preprocessing] in place of what the artifact declares, or of
 *   parts of it
 * @property {readonly string[]} [labels] one for each class, by its number; default: the artifact's
 * @property {string} [output] the name of the output that holds the classes; default: the only one
 */
/**
 * @typedef {object} ClassifyOptions
 * @property {number} [top] how many classes to give; 5 by default
 * @property {Record<string, InputValue>} [inputs] the model's other inputs, by name
 * @property {AbortSignal} [signal]
 */
/** @typedef {import('../classes/classes.js').Classification} Classification */
/**
 * @typedef {object} ImageClassifier
 * @property {readonly string[]} labels one for each class, by its number
 * @property {DeclaredPicture} preprocessing how pictures are prepared
 * @property {(picture: PictureSource) => Promise<Float32Array>} prepare the model's input for a picture,
 *   length height * width * channels, row by row
 * @property {(picture: PictureSource, options?: ClassifyOptions) => Promise<Classification>} classify
 *   throws DataError if it is not a picture, or is too large
 * @property {() => Promise<PictureReport | null>} selfTest classifies the artifact's golden pictures, from
 *   their files on, as its metadata declares, and compares with Keras's answers; null: it has none
 * @property {() => void} dispose frees the model; a second call does nothing
 */

const TOP = 5;

/**
 * @param {ProvenModel} model from loadModel(); belongs to the classifier from now on
 * @param {ClassifierOptions} [options]
 * @returns {ImageClassifier}
 * @throws {UsageError} if nothing says how pictures are prepared, or what the classes are called
 */
export function createImageClassifier(model, options = {}) {
  checkOptions('createImageClassifier', options, CLASSIFIER_RULES);
  const spec = specOf(model, options.preprocessing);
  const output = outputOf(model, options.output);
  const labels = labelsOf(model, output, options.labels);
  const prepare = async (/** @type {PictureSource} */ picture) =>
    pictureValues(await readPicture(picture), spec);
  return {
    labels,
    preprocessing: spec,
    prepare,
    async classify(picture, options = {}) {
      checkOptions('classify', options, CLASSIFY_RULES);
      const { top = TOP, inputs = {}, signal } = options;
      const values = await prepare(picture);
      const given = { ...inputs, [spec.input]: asInput(values, model, spec) };
      const found = await model.predict(given, { as: 'typedArrays', signal });
      return ranked(found[output.name].data, labels, top);
    },
    selfTest: () => model.testPictures(),
    dispose: () => model.dispose(),
  };
}

/**
 * @param {ProvenModel} model
 * @param {Partial<DeclaredPicture>} [given]
 * @returns {DeclaredPicture}
 */
function specOf({ label, inputs, preprocessing }, given) {
  const declared = preprocessing?.kind === 'picture' ? preprocessing : null;
  if (declared === null && given?.scale === undefined) {
    throw new UsageError(
      sentence(label, {
        problem: 'nothing says how its pictures are prepared',
        expected: 'preprocessing "picture" in metadata.json, or the option preprocessing',
        got: preprocessing === null ? 'none' : `"${preprocessing.kind}"`,
        remedy:
          'Export the model with --preprocess, or pass { preprocessing: { scale: … } }: none ' +
          '(0 to 255), unit (0 to 1), tf (-1 to 1), torch or caffe',
      }),
    );
  }
  const input = pictureInput(label, inputs, given?.input ?? declared?.input);
  const shape = pictureShape(input.shape, input.dtype);
  const { height, width, channels } = shape ?? { height: null, width: null, channels: 3 };
  /** @type {Partial<DeclaredPicture>} */
  const spec = {
    ...{ kind: 'picture', fit: 'stretch', method: 'bilinear', scale: 'none', invert: 'never' },
    ...declared,
    ...Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)),
    input: input.name,
  };
  const sizes = { height: height ?? spec.height, width: width ?? spec.width, channels };
  if (sizes.height === undefined || sizes.width === undefined) {
    throw new UsageError(
      sentence(`${label}: preprocessing`, {
        problem: 'no size, which the model leaves open',
        expected: 'height and width in pixels',
        got: 'none',
        remedy: 'Pass { preprocessing: { height: …, width: … } }: those it was trained with',
      }),
    );
  }
  return /** @type {DeclaredPicture} */ ({ ...spec, ...sizes });
}

/**
 * @param {string} label
 * @param {TensorSpec[]} inputs
 * @param {string} [name]
 * @returns {TensorSpec}
 */
function pictureInput(label, inputs, name) {
  const pictures = inputs.filter(({ shape, dtype }) => pictureShape(shape, dtype) !== null);
  const chosen = name === undefined ? pictures : pictures.filter((input) => input.name === name);
  if (chosen.length === 1) {
    return chosen[0];
  }
  throw new UsageError(
    sentence(`${label}: preprocessing.input`, {
      problem: 'not the name of one input that holds pictures',
      expected: pictures.map((input) => input.name).join(', ') || 'a model that reads pictures',
      got: name ?? 'none',
      remedy: 'Pass { preprocessing: { input: … } }',
    }),
  );
}

/**
 * @param {Float32Array} values
 * @param {ProvenModel} model
 * @param {DeclaredPicture} spec
 */
function asInput(values, { inputs }, { input, height, width, channels }) {
  const { shape, dtype } = /** @type {TensorSpec} */ (inputs.find(({ name }) => name === input));
  // NumPy's image readers round where Int32Array.from() would cut off.
  const typed = dtype === 'int32' ? Int32Array.from(values, Math.round) : values;
  const isOpen = shape.slice(1).filter((length) => length === null).length > 1;
  return isOpen ? nest(typed, [height, width, channels]) : typed;
}

/**
 * A typed array says nothing of two sizes that the model leaves open.
 *
 * @param {Float32Array | Int32Array} values
 * @param {[height: number, width: number, channels: number]} shape
 * @returns {(Float32Array | Int32Array)[][]}
 */
function nest(values, [height, width, channels]) {
  const pixel = (/** @type {number} */ i) => values.subarray(i * channels, (i + 1) * channels);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => pixel(y * width + x)),
  );
}
