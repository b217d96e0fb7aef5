/** Artifacts whose metadata declares how tables and texts are prepared: what comes out is by hand. */

import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { editMetadata, makeArtifact, replaceFile } from './make-artifact.mjs';

/** @typedef {{[name: string]: unknown}} Json */

const INT = { encode: 'int', depth: null, idf_weights: null };

/** A row of a table: a job, a code and an age. */
export const TABLE = {
  kind: 'features',
  inputs: [
    { name: 'work', shape: [null, 1], dtype: 'string' },
    { name: 'code', shape: [null, 1], dtype: 'int64' },
    { name: 'age', shape: [null, 1], dtype: 'float32' },
  ],
  steps: [
    {
      ...{ op: 'lookup', inputs: ['work'], output: 'work_hot', tokens: ['clerk', 'nurse'] },
      ...{ mask: null, oov: 1, oov_method: null, salt: null },
      ...{ encode: 'one_hot', depth: 3, idf_weights: null },
    },
    {
      ...{ op: 'lookup', inputs: ['code'], output: 'code_index', tokens: [10, 20], mask: null },
      ...{ oov: 0, oov_method: null, salt: null, ...INT },
    },
    { op: 'cast', inputs: ['code_index'], output: 'code_float', dtype: 'float32' },
    { op: 'rescale', inputs: ['age'], output: 'age_scaled', scale: 0.01, offset: 0 },
    {
      ...{ op: 'concatenate', inputs: ['work_hot', 'code_float', 'age_scaled'], axis: -1 },
      output: 'row',
    },
  ],
};

const TABLE_EXAMPLES = {
  work: [['clerk'], ['nurse'], ['cook']],
  code: [[10], [20], [10]],
  age: [[20], [40], [65]],
};
const TABLE_ROWS = [
  [0, 1, 0, 0, 0.2],
  [0, 0, 1, 1, 0.4],
  [1, 0, 0, 0, 0.65],
];

/** A text, as indices of its words. */
export const TEXT = {
  kind: 'features',
  inputs: [{ name: 'text', shape: [null], dtype: 'string' }],
  steps: [
    {
      ...{ op: 'vectorize', inputs: ['text'], output: 'words', tokens: ['good', 'bad', 'so'] },
      ...{ standardize: 'lower_and_strip_punctuation', split: 'whitespace', ngrams: null },
      ...{ length: null, mask: '', oov: 1, encode: 'count', depth: 4, idf_weights: null },
    },
  ],
};

const TEXT_EXAMPLES = { text: ['Good!', 'so BAD, so bad', 'it rains'] };
const TEXT_ROWS = [
  [0, 1, 0, 0],
  [0, 0, 2, 2],
  [2, 0, 0, 0],
];

/**
 * @param {string} folder
 * @param {string[] | null} [labels]
 */
export async function makeTableArtifact(folder, labels = null) {
  await make(folder, { name: 'row', units: 3, rows: TABLE_ROWS, labels });
  await declare(folder, TABLE, TABLE_EXAMPLES);
}

/**
 * @param {string} folder
 * @param {{labels?: string[] | null, activation?: 'softmax' | 'sigmoid', units?: number}} [options]
 */
export async function makeTextArtifact(folder, options = {}) {
  const { labels = ['good', 'bad', 'neither'], activation = 'softmax', units = 3 } = options;
  await make(folder, { name: 'words', units, rows: TEXT_ROWS, labels, activation });
  await declare(folder, TEXT, TEXT_EXAMPLES);
}

/**
 * A dense layer: each word, or each value of a row, speaks for one class.
 *
 * @param {string} folder
 * @param {object} model
 * @param {string} model.name of its input
 * @param {number} model.units
 * @param {number[][]} model.rows golden inputs
 * @param {string[] | null} model.labels
 * @param {'softmax' | 'sigmoid'} [model.activation]
 */
async function make(folder, { name, units, rows, labels, activation = 'softmax' }) {
  const width = rows[0].length;
  const build = () => {
    const input = layers.input({ shape: [width], name });
    const dense = layers.layers.dense({ units, activation });
    const model = layers.model({ inputs: input, outputs: /** @type {any} */ (dense.apply(input)) });
    // Good, bad, and what is unknown, in the order of the labels.
    const kernel = tf.tensor2d(
      Array.from({ length: width }, (_, i) =>
        Array.from({ length: units }, (_, k) => (i === [1, 2, 0][k] ? 2 : -0.5)),
      ),
    );
    dense.setWeights([kernel, tf.zeros([units])]);
    return model;
  };
  await makeArtifact(folder, { build, labels, input: () => tf.tensor2d(rows) });
  await editMetadata(folder, (metadata) => {
    metadata.golden.inputs[0].name = metadata.inputs[0].name;
  });
}

/**
 * @param {string} folder
 * @param {Json} preprocessing
 * @param {Json} inputs golden examples
 */
export async function declare(folder, preprocessing, inputs) {
  await replaceFile(folder, 'golden-examples.json', JSON.stringify({ inputs }));
  await editMetadata(folder, (metadata) => {
    const steps = [.../** @type {Json[]} */ (preprocessing.steps)];
    // TensorFlow.js numbers an input whose name another model of the process has.
    steps.push({ ...steps.pop(), output: metadata.inputs[0].name });
    metadata.preprocessing = { ...preprocessing, steps };
    metadata.golden.examples = { file: 'golden-examples.json' };
  });
}
