/** Steps that compute with numbers, in float32 as Keras does. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { encode } from './encode.js';
import { floatsOf, RefusedValue } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').CategoriesStep} CategoriesStep */
/** @typedef {import('../artifact/feature-steps.js').DiscretizeStep} DiscretizeStep */
/** @typedef {import('../artifact/feature-steps.js').NormalizeStep} NormalizeStep */
/** @typedef {import('../artifact/feature-steps.js').RescaleStep} RescaleStep */

/** keras.config.epsilon(): a smaller deviation counts as this one. */
const EPSILON = Math.fround(1e-7);

/**
 * @param {DiscretizeStep} step
 * @returns {(column: Column) => Column}
 */
export function createDiscretize({ boundaries, encode: mode, depth }) {
  const bounds = Float32Array.from(boundaries);
  return (column) => {
    const { values, shape } = floatsOf(column);
    const indices = Int32Array.from(values, (value) => countUpTo(bounds, value));
    return encode({ values: indices, shape, dtype: 'int32' }, { encode: mode, depth });
  };
}

/**
 * @param {Float32Array} bounds ascending
 * @param {number} value
 * @returns {number} of bounds that are not above it: all of them for NaN, as std::upper_bound finds
 */
function countUpTo(bounds, value) {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < bounds[middle]) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/**
 * @param {CategoriesStep} step
 * @returns {(column: Column) => Column}
 */
export function createCategories({ inputs, encode: mode, depth }) {
  return (column) => {
    const { values, shape } = column;
    // TensorFlow's bincount, which takes two axes, refuses what one_hot leaves out.
    const isCounted = mode !== 'one_hot' && shape.length === 2;
    const list = Float64Array.from(/** @type {ArrayLike<number>} */ (values));
    const wrong = isCounted ? list.findIndex((value) => value < 0) : -1;
    if (wrong !== -1) {
      throw new RefusedValue(inputs[0], shape, wrong, {
        problem: 'not a category',
        expected: 'a whole number, 0 or more',
        got: String(values[wrong]),
        remedy: 'Give another value',
      });
    }
    return encode(column, { encode: mode, depth });
  };
}

/**
 * @param {NormalizeStep} step
 * @returns {(column: Column) => Column}
 */
export function createNormalize({ mean, variance, invert }) {
  const means = Float32Array.from(mean.values);
  // Each operation rounds to float32, as in Keras: Float32Array.from() and Math.fround().
  const deviations = Float32Array.from(variance.values, (value) =>
    Math.max(Math.fround(Math.sqrt(Math.fround(value))), EPSILON),
  );
  const meanAt = createPlaces(mean.shape);
  const deviationAt = createPlaces(variance.shape);
  return (column) => {
    const { values, shape } = floatsOf(column);
    const [m, d] = [meanAt(shape), deviationAt(shape)];
    const result = values.map((value, i) =>
      invert
        ? means[m(i)] + Math.fround(value * deviations[d(i)])
        : Math.fround(value - means[m(i)]) / deviations[d(i)],
    );
    return { values: result, shape, dtype: 'float32' };
  };
}

/**
 * @param {readonly number[]} part
 * @returns {(whole: readonly number[]) => (i: number) => number} where in the part the value is for
 *   each place in the whole
 */
function createPlaces(part) {
  if (valueCount(part) === 1) {
    return () => () => 0;
  }
  return (whole) => {
    const shape = part.slice(-whole.length);
    const sizes = whole.slice(-shape.length);
    return (i) => {
      let [rest, place, step] = [i, 0, 1];
      for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
        const at = rest % sizes[axis];
        rest = (rest - at) / sizes[axis];
        place += shape[axis] === 1 ? 0 : at * step;
        step *= shape[axis];
      }
      return place;
    };
  };
}

/**
 * @param {RescaleStep} step
 * @returns {(column: Column) => Column}
 */
export function createRescale({ scale, offset }) {
  const [factor, added] = [Math.fround(scale), Math.fround(offset)];
  return (column) => {
    const { values, shape } = floatsOf(column);
    const result = values.map((value) => Math.fround(value * factor) + added);
    return { values: result, shape, dtype: 'float32' };
  };
}
