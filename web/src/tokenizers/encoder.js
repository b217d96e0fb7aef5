/** Texts to token ids, by Hugging Face's library and our own preparation. */

import { wellFormed } from '../artifact/raw-values.js';
import { createPreparation, WORD_SEPARATOR } from './preparation.js';
import { createUnigram } from './unigram.js';

/** @typedef {import('../artifact/tokenize-step.js').Preparation} Preparation */
/** @typedef {(text: string) => number[]} Encode */
/** @typedef {Record<string, any>} TokenizerFile content of a tokenizer.json */

/**
 * @param {TokenizerFile} file
 * @param {Preparation | null} preparation what is done with the text before the file's model sees it,
 *   in place of its normalizer and pre-tokenizer; null: these are used
 * @returns {Promise<Encode>} gives a text's token ids, without those of a beginning or an end
 * @throws {Error} if the file is malformed
 */
export async function createEncoder(file, preparation) {
  if (preparation === null) {
    const encode = await createLibraryEncoder(file);
    return (text) => encode(wellFormed(text));
  }
  const prepare = createPreparation(preparation, tableOf(file));
  const encode =
    file.model.type === 'Unigram'
      ? createUnigram(file.model, file.added_tokens.map(contentOf))
      : await createLibraryEncoder(modelAlone(file, preparation));
  return (text) => encode(prepare(wellFormed(text)));
}

/** @param {{content: string}} token */
const contentOf = ({ content }) => content;

/**
 * @param {TokenizerFile} file
 * @returns {Promise<Encode>}
 */
async function createLibraryEncoder(file) {
  // Late: most models read no texts.
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const tokenizer = new Tokenizer(file, {});
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}

/**
 * @param {TokenizerFile} file
 * @param {Preparation} preparation
 * @returns {TokenizerFile} with what follows our preparation: words are a line each
 */
function modelAlone(file, preparation) {
  const isWords = preparation.kind === 'words';
  // Not String: the library keeps what such a pattern matches, although it is to be removed.
  const split = { type: 'Split', pattern: { Regex: WORD_SEPARATOR }, behavior: 'Removed' };
  return {
    ...file,
    normalizer: null,
    pre_tokenizer: isWords ? { ...split, invert: false } : null,
    post_processor: null,
  };
}

/**
 * @param {TokenizerFile} file
 * @returns {string | null} the table of characters of its normalizer, in base64
 */
function tableOf({ normalizer }) {
  const steps = [normalizer, ...(normalizer?.normalizers ?? [])];
  const step = steps.find((it) => it?.type === 'Precompiled');
  return step?.precompiled_charsmap ?? null;
}
