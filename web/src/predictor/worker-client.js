/** The page's end of a model that runs in a worker. */

import { afterDispose, sentence, UsageError } from '../errors.js';
import { isTensor } from '../runtime/model-inputs.js';
import { fromPlainError } from './worker-protocol.js';

/** @typedef {import('./load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./worker-protocol.js').CallName} CallName */
/** @typedef {{resolve: (value: any) => void, reject: (error: unknown) => void, onProgress?: Function}} Waiting */
/** @typedef {{signal?: AbortSignal, onProgress?: (...args: any[]) => void}} CallOptions */

let lastId = 0;

/**
 * @param {Worker} worker whose script is `import 'tfjs-bridge/worker'`
 * @param {string | URL} location relative to the page
 * @param {import('../bundle.js').LoadOptions} options
 * @returns {Promise<ProvenModel>} as loadModel() gives it
 */
export async function connectModel(worker, location, options) {
  const call = openConnection(worker);
  const { signal, onProgress, ...plain } = options;
  if (plain.fetchFunc !== undefined) {
    const expected = 'an option that can be sent to a worker';
    throw notForWorkers('loadModel: fetchFunc', expected, 'a function');
  }
  const loading = { ...plain, ...absoluteFolder(plain.wasmFolder) };
  const args = { location: absolute(location), options: loading };
  const { model: id, facts } = await call('load', args, { signal, onProgress });
  let isDisposed = false;
  return {
    ...facts,
    async predict(inputs, { signal, onProgress, ...options } = {}) {
      if (isDisposed) {
        throw afterDispose(facts.label);
      }
      if (options.as === 'tensors') {
        const expected = 'arrays or typedArrays where the model runs in a worker';
        throw notForWorkers('predict: as', expected, 'tensors');
      }
      if ([inputs, ...Object.values(Object(inputs))].some(isTensor)) {
        throw notForWorkers('predict: inputs', 'arrays or typed arrays', 'a tensor');
      }
      return await call('predict', { model: id, inputs, options }, { signal, onProgress });
    },
    async testPictures() {
      if (isDisposed) {
        throw afterDispose(facts.label);
      }
      return await call('testPictures', { model: id }, {});
    },
    dispose() {
      isDisposed = true;
      void call('dispose', { model: id }, {}).catch(() => {}); // the worker may have ended
    },
  };
}

/**
 * @param {Worker} worker
 * @returns {(name: CallName, args: unknown, options: CallOptions) => Promise<any>}
 */
function openConnection(worker) {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  worker.addEventListener('message', ({ data }) => {
    const call = waiting.get(data?.id);
    if (data?.tfjsBridge === 'progress') {
      call?.onProgress?.(...data.args);
    } else if (data?.tfjsBridge === 'answer' && call !== undefined) {
      waiting.delete(data.id);
      data.error === undefined ? call.resolve(data.value) : call.reject(fromPlainError(data.error));
    }
  });
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) {
      reject(notStarted(message));
    }
    waiting.clear();
  });
  return (name, args, { signal, onProgress }) => {
    signal?.throwIfAborted();
    lastId += 1;
    const id = lastId;
    const onAbort = () => {
      worker.postMessage({ tfjsBridge: 'abort', id });
      waiting.get(id)?.reject(signal?.reason);
      waiting.delete(id);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    /** @type {Promise<any>} */
    const answer = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress });
      const hasProgress = onProgress !== undefined;
      post(worker, { tfjsBridge: 'call', id, name, args, hasProgress });
    });
    return answer.finally(() => signal?.removeEventListener('abort', onAbort));
  };
}

/**
 * @param {Worker} worker
 * @param {unknown} message
 */
function post(worker, message) {
  try {
    worker.postMessage(message);
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw notForWorkers('worker', 'plain values, arrays and typed arrays', got);
  }
}

/**
 * @param {string | URL} location
 * @returns {string} relative to the page: in the worker it would be relative to its script
 */
function absolute(location) {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  return new URL(location, base).href;
}

/** @param {string | URL | undefined} wasmFolder */
function absoluteFolder(wasmFolder) {
  return wasmFolder === undefined ? {} : { wasmFolder: absolute(wasmFolder) };
}

/**
 * @param {string} object
 * @param {string} expected
 * @param {string} got
 */
function notForWorkers(object, expected, got) {
  const problem = 'not possible with a worker';
  const remedy = 'Leave it out, or load the model without a worker';
  return new UsageError(sentence(object, { problem, expected, got, remedy }));
}

/** @param {string | undefined} message */
function notStarted(message) {
  return new UsageError(
    sentence('worker', {
      problem: 'it failed',
      expected: "a module worker whose script is import 'tfjs-bridge/worker'",
      got: message || 'an error without a message',
      remedy:
        "Make it with new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })",
    }),
  );
}
