/**
 * How TensorFlow.js spells what a topology says. It reads keys and words in any spelling that becomes the
 * same in camel case: `toCamelCase` in tfjs-layers/src/utils/generic_utils.ts. Pure.
 */

/** @typedef {import('../json-field.js').JsonField} JsonField */

/**
 * @param {string} word such as "data_format"
 * @returns {string} such as "dataFormat"
 */
export function camelCase(word) {
  return word.replace(/_+(\w|$)/g, (_, next) => next.toUpperCase());
}

/**
 * @param {string} word
 * @returns {string} as Keras spells it, such as "data_format"
 */
export function snakeCase(word) {
  return camelCase(word).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Copies a topology with each key as Keras spells it, so that what is checked here under one key is
 * what TensorFlow.js reads under its own.
 *
 * @param {JsonField} field
 * @returns {unknown}
 * @throws {import('../../errors.js').ArtifactError} if TensorFlow.js could not tell two keys apart
 */
export function canonical(field) {
  const { value } = field;
  if (Array.isArray(value)) {
    return field.items(canonical);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  /** @type {Map<string, unknown>} */
  const copy = new Map();
  const seen = new Set();
  for (const [key, inner] of field.entries()) {
    const name = camelCase(key);
    if (seen.has(name) || name in Object.prototype) {
      inner.refuse('a key that cannot be confused with another');
    }
    seen.add(name);
    copy.set(snakeCase(key), canonical(inner));
  }
  return Object.fromEntries(copy);
}
