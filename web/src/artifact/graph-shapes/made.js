/** Operations that make tensors of a size that one of their inputs says. Pure. */

import { known, MOST_VALUES, placeOf } from './known.js';

/** @typedef {import('./known.js').Rule} Rule */

/** @type {Rule} */
const ofShape = (_, [wanted]) => wanted.values ?? null;

/** @type {Rule} */
const ofSecondShape = (_, [, wanted]) => wanted?.values ?? null;

/** @type {Rule} */
const ofThirdShape = (_, [, , wanted]) => wanted?.values ?? null;

/** @type {Rule} */
const fill = (_, [wanted, value]) => {
  const shape = wanted.values;
  const [one] = value?.values ?? [];
  const isSmall = shape !== undefined && one !== undefined && shape.length === 1;
  const count = isSmall && shape[0] <= MOST_VALUES ? shape[0] : 0;
  return shape ? known(shape, count > 0 ? Array(count).fill(one) : undefined) : null;
};

/** @type {Rule} */
const oneHot = (node, [{ shape }, depth]) => {
  const axis = node.number('axis', -1);
  const place = placeOf(axis, shape.length + 1);
  return depth?.values ? shape.toSpliced(place, 0, depth.values[0]) : null;
};

/** @type {Rule} */
const range = (_, inputs) => {
  const [start, limit, delta] = inputs.map(({ values }) => values?.[0]);
  if (start === undefined || limit === undefined || delta === undefined) {
    return null;
  }
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  const isSmall = count <= MOST_VALUES;
  const places = isSmall ? Array.from({ length: count }, (__, i) => start + i * delta) : undefined;
  return known([count], places);
};

/** @type {Rule} */
const resize = (_, [{ shape }, size]) =>
  size?.values ? [shape[0], size.values[0], size.values[1], shape[3]] : null;

/** @type {Rule} */
const topK = (_, [{ shape }, k]) => {
  const result = k?.values && shape.with(-1, k.values[0]);
  return result ? [{ shape: result }, { shape: result }] : null;
};

/** @type {Rule} */
const stack = (node, [, element]) => {
  const count = node.number('num_elements', -1);
  const isKnown = count >= 0 && element?.values?.every((length) => length >= 0);
  return isKnown ? [count, ...(element.values ?? [])] : null;
};

/** @type {Rule} */
const item = (_, [, , element]) =>
  element?.values?.every((length) => length >= 0) ? element.values : null;

/** @type {Rule} */
const shapeOf = (_, [{ shape }]) => known([shape.length], shape);

/** @type {Rule} */
const rank = (_, [{ shape }]) => known([], [shape.length]);

/** @type {Rule} */
const size = (_, [{ shape }]) => known([], [shape.reduce((a, b) => a * b, 1)]);

/** @type {[string, Rule][]} */
export const MADE = [
  ['Shape', shapeOf],
  ['Rank', rank],
  ['Size', size],
  ['Fill', fill],
  ['BroadcastTo', ofSecondShape],
  ['ScatterNd', ofThirdShape],
  ['RandomStandardNormal', ofShape],
  ['RandomUniform', ofShape],
  ['RandomUniformInt', ofShape],
  ['TruncatedNormal', ofShape],
  ['OneHot', oneHot],
  ['Range', range],
  ['LinSpace', (_, [, , count]) => count?.values ?? null],
  ['ResizeBilinear', resize],
  ['ResizeNearestNeighbor', resize],
  ['TopKV2', topK],
  ['TensorListReserve', () => []],
  ['TensorListFromTensor', () => []],
  ['TensorListSetItem', () => []],
  ['TensorListStack', stack],
  ['TensorListGetItem', item],
];
