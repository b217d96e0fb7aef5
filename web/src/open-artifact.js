/** Finds an artifact by its path or address, in Node and in browsers, and reads it. */

import { createReader } from '#platform';
import { readArtifact } from './artifact.js';
import { sentence, UsageError } from './errors.js';

/**
 * @typedef {object} OpenOptions
 * @property {'SHA-256' | 'sizes'} [integrity] what every file is checked by before TensorFlow.js
 *   sees a byte of it; default: SHA-256, or sizes where a page is not served by HTTPS and so has
 *   no crypto.subtle
 * @property {import('./artifact.js').ReadOptions['onProgress']} [onProgress] bytes, of all files
 *   and of each
 * @property {AbortSignal} [signal] ends loading with its reason
 */

/**
 * Reads and checks all files of an artifact.
 *
 * @param {string | URL} location a folder: a path (in Node), a file: URL, or a web address, also one
 *   that is relative to the page
 * @param {OpenOptions} [options]
 * @returns {Promise<import('./artifact.js').ArtifactFiles>}
 * @throws {UsageError} if an option is not known, or cannot be had here
 * @throws {import('./errors.js').ArtifactError} if a file is missing, damaged or of another format
 */
export async function openArtifact(location, { integrity, onProgress, signal } = {}) {
  const digester = digesterFor(integrity);
  return readArtifact(createReader(location), { signal, onProgress, digester });
}

/**
 * @param {OpenOptions['integrity']} wanted
 * @returns {import('./artifact.js').Digester | undefined} undefined: sizes alone are checked
 */
function digesterFor(wanted) {
  const subtle = globalThis.crypto?.subtle;
  if (wanted !== undefined && wanted !== 'SHA-256' && wanted !== 'sizes') {
    throw refused('integrity', 'not known', 'SHA-256 or sizes', `${wanted}`, 'Take one of these');
  }
  if (wanted === 'SHA-256' && subtle === undefined) {
    const expected = 'crypto.subtle, which pages have that are served by HTTPS or from localhost';
    const remedy = 'Serve the page so, or leave the option out to check sizes alone';
    throw refused('integrity SHA-256', 'cannot be computed here', expected, 'none', remedy);
  }
  return wanted === 'sizes' ? undefined : subtle;
}

/**
 * @param {string} object
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} remedy
 */
function refused(object, problem, expected, got, remedy) {
  return new UsageError(sentence(object, { problem, expected, got, remedy }));
}
