/** Texts to indices of their words: Keras's TextVectorization. Pure. */

import { valueCount } from '../artifact/dtypes.js';
import { encode } from './encode.js';
import { createIndex, LEFT_OUT } from './lookup.js';
import { requireFit } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/feature-steps.js').VectorizeStep} VectorizeStep */

/** tf.strings.lower changes the letters of ASCII alone. */
const CAPITALS = /[A-Z]+/g;
const PUNCTUATION = /[!-/:-@[-`{-~]+/g;
/** What C's isspace() counts, by which tf.strings.split parts: not the spaces of other scripts. */
const WORDS = /[^ \t\n\v\f\r]+/g;
/** ICU, which splits characters in TensorFlow, replaces these as if they were not valid. */
const NONCHARACTERS = /\p{Noncharacter_Code_Point}/gu;

/**
 * @param {VectorizeStep} step
 * @returns {(column: Column) => Column}
 */
export function createVectorize(step) {
  const indexOf = createIndex(step);
  const standardize = createStandardize(step.standardize);
  const split = createSplit(step.split);
  const { ngrams, length, encode: mode, depth, idf_weights: weights } = step;
  const isEach = step.split === null && ngrams === null && length === null;
  return ({ values, shape }) => {
    const texts = Array.from(/** @type {string[]} */ (values), standardize);
    const { rows, outer } = isEach
      ? { rows: texts.map((text) => [text]), outer: shape }
      : wordsOf(texts, shape, split);
    const indices = rows.map((words) =>
      grouped(words, ngrams).map((word) => indexOf(word, 0, shape)),
    );
    const found = isEach
      ? { values: Int32Array.from(indices.flat()), shape }
      : padded(indices, outer, { length, filler: mode === 'int' ? 0 : LEFT_OUT });
    return encode({ ...found, dtype: 'int32' }, { encode: mode, depth, weights });
  };
}

/**
 * @param {string[]} texts
 * @param {number[]} shape theirs
 * @param {((text: string) => string[]) | null} split null: they are words, in lists along the last axis
 * @returns {{rows: string[][], outer: number[]}} lists of words, and the shape of these lists
 */
function wordsOf(texts, shape, split) {
  if (split !== null) {
    return { rows: texts.map(split), outer: [shape[0]] };
  }
  const width = shape[shape.length - 1];
  const outer = shape.slice(0, -1);
  const rows = Array.from({ length: valueCount(outer) }, (_, i) =>
    texts.slice(i * width, (i + 1) * width),
  );
  return { rows, outer };
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
 * @returns {((text: string) => string[]) | null} null: texts are words
 */
function createSplit(how) {
  if (how === 'whitespace') {
    return (text) => text.match(WORDS) ?? [];
  }
  // Spread, because split('') parts what takes two units of UTF-16.
  const split = (/** @type {string} */ text) => [...text.replace(NONCHARACTERS, '\ufffd')];
  return how === 'character' ? split : null;
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
 * @param {number[]} outer the shape of what each row is for
 * @param {{length: number | null, filler: number}} to null: as long as the longest
 * @returns {{values: Int32Array, shape: number[]}}
 */
function padded(rows, outer, { length, filler }) {
  const width = length ?? rows.reduce((most, row) => Math.max(most, row.length), 0);
  const shape = [...outer, width];
  const values = new Int32Array(requireFit(shape)).fill(filler);
  rows.forEach((row, i) => {
    values.set(row.slice(0, width), i * width);
  });
  return { values, shape };
}
