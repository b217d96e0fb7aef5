/** A model computes on the backend that it was proven on, whatever else goes on in the page. */

import { engine, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';

/** @typedef {import('./model.js').Model} Model */

const LAYERS_RUNS = ['predict', 'predictOnBatch'];
const GRAPH_RUNS = ['execute', 'executeAsync'];

/** @type {WeakMap<Model, string>} */
const backends = new WeakMap();

/**
 * From now on the model's predictions run on this backend. TensorFlow.js has one backend in use for
 * everything, and would otherwise carry the weights over to whichever that is.
 *
 * @param {Model} model
 * @param {string} backend one that was started
 */
export function bindToBackend(model, backend) {
  backends.set(model, backend);
  // Of a graph model predict() calls execute(), and its loops are bound where it is built.
  const runs = 'execute' in model && 'executeAsync' in model ? GRAPH_RUNS : LAYERS_RUNS;
  for (const name of runs) {
    const any = /** @type {any} */ (model);
    const run = any[name].bind(model);
    any[name] = (/** @type {unknown[]} */ ...args) => onBackend(backend, () => run(...args));
  }
}

/**
 * @template T
 * @param {Model} model
 * @param {() => T} task what it computes before it first waits runs on the model's backend
 * @returns {T}
 */
export function onModelBackend(model, task) {
  const backend = backends.get(model);
  return backend === undefined ? task() : onBackend(backend, task);
}

/**
 * @template T
 * @param {string} backend one that was started
 * @param {() => T} task
 * @returns {T}
 */
export function onBackend(backend, task) {
  const before = getBackend();
  if (before === backend) {
    return task();
  }
  // Of a backend that was started, it has taken effect before the first promise (engine.js).
  void setBackend(backend);
  try {
    return task();
  } finally {
    void setBackend(before);
  }
}

/**
 * Finds out which backend is in use. Where other code has registered some, and has used none so far,
 * the one is started that it would get.
 *
 * @returns {Promise<() => Promise<void>>} puts it in use again; where there was none, does nothing
 */
export async function rememberBackend() {
  if (!getBackend() && engine().backendNames().length > 0) {
    await ready().catch(() => {}); // none starts, so none is in use
  }
  const before = getBackend();
  // setBackend() sets the name before it starts the backend, and keeps it on failure.
  const wasStarted = before !== undefined && before in engine().registry;
  return async () => {
    if (wasStarted && getBackend() !== before) {
      await setBackend(before);
    }
  };
}
