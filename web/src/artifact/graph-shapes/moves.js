/** Operations that take a shape apart, or put one together. Pure. */

import { valueCount } from '../dtypes.js';
import { known, MOST_RESULTS, MOST_VALUES, placeOf } from './known.js';

/** @typedef {import('./known.js').Known} Known */
/** @typedef {import('./known.js').Rule} Rule */

/** @type {Rule} */
const reshape = (_, [{ shape, values }, wanted]) => {
  if (!wanted?.values) {
    return null;
  }
  const fixed = wanted.values.filter((length) => length !== -1);
  const rest = valueCount(shape) / valueCount(fixed);
  return known(
    wanted.values.map((length) => (length === -1 ? rest : length)),
    values,
  );
};

/** @type {Rule} */
const transpose = (_, [{ shape }, order]) => order?.values?.map((place) => shape[place]) ?? null;

/** @type {Rule} */
const expand = (_, [{ shape, values }, axis]) =>
  axis?.values
    ? known(shape.toSpliced(placeOf(axis.values[0], shape.length + 1), 0, 1), values)
    : null;

/** @type {Rule} */
const squeeze = (node, [{ shape, values }]) => {
  const listed = node.numbers('squeeze_dims');
  const axes = listed.length > 0 ? listed : node.numbers('axis');
  const places = axes.map((axis) => placeOf(axis, shape.length));
  const isLeft = (/** @type {number} */ length, /** @type {number} */ i) =>
    places.length > 0 ? !places.includes(i) : length !== 1;
  return known(shape.filter(isLeft), values);
};

/**
 * @param {Known[]} parts
 * @param {number} place
 */
function joined(parts, place) {
  const [{ shape }] = parts;
  const total = parts.reduce((sum, part) => sum + (part.shape[place] ?? Number.NaN), 0);
  const isAll = shape.length === 1 && total <= MOST_VALUES && parts.every((part) => part.values);
  return known(
    shape.map((length, i) => (i === place ? total : length)),
    isAll ? parts.flatMap((part) => part.values ?? []) : undefined,
  );
}

/** @type {Rule} */
const concat = (_, inputs) => {
  const [parts, axis] = [inputs.slice(0, -1), inputs.at(-1)];
  return axis?.values && parts.length > 0
    ? joined(parts, placeOf(axis.values[0], parts[0].shape.length))
    : null;
};

/** @type {Rule} */
const pack = (node, inputs) => {
  const [{ shape }] = inputs;
  const place = placeOf(node.number('axis'), shape.length + 1);
  const isSmall = shape.length === 0 && inputs.length <= MOST_VALUES;
  const isAll = isSmall && inputs.every((input) => input.values);
  return known(
    shape.toSpliced(place, 0, inputs.length),
    isAll ? inputs.flatMap((input) => input.values ?? []) : undefined,
  );
};

/** @type {Rule} */
const unpack = (node, [{ shape }]) => {
  const place = placeOf(node.number('axis'), shape.length);
  return times(shape[place] ?? 0, shape.toSpliced(place, 1));
};

/** @type {Rule} */
const split = (node, [axis, { shape }]) => {
  const count = node.number('num_split');
  if (!axis.values || !(count >= 1)) {
    return null;
  }
  const place = placeOf(axis.values[0], shape.length);
  return times(count, shape.with(place, shape[place] / count));
};

/**
 * @param {number} count
 * @param {number[]} shape
 * @returns {Known[]}
 */
function times(count, shape) {
  return Array.from({ length: Math.min(count, MOST_RESULTS) }, () => ({ shape }));
}

/** @type {Rule} */
const splitBySizes = (_, [{ shape }, sizes, axis]) => {
  if (!sizes?.values || !axis?.values) {
    return null;
  }
  const place = placeOf(axis.values[0], shape.length);
  return sizes.values.map((size) => ({ shape: shape.with(place, size) }));
};

/** @type {Rule} */
const slice = (_, [{ shape, values }, begin, size]) => {
  if (!begin?.values || !size?.values) {
    return null;
  }
  const starts = begin.values;
  const result = size.values.map((n, i) => (n === -1 ? shape[i] - starts[i] : n));
  const isVector = shape.length === 1 && values !== undefined;
  return known(result, isVector ? values.slice(starts[0], starts[0] + result[0]) : undefined);
};

/** @type {Rule} */
const stridedSlice = (node, [input, begin, end, strides]) => {
  const [masks, rest] = [['begin_mask', 'end_mask', 'shrink_axis_mask'], input.shape];
  if (!begin?.values || !end?.values || !strides?.values || node.number('new_axis_mask') !== 0) {
    return null;
  }
  const has = (/** @type {number} */ mask, /** @type {number} */ i) =>
    Boolean(node.number(masks[mask]) & (1 << i));
  const picks = strides.values.map((stride, i) => {
    const length = rest[i];
    const isBack = stride < 0;
    const at = (/** @type {number} */ place) =>
      Math.min(Math.max(placeOf(place, length), isBack ? -1 : 0), isBack ? length - 1 : length);
    const first = begin.values?.[i] ?? 0;
    const from = has(0, i) ? (isBack ? length - 1 : 0) : at(first);
    const to = has(1, i) ? (isBack ? -1 : length) : at(end.values?.[i] ?? 0);
    const shrinks = has(2, i);
    const count = shrinks ? 1 : Math.max(0, Math.ceil((to - from) / stride));
    return { from, stride, count, shrinks };
  });
  const shape = rest.flatMap((length, i) => {
    const pick = picks[i];
    return pick === undefined ? [length] : pick.shrinks ? [] : [pick.count];
  });
  return known(shape, picked(input, picks));
};

/**
 * @param {Known} input
 * @param {{from: number, stride: number, count: number}[]} picks
 */
function picked({ shape, values }, picks) {
  if (values === undefined || shape.length !== 1 || picks.length !== 1) {
    return undefined;
  }
  const [{ from, stride, count }] = picks;
  return Array.from(
    { length: Math.min(count, values.length) },
    (_, i) => values[from + i * stride],
  );
}

/** @type {Rule} */
const gather = (node, [{ shape, values }, indices, axis]) => {
  const place = placeOf(axis?.values?.[0] ?? 0, shape.length);
  if (axis !== undefined && !axis.values) {
    return null;
  }
  const batch = placeOf(node.number('batch_dims'), indices.shape.length);
  const isVector = shape.length === 1 && values !== undefined && indices.values !== undefined;
  return known(
    [...shape.slice(0, place), ...indices.shape.slice(batch), ...shape.slice(place + 1)],
    isVector ? indices.values?.map((i) => values[placeOf(i, shape[0])]) : undefined,
  );
};

/** @type {Rule} */
const gatherNd = (_, [{ shape }, { shape: indices }]) => [
  ...indices.slice(0, -1),
  ...shape.slice(indices.at(-1)),
];

/** @type {Rule} */
const pad = (_, [{ shape }, paddings]) => {
  const { values } = paddings;
  return values ? shape.map((length, i) => length + values[2 * i] + values[2 * i + 1]) : null;
};

/** @type {Rule} */
const tile = (_, [{ shape }, times]) =>
  times.values ? shape.map((length, i) => length * (times.values?.[i] ?? 1)) : null;

/** @type {[string, Rule][]} */
export const MOVES = [
  ['Reshape', reshape],
  ['Transpose', transpose],
  ['ExpandDims', expand],
  ['Squeeze', squeeze],
  ['ConcatV2', concat],
  ['Pack', pack],
  ['Unpack', unpack],
  ['Split', split],
  ['SplitV', splitBySizes],
  ['Slice', slice],
  ['StridedSlice', stridedSlice],
  ['Gather', gather],
  ['GatherV2', gather],
  ['GatherNd', gatherNd],
  ['Pad', pad],
  ['PadV2', pad],
  ['MirrorPad', pad],
  ['Tile', tile],
];
