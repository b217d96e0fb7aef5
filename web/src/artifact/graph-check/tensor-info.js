/** Types and shapes as TensorFlow's messages spell them in JSON. Pure. */

/** @typedef {import('../dtypes.js').Dtype} Dtype */
/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {(number | null)[]} Shape null: a length that is not fixed */

/** By name and by number, as parseDtypeParam in tfjs-converter reads them (operation_mapper.ts). */
const DTYPES = new Map(
  /** @type {[unknown, Dtype][]} */ ([
    ...['DT_FLOAT', 'DT_HALF', 'DT_DOUBLE', 1, 19, 2].map((type) => [type, 'float32']),
    ...['DT_INT32', 'DT_INT64', 'DT_INT8', 'DT_UINT8', 3, 9, 6, 4].map((type) => [type, 'int32']),
    ...['DT_BOOL', 10].map((type) => [type, 'bool']),
  ]),
);

const MOST_AXES = 8;

/**
 * @param {JsonField} field such as "DT_FLOAT"
 * @returns {Dtype} that TensorFlow.js makes of it
 */
export function dtypeOf(field) {
  return DTYPES.get(field.value) ?? field.refuse('"DT_FLOAT", "DT_INT32" or "DT_BOOL"');
}

/**
 * @param {JsonField} field such as {"dim": [{"size": "-1"}, {"size": "3"}]}
 * @returns {Shape | null} null where it is not given, or its rank is not known
 */
export function shapeOf(field) {
  if (field.value === undefined || field.key('unknownRank').value === true) {
    return null;
  }
  const lengths = field.key('dim');
  const shape = lengths.value === undefined ? [] : lengths.items(lengthOf);
  return shape.length <= MOST_AXES ? shape : lengths.refuse(`at most ${MOST_AXES} axes`);
}

/**
 * @param {JsonField} field
 * @returns {number | null}
 */
function lengthOf(field) {
  const size = field.key('size');
  const length = typeof size.value === 'string' ? Number(size.value || Number.NaN) : size.value;
  const isLength = typeof length === 'number' && Number.isSafeInteger(length) && length >= -1;
  if (!isLength) {
    size.refuse('a length, or -1 where it is not fixed');
  }
  return length === -1 ? null : Number(length);
}
