/** What a layer's settings may be, as TensorFlow.js reads them. Pure. */

import { camelCase } from './spelling.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {(field: JsonField) => void} Kind refuses what it is not */

const MOST = 2 ** 31 - 1;

// Those of tfjs-layers/src/activations.ts.
const ACTIVATIONS = new Set([
  ...['elu', 'selu', 'relu', 'relu6', 'linear', 'sigmoid', 'hardSigmoid', 'softplus', 'softsign'],
  ...['tanh', 'softmax', 'logSoftmax', 'gelu', 'mish', 'swish'],
]);

/** Layers without weights that may stand in an activation's place, with their own settings. */
const AS_ACTIVATIONS = new Set(['ReLU', 'LeakyReLU', 'ELU', 'ThresholdedReLU', 'Softmax']);

/**
 * @param {number} least
 * @returns {Kind}
 */
export function whole(least) {
  return (field) => {
    const { value } = field;
    if (!isWhole(value, least)) {
      field.refuse(`a whole number from ${least} to ${MOST}`);
    }
  };
}

/** @type {Kind} */
export const count = whole(1);

/**
 * @param {unknown} value
 * @param {number} least
 * @returns {value is number}
 */
export function isWhole(value, least) {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MOST;
}

/**
 * @param {Kind} kind
 * @returns {Kind} the same, or nothing
 */
export function maybe(kind) {
  return (field) => {
    if (field.value !== null && field.value !== undefined) {
      kind(field);
    }
  };
}

/**
 * @param {Kind} kind
 * @param {{least?: number, most: number}} length
 * @returns {Kind} a list of these
 */
export function listOfKind(kind, { least = 0, most }) {
  return (field) => {
    const items = field.items((item) => item);
    if (items.length < least || items.length > most) {
      field.refuse(least === most ? `a list of ${most}` : `a list of ${least} to ${most}`);
    }
    for (const item of items) {
      kind(item);
    }
  };
}

/**
 * @param {number} rank
 * @returns {Kind} one number from 1, or one for each axis
 */
export function sizes(rank) {
  return oneOrList(count, rank);
}

/**
 * @param {Kind} kind
 * @param {number} length
 * @returns {Kind}
 */
export function oneOrList(kind, length) {
  const list = listOfKind(kind, { least: length, most: length });
  return (field) => (Array.isArray(field.value) ? list(field) : kind(field));
}

/** @type {Kind} rows' and columns' pixels: one number, a pair, or a pair of pairs */
export const border = oneOrList(oneOrList(whole(0), 2), 2);

/** @type {Kind} */
export const flag = (field) => {
  if (typeof field.value !== 'boolean') {
    field.refuse('true or false');
  }
};

/** @type {Kind} */
export const number = (field) => {
  const { value } = field;
  // As Keras writes a number of numpy's.
  const isWrapped = typeof value === 'object' && value !== null && 'type' in value;
  (isWrapped ? field.key('value') : field).number();
};

/** @type {Kind} */
export const axis = (field) => {
  if (!Number.isInteger(field.value) || Math.abs(Number(field.value)) > 8) {
    field.refuse('a whole number from -8 to 8');
  }
};

/** @type {Kind} one or several */
export const axes = (field) =>
  Array.isArray(field.value) ? listOfKind(axis, { least: 1, most: 8 })(field) : axis(field);

/**
 * @param {...string} words
 * @returns {Kind} one of these, in any spelling
 */
export function word(...words) {
  return (field) => {
    if (typeof field.value !== 'string' || !words.includes(camelCase(field.value))) {
      field.refuse(words.map((known) => JSON.stringify(known)).join(' or '));
    }
  };
}

/** @type {Kind} */
export const activation = (field) => {
  const { value } = field;
  const isObject = typeof value === 'object' && value !== null;
  const name = isObject ? field.key('class_name').value : value;
  const isKnown = typeof name === 'string' && ACTIVATIONS.has(camelCase(name));
  if (!isKnown && !(isObject && AS_ACTIVATIONS.has(String(name)))) {
    field.refuse('an activation that TensorFlow.js supports');
  }
};

/** @type {Kind} batch first */
export const shape = listOfKind(maybe(whole(0)), { most: 8 });

/** @type {Kind} */
export const lengths = (field) =>
  Array.isArray(field.value) ? shape(field) : maybe(whole(0))(field);

/** @type {Kind} one length may be open: -1 or null */
export const target = listOfKind(maybe(whole(-1)), { most: 7 });

/** @type {Record<string, Kind>} what any layer may have */
export const OF_ANY_LAYER = {
  batch_input_shape: maybe(shape),
  input_shape: maybe(shape),
  batch_size: maybe(whole(0)),
};
