/** What is known of a tensor before anything runs. Pure. */

import { valueCount } from '../dtypes.js';

/** @typedef {{shape: number[], values?: number[]}} Known values: of shapes, axes and the like alone */
/** @typedef {import('../graph-check/nodes.js').Node} Node */
/**
 * @typedef {(node: Facts, inputs: Known[]) => (number[] | Known | Known[] | null)} Rule what an operation
 *   gives: a shape, or more; null: it cannot be told
 */
/**
 * @typedef {object} Facts what a rule reads of a node: its attributes, as TensorFlow.js takes them
 * @property {(key: string, usual?: number) => number} number
 * @property {(key: string) => boolean} flag
 * @property {(key: string) => string} text
 * @property {(key: string) => number[]} numbers
 */

/** Shapes, axes, paddings and slices have no more values. */
export const MOST_VALUES = 64;
/** Of one node: what it gives beyond them is not known, so that no list of them grows out of bounds. */
export const MOST_RESULTS = 100;

/**
 * @param {Node} node
 * @returns {Facts}
 */
export function factsOf({ field }) {
  const attributes = /** @type {any} */ (field.object()).attr ?? {};
  const own = (/** @type {string} */ key) =>
    Object.hasOwn(attributes, key) ? attributes[key] : {};
  return {
    number: (key, usual = 0) => Number(own(key).i ?? own(key).f ?? usual),
    flag: (key) => own(key).b === true,
    text: (key) => decoded(own(key).s),
    numbers: (key) => [own(key).list?.i ?? []].flat().slice(0, MOST_VALUES).map(Number),
  };
}

/** @param {unknown} text in base64 */
function decoded(text) {
  try {
    return typeof text === 'string' ? atob(text).toLowerCase() : '';
  } catch {
    return '';
  }
}

/**
 * @param {number} axis from the end where it is negative
 * @param {number} rank
 */
export function placeOf(axis, rank) {
  return axis < 0 ? axis + rank : axis;
}

/**
 * @param {readonly number[][]} shapes
 * @returns {number[] | null} null: they do not fit each other
 */
export function broadcast(shapes) {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const padded = shapes.map((shape) => [...Array(rank - shape.length).fill(1), ...shape]);
  const result = Array.from({ length: rank }, (_, i) => {
    const lengths = new Set(padded.map((shape) => shape[i]));
    lengths.delete(1);
    return lengths.size > 1 ? Number.NaN : ([...lengths][0] ?? 1);
  });
  return result.every((length) => !Number.isNaN(length)) ? result : null;
}

/**
 * @param {Known} known
 * @returns {boolean} whether it is a shape that a tensor can have
 */
export function isSound({ shape }) {
  return shape.length <= 8 && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
}

/**
 * @param {number[]} shape
 * @param {number[] | undefined} values
 * @returns {Known}
 */
export function known(shape, values) {
  const isKept = values !== undefined && values.length <= MOST_VALUES;
  return isKept && values.length === valueCount(shape) ? { shape, values } : { shape };
}
