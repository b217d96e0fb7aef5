/** The library's door: loads an artifact from anywhere, and refuses to give wrong answers. */

import { readArtifact } from './artifact.js';
import { BEST_FIRST, parseBackend } from './backend.js';
import { sentence, UsageError } from './errors.js';
import { createFetchReader } from './fetch-reader.js';
import { buildVerifiedModel } from './verified-model.js';

/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./backend.js').BackendName} BackendName */
/**
 * @typedef {object} LoadOptions
 * @property {'auto' | BackendName} [backend] auto, the default: the first that gives Keras's
 *   numbers on this device; a name: that one, or an error
 * @property {string} [wasmFolder] address or path of the folder with TensorFlow.js's .wasm files,
 *   with a slash at its end; default: beside this module, or in Node that of its package
 * @property {'SHA-256' | 'sizes'} [integrity] what every file is checked by before TensorFlow.js
 *   sees a byte of it; default: SHA-256, or sizes where a page is not served by HTTPS and so has
 *   no crypto.subtle
 * @property {import('./artifact.js').ReadOptions['onProgress']} [onProgress] bytes, of all files
 *   and of each
 * @property {AbortSignal} [signal] ends loading with its reason
 */
/**
 * @typedef {object} Bundle a model that is ready to run
 * @property {string} label the artifact, by its path or address
 * @property {ArtifactFiles} artifact
 * @property {import('./metadata.js').Metadata} metadata
 * @property {import('@tensorflow/tfjs-layers').LayersModel} model
 * @property {BackendName} backend
 * @property {import('./golden.js').GoldenReport} selfTest
 * @property {import('./verified-model.js').Timings & {readMs: number}} timings readMs: reading and
 *   checking the files
 * @property {() => void} dispose frees the model
 */

/**
 * Loads an artifact, and runs its golden vectors on the way: what comes out of it gives Keras's
 * numbers on this device.
 *
 * @param {string | URL} location a folder: a path (in Node), a file: URL, or a web address, also one
 *   that is relative to the page
 * @param {LoadOptions} [options]
 * @returns {Promise<Bundle>} the caller disposes of it
 * @throws {UsageError} if an option is not known, or cannot be had here
 * @throws {import('./errors.js').ArtifactError} if a file is missing, damaged or of another format
 * @throws {import('./errors.js').VerificationError} if no backend gives Keras's numbers
 */
export async function loadBundle(location, options = {}) {
  const { signal, onProgress } = options;
  const backends = backendsFor(options.backend ?? 'auto');
  const digester = digesterFor(options.integrity);
  const start = performance.now();
  const artifact = await readArtifact(await readerFor(location), { signal, onProgress, digester });
  const readMs = performance.now() - start;
  const wasmFolder = options.wasmFolder ?? (await defaultWasmFolder());
  const verified = await buildVerifiedModel(artifact, backends, { wasmFolder, signal });
  const { model, backend, report, timings } = verified;
  return {
    label: artifact.label,
    artifact,
    metadata: artifact.metadata,
    model,
    backend,
    selfTest: report,
    timings: { readMs, ...timings },
    dispose() {
      model.dispose();
    },
  };
}

/**
 * @param {string} wanted
 * @returns {readonly BackendName[]} in the order to try
 */
function backendsFor(wanted) {
  return wanted === 'auto' ? BEST_FIRST : [parseBackend(wanted)];
}

/**
 * @param {LoadOptions['integrity']} wanted
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

/**
 * @param {string | URL} location
 * @returns {Promise<import('./artifact.js').Reader>}
 */
async function readerFor(location) {
  const text = String(location);
  if (/^https?:/i.test(text)) {
    return createFetchReader(new URL(text));
  }
  if (isNode()) {
    const { createFolderReader } = await import('../node/folder-reader.mjs');
    const { fileURLToPath } = await import('node:url');
    return createFolderReader(/^file:/i.test(text) ? fileURLToPath(text) : text);
  }
  return createFetchReader(new URL(text, document.baseURI));
}

async function defaultWasmFolder() {
  if (isNode()) {
    const { findWasmFolder } = await import('../node/wasm-folder.mjs');
    return findWasmFolder();
  }
  return new URL('.', import.meta.url).href;
}

function isNode() {
  return typeof process === 'object' && process.versions?.node !== undefined;
}
