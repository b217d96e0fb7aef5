/**
 * Words of a text as KerasHub's WordPiece tokenizers split them, before pieces are looked up.
 *
 * KerasHub splits first and folds the case of each word then, with its own idea of white space
 * (ASCII's, control and format characters, not the no-break space). The library's normalizers do not,
 * so it is done here.
 */

import { foldCase } from './case-folding.js';

/** @typedef {import('../artifact/tokenize-step.js').WordSettings} WordSettings */

const CJK =
  '\\u4e00-\\u9fff\\u3400-\\u4dbf\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2b73f}' +
  '\\u{2b740}-\\u{2b81f}\\u{2b820}-\\u{2ceaf}\\uf900-\\ufaff\\u{2f800}-\\u{2fa1f}';
const PUNCTUATION = '!-\\/:-@\\[-`{-~\\p{P}';
const SPACES = '\\t\\n\\f\\r \\p{Cc}\\p{Cf}';

const EVERY_CJK = new RegExp(`[${CJK}]`, 'gu');
const PARTS = new RegExp(`[${PUNCTUATION}]|[^${PUNCTUATION}${SPACES}]+`, 'gu');
const PARTS_WITH_CJK = new RegExp(`[${PUNCTUATION}${CJK}]|[^${PUNCTUATION}${SPACES}${CJK}]+`, 'gu');

/**
 * @param {string} text without lone surrogates
 * @param {WordSettings} settings
 * @returns {string[]} none of them empty
 */
export function splitWords(text, settings) {
  const prepared = prepare(text, settings);
  const special = new Set(settings.special_tokens);
  return splitAtTokens(prepared, settings.special_tokens)
    .flatMap((part) => (special.has(part) ? [part] : splitPart(part, settings.split_cjk)))
    .map((word) => (settings.lowercase && !special.has(word) ? foldCase(word) : word))
    .filter((word) => word !== '')
    .map((word) => (byteLength(word) <= settings.longest_bytes ? word : settings.unknown));
}

/**
 * @param {string} text
 * @param {WordSettings} settings
 */
function prepare(text, { split_cjk: splitCjk, strip_accents: stripAccents }) {
  const end = text.indexOf('\0'); // where tf_text.regex_split stops
  const whole = end < 0 ? text : text.slice(0, end);
  const spaced = splitCjk ? whole.replace(EVERY_CJK, ' $& ') : whole;
  return stripAccents ? spaced.normalize('NFD').replace(/\p{Mn}/gu, '') : spaced;
}

/**
 * @param {string} text
 * @param {string[]} tokens
 * @returns {string[]} tokens, and what is between them
 */
function splitAtTokens(text, tokens) {
  if (tokens.length === 0) {
    return [text];
  }
  const escaped = tokens.map((token) => token.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return text.split(new RegExp(`(${escaped.join('|')})`, 'u'));
}

/**
 * @param {string} part
 * @param {boolean} splitCjk
 */
function splitPart(part, splitCjk) {
  return part.match(splitCjk ? PARTS_WITH_CJK : PARTS) ?? [];
}

const encoder = new TextEncoder();

/** @param {string} word */
function byteLength(word) {
  return encoder.encode(word).length;
}
