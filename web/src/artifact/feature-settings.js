/** Settings that several steps of declared preprocessing share, as JSON. Pure. */

import { JsonField } from './json-field.js';

/** @typedef {import('./features-spec.js').ValueKind} ValueKind */
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

const MOST_TOKENS = 2 ** 20;
const MOST_DEPTH = 2 ** 20;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * @param {string} text
 * @returns {string} as UTF-8 can hold it: half a pair of UTF-16 becomes U+FFFD
 */
export function wellFormed(text) {
  return text.replace(LONE_SURROGATES, '\ufffd');
}

/**
 * @param {JsonField} field
 * @param {readonly EncodingName[]} names
 * @returns {{settings: Encoded, kind: ValueKind}}
 */
export function encoding(field, names) {
  const encode = field.key('encode').oneOf(names);
  const key = field.key('depth');
  const depth = key.orNull((value) => within(value, 1, MOST_DEPTH));
  if ((depth === null) !== (encode === 'int')) {
    key.refuse(encode === 'int' ? 'null, since encode is int' : 'the length of the encoded axis');
  }
  return { settings: { encode, depth }, kind: encode === 'int' ? 'integer' : 'float' };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 * @param {Encoded} encoded
 * @returns {VocabularyPart}
 */
export function vocabulary(field, input, encoded) {
  const parts = { ...unknowns(field, input), idf_weights: idfWeights(field, encoded) };
  return { ...tokensOf(field, input), ...parts };
}

/**
 * @param {JsonField} field
 * @param {Encoded} encoded
 * @returns {VocabularyPart} of words, all unknown ones of which have the same index
 */
export function wordList(field, encoded) {
  const oov = within(field.key('oov'), 1, 1);
  const parts = { oov, oov_method: null, salt: null, idf_weights: idfWeights(field, encoded) };
  return { ...tokensOf(field, 'string'), ...parts };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 */
function tokensOf(field, input) {
  const tokens = tokenList(field.key('tokens'), input);
  const mask = field.key('mask').orNull((value) => tokenOf(value, input));
  if (mask !== null && tokens.includes(mask)) {
    field.key('mask').refuse('a token that is not among the tokens');
  }
  return { tokens, mask };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 * @returns {Pick<VocabularyPart, 'oov' | 'oov_method' | 'salt'>}
 */
function unknowns(field, input) {
  const oov = within(field.key('oov'), 0, MOST_DEPTH);
  const methods = /** @type {const} */ (['floormod', 'farmhash', 'siphash']);
  const method = field.key('oov_method');
  const oovMethod = method.orNull((value) => value.oneOf(methods));
  if ((oovMethod === null) !== oov < 2 || (oovMethod === 'floormod' && input === 'string')) {
    method.refuse(oov < 2 ? 'null, since oov is below 2' : 'a method for such values');
  }
  const salt = saltOf(field.key('salt'));
  if ((salt !== null) !== (oovMethod === 'siphash')) {
    field.key('salt').refuse('two whole numbers with siphash, else null');
  }
  return { oov, oov_method: oovMethod, salt };
}

/**
 * @param {JsonField} field
 * @param {Encoded} encoded
 */
function idfWeights(field, { encode, depth }) {
  const key = field.key('idf_weights');
  const weights = key.orNull((list) => numberList(list, MOST_DEPTH));
  if ((weights?.length ?? null) !== (encode === 'tf_idf' ? depth : null)) {
    key.refuse(encode === 'tf_idf' ? `${depth} numbers, as depth says` : 'null, without tf_idf');
  }
  return weights;
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
 * @returns {Salt | null}
 */
export function saltOf(field) {
  return field.orNull((list) => {
    const [first, second, ...rest] = list.items((item) => item.whole());
    return second === undefined || rest.length > 0
      ? list.refuse('two whole numbers')
      : [first, second];
  });
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 * @returns {string | number} a value that such an input can have
 */
export function tokenOf(field, input) {
  if (input === 'string') {
    return wellFormed(field.text());
  }
  return input === 'integer' ? field.whole() : field.number();
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 * @returns {Tokens}
 */
function tokenList(field, input) {
  const isText = input === 'string';
  const isToken = isText
    ? (/** @type {unknown} */ value) => typeof value === 'string'
    : Number.isSafeInteger;
  const expected = isText ? 'a string' : 'a whole number';
  const given = /** @type {Tokens} */ (
    plainList(field, { most: MOST_TOKENS, isItem: isToken, expected })
  );
  const tokens = given.map((token) => (typeof token === 'string' ? wellFormed(token) : token));
  return new Set(tokens).size === tokens.length ? tokens : field.refuse('tokens that all differ');
}

/**
 * @param {JsonField} field
 * @param {number} most
 * @returns {number[]}
 */
export function numberList(field, most) {
  const isItem = (/** @type {unknown} */ value) => Number.isFinite(value);
  return /** @type {number[]} */ (plainList(field, { most, isItem, expected: 'a number' }));
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
 * @param {JsonField} field a number, or lists within lists
 * @returns {NumberArray}
 */
export function numberArray(field) {
  /** @type {number[]} */
  const shape = [];
  for (let { value } = field; Array.isArray(value); [value] = value) {
    shape.push(value.length);
  }
  /** @type {number[]} */
  const values = [];
  /**
   * @param {JsonField} part
   * @param {number} axis
   */
  const read = (part, axis) => {
    if (axis === shape.length) {
      values.push(part.number());
      return;
    }
    if (part.items((item) => read(item, axis + 1)).length !== shape[axis]) {
      part.refuse(`a list of ${shape[axis]}, like the first one`);
    }
  };
  read(field, 0);
  return values.length > 0 ? { values, shape } : field.refuse('at least one number');
}
