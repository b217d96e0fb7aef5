/** @typedef {{written: number, goal: number, perSecond: number}} Progress in characters */
/**
 * @typedef {object} Meter counts characters, and the time that was spent on them alone
 * @property {(already: number, more: number) => void} start already: characters that are there;
 *   more: those that are wanted
 * @property {<T>(task: () => Promise<T>) => Promise<T>} time
 * @property {() => void} count
 * @property {() => boolean} isShort whether characters are still wanted
 * @property {() => Progress} progress
 */

/** @returns {Meter} */
export function createMeter() {
  let [from, written, goal, ms] = [0, 0, 0, 0];
  return {
    start(already, more) {
      [from, written, goal, ms] = [already, already, already + more, 0];
    },
    async time(task) {
      const start = performance.now();
      const result = await task();
      ms += performance.now() - start;
      return result;
    },
    count() {
      written += 1;
    },
    isShort: () => written < goal,
    progress: () => ({ written, goal, perSecond: ms > 0 ? (1000 * (written - from)) / ms : 0 }),
  };
}
