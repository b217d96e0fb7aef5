/** What this tab knows of the kinds of data that an artifact's metadata names: an entry for each. */

/** @typedef {import('../../src/artifact/input-spec.js').InputSpec} InputSpec */
/**
 * @typedef {object} DataKind
 * @property {string} words what such a model reads
 * @property {boolean} isForDigitsTab whether the Digits tab can use the model
 */

/** @type {Record<InputSpec['kind'], DataKind>} */
const KINDS = {
  'mnist-digit': { words: 'drawn digits, prepared as in MNIST', isForDigitsTab: true },
  picture: { words: 'pictures', isForDigitsTab: false },
  characters: { words: 'text, one character at a time', isForDigitsTab: false },
  features: { words: 'tables or texts, prepared as declared', isForDigitsTab: false },
};

/** @type {DataKind} */
const NUMBERS = { words: 'numbers as they are', isForDigitsTab: false };

/**
 * @param {InputSpec | null | undefined} preprocessing of an artifact's metadata
 * @returns {DataKind}
 */
export function dataKindOf(preprocessing) {
  // src/artifact/input-spec.js has refused all other kinds.
  return preprocessing ? KINDS[preprocessing.kind] : NUMBERS;
}
