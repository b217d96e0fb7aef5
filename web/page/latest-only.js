/**
 * Runs a task at most once a frame, and never twice at a time; a request while it runs makes it run
 * once more, on what is newest then.
 *
 * @param {() => Promise<void>} task
 * @param {(error: unknown) => void} onError
 * @returns {() => void} requests a run
 */
export function latestOnly(task, onError) {
  let isRunning = false;
  let isWanted = false;
  return async () => {
    isWanted = true;
    if (isRunning) {
      return;
    }
    isRunning = true;
    try {
      while (isWanted) {
        // Pointer events come more often than frames; what is computed in between would never be
        // seen.
        await new Promise(requestAnimationFrame);
        isWanted = false;
        await task();
      }
    } catch (error) {
      onError(error);
    }
    isRunning = false;
  };
}
