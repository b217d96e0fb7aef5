/** Text from files that others made: what would hide or turn around is shown as what it is. Pure. */

/**
 * Control characters, marks that turn the direction of writing, and characters that are not seen;
 * but for those that words are made with: joiners in emoji and in Indic and Arabic scripts.
 */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0001}\u{e0020}-\u{e007f}]/u;
const ALL_HIDDEN = new RegExp(HIDDEN, 'gu');

/**
 * @param {string} text
 * @returns {boolean}
 */
export function hasHiddenCharacters(text) {
  return HIDDEN.test(text);
}

/**
 * @param {string} text
 * @returns {string} with each hidden character as its number, such as \u202e
 */
export function visible(text) {
  return text.replace(ALL_HIDDEN, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
  });
}
