/** Opens artifacts as the programs and the library do, in a thread that can be ended. */

import { parentPort } from 'node:worker_threads';
import { verifyCommand } from '../../node/commands/verify.mjs';
import { loadBundle } from '../../src/bundle.js';

/**
 * @param {() => Promise<unknown>} open
 * @returns {Promise<object>} what it threw
 */
async function outcomeOf(open) {
  try {
    await open();
    return { name: 'none', exitCode: 0, message: 'opened' };
  } catch (error) {
    const { name, exitCode, message } = /** @type {any} */ (error);
    return { name, exitCode, message };
  }
}

parentPort?.on('message', async (folder) => {
  parentPort?.postMessage([
    await outcomeOf(() => verifyCommand.run([folder], { backend: 'cpu' })),
    await outcomeOf(async () => (await loadBundle(folder, { backend: 'cpu' })).dispose()),
  ]);
});
