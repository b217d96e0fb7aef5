/** Makes an artifact of a small model of characters for tests. */

import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { makeArtifact } from './make-artifact.mjs';

export const VOCABULARY = ['\n', ' ', 'a', 'b', 'c', '\u{1f600}'];

/** @returns {import('@tensorflow/tfjs-layers').LayersModel} two LSTMs with fixed random weights */
export function makeTextModel() {
  const glorot = (/** @type {number} */ seed) => layers.initializers.glorotUniform({ seed });
  const characters = layers.input({ shape: [null], dtype: 'int32', name: 'characters' });
  const embedding = layers.layers.embedding({
    inputDim: VOCABULARY.length,
    outputDim: 8,
    embeddingsInitializer: layers.initializers.randomUniform({ minval: -2, maxval: 2, seed: 5 }),
  });
  const lstm = (/** @type {number} */ seed) =>
    layers.layers.lstm({
      units: 8,
      returnSequences: true,
      kernelInitializer: glorot(seed),
      recurrentInitializer: glorot(seed + 1),
    });
  const dense = layers.layers.dense({
    units: VOCABULARY.length,
    activation: 'softmax',
    kernelInitializer: layers.initializers.randomUniform({ minval: -3, maxval: 3, seed: 9 }),
  });
  const steps = [embedding, lstm(1), lstm(3), dense];
  const outputs = steps.reduce((x, layer) => layer.apply(x), /** @type {any} */ (characters));
  return layers.model({ inputs: characters, outputs });
}

/** @returns {import('@tensorflow/tfjs-layers').LayersModel} as large as one that was trained */
export function makeLargeTextModel() {
  const random = (/** @type {number} */ seed, /** @type {number} */ size) =>
    layers.initializers.randomUniform({ minval: -size, maxval: size, seed });
  return layers.sequential({
    layers: [
      layers.layers.embedding({
        inputDim: VOCABULARY.length,
        outputDim: 8,
        batchInputShape: [null, null],
        embeddingsInitializer: random(5, 2),
      }),
      layers.layers.lstm({
        units: 512,
        returnSequences: true,
        recurrentActivation: 'sigmoid',
        kernelInitializer: random(1, 1),
        recurrentInitializer: random(2, 0.1),
      }),
      layers.layers.dense({
        units: VOCABULARY.length,
        activation: 'softmax',
        kernelInitializer: random(9, 0.3),
      }),
    ],
  });
}

/**
 * @param {string} folder
 * @param {number} [sequenceLength]
 * @param {() => import('@tensorflow/tfjs-layers').LayersModel} [build] of this vocabulary
 */
export async function makeTextArtifact(folder, sequenceLength = 16, build = makeTextModel) {
  await makeArtifact(folder, {
    build,
    preprocessing: {
      kind: 'characters',
      alphabet: 'full',
      vocabulary: VOCABULARY,
      sequence_length: sequenceLength,
    },
    input: () => tf.randomUniform([4, 16], 0, VOCABULARY.length, 'int32', 3),
  });
}
