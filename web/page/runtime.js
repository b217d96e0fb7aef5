/** What the page's tabs share: the backend, how models are loaded and run, and what was measured. */

import { getBackend } from '@tensorflow/tfjs-core';
import { openArtifact } from '../src/artifact/open.js';
import { BEST_FIRST, useBackend } from '../src/backend.js';
import { buildVerifiedModel } from '../src/proof/verified-model.js';
import { createMutex } from '../src/runtime/mutex.js';
import { createLoadLog } from './load-log.js';
import { createModelRegistry } from './model-registry.js';
import { loadAllKernels, loadKernelsFor } from './wasm-kernels.js';

/** @typedef {import('../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../src/backend.js').BackendName} BackendName */
/** @typedef {import('../src/proof/verified-model.js').VerifiedModel} VerifiedModel */
/** @typedef {VerifiedModel & {label: string, artifact: ArtifactFiles}} RuntimeModel */
/**
 * @typedef {object} Runtime
 * @property {string} wasmFolder address of the .wasm files, with a slash at its end
 * @property {import('./load-log.js').LoadLog} loadLog
 * @property {import('./model-registry.js').ModelRegistry} registry the digit models that can be chosen
 * @property {(location: string | URL | import('./exported-model.js').Opener,
 *   options?: import('../src/artifact/open.js').OpenOptions & {onRead?: () => void}) =>
 *   Promise<RuntimeModel>} load reads, checks and builds an artifact; onRead is called when it is read
 * @property {(artifact: ArtifactFiles, readMs?: number) => Promise<RuntimeModel>} build builds and proves
 *   a model whose files were read before
 * @property {<T>(model: {backend: BackendName}, task: () => Promise<T>) => Promise<T>} on runs
 *   something on the model's backend
 * @property {<T>(model: {label: string, backend: BackendName}, task: () => Promise<T>) => Promise<T>}
 *   run runs something on the model's backend, and notes how long it took
 * @property {() => Promise<BackendName>} startBackend starts the backend that models are built on,
 *   for what is built without a proof
 * @property {(name: BackendName) => Promise<void>} switchBackend all models are built and proven
 *   anew; if one fails, all stays as it was
 * @property {(rebuild: () => Promise<void>, rest?: () => Promise<void>) => void} onSwitch rebuild
 *   builds a tab's models anew, by build(); rest ends before that what computes for long
 */

/**
 * @param {{wasmFolder: string}} options
 * @returns {Runtime}
 */
export function createRuntime({ wasmFolder }) {
  const loadLog = createLoadLog();
  /** @type {Set<{rebuild: () => Promise<void>, rest: () => Promise<void>}>} */
  const listeners = new Set();
  let backends = BEST_FIRST;
  const inTurn = createMutex();

  /** @type {Runtime['build']} */
  const build = (artifact, readMs = 0) =>
    // Two that start a backend at the same time find it half started.
    inTurn(() => buildNow(artifact, readMs));

  /**
   * @param {ArtifactFiles} artifact
   * @param {number} readMs
   */
  async function buildNow(artifact, readMs) {
    await loadKernelsFor(artifact);
    const verified = await buildVerifiedModel(artifact, backends, { wasmFolder });
    const { backend, report, timings } = verified;
    const { label } = artifact;
    loadLog.add({ label, artifact, backend, report, timings: { readMs, ...timings } });
    return { ...verified, label, artifact };
  }

  async function startBackend() {
    // What is built by this is a plain model, whose layers nobody has looked at yet.
    await loadAllKernels();
    for (const name of backends.slice(0, -1)) {
      try {
        await useBackend(name, { wasmFolder });
        return name;
      } catch {} // the last one says why none starts
    }
    const last = backends[backends.length - 1];
    await useBackend(last, { wasmFolder });
    return last;
  }

  async function buildAllAnew() {
    for (const { rebuild } of listeners) {
      await rebuild();
    }
  }

  /** @type {Runtime['on']} */
  async function on({ backend }, task) {
    // TensorFlow.js has one backend for the whole page, while each model's weights lie on its
    // own.
    if (getBackend() !== backend) {
      await useBackend(backend, { wasmFolder });
    }
    return task();
  }

  // While the first model's files come, its backend starts. If it cannot, building says so.
  inTurn(() => useBackend(backends[0], { wasmFolder })).catch(() => {});

  return {
    wasmFolder,
    loadLog,
    registry: createModelRegistry(),
    build,
    startBackend,
    async load(location, { onRead = () => {}, ...options } = {}) {
      const start = performance.now();
      const isOpener = typeof location === 'function';
      const artifact = await (isOpener ? location(options) : openArtifact(location, options));
      onRead();
      return build(artifact, performance.now() - start);
    },
    on,
    run: (model, task) =>
      on(model, async () => {
        const start = performance.now();
        const result = await task();
        loadLog.answered(model.label, performance.now() - start);
        return result;
      }),
    async switchBackend(name) {
      const before = backends;
      // A text that is being written has states on the former backend, and would ask for it
      // again.
      await Promise.all(Array.from(listeners, ({ rest }) => rest()));
      try {
        await useBackend(name, { wasmFolder });
      } catch (error) {
        await startBackend(); // TensorFlow.js has left the former one
        throw error;
      }
      backends = [name];
      try {
        await buildAllAnew();
      } catch (error) {
        backends = before;
        await buildAllAnew();
        throw error;
      }
    },
    onSwitch(rebuild, rest = async () => {}) {
      listeners.add({ rebuild, rest });
    },
  };
}
