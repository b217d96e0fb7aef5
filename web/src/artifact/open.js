/** Finds an artifact by its path or address, in Node and in browsers, and reads it. */

import { createReader, openCache } from '#platform';
import { sentence, UsageError } from '../errors.js';
import { checkOptions, OPEN_RULES } from '../options.js';
import { warnOnce } from '../runtime/warn-once.js';
import { readArtifact } from './artifact.js';
import { createCachedReader } from './cache.js';

/**
 * @typedef {object} ReadingOptions
 * @property {'SHA-256' | 'sizes'} [integrity] what every file is checked by before TensorFlow.js
 *   sees a byte of it; default: SHA-256, or sizes where a page is not served by HTTPS and so has
 *   no crypto.subtle
 * @property {import('./artifact.js').ReadOptions['onProgress']} [onProgress] called with the bytes that
 *   were loaded, of all files and of each
 * @property {AbortSignal} [signal] ends loading with its reason
 * @property {boolean | string} [cache] whether the browser keeps the files, so that they load again
 *   without a network; a name: kept under it in place of the address, if that changes (?token=…)
 */
/** @typedef {ReadingOptions & import('./fetch-reader.js').FetchOptions} OpenOptions */

/**
 * Reads and checks all files of an artifact, and builds nothing: for text generators, and for looking
 * at a model before it is run.
 *
 * @param {string | URL} location a folder, or the model.json in it: a path (in Node), a file: URL,
 *   or a web address, also one that is relative to the page or worker
 * @param {OpenOptions} [options] how the files are read
 * @returns {Promise<import('./artifact.js').ArtifactFiles>} the checked files
 * @throws {UsageError} if the location or an option is not valid, or not available here
 * @throws {import('../errors.js').ArtifactError} if a file is missing, damaged or of another format
 * @throws {unknown} the signal's reason, once it is aborted
 */
export async function openArtifact(location, options = {}) {
  checkOptions('openArtifact', options, OPEN_RULES);
  return await readLocation(location, options);
}

/**
 * @param {string | URL} location
 * @param {OpenOptions} options that were checked; others are ignored
 * @returns {Promise<import('./artifact.js').ArtifactFiles>}
 */
export async function readLocation(location, options) {
  const { integrity, onProgress, requestInit, fetchFunc, cache = false } = options;
  const digester = digesterFor(integrity);
  // fetch() takes its signal in requestInit; readers would overwrite it with undefined.
  const signal = options.signal ?? requestInit?.signal ?? undefined;
  const reader = createReader(location, { requestInit, fetchFunc });
  const cached = cache === false ? null : await cachedReader(reader, cache);
  const artifact = await readArtifact(cached ?? reader, { signal, onProgress, digester });
  // Only now, so that nothing incomplete or damaged is kept.
  await cached?.keep();
  return artifact;
}

/**
 * @param {ReturnType<typeof createReader>} reader
 * @param {true | string} cache
 */
async function cachedReader(reader, cache) {
  const store = await openCache();
  if (store === null) {
    const why = 'this page has no Cache Storage, which needs HTTPS or localhost';
    warnOnce(why, `${reader.label} is loaded, but cannot be cached (${why})`);
    return null;
  }
  return createCachedReader(reader, store, cache === true ? `${reader.address}` : cache);
}

/**
 * @param {OpenOptions['integrity']} wanted
 * @returns {import('./artifact.js').Digester | undefined} undefined: sizes alone are checked
 */
function digesterFor(wanted) {
  const subtle = globalThis.crypto?.subtle;
  if (wanted !== undefined && wanted !== 'SHA-256' && wanted !== 'sizes') {
    throw refused('integrity', 'not known', 'SHA-256 or sizes', `${wanted}`, 'Choose one of these');
  }
  // A check that was asked for by name must not be weakened silently.
  if (wanted === 'SHA-256' && subtle === undefined) {
    const expected = 'crypto.subtle, which needs HTTPS or localhost';
    const remedy = 'Serve the page that way, or leave the option out to check only sizes';
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
