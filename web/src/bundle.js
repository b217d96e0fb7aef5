/** The library's door: loads an artifact from anywhere, and refuses to give wrong answers. */

import { usualWasmFolder } from '#platform';
import { parseBackend } from './backend.js';
import { buildFastestModel } from './fastest-model.js';
import { openArtifact } from './open-artifact.js';
import { buildVerifiedModel } from './verified-model.js';

/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./backend.js').BackendName} BackendName */
/**
 * @typedef {object} BackendOptions
 * @property {'auto' | BackendName} [backend] auto, the default: wasm, or cpu where wasm fails; in a
 *   browser, and where the model takes longer than a moment, the fastest of these and the graphics
 *   processor. A name: that one, or an error
 * @property {string} [wasmFolder] address or path of the folder with TensorFlow.js's .wasm files,
 *   with a slash at its end; default: beside this module, or in Node that of its package
 */
/** @typedef {BackendOptions & import('./open-artifact.js').OpenOptions} LoadOptions */
/**
 * @typedef {object} Bundle a model that is ready to run
 * @property {string} label the artifact, by its path or address
 * @property {ArtifactFiles} artifact
 * @property {import('./metadata.js').Metadata} metadata
 * @property {import('@tensorflow/tfjs-layers').LayersModel} model
 * @property {BackendName} backend
 * @property {import('./golden.js').GoldenReport} selfTest
 * @property {import('./fastest-model.js').Trial[]} trials the backends that were measured to choose
 *   this one; none where it was named
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
 * @throws {import('./errors.js').UsageError} if an option is not known, or cannot be had here
 * @throws {import('./errors.js').ArtifactError} if a file is missing, damaged or of another format
 * @throws {import('./errors.js').VerificationError} if no backend gives Keras's numbers
 */
export async function loadBundle(location, options = {}) {
  const { backend: wanted = 'auto', signal } = options;
  const named = wanted === 'auto' ? null : parseBackend(wanted);
  const start = performance.now();
  const artifact = await openArtifact(location, options);
  const readMs = performance.now() - start;
  const building = { signal, wasmFolder: options.wasmFolder ?? usualWasmFolder() };
  const { model, backend, report, timings, trials } =
    named === null
      ? await buildFastestModel(artifact, building)
      : { ...(await buildVerifiedModel(artifact, [named], building)), trials: [] };
  return {
    label: artifact.label,
    artifact,
    metadata: artifact.metadata,
    model,
    backend,
    selfTest: report,
    trials,
    timings: { readMs, ...timings },
    dispose() {
      model.dispose();
    },
  };
}
