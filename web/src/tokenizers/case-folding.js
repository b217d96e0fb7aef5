/** Case folding of Unicode, NFKC_Casefold, as TensorFlow Text's `case_fold_utf8` does it. */

/**
 * Unicode's Default_Ignorable_Code_Point, which NFKC_Casefold drops: soft hyphens, variation
 * selectors, marks of direction and the like.
 */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Only their lower case is folded to the upper, since the upper was there first. */
const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/;
const DOTLESS_I = '\u0131';

/**
 * @param {string} text
 * @returns {string} the same for upper and lower case, and for compatible forms
 * @see https://www.unicode.org/reports/tr44/#NFKC_Casefold
 */
export function foldCase(text) {
  if (/^[\0-\x7f]*$/.test(text)) {
    return text.toLowerCase();
  }
  // One by one, and composed in the end, as ICU does it: what becomes a letter, as the iota below a
  // Greek vowel, takes the accents that come after it.
  return Array.from(text, foldCharacter).join('').normalize('NFC');
}

/** @type {Map<string, string>} characters that were folded */
const known = new Map();
const MOST_KNOWN = 4096;

/** @param {string} character */
function foldCharacter(character) {
  let folded = known.get(character);
  if (folded === undefined) {
    const compatible = fold(character.normalize('NFD')).normalize('NFKC');
    folded = fold(compatible).replace(IGNORABLE, '').normalize('NFKC');
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(character, folded);
  }
  return folded;
}

/**
 * JavaScript has no case folding. Lower case of upper case of lower case is the same but for what is
 * named here: found by comparing all code points with Python's str.casefold().
 *
 * @param {string} text
 */
function fold(text) {
  // One by one: a final sigma in a word becomes another letter.
  return Array.from(text, (character) => {
    if (CHEROKEE.test(character)) {
      return character.toUpperCase();
    }
    return character === DOTLESS_I
      ? character
      : character.toLowerCase().toUpperCase().toLowerCase();
  }).join('');
}
