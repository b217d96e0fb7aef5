/** What the steps of declared preprocessing make of shapes, some of whose lengths are open. Pure. */

/** @typedef {import('./feature-settings.js').Encoded} Encoded */
/** @typedef {import('./feature-settings.js').Ends} Ends */
/** @typedef {import('./feature-settings.js').OpenShape} OpenShape */
/** @typedef {import('./json-field.js').JsonField} JsonField */

const MOST_AXES = 8;

/**
 * @template {number | null} T
 * @param {readonly T[]} shape
 * @returns {T[]} without a last axis of 1 that is not the examples'
 */
export function withoutLast(shape) {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : [...shape];
}

/**
 * @param {JsonField} field a step
 * @param {OpenShape} shape of its indices
 * @param {Encoded} encoded
 * @returns {Ends}
 */
export function encodedEnds(field, shape, { encode, depth }) {
  if (encode === 'int') {
    return { shape, dtype: 'int32' };
  }
  if (encode === 'one_hot') {
    // Whether it is shrunk has to be known before there are values.
    return shape.length > 1 && shape.at(-1) === null
      ? field.key('encode').refuse('another encoding, since the last axis is open')
      : { shape: [...withoutLast(shape), depth], dtype: 'float32' };
  }
  if (shape.length < 2) {
    return field.key('encode').refuse('another encoding, since there is no axis but the examples');
  }
  // Keras reduces axis 1, whichever is the last.
  return { shape: [shape[0], ...shape.slice(2), depth], dtype: 'float32' };
}

/**
 * @param {JsonField} field a step
 * @param {Ends[]} ends of its inputs
 * @param {number} axis
 * @returns {Ends}
 */
export function concatenatedEnds(field, ends, axis) {
  const [first] = ends;
  const rank = first.shape.length;
  const at = axis < 0 ? axis + rank : axis;
  if (at < 1 || at >= rank) {
    return field.key('axis').refuse(`an axis of ${rank} that is not the examples'`);
  }
  const isAlike = ends.every(
    ({ shape, dtype }) =>
      dtype === first.dtype &&
      shape.length === rank &&
      shape.every((length, i) => i === at || length === first.shape[i]),
  );
  if (!isAlike) {
    return field.key('inputs').refuse(`names of one dtype, and one shape but for axis ${axis}`);
  }
  const total = sum(ends.map(({ shape }) => shape[at]));
  return { shape: first.shape.map((n, i) => (i === at ? total : n)), dtype: first.dtype };
}

/**
 * @param {JsonField} field the step's shape
 * @param {Ends} end
 * @param {number[]} wanted
 * @returns {Ends}
 */
export function reshapedEnds(field, { shape, dtype }, wanted) {
  const open = wanted.filter((length) => length === -1).length;
  if (open > 1 || wanted.includes(0) || wanted.length >= MOST_AXES) {
    field.refuse('lengths above 0, one of which may be -1');
  }
  const [examples, ...lengths] = shape;
  const whole = product(lengths);
  const known = wanted.reduce((all, length) => (length === -1 ? all : all * length), 1);
  if (whole !== null && (whole % known !== 0 || (open === 0 && whole !== known))) {
    field.refuse(`a shape of ${whole} values`);
  }
  const rest = whole === null ? null : whole / known;
  return { shape: [examples, ...wanted.map((n) => (n === -1 ? rest : n))], dtype };
}

/**
 * @param {JsonField} field the numbers
 * @param {readonly number[]} part their shape
 * @param {OpenShape} whole
 */
export function requireBroadcast(field, part, whole) {
  const skipped = whole.length - part.length;
  const fits = part.every((length, i) => length === 1 || length === whole[i + skipped]);
  if (skipped < 0 || !fits) {
    field.refuse(`numbers for the shape ${JSON.stringify(whole)}`);
  }
}

/** @param {OpenShape} lengths */
function product(lengths) {
  return lengths.some((length) => length === null)
    ? null
    : lengths.reduce((/** @type {number} */ all, length) => all * Number(length), 1);
}

/** @param {OpenShape} lengths */
function sum(lengths) {
  return lengths.some((length) => length === null)
    ? null
    : lengths.reduce((/** @type {number} */ all, length) => all + Number(length), 0);
}
