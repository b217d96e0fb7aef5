import { ended, ModelWorker, startThread } from './worker.mjs';

/** @typedef {import('./catalogue.mjs').Model} Model */
/**
 * @typedef {object} Pool
 * @property {(model: Model, question: import('./worker.mjs').Question,
 *   options?: import('./worker.mjs').RunOptions) => Promise<any>} ask any: each task has a
 *   result of its own
 * @property {(name: string) => {state: import('./worker.mjs').State, questions: number}}
 *   about
 * @property {(name: string) => number} silence milliseconds since a busy model last sent a
 *   message
 * @property {() => Promise<void>} close ends all threads now
 */

/**
 * Questions that may wait for a model, by its kind; more would wait longer than anyone does. A digit
 * takes milliseconds, a text takes seconds.
 *
 * @type {Record<Model['kind'], number>}
 */
const MOST_WAITING = { digits: 256, text: 32, other: 32 };

/**
 * One worker for each model, started with its first question.
 *
 * @param {import('./worker.mjs').StartThread} [start]
 * @param {number} [silenceMs] how long a busy thread may send nothing
 * @returns {Pool}
 */
export function createPool(start = startThread, silenceMs = undefined) {
  /** @type {Map<string, {version: string, worker: ModelWorker}>} by the model's name */
  const workers = new Map();
  /** @type {ModelWorker[]} */
  let retired = [];
  let isClosed = false;

  /** @param {Model} model */
  function workerFor({ name, folder, version, kind }) {
    const old = workers.get(name);
    if (old?.version === version) {
      return old.worker;
    }
    if (old !== undefined) {
      old.worker.retire(); // the model was exported again: those who wait get the old one's answer
      retired = [...retired.filter(({ state }) => state !== 'closed'), old.worker];
    }
    const options = { start, silenceMs, mostWaiting: MOST_WAITING[kind] };
    const worker = new ModelWorker({ folder, label: name }, options);
    workers.set(name, { version, worker });
    return worker;
  }

  return {
    async ask(model, question, options) {
      if (isClosed) {
        throw ended(model.name, 'a server that is stopping');
      }
      return await workerFor(model).run(question, options);
    },
    about(name) {
      const worker = workers.get(name)?.worker;
      return { state: worker?.state ?? 'not loaded', questions: worker?.questions ?? 0 };
    },
    silence: (name) => workers.get(name)?.worker.silence ?? 0,
    async close() {
      isClosed = true;
      const current = Array.from(workers.values(), ({ worker }) => worker);
      await Promise.all([...current, ...retired].map((worker) => worker.close()));
    },
  };
}
