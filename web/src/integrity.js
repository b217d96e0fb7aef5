/** Checks that the bytes that arrived are the bytes that were exported. */

import { htmlInstead, notJson, wrongDigest, wrongSize } from './artifact-faults.js';
import { messageOf } from './errors.js';

/** @typedef {import('./metadata.js').FileRecord} FileRecord */
/** @typedef {Pick<SubtleCrypto, 'digest'>} Digester */

/**
 * @param {string} path the file, with its artifact's label
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {FileRecord} record what metadata.json says of the file
 * @param {Digester | undefined} digester absent in insecure contexts: then the size alone counts
 * @throws {import('./errors.js').ArtifactError} if size or digest differ
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

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 * @returns {unknown}
 * @throws {import('./errors.js').ArtifactError} if the bytes are not UTF-8 JSON
 */
export function parseJson(path, bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw looksLikeHtml(bytes) ? htmlInstead(path) : notJson(path, messageOf(error));
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {boolean} whether a web page begins here, as servers send it for what they do not have
 */
function looksLikeHtml(bytes) {
  const start = new TextDecoder().decode(bytes.subarray(0, 64));
  return /^\s*<(!doctype|html)/i.test(start);
}
