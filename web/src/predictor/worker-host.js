/** The worker's end of models that a page uses. */

import { loadModel } from './load-model.js';
import { toPlainError } from './worker-protocol.js';

/** @typedef {import('./load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./worker-protocol.js').CallMessage & {hasProgress: boolean}} Call */

/** @type {Map<number, ProvenModel>} by the number of the call that loaded it */
const models = new Map();

/** @type {Map<number, AbortController>} of the calls that are running */
const running = new Map();

/** @type {Record<import('./worker-protocol.js').CallName, (args: any, options: any, id: number) => Promise<unknown>>} */
const CALLS = {
  async load({ location, options }, signals, id) {
    const model = await loadModel(location, { ...options, ...signals });
    if (signals.signal.aborted) {
      model.dispose(); // nobody waits for it
      return null;
    }
    models.set(id, model);
    const { predict: _, testPictures: __, dispose: ___, ...facts } = model;
    return { model: id, facts };
  },
  async predict({ model, inputs, options }, signals) {
    return await /** @type {ProvenModel} */ (models.get(model)).predict(inputs, {
      ...options,
      ...signals,
    });
  },
  async testPictures({ model }) {
    return await models.get(model)?.testPictures();
  },
  async dispose({ model }) {
    models.get(model)?.dispose();
    models.delete(model);
  },
};

/**
 * Loads and runs models in this worker, for a page that gives the worker to loadModel(). A module
 * worker whose script is `import 'tfjs-bridge/worker'` calls it.
 */
export function hostModels() {
  globalThis.addEventListener('message', ({ data }) => {
    if (data?.tfjsBridge === 'call') {
      void answer(data);
    } else if (data?.tfjsBridge === 'abort') {
      running.get(data.id)?.abort();
    }
  });
}

/** @param {Call} call */
async function answer({ id, name, args, hasProgress }) {
  const controller = new AbortController();
  running.set(id, controller);
  const onProgress = (/** @type {unknown[]} */ ...args) =>
    globalThis.postMessage({ tfjsBridge: 'progress', id, args });
  const signals = { signal: controller.signal, ...(hasProgress ? { onProgress } : {}) };
  try {
    const value = await CALLS[name](args, signals, id);
    globalThis.postMessage({ tfjsBridge: 'answer', id, value });
  } catch (error) {
    globalThis.postMessage({ tfjsBridge: 'answer', id, error: toPlainError(error) });
  } finally {
    running.delete(id);
  }
}
