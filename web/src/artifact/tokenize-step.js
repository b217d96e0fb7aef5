/** The step that makes token ids of texts: docs/artifact-format.md. Pure. */

import { within } from './feature-settings.js';
import { wellFormed } from './raw-values.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {import('./feature-settings.js').Ends} Ends */
/**
 * @typedef {object} WordSettings how texts of WordPiece become words
 * @property {'words'} kind
 * @property {boolean} lowercase
 * @property {boolean} strip_accents
 * @property {boolean} split_cjk whether each CJK character is a word
 * @property {string[]} special_tokens that stay whole, and in their case
 * @property {number} longest_bytes of a word in UTF-8; longer ones are unknown
 * @property {string} unknown the unknown token
 */
/**
 * @typedef {object} SentencePieceSettings how texts of SentencePiece are normalized
 * @property {'sentencepiece'} kind
 * @property {boolean} charsmap whether the file's table is used
 * @property {string[]} kept symbols that stay as they are
 * @property {boolean} remove_extra_spaces
 * @property {'before' | 'after' | null} space where one is added
 */
/** @typedef {WordSettings | SentencePieceSettings} Preparation */
/**
 * @typedef {object} TokenizeSettings
 * @property {'token_ids' | 'padding_mask' | 'unlike_pad' | 'segment_ids'} gives
 * @property {string} file a tokenizer.json of the artifact
 * @property {Preparation | null} prepare instead of the file's normalizer and pre-tokenizer
 * @property {number} length of a row
 * @property {number[]} start ids at its beginning
 * @property {number[]} end ids after the last text
 * @property {number[]} separator ids between two texts
 * @property {number} pad the id of padding
 * @property {'left' | 'right'} side of the padding
 * @property {'round_robin' | 'waterfall'} truncate which text is cut where there is no room
 * @property {boolean} keep_end whether texts are cut to leave room for the end
 */
/** @typedef {{op: 'tokenize', inputs: string[], output: string} & TokenizeSettings} TokenizeStep */

export const TOKENIZE_KEYS = [
  ...['gives', 'file', 'prepare', 'length', 'start', 'end', 'separator', 'pad', 'side'],
  ...['truncate', 'keep_end'],
];
export const MOST_TEXTS = 16;

const GIVES = /** @type {const} */ (['token_ids', 'padding_mask', 'unlike_pad', 'segment_ids']);
const MOST_LENGTH = 2 ** 20;
const MOST_SPECIAL = 64;
const MOST_ID = 2 ** 31 - 1;
const WORD_KEYS = ['lowercase', 'strip_accents', 'split_cjk', 'special_tokens', 'longest_bytes'];
const PREPARE_KEYS = {
  words: ['kind', ...WORD_KEYS, 'unknown'],
  sentencepiece: ['kind', 'charsmap', 'kept', 'remove_extra_spaces', 'space'],
};

/**
 * @param {JsonField} field a step
 * @param {Ends[]} ends what it reads
 * @returns {{parts: TokenizeSettings, ends: Ends}}
 */
export function readTokenize(field, ends) {
  for (const { shape } of ends) {
    if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1)) {
      field.key('inputs').refuse('names of one text for each example');
    }
  }
  const parts = settings(field);
  const { start, end, separator, length } = parts;
  const special = start.length + end.length + separator.length * (ends.length - 1);
  if (special > length) {
    field.key('length').refuse(`${special} or more, for the special tokens`);
  }
  return { parts, ends: { shape: [ends[0].shape[0], length], dtype: 'int32' } };
}

/**
 * @param {JsonField} field
 * @returns {TokenizeSettings}
 */
function settings(field) {
  return {
    gives: field.key('gives').oneOf(GIVES),
    file: field.key('file').fileName(),
    prepare: field.key('prepare').orNull(preparation),
    length: within(field.key('length'), 1, MOST_LENGTH),
    start: ids(field.key('start')),
    end: ids(field.key('end')),
    separator: ids(field.key('separator')),
    pad: within(field.key('pad'), 0, MOST_ID),
    side: field.key('side').oneOf(/** @type {const} */ (['left', 'right'])),
    truncate: field.key('truncate').oneOf(/** @type {const} */ (['round_robin', 'waterfall'])),
    keep_end: field.key('keep_end').flag(),
  };
}

/** @param {JsonField} field */
function ids(field) {
  const numbers = field.items((item) => within(item, 0, MOST_ID));
  return numbers.length <= MOST_SPECIAL ? numbers : field.refuse(`at most ${MOST_SPECIAL} ids`);
}

/**
 * @param {JsonField} field
 * @returns {Preparation}
 */
function preparation(field) {
  const kind = field.key('kind').oneOf(/** @type {const} */ (['words', 'sentencepiece']));
  const known = PREPARE_KEYS[kind];
  const unknown = field.entries().find(([name]) => !known.includes(name));
  if (unknown !== undefined) {
    field.key(unknown[0]).refuse(`no other keys than ${known.join(', ')}`);
  }
  return kind === 'words' ? words(field) : sentencePiece(field);
}

/**
 * @param {JsonField} field
 * @returns {WordSettings}
 */
function words(field) {
  return {
    kind: 'words',
    lowercase: field.key('lowercase').flag(),
    strip_accents: field.key('strip_accents').flag(),
    split_cjk: field.key('split_cjk').flag(),
    special_tokens: field.key('special_tokens').items(token),
    longest_bytes: within(field.key('longest_bytes'), 1, MOST_LENGTH),
    unknown: unicode(field.key('unknown')),
  };
}

/**
 * @param {JsonField} field
 * @returns {SentencePieceSettings}
 */
function sentencePiece(field) {
  const places = /** @type {const} */ (['before', 'after']);
  return {
    kind: 'sentencepiece',
    charsmap: field.key('charsmap').flag(),
    kept: field.key('kept').items(token),
    remove_extra_spaces: field.key('remove_extra_spaces').flag(),
    space: field.key('space').orNull((place) => place.oneOf(places)),
  };
}

/** @param {JsonField} field */
function token(field) {
  return unicode(field) === '' ? field.refuse('a token that is not empty') : field.text();
}

/** @param {JsonField} field */
function unicode(field) {
  const text = field.text();
  return wellFormed(text) === text ? text : field.refuse('a string of Unicode characters');
}
