/**
 * Makes a picture of one digit look the way MNIST's digits were made: docs/artifact-format.md,
 * "preprocessing". The Python twin is tfjs_bridge/data/digits.py; both are held to the vectors in
 * tests/vectors/digits.json.
 */

import { DataError, sentence } from '../errors.js';
import { averageAreas, draw } from './area-averaging.js';

/** @typedef {import('./area-averaging.js').Picture} Picture */
/** @typedef {import('../artifact/input-spec.js').DigitSpec} DigitSpec */

const INK_THRESHOLD = 0.1;

// Symmetric ink often has its centre exactly between two pixels. Summing in another order moves
// such a centre by about 1e-15, which must not decide where the digit goes.
const TIE_TOLERANCE = 1e-9;

/**
 * Scales and centres a picture of one digit, as MNIST's digits were.
 *
 * @param {ArrayLike<number>} ink row by row, length width * height, light ink (1) on dark (0)
 * @param {number} width in pixels
 * @param {number} height in pixels
 * @param {DigitSpec} spec the artifact's `metadata.preprocessing`
 * @returns {Float32Array | null} length canvas_size * canvas_size (784), row by row, values in
 *   value_range; null where no ink reaches 0.1
 * @throws {DataError} if the sizes do not fit the ink, or a value is not finite
 */
export function normalizeDigit(ink, width, height, spec) {
  checkPicture(ink, width, height);
  // float64 as in Python: both sides must choose the same pixel where rounding decides.
  const pixels = new Float64Array(ink).map((value) => (value < INK_THRESHOLD ? 0 : value));
  const digit = crop({ pixels, width, height });
  if (digit === null) {
    return null;
  }
  const canvas = centre(fitBox(digit, spec.box_size), spec.canvas_size);
  const [low, high] = spec.value_range;
  return Float32Array.from(canvas, (value) => Math.min(Math.max(value, low), high));
}

/**
 * @param {ArrayLike<number>} ink
 * @param {number} width
 * @param {number} height
 */
function checkPicture(ink, width, height) {
  if (ink.length !== width * height) {
    const expected = `${width} x ${height} values`;
    const remedy = 'Pass one grey value for each pixel';
    const parts = { problem: 'wrong size', expected, got: `${ink.length}`, remedy };
    throw new DataError(sentence('digit picture', parts));
  }
  for (let i = 0; i < ink.length; i += 1) {
    if (!Number.isFinite(ink[i])) {
      const remedy = 'Check how the picture was made';
      const parts = { problem: 'not finite', expected: 'values in [0, 1]', remedy };
      throw new DataError(sentence('digit picture', { ...parts, got: `${ink[i]}` }));
    }
  }
}

/**
 * @param {Picture} picture
 * @returns {Picture | null} the bounding box of what is not 0; null if all is 0
 */
function crop({ pixels, width, height }) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let i = 0; i < pixels.length; i += 1) {
    if (pixels[i] !== 0) {
      const x = i % width;
      const y = (i - x) / width;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), y];
    }
  }
  if (right < 0) {
    return null;
  }
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const source = (/** @type {number} */ x, /** @type {number} */ y) =>
    pixels[(top + y) * width + left + x];
  return draw(size, source);
}

/**
 * @param {Picture} digit
 * @param {number} boxSize what the longer side becomes; the aspect is kept
 * @returns {Picture}
 */
function fitBox({ pixels, width, height }, boxSize) {
  const longer = Math.max(width, height);
  const size = {
    width: sideInBox(width, longer, boxSize),
    height: sideInBox(height, longer, boxSize),
  };
  return averageAreas({ pixels, width, height }, size);
}

/**
 * @param {number} side
 * @param {number} longer
 * @param {number} boxSize
 * @returns {number} whole pixels, rounded half up, at least 1
 */
function sideInBox(side, longer, boxSize) {
  // Spelled out as in Python, whose round() rounds halves to even.
  return Math.max(1, Math.floor((side * boxSize) / longer + 0.5));
}

/**
 * @param {Picture} digit no side longer than canvasSize
 * @param {number} canvasSize
 * @returns {Float64Array} a square of zeros with the digit's centre of mass in its middle pixel
 */
function centre({ pixels, width, height }, canvasSize) {
  const inkAt = (/** @type {number} */ x, /** @type {number} */ y) => pixels[y * width + x];
  const left = offset(lineSums(width, height, inkAt), canvasSize);
  const top = offset(
    lineSums(height, width, (y, x) => inkAt(x, y)),
    canvasSize,
  );
  const canvas = new Float64Array(canvasSize * canvasSize);
  for (let i = 0; i < pixels.length; i += 1) {
    const x = i % width;
    const y = (i - x) / width;
    canvas[(top + y) * canvasSize + left + x] = pixels[i];
  }
  return canvas;
}

/**
 * @param {number} length
 * @param {number} depth
 * @param {(along: number, across: number) => number} inkAt
 * @returns {number[]} the ink at each place along one axis, summed over the other
 */
function lineSums(length, depth, inkAt) {
  return Array.from({ length }, (_, along) => {
    let sum = 0;
    for (let across = 0; across < depth; across += 1) {
      sum += inkAt(along, across);
    }
    return sum;
  });
}

/**
 * @param {number[]} ink at each place along one axis
 * @param {number} canvasSize
 * @returns {number} where the digit begins, clipped so that nothing is cut off
 */
function offset(ink, canvasSize) {
  const total = ink.reduce((sum, value) => sum + value, 0);
  const moment = ink.reduce((sum, value, i) => sum + value * (i + 0.5), 0);
  const wanted = Math.ceil(canvasSize / 2 - moment / total - TIE_TOLERANCE);
  return Math.min(Math.max(wanted, 0), canvasSize - ink.length);
}
