/** How much a model may take to run: far above what any takes that people run in browsers. Pure. */

import { inconsistent } from './faults.js';

/** Of one run of all golden vectors: values of tensors, multiplications, and turns of loops. */
export const MOST_VALUES = 2 ** 29;
export const MOST_WORK = 2 ** 40;
export const MOST_STEPS = 100_000;

/**
 * @param {string} file
 * @param {string} problem
 * @param {number} most
 * @param {number} got
 * @throws {import('../errors.js').ArtifactError} if it is more
 */
export function refuseAbove(file, problem, most, got) {
  if (!(got <= most)) {
    throw inconsistent(file, problem, `at most ${most}`, `${got}`);
  }
}
