/** Outputs in which an artifact's golden vectors cannot show a fault. Pure. */

import { byVector } from '../artifact/golden-vectors.js';
import { BLIND_BELOW, variation } from './comparison.js';

/** @typedef {import('../artifact/golden-vectors.js').Golden} Golden */
/** @typedef {'one vector' | 'variation' | 'reaction' | 'random'} BlindReason */
/**
 * @typedef {object} BlindOutput
 * @property {string} name
 * @property {BlindReason} reason one vector: there is only one, so it cannot vary; variation: it is
 *   the same for all vectors, or nearly; reaction: it hardly moved with the weights; random: it is
 *   drawn anew in each run, and so is every other output
 * @property {number} variation how far apart the vectors are, by the measure of comparison.js
 * @property {number} needed what it would have to be at least
 */

/** A fault has to be this many times the tolerance, or it could pass. */
const MARGIN = 10;

/** @type {WeakMap<Golden, BlindOutput[]>} large golden vectors are gone through once */
const found = new WeakMap();

/**
 * @param {Golden} golden
 * @returns {BlindOutput[]} none, where a fault in any output would be seen
 */
export function findBlindOutputs(golden) {
  const known = found.get(golden);
  if (known !== undefined) {
    return known;
  }
  const needed = Math.max(BLIND_BELOW, MARGIN * golden.tolerance);
  const blind = golden.outputs.flatMap((output) => {
    const { name } = output;
    const isRandom = golden.random.includes(name);
    if (isRandom && golden.random.length < golden.outputs.length) {
      return []; // the other outputs are the proof
    }
    const varied = isRandom ? 0 : variation(byVector(golden, output));
    const reason = isRandom ? 'random' : reasonOf(golden, varied, needed);
    return reason === null ? [] : [{ name, reason, variation: varied, needed }];
  });
  found.set(golden, blind);
  return blind;
}

/**
 * @param {Golden} golden
 * @param {number} varied
 * @param {number} needed
 * @returns {BlindReason | null} null for an output that is not blind
 */
function reasonOf({ count, reaction }, varied, needed) {
  if (reaction !== null && reaction < needed) {
    return 'reaction';
  }
  if (count > 1) {
    return varied < needed ? 'variation' : null;
  }
  // One vector cannot vary. That the outputs moved with the weights says as much.
  return reaction === null ? 'one vector' : null;
}

const REMEDY =
  'Export the model again with inputs that it was made for (--golden-inputs FILE.npz).';

/**
 * @param {BlindOutput} output
 * @returns {string} what it means, and what to do
 */
export function blindWords({ name, reason, variation: varied, needed }) {
  const output = `output ${name}`;
  switch (reason) {
    case 'one vector':
      return `${output}: with one golden vector nothing shows that it depends on the input. ${REMEDY}`;
    case 'reaction':
      return `${output}: it hardly moves with the weights on the golden vectors, so a fault in them could pass. ${REMEDY}`;
    case 'random':
      return `${output}: it is drawn anew in each run, as all outputs are, so nothing was compared. Export the model with an output that is not random as well, such as a mean.`;
    case 'variation':
      return `${output}: it hardly varies over the golden vectors (${shown(varied)}, less than ${shown(needed)}), so a fault could pass. ${REMEDY}`;
  }
}

/** @param {number} value */
function shown(value) {
  return value === 0 ? '0' : value.toExponential(0);
}
