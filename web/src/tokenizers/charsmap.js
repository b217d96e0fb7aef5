/**
 * Text as SentencePiece normalizes it: a table of characters, white space, and a space before.
 *
 * The library takes NFKC for any table. Here the longest entry at each place counts.
 *
 * @see https://github.com/google/sentencepiece/blob/master/src/normalizer.cc
 */

/** @typedef {import('../artifact/tokenize-step.js').SentencePieceSettings} SentencePieceSettings */
/** @typedef {{text: string, length: number}} Entry what bytes become, and how many they are */

const SPACE = '\u2581';
/** Bytes of a character in UTF-8, by the upper half of its first. */
const LENGTHS = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * @param {SentencePieceSettings} settings
 * @param {string | null} table in base64; null: characters stay as they are
 * @returns {(text: string) => string}
 * @throws {RangeError} if the table is malformed
 */
export function createNormalizer(settings, table) {
  const charsmap = table === null ? null : createCharsMap(table);
  const kept = settings.kept.map((symbol) => encoder.encode(symbol));
  kept.sort((a, b) => b.length - a.length);
  return (text) => normalize(unitsOf(encoder.encode(text), charsmap, kept), settings);
}

/**
 * @param {string} table the size of a double-array trie of UTF-8, the trie, and the texts it leads to
 * @returns {(text: Uint8Array, start: number) => Entry | null} the longest entry at a place
 */
function createCharsMap(table) {
  const bytes = Uint8Array.from(atob(table), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
  if (size === 0 || size % 4 !== 0 || size > bytes.length - 4) {
    throw new RangeError(`charsmap: expected the size of its trie, got ${size}`);
  }
  const units = Uint32Array.from({ length: size / 4 }, (_, k) => view.getUint32(4 + 4 * k, true));
  const texts = bytes.subarray(4 + size);
  return (text, start) => {
    const found = longestEntry(units, text, start);
    return found === null ? null : { text: textAt(texts, found.value), length: found.length };
  };
}

/**
 * @param {Uint32Array} units
 * @param {Uint8Array} text
 * @param {number} start
 */
function longestEntry(units, text, start) {
  let found = null;
  let place = offsetOf(units[0]);
  for (let k = start; k < text.length; k += 1) {
    place ^= text[k];
    const unit = units[place];
    if (unit === undefined || (unit & 0x800000ff) !== text[k]) {
      break;
    }
    place ^= offsetOf(unit);
    if ((unit >>> 8) & 1) {
      found = { value: units[place] & 0x7fffffff, length: k + 1 - start };
    }
  }
  return found;
}

/** @param {number} unit */
function offsetOf(unit) {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

/**
 * @param {Uint8Array} texts
 * @param {number} start
 */
function textAt(texts, start) {
  return decoder.decode(texts.subarray(start, texts.indexOf(0, start)));
}

/**
 * @param {Uint8Array} text
 * @param {((text: Uint8Array, start: number) => Entry | null) | null} charsmap
 * @param {Uint8Array[]} kept the longest first
 * @returns {string[]} what each stretch of the text becomes
 */
function unitsOf(text, charsmap, kept) {
  const units = [];
  for (let place = 0; place < text.length; ) {
    const symbol = kept.find((bytes) => bytes.every((byte, k) => text[place + k] === byte));
    const entry = symbol === undefined ? charsmap?.(text, place) : null;
    const length = entry?.length ?? symbol?.length ?? LENGTHS[text[place] >> 4];
    units.push(entry?.text ?? decoder.decode(text.subarray(place, place + length)));
    place += length;
  }
  return units;
}

/**
 * @param {string[]} units
 * @param {SentencePieceSettings} settings
 */
function normalize(units, { remove_extra_spaces: isSqueezed, space }) {
  const first = isSqueezed ? units.findIndex((unit) => unit !== ' ') : 0;
  if (first < 0 || units.length === 0) {
    return '';
  }
  const rest = units.slice(first);
  const text = (isSqueezed ? squeeze(rest) : rest.join('')).replaceAll(' ', SPACE);
  const begun = space === 'before' ? SPACE + text : text;
  const ended = isSqueezed ? begun.replace(/\u2581+$/, '') : begun;
  return space === 'after' ? ended + SPACE : ended;
}

/**
 * Drops spaces where one stands before; what a unit holds within stays.
 *
 * @param {string[]} units
 */
function squeeze(units) {
  let text = '';
  for (const unit of units) {
    text += text === '' || text.endsWith(' ') ? unit.replace(/^ +/, '') : unit;
  }
  return text;
}
