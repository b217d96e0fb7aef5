/** An artifact whose texts become token ids by a tokenizer of its own: what comes out is by hand. */

import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { makeArtifact, replaceFile } from './make-artifact.mjs';
import { declare } from './make-features-artifact.mjs';

/** @typedef {{[name: string]: any}} Json */

export const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'good', 'bad', '##ly', '!', 'so'];

/** A tokenizer.json of WordPiece. */
export const TOKENIZER = {
  ...{ version: '1.0', truncation: null, padding: null, added_tokens: [] },
  ...{ normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null },
  model: {
    ...{ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##' },
    ...{ max_input_chars_per_word: 100, vocab: toIds(VOCABULARY) },
  },
};

export const PREPARE = {
  ...{ kind: 'words', lowercase: true, strip_accents: false, split_cjk: true },
  ...{ special_tokens: [], longest_bytes: 100, unknown: '[UNK]' },
};

/** Its steps: one, of token ids. */
export const TOKENS = {
  kind: 'features',
  inputs: [{ name: 'text', shape: [null], dtype: 'string' }],
  steps: [
    {
      ...{ op: 'tokenize', inputs: ['text'], output: 'ids', gives: 'token_ids' },
      ...{ file: 'tokenizer.json', prepare: PREPARE, length: 6, start: [2], end: [3] },
      ...{ separator: [3], pad: 0, side: 'right', truncate: 'round_robin', keep_end: true },
    },
  ],
};

const EXAMPLES = { text: ['Good!', 'so badly, so bad', ''] };
const ROWS = [
  [2, 4, 7, 3, 0, 0],
  [2, 8, 5, 6, 1, 3],
  [2, 3, 0, 0, 0, 0],
];

/** @param {string[]} tokens */
function toIds(tokens) {
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

/**
 * @param {string} folder
 * @param {Json} [tokenizer] other content of its tokenizer.json
 */
export async function makeTokensArtifact(folder, tokenizer = TOKENIZER) {
  const build = () => {
    const input = layers.input({ shape: [6], dtype: 'int32', name: 'ids' });
    const embedding = layers.layers.embedding({ inputDim: VOCABULARY.length, outputDim: 3 });
    const pooling = layers.layers.globalAveragePooling1d({});
    const dense = layers.layers.dense({ units: 2, activation: 'softmax' });
    const output = dense.apply(pooling.apply(embedding.apply(input)));
    return layers.model({ inputs: input, outputs: /** @type {any} */ (output) });
  };
  const input = () => tf.tensor2d(ROWS, [3, 6], 'int32');
  await makeArtifact(folder, { build, labels: ['good', 'bad'], input });
  await replaceFile(folder, 'tokenizer.json', JSON.stringify(tokenizer));
  await declare(folder, TOKENS, EXAMPLES);
}
