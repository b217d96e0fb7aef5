/** Lets other work of the thread have its turn: drawing, input, requests, what waits to be sent. */

/**
 * What scheduler.yield() does, which Safari and Node.js do not have.
 *
 * @param {number} intervalMs how long work may go on before others have their turn
 * @returns {() => Promise<void> | undefined} to be awaited between short pieces of work
 */
export function createPeriodicYield(intervalMs) {
  let last = performance.now();
  return () => {
    if (performance.now() - last < intervalMs) {
      return undefined;
    }
    return nextTask().then(() => {
      last = performance.now();
    });
  };
}

/**
 * A promise that is settled already lets only other promises go on; this one waits for a task.
 *
 * @returns {Promise<void>}
 */
function nextTask() {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    // Browsers make setTimeout() wait for 4 ms.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
