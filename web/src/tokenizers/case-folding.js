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
 * @see https://www.unicode.org/versions/latest/core-spec/chapter-3/ definition D147
 */
export function foldCase(text) {
  if (/^[\0-\x7f]*$/.test(text)) {
    return text.toLowerCase();
  }
  const folded = fold(text.normalize('NFD')).normalize('NFKC');
  return fold(folded).replace(IGNORABLE, '').normalize('NFKC');
}

/** @param {string} text */
function fold(text) {
  // One by one: a final sigma in a word becomes another letter.
  return Array.from(text, foldCharacter).join('');
}

/**
 * JavaScript has no case folding. Lower case of upper case of lower case is the same but for what is
 * named here: found by comparing all code points with Python's str.casefold().
 *
 * @param {string} character
 */
function foldCharacter(character) {
  if (CHEROKEE.test(character)) {
    return character.toUpperCase();
  }
  return character === DOTLESS_I ? character : character.toLowerCase().toUpperCase().toLowerCase();
}
