/** Products, convolutions and pooling, with the work that they take. Pure. */

import { valueCount } from '../dtypes.js';
import { broadcast } from './known.js';

/** @typedef {import('./known.js').Known} Known */
/** @typedef {import('./known.js').Facts} Facts */
/** @typedef {import('./known.js').Rule} Rule */

/** @type {Rule} */
const matMul = (node, [a, b]) =>
  product(a.shape, b.shape, [
    node.flag('transpose_a') || node.flag('adj_x'),
    node.flag('transpose_b') || node.flag('adj_y'),
  ]);

/**
 * @param {number[]} a
 * @param {number[]} b
 * @param {boolean[]} turned
 */
function product(a, b, [isTurnedA, isTurnedB]) {
  const batch = broadcast([a.slice(0, -2), b.slice(0, -2)]);
  const rows = a.at(isTurnedA ? -1 : -2);
  const columns = b.at(isTurnedB ? -2 : -1);
  return batch && rows !== undefined && columns !== undefined ? [...batch, rows, columns] : null;
}

/**
 * @param {Facts} node
 * @param {number} length
 * @param {number} window
 * @param {number} axis of the whole shape
 */
function slid(node, length, window, axis) {
  const stride = node.numbers('strides')[axis] ?? 1;
  const covered = (window - 1) * (node.numbers('dilations')[axis] ?? 1) + 1;
  const padding = node.text('padding');
  if (padding === 'same') {
    return Math.ceil(length / stride);
  }
  const explicit = padding === 'explicit' ? node.numbers('explicit_paddings') : [];
  const added = (explicit[2 * axis] ?? 0) + (explicit[2 * axis + 1] ?? 0);
  return Math.ceil((length + added - covered + 1) / stride);
}

/**
 * @param {Facts} node
 * @param {number[]} shape batch first, channels last
 * @param {number[]} window
 * @param {number} channels
 */
function slidOver(node, [batch, ...shape], window, channels) {
  const space = shape.slice(0, -1);
  return [batch, ...space.map((length, i) => slid(node, length, window[i], i + 1)), channels];
}

/** @type {Rule} */
const conv = (node, [{ shape }, { shape: filter }]) =>
  slidOver(node, shape, filter, filter[filter.length - 1]);

/** @type {Rule} */
const depthwise = (node, [{ shape }, { shape: filter }]) =>
  slidOver(node, shape, filter, filter[2] * filter[3]);

/** @type {Rule} */
const pool = (node, [{ shape }]) =>
  slidOver(node, shape, node.numbers('ksize').slice(1), shape[shape.length - 1]);

/** @type {[string, Rule][]} */
export const PRODUCTS = [
  ...['MatMul', '_FusedMatMul', 'BatchMatMul', 'BatchMatMulV2'].map(
    (op) => /** @type {[string, Rule]} */ ([op, matMul]),
  ),
  ...['Conv2D', '_FusedConv2D', 'Conv3D'].map((op) => /** @type {[string, Rule]} */ ([op, conv])),
  ...['DepthwiseConv2d', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2dNative'].map(
    (op) => /** @type {[string, Rule]} */ ([op, depthwise]),
  ),
  ...['AvgPool', 'MaxPool', 'AvgPool3D', 'MaxPool3D'].map(
    (op) => /** @type {[string, Rule]} */ ([op, pool]),
  ),
  ['Conv2DBackpropInput', (_, [wanted]) => wanted.values ?? null],
];

/**
 * @param {string} op
 * @returns {boolean} whether it multiplies and adds
 */
export function isProduct(op) {
  return /MatMul|Conv[23]D|Depthwise/.test(op);
}

/**
 * @param {string} op
 * @param {Facts} node
 * @param {Known[]} inputs
 * @param {number[]} output
 * @returns {number} multiplications, at least one for each value that it gives
 */
export function workOf(op, node, inputs, output) {
  const values = valueCount(output);
  const [a, b] = inputs.map(({ shape }) => shape);
  if (/MatMul/.test(op) && a) {
    return values * (a.at(node.flag('transpose_a') || node.flag('adj_x') ? -2 : -1) ?? 1);
  }
  if (/Depthwise/.test(op) && b) {
    return values * b[0] * b[1];
  }
  return /Conv[23]D/.test(op) && b ? values * valueCount(b.slice(0, -1)) : values;
}
