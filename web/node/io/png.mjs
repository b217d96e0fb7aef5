import { inflateSync } from 'node:zlib';
import { pngHeaders } from '../../src/pictures/png-header.js';

const FIRST_CHUNK = 8;
/** Length and type before a chunk's data, and the check sum after it. */
const CHUNK_FRAME = 12;
/** Red, green, blue and alpha, of 16 bits each. */
const MOST_PIXEL_BYTES = 8;
/** Of Adam7, each row of which has a byte for its filter. */
const PASSES = 7;

/**
 * @param {Buffer} bytes a PNG whose header was checked
 * @returns {Promise<import('../../src/digits/ink.js').Pixels>}
 * @throws {Error} if it is damaged
 */
export async function decodePng(bytes) {
  const { PNG } = await import('pngjs');
  const [header] = pngHeaders(bytes);
  if (header.isInterlaced) {
    // pngjs unpacks these without a limit, and all others up to what the header promises.
    requirePromisedSize(bytes, header);
  }
  return PNG.sync.read(bytes);
}

/**
 * @param {Buffer} bytes
 * @param {import('../../src/pictures/picture-header.js').Size} size
 */
function requirePromisedSize(bytes, { width, height }) {
  const parts = [];
  for (let at = FIRST_CHUNK; at + CHUNK_FRAME <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(bytes.subarray(at + 8, at + 8 + length));
    }
    at += CHUNK_FRAME + length;
  }
  const maxOutputLength = MOST_PIXEL_BYTES * width * height + PASSES * (height + 1);
  // The output is discarded: this only checks that it stays within the limit.
  inflateSync(Buffer.concat(parts), { maxOutputLength });
}
