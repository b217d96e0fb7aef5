/** Looks at a PNG's header before anything is unpacked: a small file can hold a huge picture. */

import { refused } from './server-errors.mjs';

export const LONGEST_SIDE = 4096;

const HEADER = 'IHDR';
const FIRST_CHUNK = 8;
/** Length and type before a chunk's data, and the check sum after it. */
const CHUNK_FRAME = 12;

/**
 * @param {Buffer} bytes
 * @returns {Buffer} the same; what is no PNG at all is left to the reader of PNGs to name
 * @throws {import('./server-errors.mjs').RequestError} if unpacking it would take too much
 */
export function checkPicture(bytes) {
  const starts = headersIn(bytes);
  if (starts.length > 1) {
    throw wrong('damaged', 'one header', `${starts.length}`, 'Save it again');
  }
  for (const start of starts) {
    const [width, height] = [bytes.readUInt32BE(start + 8), bytes.readUInt32BE(start + 12)];
    if (Math.max(width, height) > LONGEST_SIDE) {
      const expected = `at most ${LONGEST_SIDE} x ${LONGEST_SIDE} pixels`;
      throw wrong('too large', expected, `${width} x ${height}`, 'Scale it down');
    }
    // pngjs unpacks such pictures without a limit.
    if (bytes[start + 20] !== 0) {
      throw wrong('interlaced', 'a PNG that is not', 'Adam7', 'Save it without interlacing');
    }
  }
  return bytes;
}

/**
 * @param {Buffer} bytes
 * @returns {number[]} where the header chunks begin; each is whole, as far as they are read here
 */
function headersIn(bytes) {
  const found = [];
  for (let start = FIRST_CHUNK; start + CHUNK_FRAME + 13 <= bytes.length; ) {
    if (bytes.toString('latin1', start + 4, start + 8) === HEADER) {
      found.push(start);
    }
    start += CHUNK_FRAME + bytes.readUInt32BE(start);
  }
  return found;
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
