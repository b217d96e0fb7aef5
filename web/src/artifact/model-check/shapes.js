/** Arithmetic of shapes, as TensorFlow.js does it. Pure. */

import { camelCase } from './spelling.js';

/** @typedef {(number | null)[]} Shape null: a length that is not fixed */
/** @typedef {Record<string, any>} Config a layer's settings, checked; any: each has a type of its own */

/**
 * @param {Config} config
 * @returns {boolean} whether channels come before rows and columns
 */
export function isChannelsFirst({ data_format: format }) {
  return typeof format === 'string' && camelCase(format) === 'channelsFirst';
}

/**
 * @param {Config} config
 * @param {Shape} input
 * @returns {number} the channels' place in the shape
 */
export function channelAxis(config, input) {
  return isChannelsFirst(config) ? 1 : input.length - 1;
}

/**
 * @param {number | number[] | null | undefined} value
 * @param {number} rank
 * @param {number | number[]} [usual]
 * @returns {number[]} one for each of rank axes
 */
export function listOf(value, rank, usual = 1) {
  const found = value ?? usual;
  return Array.isArray(found) ? found : Array.from({ length: rank }, () => found);
}

/**
 * @param {Config} config
 * @param {Shape} input
 * @param {(length: number, axis: number) => number} change of a length; axis from 0, without batch
 *   and channels
 * @returns {Shape}
 */
export function mapSpace(config, input, change) {
  const first = isChannelsFirst(config) ? 2 : 1;
  const last = isChannelsFirst(config) ? input.length : input.length - 1;
  return input.map((length, i) =>
    i < first || i >= last || length === null ? length : change(length, i - first),
  );
}

/**
 * @param {Shape} shape
 * @param {number} axis from the end where it is negative
 * @param {number | null} length
 * @returns {Shape} a copy with another length there
 */
export function withLength(shape, axis, length) {
  return shape.map((old, i) => (i === (axis + shape.length) % shape.length ? length : old));
}

/**
 * @param {Shape} shape
 * @returns {number} how many values it holds; a length that is not fixed counts as 1
 */
export function valuesIn(shape) {
  return shape.reduce((/** @type {number} */ product, length) => product * (length ?? 1), 1);
}

/**
 * @param {Config} config
 * @param {number} length
 * @param {{window: number, stride: number, dilation?: number}} options
 * @returns {number} of what a window that slides over it gives
 */
export function slid({ padding }, length, { window, stride, dilation = 1 }) {
  // convOutputLength in utils/conv_utils.ts: whatever is not "same" counts as valid, causal too.
  const covered = padding === 'same' ? 1 : 1 + (window - 1) * dilation;
  return Math.floor((length - covered + stride) / stride);
}

/**
 * @param {Shape} a
 * @param {Shape} b
 * @returns {Shape | null} of their sum; null where they do not fit each other
 */
export function broadcast(a, b) {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  const lead = long.length - short.length;
  const isFit = short.every((length, i) => canPair(long[lead + i], length));
  return isFit
    ? long.map((length, i) => (i < lead ? length : paired(length, short[i - lead])))
    : null;
}

/**
 * @param {number | null} a
 * @param {number | null} b
 */
function canPair(a, b) {
  return a === null || b === null || a === b || a === 1 || b === 1;
}

/**
 * @param {number | null} a
 * @param {number | null} b
 */
function paired(a, b) {
  if (a === null || b === null) {
    return null;
  }
  return a === 1 ? b : a;
}

/**
 * @param {Shape} shape of a sequence: batch, steps, and the rest
 * @returns {Shape} of one of its steps
 */
export function stepOf([batch, , ...rest]) {
  return [batch, ...rest];
}
