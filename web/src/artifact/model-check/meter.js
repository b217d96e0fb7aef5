/** Counts what a model would take to run, so that one that never ends is not begun. */

import { valuesIn } from './shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */

export class Meter {
  /** Multiplications and additions. */
  work = 0;
  /** Turns of loops in JavaScript, each of which takes about a millisecond. */
  steps = 0;
  /** Values of tensors that exist at the same time, at most. */
  peak = 0;
  #factor = 1;
  #held = 0;

  /**
   * One call of a layer.
   *
   * @param {Shape[]} inputs
   * @param {Shape[]} outputs
   * @param {{uses?: number, weights?: number, steps?: number}} layer
   */
  count(inputs, outputs, { uses = 0, weights = 0, steps = 0 }) {
    const values = totalOf(inputs) + totalOf(outputs);
    this.work += this.#factor * (values + uses * weights);
    this.loop(steps);
    this.peak = Math.max(this.peak, this.#held + values);
  }

  /** @param {number} steps of a loop */
  loop(steps) {
    this.steps += this.#factor * steps;
  }

  /**
   * @template T
   * @param {number} count
   * @param {() => T} run counts as if it ran so often
   * @returns {T}
   */
  times(count, run) {
    const before = this.#factor;
    this.#factor *= count;
    const result = run();
    this.#factor = before;
    return result;
  }

  /**
   * @param {number} values that stay in memory from now on; negative: no longer
   */
  hold(values) {
    this.#held += values;
  }
}

/**
 * @param {Shape[]} shapes
 * @returns {number}
 */
export function totalOf(shapes) {
  return shapes.reduce((sum, shape) => sum + valuesIn(shape), 0);
}
