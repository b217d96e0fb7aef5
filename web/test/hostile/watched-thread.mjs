import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Far more than any refusal takes, on a machine that is busy. */
const TIME_LIMIT_MS = 20_000;

/** @typedef {{name: string, exitCode: number, message: string}} Outcome of verify and of loadBundle */

/** A thread that opens artifacts, and is ended and replaced where one of them holds it up. */
export class WatchedThread {
  #thread = startThread();

  /**
   * @param {string} folder
   * @returns {Promise<Outcome[]>}
   */
  async open(folder) {
    this.#thread.postMessage(folder);
    const limit = setTimeout(() => this.#thread.terminate(), TIME_LIMIT_MS);
    try {
      return await Promise.race([
        once(this.#thread, 'message').then(([outcomes]) => outcomes),
        once(this.#thread, 'exit').then(() => assert.fail(`no answer in ${TIME_LIMIT_MS} ms`)),
      ]);
    } catch (error) {
      await this.end();
      this.#thread = startThread();
      throw error;
    } finally {
      clearTimeout(limit);
    }
  }

  async end() {
    await this.#thread.terminate();
  }
}

function startThread() {
  return new Worker(new URL('./thread.mjs', import.meta.url));
}

/**
 * @param {Outcome[]} outcomes
 * @param {RegExp} expected
 */
export function assertRefused(outcomes, expected) {
  for (const { name, exitCode, message } of outcomes) {
    assert.deepEqual([name, exitCode], ['ArtifactError', 4], message);
    assert.match(message, expected);
    assert.match(message, /^[^;]+: [^;]+; expected [^;]+, got [^;]*\. [A-Z][^.]+\.$/);
    assert.ok(message.length < 600);
  }
}
