/** TensorFlow.js's layers of several inputs; tfjs-layers/src/layers/merge.ts. Pure. */

import * as is from './settings.js';
import { broadcast, withLength } from './shapes.js';

/** @typedef {import('./layer-class.js').LayerClass} LayerClass */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */

const MANY = 10_000;

/**
 * @param {(config: Config, inputs: Shape[]) => Shape | null} output
 * @param {LayerClass['settings']} [settings]
 * @returns {LayerClass} of several inputs
 */
function merging(output, settings = {}) {
  return { settings, output, inputs: [2, MANY] };
}

const ELEMENTWISE = merging((_, [first, ...others]) =>
  others.reduce((/** @type {Shape | null} */ sum, shape) => {
    const rest = sum && broadcast(sum.slice(1), shape.slice(1));
    return sum && rest && [sum[0] ?? shape[0], ...rest];
  }, first),
);

const CONCATENATE = merging(
  ({ axis }, [first, ...others]) => {
    const place = axis ?? -1;
    const isFit =
      first.at(place) !== undefined && others.every((one) => one.length === first.length);
    const sum = others.reduce((/** @type {number | null | undefined} */ total, one) => {
      const length = one.at(place);
      return total == null || length == null ? null : total + length;
    }, first.at(place));
    return isFit ? withLength(first, place, sum ?? null) : null;
  },
  { axis: is.maybe(is.axis) },
);

const DOT = merging(
  ({ axes }, [a, b]) => {
    const [i, j] = Array.isArray(axes) ? axes : [axes, axes];
    // merge.ts refuses more axes.
    if (a.length > 3 || b.length > 3 || a.at(i) === undefined || a.at(i) !== b.at(j)) {
      return null;
    }
    const rest = [...without(a, i), ...without(b, j).slice(1)];
    // merge.ts adds an axis if one number is left for each example.
    return rest.length === 1 ? [...rest, 1] : rest;
  },
  { axes: is.oneOrList(is.axis, 2), normalize: is.maybe(is.flag) },
);
DOT.inputs = [2, 2];

/**
 * @param {Shape} shape
 * @param {number} axis
 */
function without(shape, axis) {
  return shape.toSpliced(axis, 1);
}

/** @type {[string, LayerClass][]} */
export const MERGING = [
  ['Add', ELEMENTWISE],
  ['Multiply', ELEMENTWISE],
  ['Average', ELEMENTWISE],
  ['Maximum', ELEMENTWISE],
  ['Minimum', ELEMENTWISE],
  ['Concatenate', CONCATENATE],
  ['Dot', DOT],
];
