/**
 * How far outputs are from Keras's: one number, which a tolerance is compared with. The twin of
 * tfjs_bridge/artifact/comparison.py, which says why the numbers below are what they are; both are
 * held to tests/vectors/comparison.json. Pure.
 */

/**
 * @typedef {object} Expected
 * @property {ArrayLike<number>} values
 * @property {readonly number[]} shape vectors first
 */

/** No artifact may ask for a larger tolerance. */
export const TOLERANCE_CEILING = 1e-3;

/** Outputs that differ by less from vector to vector hardly depend on what goes in. */
export const BLIND_BELOW = 1e-3;

// Backends flush denormals (below 1.2e-38) to 0, each at another place in a sum.
const FLOOR = 1e-30;
// One value may be small because large terms cancelled, and then has their rounding errors.
const VECTOR_SHARE = 0.3;
const LEAST_VECTOR_SHARE = 1e-3;
// Whole channels are often small: those behind a ReLU.
const COLUMN_SHARE = 4;
const LEAST_COLUMN_SHARE = 0.1;
// 1 - p has rounding errors of this size. It cannot be between 0 and 2 ** -25, so a smaller
// probability comes from an exponential, whose logarithm is as exact as that of a large one.
const SLACK = 5e-7;
const TAIL = 2 ** -26;
const SIGMOID_TAIL = 2 ** -30;
const SUM_ERROR = 1e-3;

/**
 * @param {ArrayLike<number>} values as many as are expected
 * @param {Expected} expected Keras's
 * @returns {number} the largest difference, as a part of the magnitudes that are expected; of
 *   probabilities also of their logarithms; 0 for equal values, NaN if one is not a number
 */
export function difference(values, { values: right, shape }) {
  const scaleAt = createScales(right, shape);
  let largest = 0;
  for (let i = 0; i < right.length; i += 1) {
    const found = Math.abs(values[i] - right[i]) / scaleAt(i);
    // Infinity minus infinity as well: what cannot be compared passes no tolerance.
    if (Number.isNaN(found)) {
      return Number.NaN;
    }
    largest = Math.max(largest, found);
  }
  return Math.max(largest, differenceOfLogarithms(values, right, columnsOf(shape)));
}

/**
 * @param {Expected} expected
 * @returns {number} how far apart its vectors are: the difference, as if each stood in the next
 *   one's place; 0 for one vector
 */
export function variation({ values, shape }) {
  const size = values.length / shape[0];
  if (shape[0] < 2 || size === 0) {
    return 0;
  }
  const rolled = Float64Array.from(
    values,
    (_, i) => values[(i - size + values.length) % values.length],
  );
  return difference(rolled, { values, shape });
}

/** @param {readonly number[]} shape */
function columnsOf(shape) {
  return shape.length > 1 ? shape[shape.length - 1] : 1;
}

/**
 * @param {ArrayLike<number>} right
 * @param {readonly number[]} shape
 * @returns {(place: number) => number} what a difference at that place is divided by
 */
function createScales(right, shape) {
  const columns = columnsOf(shape);
  const size = right.length / shape[0];
  const byVector = new Float64Array(shape[0]);
  const byColumn = new Float64Array(columns);
  for (let i = 0; i < right.length; i += 1) {
    const vector = Math.floor(i / size);
    const magnitude = Math.abs(right[i]);
    byVector[vector] = Math.max(byVector[vector], magnitude);
    byColumn[i % columns] = Math.max(byColumn[i % columns], magnitude);
  }
  const largest = byVector.reduce((a, b) => Math.max(a, b), 0);
  if (largest < FLOOR) {
    return () => 1;
  }
  const leastVector = Math.max(VECTOR_SHARE / size ** 2, LEAST_VECTOR_SHARE) * largest;
  const leastColumn =
    Math.max((COLUMN_SHARE * columns) / right.length, LEAST_COLUMN_SHARE) * largest;
  return (i) =>
    Math.min(
      Math.max(byVector[Math.floor(i / size)], leastVector),
      Math.max(byColumn[i % columns], leastColumn),
      largest,
    );
}

/**
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} right
 * @param {number} columns
 * @returns {number} 0 for what is not probabilities
 */
function differenceOfLogarithms(values, right, columns) {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < right.length; i += 1) {
    if (right[i] < 0 || right[i] > 1) {
      return 0;
    }
    smallest = Math.min(smallest, right[i]);
  }
  if (columns > 1 && everyRowSumsToOne(right, columns)) {
    return compareLogarithms(values, right, columns, { tail: TAIL, slack: SLACK });
  }
  // Perhaps sigmoids. An exact 0 points to a ReLU, whose small values may be what a cancellation
  // has left: their logarithms say nothing.
  return smallest > 0
    ? compareLogarithms(values, right, columns, { tail: SIGMOID_TAIL, slack: null })
    : 0;
}

/**
 * @param {ArrayLike<number>} right
 * @param {number} columns
 */
function everyRowSumsToOne(right, columns) {
  for (let start = 0; start < right.length; start += columns) {
    let sum = 0;
    for (let i = start; i < start + columns; i += 1) {
      sum += right[i];
    }
    if (!(Math.abs(sum - 1) <= SUM_ERROR)) {
      return false;
    }
  }
  return true;
}

/**
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} right
 * @param {number} columns
 * @param {{tail: number, slack: number | null}} limits
 * @returns {number} as a part of the row's largest logarithm
 */
function compareLogarithms(values, right, columns, { tail, slack }) {
  let largest = 0;
  for (let start = 0; start < right.length; start += columns) {
    let row = 1;
    let found = 0;
    for (let i = start; i < start + columns; i += 1) {
      row = Math.max(row, Math.abs(log(right[i], FLOOR)));
      if (Math.max(values[i], right[i]) < tail) {
        found = Math.max(found, Math.abs(log(values[i], FLOOR) - log(right[i], FLOOR)));
      } else if (slack !== null) {
        const free = Math.min(Math.max(values[i] - right[i], -slack), slack);
        found = Math.max(found, Math.abs(log(values[i] - free, slack) - log(right[i], slack)));
      }
    }
    largest = Math.max(largest, found / row);
  }
  return largest;
}

/**
 * @param {number} value
 * @param {number} floor
 */
function log(value, floor) {
  return Math.log(Math.max(value, floor));
}
