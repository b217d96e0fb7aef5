/**
 * Characters as numbers: alphabets, and encoding with a vocabulary. A character is one Unicode code
 * point. The twin of tfjs_bridge/data/characters.py; both are held to tests/vectors/characters.json.
 * Pure.
 */

import { DataError, sentence } from '../errors.js';

/** @typedef {{character: string, line: number, column: number}} UnknownCharacter line, column from 1 */

/**
 * Reduces a text to the alphabet that a model was trained with.
 *
 * @param {string} text
 * @param {'full' | 'alnum'} alphabet the artifact's `metadata.preprocessing.alphabet`
 * @returns {string} full: with LF for each line end; alnum: only a to z and 0 to 9, with A to Z in
 *   lower case
 */
export function applyAlphabet(text, alphabet) {
  if (alphabet === 'full') {
    return text.replace(/\r\n?/g, '\n');
  }
  return text
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}

/**
 * Encodes a text as the numbers that a character model reads.
 *
 * @param {string} text
 * @param {string[]} vocabulary different characters, one code point each
 * @returns {Int32Array} each character's place in the vocabulary, from 0
 * @throws {DataError} if a character is not in it; names the first one and its place
 */
export function encode(text, vocabulary) {
  const places = new Map(vocabulary.map((character, place) => [character, place]));
  // Array.from() iterates over code points, as Python does; indices count UTF-16 units.
  const encoded = Array.from(text, (character) => places.get(character));
  if (encoded.includes(undefined)) {
    throw notInVocabulary(unknownCharacters(text, vocabulary)[0]);
  }
  return Int32Array.from(/** @type {number[]} */ (encoded));
}

/**
 * Decodes a model's numbers back into text.
 *
 * @param {ArrayLike<number>} indices places in the vocabulary, from 0
 * @param {string[]} vocabulary different characters, one code point each
 * @returns {string} as many characters as there are indices
 * @throws {DataError} if an index is not in it
 */
export function decode(indices, vocabulary) {
  return Array.from(indices, (index) => {
    const character = vocabulary[index];
    if (character === undefined) {
      throw new DataError(
        sentence(`Index ${index}`, {
          problem: 'not in the vocabulary',
          expected: `0 to ${vocabulary.length - 1}`,
          got: `${index}`,
          remedy: 'Use the vocabulary that the text was encoded with',
        }),
      );
    }
    return character;
  }).join('');
}

/**
 * @param {string} text
 * @param {string[]} vocabulary
 * @returns {UnknownCharacter[]} every character that is not in the vocabulary, in their order
 */
export function unknownCharacters(text, vocabulary) {
  const known = new Set(vocabulary);
  const found = [];
  let [line, column] = [1, 1];
  for (const character of text) {
    if (!known.has(character)) {
      found.push({ character, line, column });
    }
    [line, column] = character === '\n' ? [line + 1, 1] : [line, column + 1];
  }
  return found;
}

/** @param {UnknownCharacter} unknownCharacter */
function notInVocabulary({ character, line, column }) {
  return new DataError(
    sentence(`Character ${JSON.stringify(character)} in line ${line}, column ${column}`, {
      problem: 'not in the vocabulary',
      expected: 'a character that the model was trained on',
      got: `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`,
      remedy: 'Leave it out, or replace it',
    }),
  );
}
