/** Times contenders in turn, so that what disturbs the machine disturbs all of them. */

import { call } from './compare-running.mjs';

/** @typedef {import('./compare-running.mjs').Contender} Contender */
/**
 * @typedef {object} Latency of one example, in milliseconds, over the rounds
 * @property {number} median_ms
 * @property {number} first_quartile_ms
 * @property {number} third_quartile_ms
 * @property {number} rounds
 */

/** A sample takes at least this long, so that clocks of a tenth of a millisecond are exact enough. */
const SAMPLE_MS = 50;
const WARM_UPS = 5;

/**
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @returns {Promise<Map<number, number[]>>} milliseconds of a prediction in each round, by place; empty
 *   without rounds
 */
export async function race(contenders, rounds) {
  /** @type {Map<number, number[]>} */
  const samples = new Map();
  const calls = new Map();
  for (const contender of rounds > 0 ? contenders : []) {
    samples.set(contender.place, []);
    calls.set(contender.place, await calibrate(contender));
  }
  for (let round = 0; round < rounds; round += 1) {
    // Another one begins each round: what one leaves in the caches slows down the same next one.
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      const ms = await time(contender, calls.get(contender.place));
      samples.get(contender.place)?.push(ms);
    }
  }
  return samples;
}

/**
 * @param {readonly number[]} times at least one
 * @returns {Latency}
 */
export function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    median_ms: quantile(sorted, 0.5),
    first_quartile_ms: quantile(sorted, 0.25),
    third_quartile_ms: quantile(sorted, 0.75),
    rounds: sorted.length,
  };
}

/**
 * @param {readonly number[]} sorted
 * @param {number} part
 * @returns {number} between two values in proportion, as numpy's default does
 */
function quantile(sorted, part) {
  const position = (sorted.length - 1) * part;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/**
 * Warms up, and finds how many predictions make a sample.
 *
 * @param {Contender} contender
 */
async function calibrate(contender) {
  await time(contender, WARM_UPS);
  const ms = await time(contender, WARM_UPS);
  return Math.max(1, Math.ceil(SAMPLE_MS / ms));
}

/**
 * @param {Contender} contender
 * @param {number} calls
 * @returns {Promise<number>} milliseconds of one prediction
 */
async function time({ model, examples }, calls) {
  const start = performance.now();
  for (let k = 0; k < calls; k += 1) {
    await call(model, examples[k % examples.length]);
  }
  return (performance.now() - start) / calls;
}
