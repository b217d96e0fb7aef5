/** What is done to texts before they are split: Keras's own ways, or a list of rules. Pure. */

import { DataError, sentence } from '../errors.js';

/** @typedef {import('../artifact/text-standards.js').Standard} Standard */
/** @typedef {import('../artifact/text-standards.js').PlainRule} PlainRule */
/** @typedef {import('../artifact/text-standards.js').ReplaceRule} ReplaceRule */
/** @typedef {(text: string) => string} Change */

/** tf.strings.lower changes the letters of ASCII alone, as upper does. */
const CAPITALS = /[A-Z]+/g;
const SMALL = /[a-z]+/g;
const PUNCTUATION = /[!-/:-@[-`{-~]+/g;
const SPACES = ' \t\n\v\f\r';
const LONGEST = 2 ** 24;

/** @type {Record<PlainRule, Change>} */
const PLAIN = {
  lower: (text) => text.replace(CAPITALS, (letters) => letters.toLowerCase()),
  upper: (text) => text.replace(SMALL, (letters) => letters.toUpperCase()),
  strip,
};

/**
 * @param {Standard} how
 * @returns {Change}
 */
export function createStandardize(how) {
  if (Array.isArray(how)) {
    const changes = how.map((rule) => (typeof rule === 'string' ? PLAIN[rule] : replacing(rule)));
    return (text) => changes.reduce((changed, change) => change(changed), text);
  }
  const isLower = how === 'lower' || how === 'lower_and_strip_punctuation';
  const isStripped = how === 'strip_punctuation' || how === 'lower_and_strip_punctuation';
  return (text) => {
    const lower = isLower ? PLAIN.lower(text) : text;
    return isStripped ? lower.replace(PUNCTUATION, '') : lower;
  };
}

/** @type {Change} */
function strip(text) {
  let [first, end] = [0, text.length];
  // Not by a regular expression, which would try each run of spaces anew.
  while (first < end && SPACES.includes(text[first])) {
    first += 1;
  }
  while (end > first && SPACES.includes(text[end - 1])) {
    end -= 1;
  }
  return text.slice(first, end);
}

/**
 * @param {ReplaceRule} rule
 * @returns {Change}
 */
function replacing({ replace, with: put }) {
  return (text) => {
    let size = text.length;
    return text.replace(replace, (found) => {
      size += put.length - found.length;
      // Before it is made: rules that lengthen texts may follow each other.
      return size > LONGEST ? refuseLong(size) : put;
    });
  };
}

/**
 * @param {number} size
 * @returns {never}
 */
function refuseLong(size) {
  throw new DataError(
    sentence('standardize', {
      problem: 'a text became too long',
      expected: `at most ${LONGEST} characters`,
      got: `${size} or more`,
      remedy: 'Give a shorter text',
    }),
  );
}
