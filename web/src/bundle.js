/** The library's door: loads an artifact from anywhere, and refuses to give wrong answers. */

import { readLocation } from './artifact/open.js';
import { parseBackend } from './backend.js';
import { afterDispose } from './errors.js';
import { checkOptions, LOAD_RULES } from './options.js';
import { buildFastestModel } from './proof/fastest-model.js';
import { buildVerifiedModel, trialsOf } from './proof/verified-model.js';
import { isGraphModel, predictTensors } from './runtime/model.js';
import { bindToBackend, onBackend, rememberBackend } from './runtime/model-backend.js';
import { freeModel } from './runtime/model-disposal.js';
import { inOrder } from './runtime/model-inputs.js';
import { createMutex } from './runtime/mutex.js';

/** @typedef {import('./artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./backend.js').BackendName} BackendName */
/** @typedef {import('@tensorflow/tfjs-core').Tensor} Tensor */
/** @typedef {Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>} Inputs of one run */
/**
 * @typedef {object} BackendOptions
 * @property {'auto' | BackendName} [backend] auto, the default: wasm, or cpu if wasm fails; in a
 *   browser, if the self-test takes 50 ms or longer, the fastest of these and the graphics processor.
 *   A name: that backend, or an error
 */
/**
 * @typedef {BackendOptions & import('./backend.js').WasmOptions &
 *   import('./artifact/open.js').OpenOptions} LoadOptions
 */
/**
 * @typedef {object} LayersPart of a bundle whose model is made of layers
 * @property {'layers'} format
 * @property {import('@tensorflow/tfjs-layers').LayersModel} model TensorFlow.js's own; its predictions
 *   run on the bundle's backend, whichever is in use
 */
/**
 * @typedef {object} GraphPart of a bundle whose model is a graph of operations
 * @property {'graph'} format
 * @property {import('@tensorflow/tfjs-converter').GraphModel} model TensorFlow.js's own, which runs on
 *   the bundle's backend. One with loops has executeAsync() alone, and no predict()
 */
/** @typedef {BundleBase & (LayersPart | GraphPart)} Bundle a model that is ready to run */
/**
 * @typedef {object} BundleBase what bundles of both formats have
 * @property {string} label the artifact, by its path or address
 * @property {ArtifactFiles} artifact its files, as they were read and checked
 * @property {import('./artifact/metadata.js').Metadata} metadata what metadata.json says: shapes of the
 *   inputs and outputs, labels, preprocessing, training
 * @property {(inputs: Inputs) => Promise<Tensor[]>} predict runs the model, of either format, on the
 *   bundle's backend. Inputs: a tensor, or as many as the model has, in the metadata's order or by its
 *   names; they stay the caller's. Returns the outputs in the metadata's order, which the caller
 *   disposes of. Throws UsageError if an input is missing or unknown, and after dispose()
 * @property {BackendName} backend that it runs on
 * @property {import('./proof/golden.js').GoldenReport} selfTest how far its outputs on the golden inputs
 *   are from Keras's
 * @property {import('./proof/verified-model.js').Trial[]} trials every backend that was tried, and why it
 *   failed if it did
 * @property {import('./proof/verified-model.js').Timings & {readMs: number}} timings in milliseconds;
 *   readMs: reading and checking the files
 * @property {<T>(task: () => T) => T} run runs a task on the bundle's backend until its first await,
 *   and returns what the task returns; afterwards the previous backend is in use again. Throws
 *   UsageError after dispose()
 * @property {() => void} dispose frees the model; a second call does nothing
 */

// Two that build at the same time would find each other's backend in use.
const inTurn = createMutex();

/**
 * Loads an artifact and runs its golden vectors, so that the model you get gives Keras's numbers on
 * this device. If TensorFlow.js had a backend in use before, it is in use again afterwards.
 *
 * @param {string | URL} location a folder, or the model.json in it: a path (in Node), a file: URL,
 *   or a web address, also one that is relative to the page or worker
 * @param {LoadOptions} [options] which backend, and how the files are read
 * @returns {Promise<Bundle>} a model that is ready to run; the caller disposes of it
 * @throws {import('./errors.js').UsageError} if the location or an option is not valid, or not
 *   available here
 * @throws {import('./errors.js').ArtifactError} if a file is missing, damaged or of another format
 * @throws {import('./errors.js').VerificationError} if no backend gives Keras's numbers
 * @throws {unknown} the signal's reason, once it is aborted
 */
export async function loadBundle(location, options = {}) {
  checkOptions('loadBundle', options, LOAD_RULES);
  const { backend: wanted = 'auto' } = options;
  const named = wanted === 'auto' ? null : parseBackend(wanted);
  const start = performance.now();
  // Outside the queue: reading needs no backend, so several artifacts load at the same time.
  const artifact = await readLocation(location, options);
  const readMs = performance.now() - start;
  const verified = await inTurn(() => buildBesideOthers(artifact, named, options));
  return bundleOf(artifact, verified, readMs);
}

/** @typedef {import('./proof/fastest-model.js').FastestModel} FastestModel */

/**
 * @param {ArtifactFiles} artifact
 * @param {BackendName | null} named
 * @param {LoadOptions} options
 * @returns {Promise<FastestModel>}
 */
async function buildBesideOthers(artifact, named, { signal, wasmFolder }) {
  const building = { signal, wasmFolder };
  const restore = await rememberBackend();
  try {
    if (named === null) {
      return await buildFastestModel(artifact, building);
    }
    const verified = await buildVerifiedModel(artifact, [named], building);
    return { ...verified, trials: trialsOf(verified) };
  } finally {
    await restore();
  }
}

/**
 * @param {ArtifactFiles} artifact
 * @param {FastestModel} verified
 * @param {number} readMs
 * @returns {Bundle}
 */
function bundleOf(artifact, { model, backend, report, timings, trials }, readMs) {
  const { label, metadata } = artifact;
  let isDisposed = false;
  bindToBackend(model, backend);
  return {
    label,
    artifact,
    metadata,
    ...(isGraphModel(model) ? { format: 'graph', model } : { format: 'layers', model }),
    backend,
    selfTest: report,
    trials,
    timings: { readMs, ...timings },
    async predict(inputs) {
      if (isDisposed) {
        throw afterDispose(label);
      }
      const tensors = inOrder(inputs, metadata.inputs, label);
      return await onBackend(backend, () => predictTensors(model, tensors));
    },
    run(task) {
      if (isDisposed) {
        throw afterDispose(label);
      }
      return onBackend(backend, task);
    },
    dispose() {
      isDisposed = true;
      freeModel(model, label);
    },
  };
}
