/** Ranges of numbers that users give, to the programs and to the server. */

/**
 * @typedef {object} NumberRange
 * @property {number} least
 * @property {number} most
 * @property {boolean} isWhole
 * @property {string} [problem] what is wrong with another number, where that has a name
 */

/** What text is written by; the server asks for fewer characters at a time. */
export const TEXT_RANGES = {
  length: { least: 0, most: 100_000_000, isWhole: true },
  temperature: { least: 0, most: 100, isWhole: false },
  topK: { least: 1, most: 2 ** 31 - 1, isWhole: true },
  randomSeed: { least: 0, most: 2 ** 32 - 1, isWhole: true },
};

/**
 * @param {NumberRange} range
 * @returns {string} in words
 */
export function expectedNumber({ least, most, isWhole }) {
  return `a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}`;
}
