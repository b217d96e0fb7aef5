/** Reads the pixels of picture files. */

import { pixelsOf } from '../../../src/digits/ink.js';
import { DataError, sentence } from '../../../src/errors.js';
import { pictureFacts } from '../../../src/pictures/picture-header.js';
import { isTooLarge, LARGEST_PICTURE } from '../../../src/pictures/png-header.js';
import { visible } from '../../../src/visible-text.js';

/** @typedef {import('../../../src/digits/ink.js').Pixels} Pixels */

/** Where a picture's header is over; in JPEGs it comes after profiles of colours and thumbnails. */
const HEADER_END = 1024 * 1024;

/**
 * Turned as the camera held it (EXIF); colours as they are stored, without a colour profile, as
 * Pillow and `tf.io.decode_image` give them.
 *
 * @param {File} file
 * @returns {Promise<Pixels>}
 * @throws {DataError} if the file is not a picture, or is too large
 */
export async function readPicture(file) {
  const name = visible(file.name || 'picture');
  const start = new Uint8Array(await file.slice(0, HEADER_END).arrayBuffer());
  checkSizes(name, pictureFacts(start)?.sizes ?? []); // before the browser unpacks it
  /** @type {ImageBitmapOptions} */
  const options = { imageOrientation: 'from-image', colorSpaceConversion: 'none' };
  const bitmap = await createImageBitmap(file, options).catch(() => {
    const expected = 'a picture that this browser can show, such as PNG, JPEG or WebP';
    const got = file.type || 'a file of unknown kind';
    throw refused(name, 'cannot be read', expected, got, 'Choose another file');
  });
  try {
    checkSizes(name, [bitmap]);
    return pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

/**
 * @param {string} name
 * @param {readonly {width: number, height: number}[]} sizes
 */
function checkSizes(name, sizes) {
  const large = sizes.find(isTooLarge);
  if (large !== undefined) {
    const got = `${large.width} x ${large.height}`;
    throw refused(name, 'too large', LARGEST_PICTURE, got, 'Scale it down');
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
