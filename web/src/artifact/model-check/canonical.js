import { JsonField } from '../json-field.js';
import { camelCase, snakeCase } from './camel-case.js';

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
      inner.refuse('a key that stands for nothing else');
    }
    seen.add(name);
    copy.set(snakeCase(key), canonical(inner));
  }
  return Object.fromEntries(copy);
}
