/** Looks at the header of a JPEG before anything is unpacked. Pure. */

/** @typedef {import('./picture-header.js').PictureFacts} PictureFacts */

/** Start of frame: baseline, extended and progressive, with Huffman's codes. */
const READ_FRAMES = [0xc0, 0xc1, 0xc2];
/** In the range of frames, and something else: tables and an extension. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;

/**
 * A progressive picture has about 10. Each scan goes over all pixels (70 ms at 4096 x 4096), and an empty
 * one takes a few bytes: without a limit a small file could keep a processor busy for minutes.
 */
const MOST_SCANS = 40;

/**
 * @param {Uint8Array} bytes of a JPEG, or its beginning
 * @returns {PictureFacts}
 */
export function jpegFacts(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {PictureFacts} */
  const facts = { format: 'JPEG', sizes: [], orientation: 1, fault: null };
  let scans = 0;
  for (const { marker, at, length } of segments(bytes, view)) {
    if (isFrame(marker) && length >= 7) {
      facts.sizes.push({ width: view.getUint16(at + 3), height: view.getUint16(at + 1) });
      facts.fault ??= READ_FRAMES.includes(marker) ? null : otherKind(marker);
    } else if (marker === APP1 && facts.orientation === 1) {
      facts.orientation = orientationIn(bytes.subarray(at, at + length));
    } else if (marker === START_OF_SCAN) {
      scans += 1;
    }
  }
  facts.fault ??= scans > MOST_SCANS ? tooManyScans(scans) : null;
  return facts;
}

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view of the same
 * @returns {Generator<{marker: number, at: number, length: number}>} at: where the content begins
 */
function* segments(bytes, view) {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === 0xff) {
      // Packed pixels, in which 0xff is followed by 0, or filling.
      const next = bytes.indexOf(0xff, at + 1);
      at = next === -1 ? bytes.length : next;
    } else if (marker === END_OF_IMAGE) {
      return; // what follows, such as the second picture of a stereo pair, is not read
    } else if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      // Restart markers, for instance, stand alone and have no length (ITU-T T.81, B.1.1.3).
      at += 2;
    } else {
      const length = view.getUint16(at + 2);
      yield { marker, at: at + 4, length: Math.min(length - 2, bytes.length - at - 4) };
      at += 2 + Math.max(2, length);
    }
  }
}

/** @param {number} marker */
function isFrame(marker) {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker);
}

/** @param {number} marker */
function otherKind(marker) {
  return {
    problem: 'an unsupported kind of JPEG',
    expected: 'a baseline or progressive one',
    got: marker >= 0xc9 ? 'arithmetic coding' : `frames of type ${marker - 0xc0}`,
    remedy: 'Save it again, or convert it to PNG',
  };
}

/** @param {number} scans */
function tooManyScans(scans) {
  const remedy = 'Save it again, or convert it to PNG';
  const expected = `at most ${MOST_SCANS}`;
  return { problem: 'too many scans', expected, got: `${scans}`, remedy };
}

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0]; // "Exif", then TIFF
const LITTLE_ENDIAN = 0x4949;
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/**
 * @param {Uint8Array} segment
 * @returns {number} from 1, upright, to 8: how Exif says that the picture has to be turned
 */
function orientationIn(segment) {
  const tiff = segment.subarray(EXIF.length);
  if (!EXIF.every((byte, i) => segment[i] === byte) || tiff.length < 8) {
    return 1;
  }
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = view.getUint16(0) === LITTLE_ENDIAN;
  const first = view.getUint32(4, isLittle);
  const count = first + 2 <= tiff.length ? view.getUint16(first, isLittle) : 0;
  for (let i = 0; i < count; i += 1) {
    const at = first + 2 + i * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) {
      break;
    }
    if (view.getUint16(at, isLittle) === ORIENTATION_TAG) {
      const found = view.getUint16(at + 8, isLittle);
      return found >= 1 && found <= 8 ? found : 1;
    }
  }
  return 1;
}
