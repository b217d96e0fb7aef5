/** How the page names single characters, of which some cannot be seen. Pure. */

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
