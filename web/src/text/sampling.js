/**
 * Chooses the next character: temperature, the most likely few, and chance that can be repeated. The
 * twin of tfjs_bridge/data/sampling.py; both are held to tests/vectors/sampling.json. Pure.
 */

import { DataError, sentence } from '../errors.js';

/**
 * @typedef {object} SamplingSettings
 * @property {number} temperature finite, from 0, which always chooses the most likely; 1 is as the
 *   model says
 * @property {number | null} [topK] how many of the most likely are drawn from, at least 1; null: all
 */

/** What a probability of 0 counts as, so that its logarithm is a number. */
const LEAST = 1e-60;

/**
 * The same numbers for the same seed in Python and in JavaScript: Mulberry32 by Tommy Ettinger,
 * public domain, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 *
 * @param {number} seed a whole number, 0 to 2 ** 32 - 1
 * @returns {() => number} each call gives the next number in [0, 1)
 * @throws {DataError} if the seed is another number
 */
export function createRandom(seed) {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw outOfRange('seed', 'a whole number from 0 to 4294967295', seed);
  }
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Computes how likely each character is to be drawn, with a temperature and among the most likely few.
 *
 * @param {ArrayLike<number>} probabilities one for each character, in [0, 1]
 * @param {SamplingSettings} settings a temperature above 0
 * @returns {Float64Array} weights, one for each character, in [0, 1]; the largest is 1
 * @throws {DataError} if a setting is out of its range
 */
export function samplingWeights(probabilities, { temperature, topK = null }) {
  checkSampling({ temperature, topK });
  const logs = Float64Array.from(probabilities, (value) => Math.log(Math.max(value, LEAST)));
  const largest = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  // Subtracting the largest one first keeps the powers from overflowing at low temperatures.
  const weights = logs.map((value) => Math.exp((value - largest) / temperature));
  if (topK !== null && topK < weights.length) {
    // Sorting is stable, so that of equal ones the first is kept.
    const order = Array.from(logs.keys()).sort((a, b) => logs[b] - logs[a]);
    for (const index of order.slice(topK)) {
      weights[index] = 0;
    }
  }
  return weights;
}

/**
 * Draws the next character.
 *
 * @param {ArrayLike<number>} probabilities one for each character, in [0, 1]; at least one
 * @param {number} chance in [0, 1), such as the next number of `createRandom()`
 * @param {SamplingSettings} settings
 * @returns {number} an index of the probabilities
 * @throws {DataError} if a setting is out of its range
 */
export function choose(probabilities, chance, settings) {
  checkSampling(settings);
  // The formula below would divide by 0; this is its limit.
  if (settings.temperature === 0) {
    return mostLikely(probabilities);
  }
  const weights = samplingWeights(probabilities, settings);
  const target = chance * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  let last = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    if (weight > 0) {
      last = index;
      if (sum > target) {
        return index;
      }
    }
  }
  return last; // where rounding leaves the chance beyond the sum
}

/**
 * @param {SamplingSettings} settings
 * @throws {DataError} if one is out of its range
 */
export function checkSampling({ temperature, topK = null }) {
  if (!(temperature >= 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw outOfRange('temperature', 'a number from 0', temperature);
  }
  if (topK !== null && !(Number.isInteger(topK) && topK >= 1)) {
    throw outOfRange('topK', 'a whole number from 1', topK);
  }
}

/** @param {ArrayLike<number>} probabilities */
function mostLikely(probabilities) {
  let best = 0;
  for (let index = 1; index < probabilities.length; index += 1) {
    if (probabilities[index] > probabilities[best]) {
      best = index;
    }
  }
  return best;
}

/**
 * @param {string} what
 * @param {string} expected
 * @param {number} got
 */
function outOfRange(what, expected, got) {
  const remedy = 'Choose a number in this range';
  return new DataError(
    sentence(what, { problem: 'out of range', expected, got: `${got}`, remedy }),
  );
}
