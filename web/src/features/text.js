/** Texts to indices of their words: Keras's TextVectorization. Pure. */

import { encode, encodeRows } from './encode.js';
import { createIndex } from './lookup.js';
import { misfit } from './shapes.js';
import { requireFit } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').VectorizeStep} VectorizeStep */

/** tf.strings.lower changes the letters of ASCII alone. */
const CAPITALS = /[A-Z]+/g;
const PUNCTUATION = /[!-/:-@[-`{-~]+/g;
/** What C's isspace() counts, by which tf.strings.split parts: not the spaces of other scripts. */
const WORDS = /[^ \t\n\v\f\r]+/g;

/**
 * @param {VectorizeStep} step
 * @returns {(column: Column) => Column}
 */
export function createVectorize(step) {
  const indexOf = createIndex(step);
  const standardize = createStandardize(step.standardize);
  const split = createSplit(step.split);
  const { output, ngrams, length, encode: mode, depth, idf_weights: weights } = step;
  return ({ values, shape }) => {
    if (shape.length > 2 || (shape[1] ?? 1) !== 1) {
      throw misfit(output, 'one text for each example', shape);
    }
    const rows = Array.from(/** @type {string[]} */ (values), (text) =>
      grouped(split(standardize(text)), ngrams).map(indexOf),
    );
    if (mode !== 'int') {
      return encodeRows(rows, { encode: mode, depth, weights });
    }
    const isList = step.split !== null || shape.length > 1;
    return isList ? padded(rows, length) : wholeTexts(rows);
  };
}

/**
 * @param {VectorizeStep['standardize']} how
 * @returns {(text: string) => string}
 */
function createStandardize(how) {
  const isLower = how === 'lower' || how === 'lower_and_strip_punctuation';
  const isStripped = how === 'strip_punctuation' || how === 'lower_and_strip_punctuation';
  return (text) => {
    const lower = isLower ? text.replace(CAPITALS, (letters) => letters.toLowerCase()) : text;
    return isStripped ? lower.replace(PUNCTUATION, '') : lower;
  };
}

/**
 * @param {VectorizeStep['split']} how
 * @returns {(text: string) => string[]}
 */
function createSplit(how) {
  if (how === 'whitespace') {
    return (text) => text.match(WORDS) ?? [];
  }
  // Spread, because split('') parts what takes two units of UTF-16.
  return how === 'character' ? (text) => [...text] : (text) => [text];
}

/**
 * @param {string[]} tokens
 * @param {number[] | null} widths
 * @returns {string[]} groups of so many neighbours, joined by a space; those of the first width first
 */
function grouped(tokens, widths) {
  if (widths === null) {
    return tokens;
  }
  return widths.flatMap((width) =>
    Array.from({ length: Math.max(0, tokens.length - width + 1) }, (_, i) =>
      tokens.slice(i, i + width).join(' '),
    ),
  );
}

/**
 * @param {number[][]} rows
 * @param {number | null} length null: that of the longest
 * @returns {Column} with zeros behind shorter ones
 */
function padded(rows, length) {
  const width = length ?? rows.reduce((most, row) => Math.max(most, row.length), 0);
  const shape = [rows.length, width];
  const values = new Int32Array(requireFit(shape));
  rows.forEach((row, i) => {
    values.set(row.slice(0, width), i * width);
  });
  return { values, shape, dtype: 'int32' };
}

/**
 * @param {number[][]} rows of one index each
 * @returns {Column} without an axis for words
 */
function wholeTexts(rows) {
  const values = Int32Array.from(rows, ([index]) => index);
  return encode({ values, shape: [rows.length], dtype: 'int32' }, { encode: 'int', depth: null });
}
