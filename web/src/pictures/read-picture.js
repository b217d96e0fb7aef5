/** Reads the pixels of pictures, whatever holds them. */

import { decodePicture, openPicture, PICTURE_FORMATS } from '#platform';
import { DataError, messageOf, sentence } from '../errors.js';
import { pixelsOf } from '../pictures/pixels.js';
import { visible } from '../visible-text.js';
import { pictureFacts } from './picture-header.js';
import { isTooLarge, LARGEST_PICTURE } from './png-header.js';

/** @typedef {import('./pixels.js').Pixels} Pixels */
/** @typedef {import('./pixels.js').Picture} Picture */
/**
 * @typedef {string | URL | Blob | ArrayBuffer | Uint8Array | Picture} PictureSource the path (in Node)
 *   or address of a PNG, JPEG or WebP file, its bytes, pixels, or what a canvas can draw
 */

/** Where a picture's header is over; in JPEGs it comes after profiles of colours and thumbnails. */
const HEADER_END = 1024 * 1024;

/**
 * @param {PictureSource} source
 * @returns {Promise<Pixels>} RGBA, 8 bits a channel, in the picture's own size
 * @throws {DataError} if it is not a picture, or is too large
 */
export async function readPicture(source) {
  if (typeof source === 'string' || source instanceof URL) {
    return await readFile(await open(source), visible(String(source)));
  }
  if (source instanceof Blob) {
    return await readFile(source, 'name' in source ? visible(String(source.name)) : 'picture');
  }
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    return await readFile(new Blob([/** @type {BlobPart} */ (source)]), 'picture');
  }
  if (typeof source !== 'object' || source === null) {
    const remedy = 'Pass its bytes, its address, or an element that shows it';
    throw refused('picture', 'not a picture', PICTURE_FORMATS, String(source), remedy);
  }
  return checkPixels(pixelsOf(source));
}

/**
 * Turned as the camera held it (EXIF); colours as they are stored, without a colour profile, as
 * Pillow and `tf.io.decode_image` give them.
 *
 * @param {Blob} file
 * @param {string} name for messages
 * @returns {Promise<Pixels>}
 */
async function readFile(file, name) {
  const start = new Uint8Array(await file.slice(0, HEADER_END).arrayBuffer());
  checkSizes(name, pictureFacts(start)?.sizes ?? []); // before it is unpacked
  const picture = await decodePicture(file).catch((error) => {
    if (error instanceof DataError) {
      throw error;
    }
    const got = file.type || 'a file of unknown kind';
    throw refused(name, 'cannot be read', PICTURE_FORMATS, got, 'Choose another file');
  });
  try {
    checkSizes(name, [picture]);
    return pixelsOf(picture);
  } finally {
    if ('close' in picture) {
      picture.close();
    }
  }
}

/** @param {string | URL} location */
async function open(location) {
  try {
    return await openPicture(location);
  } catch (error) {
    const name = visible(String(location));
    throw refused(name, 'cannot be read', PICTURE_FORMATS, messageOf(error), 'Check the path');
  }
}

/**
 * @param {Pixels} pixels
 * @returns {Pixels}
 */
function checkPixels(pixels) {
  const { width, height } = pixels;
  if (!(width > 0 && height > 0)) {
    const remedy = 'Wait until it has loaded';
    throw refused('picture', 'empty', 'at least one pixel', `${width} x ${height}`, remedy);
  }
  checkSizes('picture', [pixels]);
  return pixels;
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
