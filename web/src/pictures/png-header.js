/**
 * Looks at a PNG's header before anything is unpacked: a small file can hold a huge picture. One
 * limit for the programs, the page and the server, and for pictures of all kinds.
 */

/** Pixels of a side. A picture of 4096 x 4096 takes 64 MB for its colours alone. */
export const LONGEST_SIDE = 4096;
export const LARGEST_PICTURE = `at most ${LONGEST_SIDE} x ${LONGEST_SIDE} pixels`;

/** @typedef {{width: number, height: number, isInterlaced: boolean}} PngHeader */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
const FIRST_CHUNK = 8;
/** Length and type before a chunk's data, and the check sum after it. */
const CHUNK_FRAME = 12;
const HEADER_BYTES = 13;
const HEADER_TYPE = 0x49484452; // IHDR

/**
 * @param {Uint8Array} bytes of a PNG, or its beginning
 * @returns {PngHeader[]} each header chunk that is whole; a right PNG has one. None where it is no PNG
 */
export function pngHeaders(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {PngHeader[]} */
  const found = [];
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    return found;
  }
  for (let at = FIRST_CHUNK; at + CHUNK_FRAME + HEADER_BYTES <= bytes.length; ) {
    if (view.getUint32(at + 4) === HEADER_TYPE) {
      const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      found.push({ width, height, isInterlaced: bytes[at + 20] !== 0 });
    }
    at += CHUNK_FRAME + view.getUint32(at);
  }
  return found;
}

/**
 * @param {{width: number, height: number}} size
 * @returns {boolean}
 */
export function isTooLarge({ width, height }) {
  return Math.max(width, height) > LONGEST_SIDE;
}
