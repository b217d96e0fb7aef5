/** Turns a picture into a model's input. */

import { inkOf } from '../../../src/digits/ink.js';
import { normalizeDigit } from '../../../src/digits/preprocessing.js';
import { DataError, sentence } from '../../../src/errors.js';
import { framedPicture } from '../../../src/pictures/picture-values.js';
import { scaled } from '../../../src/pictures/scaling.js';

/** @typedef {import('../../../src/digits/ink.js').Pixels} Pixels */
/** @typedef {import('../../../src/artifact/input-spec.js').InputSpec} InputSpec */
/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../run-model.js').TensorValues} TensorValues */
/** @typedef {import('./preparation.js').PictureInput} PictureInput */
/** @typedef {import('../../../src/pictures/picture-values.js').PictureSpec} PictureSpec */
/**
 * @typedef {object} Prepared
 * @property {Float32Array} values the model's
 * @property {ArrayLike<number>} seen in [0, 255], for drawing
 * @property {number} width
 * @property {number} height
 */
/**
 * @typedef {object} ArtifactPreparation
 * @property {string} words
 * @property {(pixels: Pixels) => Prepared} prepare
 */

/**
 * @param {Pixels} pixels
 * @param {PictureSpec} spec as the visitor chose
 * @returns {Prepared}
 */
export function preparedAsChosen(pixels, spec) {
  const seen = framedPicture(pixels, spec);
  const { width, height } = spec;
  return { values: scaled(seen, spec.scale), seen, width, height };
}

/**
 * The preparations that artifacts ask for, by the kind of their metadata's preprocessing.
 *
 * @type {Partial<Record<InputSpec['kind'], {words: string, prepare: (pixels: Pixels, spec: any) =>
 *   Prepared}>>}
 */
const PREPARATIONS = {
  'mnist-digit': {
    words: 'a digit, scaled and centred as in MNIST',
    prepare: preparedDigit,
  },
  picture: { words: 'a picture, as its metadata describes', prepare: preparedAsChosen },
};

/**
 * @param {OwnModel} own
 * @returns {ArtifactPreparation | null} null where its artifact says nothing of pictures
 */
export function artifactPreparation({ artifact }) {
  const spec = artifact?.metadata.preprocessing;
  const found = spec && PREPARATIONS[spec.kind];
  return found ? { words: found.words, prepare: (pixels) => found.prepare(pixels, spec) } : null;
}

/**
 * @param {Pixels} pixels
 * @param {import('../../../src/artifact/input-spec.js').DigitSpec} spec
 * @returns {Prepared}
 * @throws {DataError} if there is no digit in the picture
 */
function preparedDigit(pixels, spec) {
  const { ink, width, height } = inkOf(pixels);
  const values = normalizeDigit(ink, width, height, spec);
  if (values === null) {
    const expected = 'a digit that is darker or lighter than its background';
    const remedy = 'Choose another picture';
    const parts = { problem: 'empty', expected, got: 'a single colour', remedy };
    throw new DataError(sentence('the picture', parts));
  }
  const [low, high] = spec.value_range;
  const seen = values.map((value) => (255 * (value - low)) / (high - low));
  return { values, seen, width: spec.canvas_size, height: spec.canvas_size };
}

/**
 * @param {Prepared} picture
 * @param {PictureInput} input
 * @param {number | null} batch pictures that the model takes at a time; null where that is open
 * @returns {TensorValues} the picture as often as the model asks for
 */
export function tensorOf({ values, width, height }, { dtype, shape }, batch) {
  const count = batch ?? 1;
  const isWhole = dtype === 'int32';
  const all = isWhole
    ? new Int32Array(values.length * count)
    : new Float32Array(values.length * count);
  // Int32Array.set() cuts off, where NumPy's image readers round.
  const one = isWhole ? values.map(Math.round) : values;
  for (let i = 0; i < count; i += 1) {
    all.set(one, i * values.length);
  }
  return {
    values: all,
    shape: [count, height, width, shape.channels],
    dtype: isWhole ? 'int32' : 'float32',
  };
}

/**
 * @param {Prepared} picture
 * @param {1 | 3 | 4} channels
 * @returns {import('../../../src/pictures/output-picture.js').Drawing}
 */
export function drawingOf({ seen, width, height }, channels) {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 4; channel += 1) {
      const isThere = channel < channels || channel < 3;
      if (isThere) {
        data[4 * pixel + channel] = seen[pixel * channels + Math.min(channel, channels - 1)];
      }
    }
  }
  return { data, width, height };
}
