/** Reads picture files: PNG, JPEG and WebP, into pixels that stand upright. */

import { DataError, sentence } from '../../src/errors.js';
import { FORMATS, listed, pictureFacts, pictureFault } from '../../src/pictures/picture-header.js';
import { LONGEST_SIDE } from '../../src/pictures/png-header.js';
import { nameOf, readInput } from './input.mjs';
import { decodePng } from './png.mjs';
import { decodeWebp } from './webp.mjs';

/** @typedef {import('../../src/digits/ink.js').Pixels} Pixels */
/** @typedef {import('../../src/pictures/picture-header.js').Format} Format */

/** Of a file: a PNG of the largest size whose pixels are all noise. */
const MOST_BYTES = 4 * LONGEST_SIDE * LONGEST_SIDE + 1024 * 1024;
/** What unpacking a JPEG of the largest size takes, and a quarter more. */
const MOST_JPEG_MB = 512;

/** What Node says of a decoder that is not there: by import, by require, and of its file. */
const NOT_INSTALLED = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ENOENT'];

/** Exif's orientations in which rows are columns, and those that are mirrored from side to side, or up and down. */
const SWAPS_AXES = [5, 6, 7, 8];
const FLIPS_X = [2, 3, 7, 8];
const FLIPS_Y = [3, 4, 6, 7];

/** @type {Record<Format, (bytes: Buffer) => Pixels | Promise<Pixels>>} */
const DECODERS = { PNG: decodePng, JPEG: decodeJpeg, WebP: decodeWebp };

/**
 * @param {string} path "-" is standard input
 * @returns {Promise<Pixels>}
 * @throws {DataError} if there is no such file, or it is no such picture, or a damaged or a huge one
 */
export async function readPicture(path) {
  const expected = `a ${listed(FORMATS)} picture`;
  const bytes = await readInput(path, { expected, mostBytes: MOST_BYTES });
  return await parsePicture(nameOf(path), bytes);
}

/**
 * @param {string} name for messages
 * @param {Buffer} bytes
 * @param {readonly Format[]} [formats] those to read
 * @returns {Promise<Pixels>}
 * @throws {DataError} if they are no such picture, or a damaged or a huge one
 */
export async function parsePicture(name, bytes, formats = FORMATS) {
  const fault = pictureFault(bytes, formats);
  const facts = pictureFacts(bytes);
  if (fault !== null || facts === null) {
    throw new DataError(sentence(name, fault ?? damage('PNG', 'nothing')));
  }
  const { format, orientation } = facts;
  try {
    return upright(await DECODERS[format](bytes), orientation);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_INSTALLED.includes(`${error.code}`)) {
      throw error; // which says nothing of the picture
    }
    // In our words: those of the decoders are about their insides.
    throw new DataError(sentence(name, damage(format, whatIsWrong(format, bytes))));
  }
}

/** @param {Buffer} bytes */
async function decodeJpeg(bytes) {
  const { decode } = (await import('jpeg-js')).default;
  return decode(bytes, {
    useTArray: true,
    tolerantDecoding: false, // or what is missing would be grey
    maxResolutionInMP: (LONGEST_SIDE * LONGEST_SIDE) / 1e6,
    maxMemoryUsageInMB: MOST_JPEG_MB,
  });
}

/**
 * @param {Format} format
 * @param {string} got
 */
function damage(format, got) {
  const expected = `a complete ${format} picture`;
  const remedy = 'Save or copy it again';
  return { problem: 'damaged', expected, got: `an error (${got})`, remedy };
}

/** @type {Record<Format, (bytes: Buffer) => boolean>} whether a file ends as it says */
const IS_WHOLE = {
  PNG: (bytes) => bytes.includes('IEND', 0, 'latin1'),
  JPEG: (bytes) => bytes.includes(Buffer.from([0xff, 0xd9])),
  WebP: (bytes) => bytes.readUInt32LE(4) + 8 <= bytes.length,
};

/**
 * @param {Format} format
 * @param {Buffer} bytes
 */
function whatIsWrong(format, bytes) {
  return IS_WHOLE[format](bytes) ? 'its data cannot be decompressed' : 'the file is truncated';
}

/**
 * Turns a picture as its camera noted that it was held, the way browsers show it.
 *
 * @param {Pixels} picture RGBA
 * @param {number} orientation Exif's, from 1, upright, to 8
 * @returns {Pixels}
 */
function upright({ data, width, height }, orientation) {
  if (orientation === 1) {
    return { data, width, height };
  }
  const isSwapped = SWAPS_AXES.includes(orientation);
  const size = isSwapped ? { width: height, height: width } : { width, height };
  const source = new Uint32Array(new Uint8Array(data).buffer); // a pixel at a time
  const turned = new Uint32Array(source.length);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const [column, row] = isSwapped ? [y, x] : [x, y];
      const sourceX = FLIPS_X.includes(orientation) ? width - 1 - column : column;
      const sourceY = FLIPS_Y.includes(orientation) ? height - 1 - row : row;
      turned[y * size.width + x] = source[sourceY * width + sourceX];
    }
  }
  return { data: new Uint8Array(turned.buffer), ...size };
}
