/** What a model says of its classes, the most likely first. Pure. */

/** @typedef {{index: number, value: number}} Ranked */

/** How far the sum of float32 probabilities may be from 1; a thousand of them are within 1e-4. */
const SUM_TOLERANCE = 1e-3;

/**
 * @param {ArrayLike<number>} values one for each class
 * @param {number} k how many are wanted
 * @returns {Ranked[]} the largest, largest first; of equal ones the first. NaN comes last
 */
export function topK(values, k) {
  const key = (/** @type {number} */ value) => (Number.isNaN(value) ? -Infinity : value);
  return Array.from(values, (value, index) => ({ index, value }))
    .sort((a, b) => {
      const [one, other] = [key(a.value), key(b.value)];
      return one === other ? a.index - b.index : other - one;
    })
    .slice(0, k);
}

/**
 * @param {ArrayLike<number>} scores
 * @returns {Float64Array} in [0, 1]; they sum to 1
 */
export function softmax(scores) {
  const largest = Array.from(scores).reduce((most, score) => Math.max(most, score), -Infinity);
  // Subtracting the largest one first keeps the powers from overflowing.
  const powers = Float64Array.from(scores, (score) => Math.exp(score - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * @param {ArrayLike<number>} values
 * @returns {boolean} whether they can be the probabilities of classes that exclude each other: at
 *   least two, in [0, 1], summing to 1
 */
export function isDistribution(values) {
  const all = Array.from(values);
  const sum = all.reduce((total, value) => total + value, 0);
  return areShares(all) && all.length > 1 && Math.abs(sum - 1) <= SUM_TOLERANCE;
}

/**
 * @param {ArrayLike<number>} values
 * @returns {boolean} whether all are in [0, 1]
 */
export function areShares(values) {
  return Array.from(values).every((value) => value >= 0 && value <= 1);
}
