/** Turns picture files of any size into ink that fits the sheet. */

import { inkOf } from '../../src/digits/ink.js';
import { normalizeDigit } from '../../src/digits/preprocessing.js';
import { DataError, sentence } from '../../src/errors.js';
import { pictureFacts } from '../../src/pictures/picture-header.js';
import { pixelsOf } from '../../src/pictures/pixels.js';
import { isTooLarge, LARGEST_PICTURE } from '../../src/pictures/png-header.js';
import { PAD_SIZE } from './strokes.js';

// A digit fills the sheet as MNIST's fill theirs, so that the pen has the width that suits it.
/** @type {import('../../src/artifact/input-spec.js').DigitSpec} */
const SHEET = {
  kind: 'mnist-digit',
  canvas_size: PAD_SIZE,
  box_size: (20 * PAD_SIZE) / 28,
  value_range: [0, 1],
};

/** Where a picture's header is over; in JPEGs it comes after profiles of colours and thumbnails. */
const HEADER_END = 1024 * 1024;

/** Photographs are made smaller than this first; the network sees 28 pixels in the end. */
const LONGEST_SIDE = 4 * PAD_SIZE;

/**
 * @param {import('../../src/digits/ink.js').Ink} ink light on dark, of any size
 * @returns {Float32Array | null} 280 x 280; null where there is no ink
 */
export function fitSheet({ ink, width, height }) {
  return normalizeDigit(ink, width, height, SHEET);
}

/**
 * @param {File} file
 * @returns {Promise<Float32Array>} the digit's ink, 280 x 280, light on dark
 * @throws {DataError} if the file is not a picture or is too large, or there is no digit in it
 */
export async function readPicture(file) {
  const name = file.name || 'picture';
  const bitmap = await decode(file, name);
  try {
    const ink = fitSheet(inkOf(pixelsOf(bitmap)));
    if (ink === null) {
      const expected = 'a digit that is darker or lighter than its background';
      throw refused(name, 'empty', expected, 'a single colour', 'Choose another picture');
    }
    return ink;
  } finally {
    bitmap.close();
  }
}

/**
 * @param {File} file
 * @param {string} name
 * @returns {Promise<ImageBitmap>} no side longer than LONGEST_SIDE
 */
async function decode(file, name) {
  // Before the browser decodes it: a PNG of a few kilobytes may unpack to gigabytes.
  const start = new Uint8Array(await file.slice(0, HEADER_END).arrayBuffer());
  const large = pictureFacts(start)?.sizes.find(isTooLarge);
  if (large !== undefined) {
    const got = `${large.width} x ${large.height}`;
    throw refused(name, 'too large', LARGEST_PICTURE, got, 'Scale it down');
  }
  const whole = await createImageBitmap(file).catch(() => {
    const expected = 'a picture that this browser can show, such as PNG or JPEG';
    const got = file.type || 'a file of unknown kind';
    throw refused(name, 'cannot be read', expected, got, 'Choose another file');
  });
  const scale = LONGEST_SIDE / Math.max(whole.width, whole.height);
  if (scale >= 1) {
    return whole;
  }
  const resizeWidth = Math.max(1, Math.round(whole.width * scale));
  const resizeHeight = Math.max(1, Math.round(whole.height * scale));
  try {
    // In a second step, because the size is not known before it is decoded once.
    return await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  } finally {
    whole.close();
  }
}

/**
 * @param {string} name
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} remedy
 */
function refused(name, problem, expected, got, remedy) {
  return new DataError(sentence(name, { problem, expected, got, remedy }));
}
