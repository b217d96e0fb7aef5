/** What is done to texts before they are split, as JSON: docs/artifact-format.md, vectorize. Pure. */

import { tokenOf } from './feature-settings.js';
import { compilePattern, PatternError } from './text-pattern.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {'lower' | 'upper' | 'strip'} PlainRule of ASCII alone */
/** @typedef {{replace: RegExp, with: string}} ReplaceRule */
/** @typedef {'lower' | 'strip_punctuation' | 'lower_and_strip_punctuation'} StandardName */
/** @typedef {null | StandardName | (PlainRule | ReplaceRule)[]} Standard rules in their order */

const NAMES = /** @type {const} */ (['lower', 'strip_punctuation', 'lower_and_strip_punctuation']);
const PLAIN = /** @type {const} */ (['lower', 'upper', 'strip']);
const MOST_RULES = 100;
const MOST_WITH = 1000;

/**
 * @param {JsonField} field
 * @returns {Standard}
 */
export function readStandard(field) {
  if (!Array.isArray(field.value)) {
    return field.orNull((name) => name.oneOf(NAMES));
  }
  const count = field.value.length;
  return count < 1 || count > MOST_RULES
    ? field.refuse(`1 to ${MOST_RULES} rules`)
    : field.items(readRule);
}

/**
 * @param {JsonField} field
 * @returns {PlainRule | ReplaceRule}
 */
function readRule(field) {
  const keys = Object.keys(field.object()).sort().join();
  if (keys === 'replace,with') {
    const put = field.key('with');
    const text = String(tokenOf(put, 'string'));
    if ([...text].length > MOST_WITH) {
      put.refuse(`at most ${MOST_WITH} characters`);
    }
    return { replace: readPattern(field.key('replace')), with: text };
  }
  const name = PLAIN.find((one) => one === keys);
  if (name === undefined) {
    field.refuse('an object with lower, upper, strip, or replace and with');
  }
  field.key(name).oneOf(['ascii']);
  return name;
}

/**
 * @param {JsonField} field
 * @returns {RegExp}
 */
function readPattern(field) {
  try {
    return compilePattern(String(tokenOf(field, 'string')));
  } catch (error) {
    return error instanceof PatternError ? field.refuse(error.message) : raise(error);
  }
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function raise(error) {
  throw error;
}
