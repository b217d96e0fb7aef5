/** Times contenders in turn. */

import { difference } from '../../web/src/proof/comparison.js';

/** A sample takes at least this long, so that clocks of a tenth of a millisecond are exact enough. */
const SAMPLE_MS = 50;
const WARM_UPS = 5;

/**
 * @typedef {object} Found
 * @property {number} [difference] from Keras, by the measure of the artifact format
 * @property {number[]} [ms] of a prediction, by round
 * @property {number[]} [cpuMs] the same by the processor's time, where the clock for that is known
 * @property {string} [failure]
 */

/**
 * @typedef {object} Options
 * @property {number} rounds
 * @property {() => number} [cpuNow] milliseconds of the processor that this process has used
 */

/**
 * @param {Record<string, () => Promise<import('./contenders.js').Contender>>} makers by name
 * @param {import('./contenders.js').Vectors} vectors
 * @param {Options} options
 * @returns {Promise<Record<string, Found>>} by name
 */
export async function race(makers, vectors, { rounds, cpuNow }) {
  /** @type {Record<string, Found>} */
  const found = {};
  const running = [];
  for (const [name, make] of Object.entries(makers)) {
    try {
      const contender = await make();
      found[name] = { difference: await compare(contender, vectors), ms: [], cpuMs: [] };
      running.push({ contender, calls: await calibrate(contender, vectors) });
    } catch (error) {
      found[name] = { failure: String(/** @type {any} */ (error)?.message ?? error) };
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    // Another one begins each round: what one leaves in the caches slows down the same next one.
    for (let place = 0; place < running.length; place += 1) {
      const { contender, calls } = running[(round + place) % running.length];
      const cpu = cpuNow?.() ?? 0;
      const ms = await time(contender, vectors, calls);
      found[contender.name].ms?.push(ms);
      if (cpuNow) {
        found[contender.name].cpuMs?.push((cpuNow() - cpu) / calls);
      }
    }
  }
  return found;
}

/**
 * @param {import('./contenders.js').Contender} contender
 * @param {import('./contenders.js').Vectors} vectors
 */
async function compare(contender, { inputs, outputs, outputShape }) {
  const all = [];
  for (const input of inputs) {
    all.push(...(await contender.predict(input)));
  }
  return difference(all, { values: outputs, shape: outputShape });
}

/**
 * Warms up, and finds how many predictions make a sample.
 *
 * @param {import('./contenders.js').Contender} contender
 * @param {import('./contenders.js').Vectors} vectors
 */
async function calibrate(contender, vectors) {
  await time(contender, vectors, WARM_UPS);
  const ms = await time(contender, vectors, WARM_UPS);
  return Math.max(1, Math.ceil(SAMPLE_MS / ms));
}

/**
 * @param {import('./contenders.js').Contender} contender
 * @param {import('./contenders.js').Vectors} vectors
 * @param {number} calls
 * @returns {Promise<number>} milliseconds of one prediction
 */
async function time(contender, { inputs }, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) {
    await contender.predict(inputs[call % inputs.length]);
  }
  return (performance.now() - start) / calls;
}
