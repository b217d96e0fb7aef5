import { pictureFault } from '../../src/pictures/picture-header.js';
import { pngHeaders } from '../../src/pictures/png-header.js';
import { refused } from './errors.mjs';

/** @typedef {import('../../src/pictures/picture-header.js').Format} Format */

/** @type {Record<string, Format>} by media type */
export const PICTURE_TYPES = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP' };

/**
 * @param {Buffer} bytes
 * @param {Format} format that it was sent as
 * @returns {Buffer} the same
 * @throws {import('./errors.mjs').RequestError} if it is another kind of file, or unpacking it
 *   would take too much
 */
export function checkPicture(bytes, format) {
  const fault = pictureFault(bytes, [format]);
  if (fault !== null) {
    throw refused(400, 'picture', fault);
  }
  // pngjs unpacks such pictures without a limit.
  if (pngHeaders(bytes).some(({ isInterlaced }) => isInterlaced)) {
    throw refused(400, 'picture', {
      problem: 'interlaced',
      expected: 'a PNG that is not',
      got: 'Adam7',
      remedy: 'Save it without interlacing',
    });
  }
  return bytes;
}
