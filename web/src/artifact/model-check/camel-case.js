/**
 * TensorFlow.js reads a topology's keys and words in any spelling that becomes the same in camel
 * case: `toCamelCase` in tfjs-layers/src/utils/generic_utils.ts.
 *
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
