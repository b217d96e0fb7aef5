/** How the page names single characters, and those that a model does not know. Pure. */

/** @typedef {import('../../src/text/characters.js').UnknownCharacter} UnknownCharacter */

/** @type {Record<string, string>} */
const NAMES = {
  '\n': 'line break',
  '\t': 'tab',
  ' ': 'space',
  '\u00a0': 'no-break space',
};

/** White space, control signs, and signs that change others: alone they show nothing, or wrongly. */
const UNSEEN = /^[\s\p{Z}\p{C}\p{M}]$/u;

/**
 * @param {string} character one code point
 * @returns {string} itself, or a name where it cannot be seen, such as "space" or "U+200D"
 */
export function nameOf(character) {
  if (!UNSEEN.test(character)) {
    return character;
  }
  return NAMES[character] ?? codeOf(character);
}

/**
 * @param {string} character one code point
 * @returns {string} for a sentence, such as "“e”" or "a space"
 */
export function spoken(character) {
  const name = nameOf(character);
  if (name === character) {
    return `“${name}”`;
  }
  return character in NAMES ? `a ${name}` : name;
}

/** @param {string} character */
function codeOf(character) {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Nobody would read more of them. */
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
