/** Reads PNG files, whatever their colour type, into ink: light (1) on dark (0). */

import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { inkOf } from '../../src/digits/ink.js';
import { isTooLarge, LARGEST_PICTURE, pngHeaders } from '../../src/digits/png-header.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';

/** @typedef {import('../../src/digits/ink.js').Ink} Ink */

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
  return parseInk(path, await readPicture(path));
}

/**
 * @param {string} path or another name for messages
 * @param {Buffer} bytes
 * @returns {Ink}
 * @throws {DataError} if they are no PNG, or a damaged or a huge one
 */
export function parseInk(path, bytes) {
  const start = bytes.subarray(0, 16).toString('latin1');
  if (!start.startsWith(PNG_SIGNATURE)) {
    throw badPicture(path, 'not a PNG', 'a PNG picture', describe(start), 'Convert it to PNG');
  }
  const large = pngHeaders(bytes).find(isTooLarge);
  if (large !== undefined) {
    const got = `${large.width} x ${large.height}`;
    throw badPicture(path, 'too large', LARGEST_PICTURE, got, 'Scale it down');
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
