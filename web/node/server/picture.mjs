import { isTooLarge, LARGEST_PICTURE, pngHeaders } from '../../src/digits/png-header.js';
import { refused } from './errors.mjs';

/**
 * @param {Buffer} bytes
 * @returns {Buffer} the same; what is no PNG at all is left to the reader of PNGs to name
 * @throws {import('./errors.mjs').RequestError} if unpacking it would take too much
 */
export function checkPicture(bytes) {
  const headers = pngHeaders(bytes);
  if (headers.length > 1) {
    throw wrong('damaged', 'one header', `${headers.length}`, 'Save it again');
  }
  for (const header of headers) {
    if (isTooLarge(header)) {
      const got = `${header.width} x ${header.height}`;
      throw wrong('too large', LARGEST_PICTURE, got, 'Scale it down');
    }
    // pngjs unpacks such pictures without a limit.
    if (header.isInterlaced) {
      throw wrong('interlaced', 'a PNG that is not', 'Adam7', 'Save it without interlacing');
    }
  }
  return bytes;
}

/**
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} remedy
 */
function wrong(problem, expected, got, remedy) {
  return refused(400, 'picture', { problem, expected, got, remedy });
}
