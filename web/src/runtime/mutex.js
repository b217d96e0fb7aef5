/**
 * Tasks that must not overlap: each one waits for those that were asked for before.
 *
 * @returns {<T>(task: () => Promise<T>) => Promise<T>}
 */
export function createMutex() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => {}); // a task's failure is its caller's, not the next one's
    return turn;
  };
}
