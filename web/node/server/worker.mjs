/** A model in a thread of its own, and the requests that wait for it: one runs at a time. */

import { Worker } from 'node:worker_threads';
import { messageOf } from '../../src/errors.js';
import { fromPlain, unavailable } from './errors.mjs';

/** @typedef {'not loaded' | 'loading' | 'ready' | 'failed' | 'closed'} State */
/** @typedef {{folder: string, label: string}} ThreadData label: the artifact's name in messages */
/** @typedef {(data: ThreadData) => Worker} StartThread */
/**
 * @typedef {object} Predict
 * @property {'predict'} task
 * @property {Uint8Array} [picture] a file whose header was checked; or
 * @property {unknown} [pixels] the network's input as it is
 */
/**
 * @typedef {object} Generate
 * @property {'generate'} task
 * @property {string} [seedText]
 * @property {import('../../src/text/text-generator.js').GenerateOptions} options
 */
/** @typedef {Predict | Generate | {task: 'load'}} Question load: answered as soon as it is ready */
/** @typedef {Question | {task: 'stop'}} ToThread stop: ends what is running, early */
/**
 * @typedef {{type: 'ready'} | {type: 'text', text: string} | {type: 'done', result: object}
 *   | {type: 'failed' | 'error', error: import('./errors.mjs').PlainError}} FromThread
 *   failed: it could not be loaded; error: the question could not be answered
 */
/**
 * @typedef {object} RunOptions
 * @property {AbortSignal} [signal] gives the question up
 * @property {(text: string) => void} [onText] told of each piece of text
 */
/**
 * @typedef {object} PendingQuestion
 * @property {Question} question
 * @property {(text: string) => void} onText
 * @property {(result: any) => void} resolve any: each task has a result of its own
 * @property {(error: unknown) => void} reject
 */

/**
 * @param {ThreadData} data
 * @returns {Worker}
 */
export function startThread(data) {
  return new Worker(new URL('./thread.mjs', import.meta.url), { workerData: data });
}

/**
 * A thread that sends nothing for this long is stopped and restarted. Far above what the slowest step
 * takes, which is reading a seed text of 10,000 characters.
 */
const SILENCE_LIMIT_MS = 60_000;

/** The thread is started with the first question, and again where it has died. */
export class ModelWorker {
  /** @type {Worker | null} */
  #thread = null;
  /** @type {State} */
  #state = 'not loaded';
  /** @type {PendingQuestion | null} */
  #running = null;
  /** @type {PendingQuestion[]} */
  #waiting = [];
  #isRetired = false;
  #cause = 'an unexpected exit';
  /** @type {NodeJS.Timeout | undefined} runs while the thread owes an answer */
  #timer = undefined;
  #lastMessageAt = 0;

  /**
   * @param {ThreadData} data
   * @param {{start: StartThread, mostWaiting: number, silenceMs?: number}} options mostWaiting:
   *   questions that may wait; one more is refused. silenceMs: how long a thread may say nothing
   */
  constructor(data, { start, mostWaiting, silenceMs = SILENCE_LIMIT_MS }) {
    this.data = data;
    this.start = start;
    this.mostWaiting = mostWaiting;
    this.silenceMs = silenceMs;
  }

  /** @returns {number} milliseconds since the running thread last sent a message; 0 where nothing is running */
  get silence() {
    return this.#timer === undefined ? 0 : performance.now() - this.#lastMessageAt;
  }

  get state() {
    return this.#state;
  }

  /** @returns {number} questions that wait or are being answered */
  get questions() {
    return this.#waiting.length + (this.#running === null ? 0 : 1);
  }

  /**
   * @param {Question} question
   * @param {RunOptions} [options]
   * @returns {Promise<any>} the result
   * @throws {import('./errors.mjs').UnavailableError} if too many wait, or the thread dies
   * @throws {import('../../src/errors.js').TfjsBridgeError} what loading or answering throws
   */
  async run(question, { signal, onText = () => {} } = {}) {
    signal?.throwIfAborted();
    if (this.#state === 'closed') {
      throw ended(this.data.label, 'a thread that was stopped');
    }
    if (this.#waiting.length >= this.mostWaiting) {
      throw full(this.data.label, this.mostWaiting);
    }
    return await new Promise((resolve, reject) => {
      const pending = { question, onText, resolve, reject };
      signal?.addEventListener('abort', () => this.#cancel(pending, signal.reason), { once: true });
      this.#waiting.push(pending);
      this.#proceed();
    });
  }

  /** Ends the thread when all that was asked is answered. */
  retire() {
    this.#isRetired = true;
    this.#proceed();
  }

  /** Ends the thread now. */
  async close() {
    this.#state = 'closed';
    this.#stopTimer();
    await this.#thread?.terminate();
  }

  #proceed() {
    if (this.#isRetired && this.questions === 0) {
      this.close();
    } else if (this.#waiting.length > 0 && this.#thread === null) {
      this.#load();
    } else if (this.#state === 'ready' && this.#running === null) {
      this.#askNext();
    }
  }

  #askNext() {
    const pending = this.#waiting.shift();
    if (pending === undefined) {
      return;
    }
    this.#running = pending;
    try {
      this.#send(pending.question);
      this.#startTimer();
    } catch (error) {
      // What cannot be sent fails alone.
      this.#running = null;
      pending.reject(error);
      this.#proceed();
    }
  }

  #startTimer() {
    clearTimeout(this.#timer);
    this.#lastMessageAt = performance.now();
    this.#timer = setTimeout(() => {
      // A busy thread does not read messages, so nothing gentler would reach it.
      this.#cause = `no answer in ${this.silenceMs / 1000} s`;
      this.#thread?.terminate();
    }, this.silenceMs).unref(); // a timer must not keep a stopping program alive
  }

  #stopTimer() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #load() {
    this.#state = 'loading';
    this.#cause = 'an unexpected exit';
    this.#thread = this.start(this.data);
    this.#thread.on('message', (message) => this.#receive(message));
    this.#thread.on('error', (error) => {
      this.#cause = messageOf(error);
    });
    this.#thread.on('exit', () => this.#onExit());
    this.#startTimer();
  }

  /** @param {ToThread} message */
  #send(message) {
    this.#thread?.postMessage(message);
  }

  /** @param {FromThread} message */
  #receive(message) {
    if (message.type === 'text') {
      this.#startTimer();
      this.#running?.onText(message.text);
      return;
    }
    this.#stopTimer();
    if (message.type === 'failed') {
      this.#state = 'failed';
      this.#rejectWaiting(fromPlain(message.error));
      return;
    }
    if (message.type === 'ready') {
      this.#state = 'ready';
    } else if (message.type === 'done') {
      this.#running?.resolve(message.result);
      this.#running = null;
    } else {
      this.#running?.reject(fromPlain(message.error));
      this.#running = null;
    }
    this.#proceed();
  }

  /** The thread has ended: as it was told to, after it failed to load, or by dying. */
  #onExit() {
    const wasReady = this.#state === 'ready';
    this.#stopTimer();
    this.#thread = null;
    this.#running?.reject(this.#ended());
    this.#running = null;
    if (this.#state === 'closed' || this.#state === 'loading') {
      this.#rejectWaiting(this.#ended());
    }
    if (this.#state === 'loading') {
      this.#state = 'failed'; // and is tried again with the next question, not before
    }
    // Reloaded at once, so that the next question need not wait for it.
    if (wasReady) {
      this.#load();
    } else {
      this.#proceed();
    }
  }

  /**
   * @param {PendingQuestion} pending
   * @param {unknown} reason
   */
  #cancel(pending, reason) {
    if (this.#running === pending) {
      // A generator sees it between two characters; a prediction ends sooner.
      this.#send({ task: 'stop' });
    }
    this.#waiting = this.#waiting.filter((other) => other !== pending);
    pending.reject(reason); // nothing where it is over
    pending.onText = () => {};
  }

  #ended() {
    return ended(this.data.label, this.#cause);
  }

  /** @param {unknown} error */
  #rejectWaiting(error) {
    const pending = this.#waiting;
    this.#waiting = [];
    for (const { reject } of pending) {
      reject(error);
    }
  }
}

/**
 * @param {string} name the model's
 * @param {number} mostWaiting
 * @returns {import('./errors.mjs').UnavailableError}
 */
function full(name, mostWaiting) {
  return unavailable(`model ${name}`, {
    problem: 'busy',
    expected: `at most ${mostWaiting} waiting requests`,
    got: 'one more',
    remedy: 'Try again later',
  });
}

/**
 * @param {string} name the model's
 * @param {string} cause
 * @returns {import('./errors.mjs').UnavailableError}
 */
export function ended(name, cause) {
  return unavailable(`model ${name}`, {
    problem: 'its thread has ended',
    expected: 'an answer',
    got: cause,
    remedy: 'Try again',
  });
}
