/** A model that reads pictures: what its helpers share, from the picture to the outputs. */

import { sentence, UsageError } from '../errors.js';
import { pictureShape } from './picture-shape.js';
import { pictureValues } from './picture-values.js';
import { readPicture } from './read-picture.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('../predictor/inputs.js').InputValue} InputValue */
/** @typedef {import('../predictor/outputs.js').TypedOutput} TypedOutput */
/** @typedef {import('./picture-proof.js').PictureReport} PictureReport */
/** @typedef {import('./pixels.js').Pixels} Pixels */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} PictureRunOptions
 * @property {Record<string, InputValue>} [inputs] the model's other inputs, by name
 * @property {AbortSignal} [signal]
 */
/**
 * @typedef {object} PictureHelper what all helpers over a model that reads pictures have
 * @property {DeclaredPicture} preprocessing how pictures are prepared
 * @property {(picture: PictureSource) => Promise<Float32Array>} prepare the model's input for a picture,
 *   length height * width * channels, row by row
 * @property {() => Promise<PictureReport | null>} selfTest runs the artifact's golden pictures, from
 *   their files on, as its metadata declares, and compares with Keras's answers; null: it has none
 * @property {() => void} dispose frees the model; a second call does nothing
 */
/**
 * @typedef {object} PictureModel
 * @property {PictureHelper} helper
 * @property {(picture: PictureSource, options: PictureRunOptions) => Promise<{pixels: Pixels, outputs:
 *   Record<string, TypedOutput>}>} run the outputs of one picture, by name, without the axis of examples
 */

/**
 * @param {ProvenModel} model from loadModel()
 * @param {Partial<DeclaredPicture>} [given] in place of what the artifact declares, or of parts of it
 * @returns {PictureModel}
 * @throws {UsageError} if nothing says how pictures are prepared
 */
export function createPictureModel(model, given) {
  const spec = specOf(model, given);
  return {
    helper: {
      preprocessing: spec,
      prepare: async (picture) => pictureValues(await readPicture(picture), spec),
      selfTest: () => model.testPictures(),
      dispose: () => model.dispose(),
    },
    async run(picture, { inputs = {}, signal }) {
      const pixels = await readPicture(picture);
      const value = asInput(pictureValues(pixels, spec), model, spec);
      return { pixels, outputs: await runOne(model, { ...inputs, [spec.input]: value }, signal) };
    },
  };
}

/**
 * Prepares a picture for predict(), whatever the model gives.
 *
 * @param {ProvenModel} model from loadModel(); it is not run
 * @param {PictureSource} picture
 * @param {Partial<DeclaredPicture>} [given] in place of what the artifact declares, or of parts of it
 * @returns {Promise<import('../predictor/examples.js').ExampleValues>} the value of the input that takes
 *   pictures, for one example
 * @throws {UsageError} if nothing says how pictures are prepared
 * @throws {import('../errors.js').DataError} if it is not a picture, or is too large
 */
export async function preparePicture(model, picture, given) {
  const spec = specOf(model, given);
  return asInput(pictureValues(await readPicture(picture), spec), model, spec);
}

/**
 * @param {ProvenModel} model
 * @param {Record<string, InputValue>} example a value for each input
 * @param {AbortSignal} [signal]
 * @returns {Promise<Record<string, TypedOutput>>} without the axis of examples
 */
async function runOne(model, example, signal) {
  const { inputs } = model;
  const fixed = inputs.map(({ shape }) => shape[0]).find((length) => length != null) ?? 1;
  if (fixed === 1) {
    return await model.predict(example, { as: 'typedArrays', signal });
  }
  // It takes so many at a time: the same one so often.
  const many = Object.entries(example).map(([name, value]) => [name, new Array(fixed).fill(value)]);
  const found = await model.predict(Object.fromEntries(many), { as: 'typedArrays', signal });
  const first = Object.entries(found).map(([name, { data, shape, dtype }]) => [
    name,
    { data: data.subarray(0, data.length / shape[0]), shape: shape.slice(1), dtype },
  ]);
  return Object.fromEntries(first);
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
  const shorter =
    spec.fit === 'center-crop' ? { shorter_side: Math.max(sizes.height, sizes.width) } : {};
  return /** @type {DeclaredPicture} */ ({ ...shorter, ...spec, ...sizes });
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
