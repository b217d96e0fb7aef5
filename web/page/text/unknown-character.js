/** What of a prompt the model does not know, in words and in pieces. Pure. */

import { spoken } from './character-names.js';

/** @typedef {import('../../src/text/characters.js').UnknownCharacter} UnknownCharacter */

/** More of them would be read by nobody. */
const CHARACTERS_NAMED = 4;
const PLACES_NAMED = 3;

/**
 * @param {readonly UnknownCharacter[]} unknownCharacters at least one
 * @returns {string} which and where, such as "The model does not know “é” (line 1, column 4)."
 */
export function unknownCharacterWords(unknownCharacters) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { character, line, column } of unknownCharacters) {
    const place = `line ${line}, column ${column}`;
    places.set(character, [...(places.get(character) ?? []), place]);
  }
  const named = Array.from(places)
    .slice(0, CHARACTERS_NAMED)
    .map(([character, where]) => `${spoken(character)} (${placeWords(where)})`);
  const rest = places.size - named.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `The model does not know ${named.join(', ')}${more}.`;
}

/** @param {string[]} places */
function placeWords(places) {
  const rest = places.length - PLACES_NAMED;
  const more = rest > 0 ? `; and ${rest} more` : '';
  return places.slice(0, PLACES_NAMED).join('; ') + more;
}

/**
 * @param {string} text
 * @param {ReadonlySet<string>} known
 * @returns {{text: string, isKnown: boolean}[]} the text in pieces, each as long as it can be
 */
export function piecesOf(text, known) {
  /** @type {{text: string, isKnown: boolean}[]} */
  const pieces = [];
  for (const character of text) {
    const isKnown = known.has(character);
    const last = pieces.at(-1);
    if (last?.isKnown === isKnown) {
      last.text += character;
    } else {
      pieces.push({ text: character, isKnown });
    }
  }
  return pieces;
}
