/** Reads PNG files, whatever their colour type, into ink: light (1) on dark (0). */

import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { DataError, messageOf, sentence } from '../src/errors.js';

/** @typedef {{ink: Float32Array, width: number, height: number}} Ink row by row, in [0, 1] */

/** @type {[string, string][]} what the first bytes of a file say about it, as Latin-1 */
const SIGNATURES = [
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['RIFF', 'a WebP picture or another RIFF file'],
  ['BM', 'a BMP picture'],
  ['II*\0', 'a TIFF picture'],
  ['MM\0*', 'a TIFF picture'],
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1f\x8b', 'a gzip archive'],
  ['<svg', 'an SVG picture'],
  ['<', 'HTML, XML or SVG'],
];
const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';

/**
 * @param {string} path
 * @returns {Promise<Ink>}
 * @throws {DataError} if there is no such file, or it is no PNG, or a damaged one
 */
export async function readInk(path) {
  const bytes = await readPicture(path);
  const start = bytes.subarray(0, 16).toString('latin1');
  if (!start.startsWith(PNG_SIGNATURE)) {
    throw badPicture(path, 'not a PNG', 'a PNG picture', describe(start), 'Convert it to PNG');
  }
  return inkOf(decode(path, bytes));
}

/** @param {string} path */
async function readPicture(path) {
  try {
    return await readFile(path);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const got = isMissing ? 'no such file' : messageOf(error);
    throw badPicture(path, 'cannot be read', 'a PNG picture', got, 'Check the path');
  }
}

/**
 * @param {string} start the file's first bytes, as Latin-1
 * @returns {string} what the file seems to be
 */
function describe(start) {
  if (start === '') {
    return 'an empty file';
  }
  const found = SIGNATURES.find(([signature]) => start.startsWith(signature));
  const isText = /^[\t\n\r -~]+$/.test(start);
  return found?.[1] ?? (isText ? 'plain text' : 'bytes of an unknown kind');
}

/**
 * @param {string} path
 * @param {Buffer} bytes
 */
function decode(path, bytes) {
  try {
    return PNG.sync.read(bytes);
  } catch (error) {
    const got = `an error (${messageOf(error)})`;
    throw badPicture(path, 'damaged', 'a whole PNG picture', got, 'Save or copy it again');
  }
}

/**
 * @param {string} path
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} remedy
 */
function badPicture(path, problem, expected, got, remedy) {
  return new DataError(sentence(path, { problem, expected, got, remedy }));
}

/**
 * Turns colours into ink. The median luminance of the border is the ground and counts as no ink, so
 * that grey paper is empty; on a light ground darker is ink, on a dark one lighter.
 *
 * @param {{data: Uint8Array, width: number, height: number}} picture RGBA, 8 bits each
 * @returns {Ink}
 */
export function inkOf({ data, width, height }) {
  const luminance = new Float32Array(width * height).map((_, i) => luminanceAt(data, i));
  const ground = median(border(luminance, width, height));
  const isLight = ground > 0.5;
  const ink = luminance.map((value) => {
    const amount = isLight ? (ground - value) / ground : (value - ground) / (1 - ground);
    return Math.max(0, amount);
  });
  return { ink, width, height };
}

/**
 * @param {Uint8Array} data
 * @param {number} i index of the pixel
 * @returns {number} Rec. 709 luma of the pixel over white, in [0, 1]
 */
function luminanceAt(data, i) {
  const opacity = data[4 * i + 3] / 255;
  const weighted = 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2];
  const luma = weighted / 255;
  return luma * opacity + (1 - opacity);
}

/**
 * @param {Float32Array} values
 * @param {number} width
 * @param {number} height
 * @returns {Float32Array} the values of the outermost pixels, twice those of the corners
 */
function border(values, width, height) {
  const sides = Array.from({ length: height }, (_, y) => [y * width, y * width + width - 1]);
  const ends = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]);
  return Float32Array.from([...sides, ...ends].flat(), (i) => values[i]);
}

/**
 * @param {Float32Array} values at least one
 * @returns {number} the middle one, the lower of two
 */
function median(values) {
  return values.toSorted()[(values.length - 1) >> 1];
}
