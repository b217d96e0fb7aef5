/** The page's end of the training worker. */

/** @typedef {import('./messages.js').Answer} Answer */
/** @typedef {import('./messages.js').Request} Request */
/**
 * @typedef {object} Trainer
 * @property {(folder: string, onProgress: (loadedBytes: number, totalBytes: number | null) =>
 *   void) => Promise<import('./messages.js').Opened>} open reads the digits
 * @property {(network: import('./messages.js').NetworkName) =>
 *   Promise<import('./networks.js').LayerRow[]>} describe
 * @property {(settings: import('./messages.js').Settings, watcher: Watcher) =>
 *   Promise<import('./messages.js').Trained>} train
 * @property {() => void} stop ends the training after its batch
 */
/**
 * @typedef {object} Watcher
 * @property {(report: import('./training.js').BatchReport) => void} onBatch
 * @property {(report: import('./training.js').EpochReport) => void} onEpoch
 * @property {() => void} onAssess
 */

/**
 * @param {URL} address the worker's script
 * @returns {Trainer} to be asked for one thing at a time
 */
export function createTrainer(address) {
  const worker = new Worker(address, { type: 'module' });

  /**
   * @template {Answer['type']} T
   * @param {Request} request
   * @param {T} last the answer that ends it
   * @param {(answer: Answer) => void} [onAnswer] called with those before
   * @returns {Promise<Extract<Answer, {type: T}>>}
   */
  function ask(request, last, onAnswer = () => {}) {
    // Promise.withResolvers() would do, but is ES2024; the rest of the page needs ES2023.
    const { promise, resolve, reject, listeners } = createWait();
    worker.addEventListener(
      'message',
      ({ data }) => {
        if (data.type === last) {
          resolve(data);
        } else if (data.type === 'failed') {
          reject(new Error(data.message));
        } else {
          onAnswer(data);
        }
      },
      listeners,
    );
    worker.addEventListener('error', (event) => reject(brokenWorker(address, event)), listeners);
    worker.postMessage(request);
    return promise;
  }

  return {
    open: (folder, onProgress) =>
      ask({ type: 'open', folder }, 'opened', (answer) => {
        if (answer.type === 'progress') {
          onProgress(answer.loadedBytes, answer.totalBytes);
        }
      }),
    describe: async (network) => (await ask({ type: 'describe', network }, 'described')).layers,
    train: (settings, { onBatch, onEpoch, onAssess }) =>
      ask({ type: 'train', settings }, 'trained', (answer) => {
        if (answer.type === 'batch') {
          onBatch(answer.report);
        } else if (answer.type === 'epoch') {
          onEpoch(answer.report);
        } else if (answer.type === 'assessing') {
          onAssess();
        }
      }),
    stop: () => worker.postMessage({ type: 'stop' }),
  };
}

/** A promise, and listeners that end with it. */
function createWait() {
  const ended = new AbortController();
  let resolve = (/** @type {any} */ _value) => {};
  let reject = (/** @type {Error} */ _error) => {};
  const promise = new Promise((...settlers) => {
    [resolve, reject] = settlers;
  }).finally(() => ended.abort());
  return { promise, resolve, reject, listeners: { signal: ended.signal } };
}

/**
 * @param {URL} address
 * @param {ErrorEvent} event
 */
function brokenWorker(address, { message }) {
  const got = message ? `an error (${message})` : 'none';
  return new Error(
    `${address.pathname}: does not run; expected the training script, got ${got}. Reload the page; if that does not help, rebuild it with "npm run build".`,
  );
}
