/**
 * A model that reads whole sequences, made into one that reads a step at a time and remembers: one
 * step for each character in place of the whole window.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ArtifactError, sentence } from './errors.js';
import { buildModel } from './layers-model.js';
import { layersOf } from './topology.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./manifest.js').ModelJson} ModelJson */
/** @typedef {import('./step-proof.js').StepModel} StepModel */

const RECURRENT = new Set(['LSTM', 'GRU', 'SimpleRNN', 'RNN']);

/**
 * Builds the step model on the backend in use.
 *
 * @param {ArtifactFiles} artifact of one input, whole numbers of shape (batch, steps), and one output
 * @returns {Promise<StepModel>} not proven yet; the caller disposes of it
 * @throws {ArtifactError} if the model is of another kind
 */
export async function buildStepModel(artifact) {
  const modelJson = inSteps(artifact.modelJson, artifact.label);
  return createStepModel(await buildModel({ ...artifact, modelJson }));
}

/**
 * @param {ModelJson} modelJson
 * @param {string} label
 * @returns {ModelJson} for batches of one sequence, one step at a time, with the state kept
 */
function inSteps(modelJson, label) {
  const copy = structuredClone(modelJson);
  for (const { class_name: name, config } of layersOf(copy)) {
    if (config.batch_input_shape !== undefined) {
      config.batch_input_shape = [1, 1, ...config.batch_input_shape.slice(2)];
    }
    if (RECURRENT.has(name)) {
      if (config.go_backwards || !config.return_sequences) {
        throw notStepwise(label, `layer ${config.name}`, 'one that reads forwards, step by step');
      }
      config.stateful = true;
    } else if (name === 'Bidirectional') {
      throw notStepwise(label, `layer ${config.name}`, 'one that reads forwards alone');
    }
  }
  return copy;
}

/**
 * @param {string} label
 * @param {string} object
 * @param {string} expected
 */
function notStepwise(label, object, expected) {
  return new ArtifactError(
    sentence(`${label}, ${object}`, {
      problem: 'cannot be run step by step',
      expected,
      got: 'another',
      remedy: 'Use a model of characters that was trained to predict the next one',
    }),
  );
}

/**
 * @param {LayersModel} model
 * @returns {StepModel}
 */
function createStepModel(model) {
  return {
    async step(index) {
      const output = tf.tidy(() => {
        const input = tf.tensor2d([index], [1, 1], 'int32');
        return /** @type {tf.Tensor} */ (model.predict(input, { batchSize: 1 }));
      });
      try {
        // A copy: the wasm backend hands out views into memory that it uses again.
        return Float32Array.from(await output.data());
      } finally {
        output.dispose();
      }
    },
    reset() {
      model.resetStates();
    },
    dispose() {
      model.resetStates(); // frees what the layers kept of their last step ...
      tf.dispose(model.layers.map(statesOf)); // ... and makes zeros, which no layer frees
      model.dispose();
    },
  };
}

/**
 * @param {object} layer
 * @returns {tf.Tensor[]} what a recurrent layer remembers; TensorFlow.js has no public way to it
 */
function statesOf(layer) {
  return /** @type {{states_?: tf.Tensor[]}} */ (layer).states_ ?? [];
}
