/** Times contenders in turn, so that what disturbs the machine disturbs all of them. */

import { call } from './compare-running.mjs';

/** @typedef {import('./compare-running.mjs').Contender} Contender */
/**
 * @typedef {object} Latency of one example, in milliseconds, over the rounds
 * @property {number} median_ms
 * @property {number} first_quartile_ms
 * @property {number} third_quartile_ms
 * @property {number} cpu_ms the median of the processor's time, which other programs disturb less
 * @property {number} rounds
 */
/** @typedef {{ms: number[], cpuMs: number[]}} Samples of a prediction, by round */

/** A sample takes at least this long, so that clocks of a tenth of a millisecond are exact enough. */
const SAMPLE_MS = 50;
const WARM_UPS = 5;

/**
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @returns {Promise<Map<number, Samples>>} by place; empty without rounds
 */
export async function race(contenders, rounds) {
  /** @type {Map<number, Samples>} */
  const samples = new Map();
  const calls = new Map();
  for (const contender of rounds > 0 ? contenders : []) {
    samples.set(contender.place, { ms: [], cpuMs: [] });
    calls.set(contender.place, await calibrate(contender));
  }
  for (let round = 0; round < rounds; round += 1) {
    // Another one begins each round: what one leaves in the caches slows down the same next one.
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      const cpu = cpuNow();
      const count = calls.get(contender.place);
      const ms = await time(contender, count);
      samples.get(contender.place)?.ms.push(ms);
      samples.get(contender.place)?.cpuMs.push((cpuNow() - cpu) / count);
    }
  }
  return samples;
}

/** @returns {number} milliseconds of the processor that this process has used */
function cpuNow() {
  return process.cpuUsage().user / 1000;
}

/**
 * @param {Samples} samples at least one
 * @returns {Latency}
 */
export function summary({ ms, cpuMs }) {
  return {
    median_ms: quantile(ms, 0.5),
    first_quartile_ms: quantile(ms, 0.25),
    third_quartile_ms: quantile(ms, 0.75),
    cpu_ms: quantile(cpuMs, 0.5),
    rounds: ms.length,
  };
}

/**
 * @param {readonly number[]} values
 * @param {number} part
 * @returns {number} between two values in proportion, as numpy's default does
 */
function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
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
