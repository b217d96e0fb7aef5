/**
 * What a picture's first bytes tell, before anything is unpacked: its kind, its size, and whether it
 * is one to read. The programs, the server and the page share it. Pure.
 */

import { jpegFacts } from './jpeg-header.js';
import { isTooLarge, LARGEST_PICTURE, pngHeaders } from './png-header.js';
import { webpFacts } from './webp-header.js';

/** @typedef {'PNG' | 'JPEG' | 'WebP'} Format */
/** @typedef {{width: number, height: number}} Size in pixels */
/** @typedef {Parameters<typeof import('../errors.js').sentence>[1]} Fault what is wrong, in words */
/**
 * @typedef {object} PictureFacts
 * @property {Format} format
 * @property {Size[]} sizes as often as they are told; a right picture has one
 * @property {number} orientation Exif's, from 1, upright, to 8
 * @property {Fault | null} fault why it is not read, but for its size
 */

/** @type {readonly Format[]} */
export const FORMATS = ['PNG', 'JPEG', 'WebP'];

/**
 * The first that fits counts, so general ones come after the special ones.
 *
 * @type {[string, number, string][]} bytes as Latin-1, where they stand, what the file is then
 */
const SIGNATURES = [
  ['\x89PNG\r\n\x1a\n', 0, 'a PNG picture'],
  ['\xff\xd8\xff', 0, 'a JPEG picture'],
  ['WEBP', 8, 'a WebP picture'],
  ['RIFF', 0, 'a RIFF file that is not a picture'],
  ['GIF8', 0, 'a GIF picture'],
  ['ftypavif', 4, 'an AVIF picture'],
  ['ftypavis', 4, 'an AVIF picture'],
  ['ftyphei', 4, 'a HEIC picture'],
  ['ftypmif1', 4, 'a HEIC picture'],
  ['ftyp', 4, 'a video'],
  ['BM', 0, 'a BMP picture'],
  ['II*\0', 0, 'a TIFF picture'],
  ['MM\0*', 0, 'a TIFF picture'],
  ['\0\0\x01\0', 0, 'an icon (ICO)'],
  ['\xff\x0a', 0, 'a JPEG XL picture'],
  ['JXL ', 4, 'a JPEG XL picture'],
  ['jP  ', 4, 'a JPEG 2000 picture'],
  ['8BPS', 0, 'a Photoshop file'],
  ['%PDF', 0, 'a PDF document'],
  ['PK\x03\x04', 0, 'a ZIP archive'],
  ['\x1f\x8b', 0, 'a gzip archive'],
  ['<svg', 0, 'an SVG picture'],
  ['<', 0, 'HTML, XML or SVG'],
];
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/**
 * @param {Uint8Array} bytes a file, or its beginning
 * @returns {string} what it seems to be, in words
 */
export function describeFile(bytes) {
  if (bytes.length === 0) {
    return 'an empty file';
  }
  const start = String.fromCharCode(...bytes.subarray(0, 32)).replace(BYTE_ORDER_MARK, '');
  const text = start.trimStart();
  const found = SIGNATURES.find(([signature, at]) =>
    (signature.startsWith('<') ? text : start).startsWith(signature, at),
  );
  const isText = /^[\t\n\r -~]+$/.test(start);
  return found?.[2] ?? (isText ? 'plain text' : 'bytes of an unknown kind');
}

/**
 * @param {Uint8Array} bytes a file, or its beginning
 * @returns {PictureFacts | null} null where it is no picture of a kind that is read
 */
export function pictureFacts(bytes) {
  switch (describeFile(bytes)) {
    case 'a PNG picture':
      return { format: 'PNG', sizes: pngHeaders(bytes), orientation: 1, fault: null };
    case 'a JPEG picture':
      return jpegFacts(bytes);
    case 'a WebP picture':
      return webpFacts(bytes);
    default:
      return null;
  }
}

/**
 * @param {Uint8Array} bytes the whole file
 * @param {readonly Format[]} [formats] those to read
 * @returns {Fault | null} why it must not be unpacked
 */
export function pictureFault(bytes, formats = FORMATS) {
  const facts = pictureFacts(bytes);
  if (facts === null || !formats.includes(facts.format)) {
    return otherFormat(facts?.format, formats, describeFile(bytes));
  }
  const large = facts.sizes.find(isTooLarge);
  if (large !== undefined) {
    const got = `${large.width} x ${large.height}`;
    return { problem: 'too large', expected: LARGEST_PICTURE, got, remedy: 'Scale it down' };
  }
  const [size] = facts.sizes;
  if (facts.sizes.length !== 1 || size.width * size.height === 0) {
    const got =
      facts.sizes.length === 1 ? `one of ${size.width} x ${size.height}` : `${facts.sizes.length}`;
    const expected = 'one header that gives its size';
    return { problem: 'damaged', expected, got, remedy: 'Save or copy it again' };
  }
  return facts.fault;
}

/**
 * @param {Format | undefined} format the file's, where it is one that others read
 * @param {readonly Format[]} formats
 * @param {string} got
 * @returns {Fault}
 */
function otherFormat(format, formats, got) {
  const wanted = listed(formats);
  const remedy = format ? `Send it as image/${format.toLowerCase()}` : 'Convert it to PNG';
  return { problem: `not a ${wanted}`, expected: `a ${wanted} picture`, got, remedy };
}

/**
 * @param {readonly string[]} names
 * @returns {string} such as "PNG, JPEG or WebP"
 */
export function listed(names) {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
