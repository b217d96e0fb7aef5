/**
 * A model that reads whole sequences, made into one that reads a step at a time and remembers: one
 * step for each character in place of the whole window.
 */

import * as tf from '@tensorflow/tfjs-core';
import { layersOf } from '../artifact/topology.js';
import { ArtifactError, sentence } from '../errors.js';
import { buildLayersModel } from '../runtime/layers-model.js';
import { bindToBackend, onModelBackend } from '../runtime/model-backend.js';
import { freeModel } from '../runtime/model-disposal.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../artifact/manifest.js').ModelJson} ModelJson */
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
  const model = await buildLayersModel({ ...artifact, modelJson });
  bindToBackend(model, tf.getBackend());
  return createStepModel(model, artifact.label);
}

/**
 * @param {ModelJson} modelJson
 * @param {string} label
 * @returns {ModelJson} for batches of one sequence, one step at a time, with the state kept
 */
function inSteps(modelJson, label) {
  // The artifact's own topology must keep describing whole sequences.
  const copy = structuredClone(modelJson);
  for (const { class_name: name, config } of layersOf(copy)) {
    // A stateful RNN keeps a state for each sequence of its batch, so TensorFlow.js wants the batch's size
    // fixed (tfjs-layers, recurrent.ts, resetStates).
    if (config.batch_input_shape !== undefined) {
      config.batch_input_shape = [1, 1, ...config.batch_input_shape.slice(2)];
    }
    if (RECURRENT.has(name)) {
      if (config.go_backwards || !config.return_sequences) {
        const got = config.go_backwards
          ? 'one that reads backwards'
          : 'one that returns its last step';
        throw notStepwise(label, config.name, got);
      }
      // Measured on wasm: 3,410 characters a second, against 111 when a window of 40 is read again.
      config.stateful = true;
    } else if (name === 'Bidirectional') {
      throw notStepwise(label, config.name, 'one that reads in both directions');
    }
  }
  return copy;
}

/**
 * @param {string} label
 * @param {string} layer its name
 * @param {string} got
 */
function notStepwise(label, layer, got) {
  return new ArtifactError(
    sentence(`${label}, layer ${layer}`, {
      problem: 'cannot be run step by step',
      expected: 'a layer that reads forwards and returns every step',
      got,
      remedy: 'Use a character model that was trained to predict the next character',
    }),
  );
}

/**
 * @param {LayersModel} model
 * @param {string} label
 * @returns {StepModel}
 */
function createStepModel(model, label) {
  return {
    async step(index) {
      const output = onModelBackend(model, () =>
        tf.tidy(() => {
          const input = tf.tensor2d([index], [1, 1], 'int32');
          return /** @type {tf.Tensor} */ (model.predict(input, { batchSize: 1 }));
        }),
      );
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
      freeModel(model, label);
    },
  };
}
