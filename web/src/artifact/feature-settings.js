/** Settings that several steps of declared preprocessing share, as JSON. Pure. */

import { JsonField } from './json-field.js';
import { wellFormed } from './raw-values.js';

/** @typedef {import('./raw-values.js').RawDtype} RawDtype */
/** @typedef {(number | null)[]} OpenShape the examples first; null: any length */
/** @typedef {{shape: OpenShape, dtype: RawDtype}} Ends what is known of values before there are any */
/** @typedef {'int' | 'one_hot' | 'multi_hot' | 'count' | 'tf_idf'} EncodingName */
/**
 * @typedef {object} Encoded
 * @property {EncodingName} encode
 * @property {number | null} depth length of the encoded axis; null for int
 */
/** @typedef {(string | number)[]} Tokens */
/** @typedef {[number, number]} Salt */
/**
 * @typedef {object} VocabularyPart
 * @property {Tokens} tokens
 * @property {string | number | null} mask
 * @property {number} oov how many indices unknown values have
 * @property {'floormod' | 'farmhash' | 'siphash' | null} oov_method null: one index or none
 * @property {Salt | null} salt
 * @property {number[] | null} idf_weights as many as depth; null: not tf_idf
 */
/** @typedef {Encoded & VocabularyPart} Vocabulary */
/** @typedef {{values: number[], shape: number[]}} NumberArray */

export const ENCODINGS = /** @type {const} */ (['int', 'one_hot', 'multi_hot', 'count']);

/** Readers allocate what is prepared: 1 GiB in float32. */
export const MOST_VALUES = 2 ** 28;

const LOOKUP_ENCODINGS = /** @type {const} */ ([...ENCODINGS, 'tf_idf']);
const MOST_TOKENS = 2 ** 20;
const MOST_DEPTH = 2 ** 20;
const LARGEST_FLOAT = 2 ** 128 - 2 ** 104; // of 32 bits

/**
 * @param {JsonField} field a step
 * @param {number} least depth
 * @param {readonly EncodingName[]} [names]
 * @returns {Encoded}
 */
export function encoding(field, least, names = ENCODINGS) {
  const encode = field.key('encode').oneOf(names);
  const depth = field.key('depth');
  if (encode === 'int') {
    return { encode, depth: depth.value === null ? null : depth.refuse('null, as encode is int') };
  }
  return { encode, depth: within(depth, Math.max(least, 1), MOST_DEPTH) };
}

/**
 * @param {JsonField} field a step
 * @returns {{bins: number} & Encoded}
 */
export function binned(field) {
  const bins = within(field.key('bins'), 1, 2 ** 31 - 1);
  const encoded = encoding(field, 1);
  return encoded.depth === null || encoded.depth === bins
    ? { bins, ...encoded }
    : field.key('depth').refuse(`${bins}, the number of bins`);
}

/**
 * @param {JsonField} field a step
 * @param {RawDtype} dtype of the tokens
 * @returns {Vocabulary}
 */
export function vocabulary(field, dtype) {
  const oov = within(field.key('oov'), 0, MOST_TOKENS);
  const method = field.key('oov_method');
  const methods = /** @type {const} */ (['floormod', 'farmhash', 'siphash']);
  const known = dtype === 'string' ? methods.slice(1) : methods;
  if (oov < 2 && method.value !== null) {
    method.refuse('null, as oov is below 2');
  }
  const oovMethod = oov < 2 ? null : method.oneOf(known);
  const salt = field.key('salt');
  if (oovMethod !== 'siphash' && salt.value !== null) {
    salt.refuse('null, without siphash');
  }
  const unknown = { oov_method: oovMethod, salt: oovMethod === 'siphash' ? saltOf(salt) : null };
  return { ...tokenPart(field, dtype, oov), ...unknown };
}

/**
 * @param {JsonField} field a step
 * @returns {Vocabulary} of words, all unknown ones of which have one index
 */
export function wordList(field) {
  const oov = within(field.key('oov'), 1, 1);
  field.key('mask').oneOf(['']);
  return { ...tokenPart(field, 'string', oov), oov_method: null, salt: null };
}

/**
 * @param {JsonField} field a step
 * @param {RawDtype} dtype
 * @param {number} oov
 */
function tokenPart(field, dtype, oov) {
  const tokens = tokenList(field.key('tokens'), dtype);
  const key = field.key('mask');
  const mask = key.orNull((value) => tokenOf(value, dtype));
  if (mask !== null && tokens.includes(mask)) {
    key.refuse('a token that is not among the tokens');
  }
  const encoded = encoding(field, oov + tokens.length, LOOKUP_ENCODINGS);
  return { tokens, mask, oov, ...encoded, idf_weights: idfWeights(field, encoded) };
}

/**
 * @param {JsonField} field a step
 * @param {Encoded} encoded
 */
function idfWeights(field, { encode, depth }) {
  const key = field.key('idf_weights');
  if (encode !== 'tf_idf') {
    return key.value === null ? null : key.refuse('null, without tf_idf');
  }
  const weights = numberList(key, MOST_DEPTH);
  return weights.length === depth ? weights : key.refuse(`${depth} numbers, as depth says`);
}

/**
 * @param {JsonField} field
 * @param {number} least
 * @param {number} most
 */
export function within(field, least, most) {
  const { value } = field;
  const isWithin = Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
  return isWithin ? Number(value) : field.refuse(`a whole number from ${least} to ${most}`);
}

/**
 * @param {JsonField} field
 * @returns {Salt}
 */
export function saltOf(field) {
  const [first, second, ...rest] = field.items((item) => item.whole());
  const isPair = second !== undefined && rest.length === 0;
  return isPair ? [first, second] : field.refuse('two whole numbers');
}

/**
 * @param {JsonField} field
 * @param {RawDtype} dtype
 * @returns {string | number} a value that such an input can have
 */
export function tokenOf(field, dtype) {
  if (dtype === 'string') {
    return isToken(field.value) ? field.text() : field.refuse('a string of Unicode characters');
  }
  return dtype === 'float32' ? floatOf(field) : field.whole();
}

/** @param {unknown} value */
function isToken(value) {
  return typeof value === 'string' && wellFormed(value) === value;
}

/**
 * @param {JsonField} field
 * @returns {number} finite in float32
 */
export function floatOf(field) {
  const { value } = field;
  return isFloat(value) ? Number(value) : field.refuse('a finite number of float32');
}

/** @param {unknown} value */
function isFloat(value) {
  return typeof value === 'number' && Math.abs(value) <= LARGEST_FLOAT;
}

/**
 * @param {JsonField} field
 * @param {RawDtype} dtype
 * @returns {Tokens}
 */
function tokenList(field, dtype) {
  const rule =
    dtype === 'string'
      ? { isItem: isToken, expected: 'a string of Unicode characters' }
      : { isItem: Number.isSafeInteger, expected: 'a whole number' };
  const tokens = /** @type {Tokens} */ (plainList(field, { most: MOST_TOKENS, ...rule }));
  const isEachNew = tokens.length > 0 && new Set(tokens).size === tokens.length;
  return isEachNew ? tokens : field.refuse('at least one token, and each once');
}

/**
 * @param {JsonField} field
 * @param {number} most
 * @returns {number[]}
 */
export function numberList(field, most) {
  const rule = { most, isItem: isFloat, expected: 'a finite number of float32' };
  return /** @type {number[]} */ (plainList(field, rule));
}

/**
 * A field for each item of a vocabulary would take longer than reading the file.
 *
 * @param {JsonField} field
 * @param {{most: number, isItem: (value: unknown) => boolean, expected: string}} rule
 * @returns {unknown[]}
 */
function plainList(field, { most, isItem, expected }) {
  const { value } = field;
  if (!Array.isArray(value) || value.length > most) {
    return field.refuse(`a list of at most ${most}`);
  }
  const wrong = value.findIndex((item) => !isItem(item));
  return wrong === -1
    ? value
    : new JsonField(field.file, `${field.path}[${wrong}]`, value[wrong]).refuse(expected);
}

/**
 * @template T
 * @param {JsonField} field a value, or lists within lists, as long as the first ones
 * @param {(field: JsonField) => T} read
 * @returns {{values: T[], shape: number[]}}
 */
export function nestedList(field, read) {
  /** @type {number[]} */
  const shape = [];
  for (let { value } = field; Array.isArray(value); [value] = value) {
    shape.push(value.length);
  }
  /** @type {T[]} */
  const values = [];
  /**
   * @param {JsonField} part
   * @param {number} axis
   */
  const fill = (part, axis) => {
    if (axis === shape.length) {
      values.push(read(part));
    } else if (part.items((item) => fill(item, axis + 1)).length !== shape[axis]) {
      part.refuse(`a list of ${shape[axis]}, like the first one`);
    }
  };
  fill(field, 0);
  return { values, shape };
}
