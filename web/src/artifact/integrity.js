/** Checks that the bytes that arrived are the bytes that were exported. */

import { messageOf } from '../errors.js';
import { htmlInstead, inconsistent, notJson, wrongDigest, wrongSize } from './faults.js';

/** @typedef {import('./metadata.js').FileRecord} FileRecord */
/** @typedef {Pick<SubtleCrypto, 'digest'>} Digester */

/**
 * @param {string} path the file, with its artifact's label
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {FileRecord} record what metadata.json says of the file
 * @param {Digester | undefined} digester absent in insecure contexts: then the size alone counts
 * @throws {import('../errors.js').ArtifactError} if size or digest differ
 */
export async function checkBytes(path, bytes, record, digester) {
  const hasRightSize = bytes.length === record.bytes;
  const digest = digester && hasRightSize ? await sha256(bytes, digester) : record.sha256;
  if (hasRightSize && digest === record.sha256) {
    return;
  }
  if (looksLikeHtml(bytes)) {
    throw htmlInstead(path);
  }
  throw hasRightSize
    ? wrongDigest(path, record.sha256, digest)
    : wrongSize(path, record.bytes, bytes.length);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Digester} digester
 * @returns {Promise<string>} lower-case hex
 */
export async function sha256(bytes, digester) {
  const digest = new Uint8Array(await digester.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of a file of JSON: as values they take many times as much. */
export const MOST_JSON_BYTES = 32 * 1024 * 1024;
/** What goes through the values calls itself for each level. */
const MOST_JSON_LEVELS = 256;

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 * @returns {unknown}
 * @throws {import('../errors.js').ArtifactError} if the bytes are not UTF-8 JSON, or too many, or too
 *   deeply nested
 */
export function parseJson(path, bytes) {
  if (bytes.length > MOST_JSON_BYTES) {
    throw inconsistent(path, 'too large', `at most ${MOST_JSON_BYTES} bytes`, `${bytes.length}`);
  }
  if (levelsIn(bytes) > MOST_JSON_LEVELS) {
    const expected = `at most ${MOST_JSON_LEVELS} levels of brackets`;
    throw inconsistent(path, 'too deeply nested', expected, 'more');
  }
  try {
    // Without fatal, all invalid bytes become U+FFFD, which makes different names equal.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw looksLikeHtml(bytes) ? htmlInstead(path) : notJson(path, messageOf(error));
  }
}

/**
 * @param {Uint8Array} bytes JSON
 * @returns {number} how deeply lists and objects are nested, counted before JSON.parse(), whose result
 *   cannot be walked by recursion, cloned or shown where it is too deep
 */
export function levelsIn(bytes) {
  const [quote, backslash, open, close] = [0x22, 0x5c, 0x5b, 0x5d];
  let [level, deepest] = [0, 0];
  let isText = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === quote) {
      isText = !isText;
    } else if (isText) {
      i += byte === backslash ? 1 : 0;
    } else if ((byte & 0xdf) === open) {
      level += 1; // [ and {, which differ in one bit
      deepest = Math.max(deepest, level);
    } else if ((byte & 0xdf) === close) {
      level -= 1;
    }
  }
  return deepest;
}

/**
 * @param {Uint8Array} bytes
 * @returns {boolean} whether a web page begins here, as servers send it for what they do not have
 */
function looksLikeHtml(bytes) {
  // 64 bytes: a doctype comes first, but for blank lines and a byte order mark.
  const start = new TextDecoder().decode(bytes.subarray(0, 64));
  return /^\s*<(!doctype|html)/i.test(start);
}
