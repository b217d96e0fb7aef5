/** @typedef {'codelab' | 'mlp' | 'cnn'} NetworkName */

/** @type {readonly NetworkName[]} */
const NAMES = ['codelab', 'mlp', 'cnn'];

/**
 * @param {string} text
 * @returns {NetworkName}
 */
export function networkNamed(text) {
  return NAMES.find((name) => name === text) ?? NAMES[0];
}
