/** What is done with a text before a tokenizer's model sees it. */

import { createNormalizer } from './charsmap.js';
import { splitWords } from './words.js';

/** @typedef {import('../artifact/tokenize-step.js').Preparation} Preparation */

/** Stands between words that are handed on as one text: no word has it, since it is white space. */
export const WORD_SEPARATOR = '\n';

/**
 * @param {Preparation} settings
 * @param {string | null} table of the file's normalizer, in base64
 * @returns {(text: string) => string}
 * @throws {RangeError} if the table is malformed
 */
export function createPreparation(settings, table) {
  if (settings.kind === 'words') {
    return (text) => splitWords(text, settings).join(WORD_SEPARATOR);
  }
  return createNormalizer(settings, settings.charsmap ? table : null);
}
