/** Looks at the header of a WebP before anything is unpacked. Pure. */

/** @typedef {import('./picture-header.js').PictureFacts} PictureFacts */

const FIRST_CHUNK = 12;
const CHUNK_HEADER = 8;
const ANIMATION_FLAG = 0x02;

/**
 * @param {Uint8Array} bytes of a WebP, or its beginning
 * @returns {PictureFacts} sizes: of the canvas, and of the picture on it; right files have one size
 */
export function webpFacts(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {PictureFacts} */
  const facts = { format: 'WebP', sizes: [], orientation: 1, fault: null };
  for (let at = FIRST_CHUNK; at + CHUNK_HEADER + 10 <= bytes.length; ) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const data = at + CHUNK_HEADER;
    const size = sizeIn(type, view, data);
    if (size !== null && !facts.sizes.some((other) => isSame(size, other))) {
      facts.sizes.push(size);
    }
    if (type === 'VP8X' && bytes[data] & ANIMATION_FLAG) {
      facts.fault = ANIMATED;
    }
    const length = view.getUint32(at + 4, true);
    at = data + length + (length % 2); // chunks begin at even places
  }
  return facts;
}

const ANIMATED = {
  problem: 'animated',
  expected: 'a still picture',
  got: 'an animation',
  remedy: 'Save one of its pictures',
};

/**
 * @param {string} type of the chunk
 * @param {DataView} view
 * @param {number} at where its data begins; 10 bytes of them are there
 * @returns {import('./picture-header.js').Size | null}
 */
function sizeIn(type, view, at) {
  if (type === 'VP8X') {
    return { width: 1 + threeBytes(view, at + 4), height: 1 + threeBytes(view, at + 7) };
  }
  if (type === 'VP8 ') {
    // Three bytes of the frame's and three that mark a key frame; above 14 bits lies a scale.
    const [width, height] = [view.getUint16(at + 6, true), view.getUint16(at + 8, true)];
    return { width: width & 0x3fff, height: height & 0x3fff };
  }
  if (type === 'VP8L') {
    // After a signature byte: 14 bits for each side, less 1.
    const bits = view.getUint32(at + 1, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return null;
}

/**
 * @param {DataView} view
 * @param {number} at
 */
function threeBytes(view, at) {
  return view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2);
}

/**
 * @param {import('./picture-header.js').Size} one
 * @param {import('./picture-header.js').Size} other
 */
function isSame(one, other) {
  return one.width === other.width && one.height === other.height;
}
