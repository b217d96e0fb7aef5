/** Operations that keep a shape, broadcast, or reduce. Pure. */

import { broadcast, known, placeOf } from './known.js';

/** @typedef {import('./known.js').Known} Known */
/** @typedef {import('./known.js').Rule} Rule */

const SAME = `Abs Acos Acosh Asin Asinh Atan Atanh BiasAdd Ceil ClipByValue Cos Cosh Cumprod Cumsum Elu
  EnsureShape Erf Exp Expm1 FakeQuantWithMinMaxVars Floor FusedBatchNorm FusedBatchNormV2
  FusedBatchNormV3 IsFinite IsInf IsNan LRN LeakyRelu Log Log1p LogSoftmax LogicalNot MatrixBandPart
  Neg OnesLike Prelu Reciprocal Relu Relu6 Reverse ReverseV2 Round Rsqrt Selu Sigmoid Sign Sin Sinh
  Snapshot Softmax Softplus Sqrt Square StopGradient Tan Tanh TensorScatterUpdate ZerosLike`;

const BROADCASTING = `Add AddN AddV2 Atan2 BitwiseAnd Div DivNoNan Equal FloorDiv FloorMod Greater
  GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mod Mul NotEqual Pow RealDiv Select
  SelectV2 SquaredDifference Sub`;

const REDUCING = 'All Any EuclideanNorm Max Mean Min Prod Sum';

/** Of shapes, as int32 has it. @type {Record<string, (a: number, b: number) => number>} */
const ARITHMETIC = {
  Add: (a, b) => a + b,
  AddV2: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  FloorDiv: (a, b) => Math.floor(a / b),
  FloorMod: (a, b) => a - b * Math.floor(a / b),
  Maximum: Math.max,
  Minimum: Math.min,
};

/** @type {Rule} */
const same = (_, [{ shape }]) => shape;

/** @type {Rule} */
const kept = (_, [input]) => input;

/**
 * @param {string} op
 * @returns {Rule}
 */
function broadcasting(op) {
  // What follows them only has to be done before: TensorFlow.js reads so many, but AddN all.
  const most = op === 'AddN' ? undefined : op.startsWith('Select') ? 3 : 2;
  return (_, all) => {
    const inputs = all.slice(0, most);
    const shape = broadcast(inputs.map((input) => input.shape));
    return shape && known(shape, computed(ARITHMETIC[op], inputs));
  };
}

/**
 * @param {((a: number, b: number) => number) | undefined} compute
 * @param {Known[]} inputs
 * @returns {number[] | undefined}
 */
function computed(compute, [a, b]) {
  if (compute === undefined || !a?.values || !b?.values) {
    return undefined;
  }
  const [left, right] = [a.values, b.values];
  const length = Math.max(left.length, right.length);
  const isFit = [left, right].every((values) => values.length === 1 || values.length === length);
  return isFit
    ? Array.from({ length }, (_, i) => compute(left[i] ?? left[0], right[i] ?? right[0]) | 0)
    : undefined;
}

/**
 * @param {string} op
 * @returns {Rule}
 */
function reducing(op) {
  return (node, [{ shape, values }, axes]) => {
    if (!axes?.values) {
      return null;
    }
    const places = new Set(axes.values.map((axis) => placeOf(axis, shape.length)));
    const keeps = node.flag('keep_dims') || node.flag('keepDims');
    const all = shape.map((length, i) => (places.has(i) ? 1 : length));
    const product = op === 'Prod' && places.size === shape.length ? values : undefined;
    return known(
      keeps ? all : shape.filter((_, i) => !places.has(i)),
      product && [product.reduce((a, b) => a * b, 1)],
    );
  };
}

/** @type {Rule} */
const argument = (_, [{ shape }, axis]) => {
  const place = axis?.values && placeOf(axis.values[0], shape.length);
  return place === undefined ? null : shape.filter((_length, i) => i !== place);
};

/** @type {[string, Rule][]} */
export const ELEMENTWISE = [
  ...words(SAME).map((op) => /** @type {[string, Rule]} */ ([op, same])),
  ...['Cast', 'Identity'].map((op) => /** @type {[string, Rule]} */ ([op, kept])),
  ...words(BROADCASTING).map((op) => /** @type {[string, Rule]} */ ([op, broadcasting(op)])),
  ...words(REDUCING).map((op) => /** @type {[string, Rule]} */ ([op, reducing(op)])),
  ['ArgMax', argument],
  ['ArgMin', argument],
  ['IdentityN', (_, inputs) => inputs],
];

/** @param {string} list */
function words(list) {
  return list.trim().split(/\s+/);
}
