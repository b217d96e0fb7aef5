/**
 * From a picture's pixels to the numbers that a model reads, the way that Keras's tools make them:
 * channels, then the frame, then the range of values. Pure.
 */

import { FITS, INVERSIONS, RESIZE_METHODS, scalesFor } from '../artifact/picture-spec.js';
import { DataError, sentence, UsageError } from '../errors.js';
import { channelsOf } from './colours.js';
import { fitted } from './framing.js';
import { scaled } from './scaling.js';

/** @typedef {import('../digits/ink.js').Pixels} Pixels */
/** @typedef {Omit<import('../artifact/picture-spec.js').DeclaredPicture, 'kind' | 'input'>} PictureSpec */

/**
 * @param {Pixels} pixels RGBA, 8 bits a channel, of any size
 * @param {PictureSpec} spec
 * @returns {Float32Array} length height * width * channels, row by row, a pixel's channels beside
 *   each other
 * @throws {UsageError} if the spec holds what is not known
 * @throws {DataError} if the pixels do not fit their size
 */
export function pictureValues(pixels, spec) {
  return scaled(framedPicture(pixels, spec), spec.scale);
}

/**
 * The picture as the model sees it, before its values are brought into a range.
 *
 * @param {Pixels} pixels RGBA, 8 bits a channel, of any size
 * @param {PictureSpec} spec
 * @returns {Float32Array} as `pictureValues` gives them, in [0, 255]
 * @throws {UsageError} if the spec holds what is not known
 * @throws {DataError} if the pixels do not fit their size
 */
export function framedPicture(pixels, spec) {
  checkSpec(spec);
  checkPixels(pixels);
  const raster = channelsOf(pixels, spec.channels, spec.invert);
  return /** @type {Float32Array} */ (fitted(raster, spec, spec).values);
}

/** @param {PictureSpec} spec */
function checkSpec({ width, height, channels, fit, method, scale, invert, shorter_side }) {
  checkOne('fit', fit, FITS);
  checkOne('method', method, RESIZE_METHODS);
  checkOne('invert', invert, INVERSIONS);
  checkOne('channels', channels, [1, 3, 4]);
  checkOne(`scale for ${channels} channels`, scale, scalesFor(channels));
  const remedy = "Give the size of the model's input";
  checkSide('width', width, 1, remedy);
  checkSide('height', height, 1, remedy);
  if (fit === 'center-crop') {
    const least = Math.max(width, height);
    checkSide(
      'shorter_side',
      shorter_side,
      least,
      'Give what pictures were resized to in training',
    );
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} least
 * @param {string} remedy
 */
function checkSide(name, value, least, remedy) {
  if (!Number.isInteger(value) || Number(value) < least) {
    const parts = { problem: 'not a size', expected: `a whole number from ${least}`, remedy };
    throw new UsageError(sentence(`picture's ${name}`, { ...parts, got: String(value) }));
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {readonly unknown[]} known
 */
function checkOne(name, value, known) {
  if (!known.includes(value)) {
    const parts = {
      problem: 'not known',
      expected: known.join(', '),
      remedy: 'Choose one of these',
    };
    throw new UsageError(sentence(`picture's ${name}`, { ...parts, got: String(value) }));
  }
}

/** @param {Pixels} pixels */
function checkPixels({ data, width, height }) {
  if (data.length !== 4 * width * height || data.length === 0) {
    const expected = `4 values for each of ${width} x ${height} pixels, and at least one pixel`;
    const remedy = 'Pass red, green, blue and opacity of each pixel';
    const parts = { problem: 'wrong size', expected, got: `${data.length}`, remedy };
    throw new DataError(sentence('picture', parts));
  }
}
