import { hasHiddenCharacters } from '../../visible-text.js';

/**
 * A layer's name. TensorFlow.js keeps layers in plain objects by their names, where "constructor" is
 * there before any layer is.
 *
 * @param {import('../json-field.js').JsonField} field
 * @returns {string}
 */
export function checkedName(field) {
  const name = field.text();
  if (name === '' || name in Object.prototype || hasHiddenCharacters(name)) {
    field.refuse('a name of visible characters that JavaScript does not use itself');
  }
  return name;
}
